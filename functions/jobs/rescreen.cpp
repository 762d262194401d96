#include "functions/jobs/rescreen.hpp"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "engine/canonical/fields.hpp"
#include "engine/canonical/members.hpp"
#include "engine/core/limits.hpp"
#include "engine/pack/domain_spec.hpp"
#include "functions/decisions/store_decision.hpp"

namespace financescr::jobs {

using canonical::Json;
using ports::JobRecord;
using ports::LoadedPack;

namespace {

constexpr std::size_t kMaxScreened = 200;  // customers of one step
constexpr std::size_t kMaxDecided = 50;    // decisions of one transaction
constexpr std::int64_t kMaxCount = std::int64_t{1} << 40;

// What a job's `state` holds.
struct State {
  std::string old_pack;
  std::string new_pack;
  std::string as_of;
  std::string request_id;
  std::string last_customer;   // the last one that is done; customers are in order of id
  std::string worker;          // the server that took the last step
  std::int64_t customers = 0;  // that are done
  std::int64_t screened = 0;   // those of them whom the change could concern
  std::int64_t decided = 0;
  std::int64_t cases = 0;
  std::int64_t undecided = 0;  // customers that cannot be screened: a name without a letter
  std::string error;

  [[nodiscard]] static State read(const std::string& text) {
    const auto json = canonical::parse(text);
    Errors errors;
    State state;
    if (!json) return state;
    canonical::Fields fields(*json, "", errors);
    const auto text_of = [&fields](std::string_view key) {
      return fields.text(key, limits::kMaxNameBytes).value_or("");
    };
    const auto count_of = [&fields](std::string_view key) {
      return fields.integer(key, 0, kMaxCount).value_or(0);
    };
    state.old_pack = text_of("old_pack");
    state.new_pack = text_of("new_pack");
    state.as_of = text_of("as_of");
    state.request_id = text_of("request_id");
    state.last_customer = text_of("last_customer");
    state.worker = text_of("worker");
    state.customers = count_of("customers");
    state.screened = count_of("screened");
    state.decided = count_of("decided");
    state.cases = count_of("cases");
    state.undecided = count_of("undecided");
    return state;
  }

  [[nodiscard]] std::string to_text() const {
    Json json = Json::object({{"old_pack", old_pack},
                              {"new_pack", new_pack},
                              {"as_of", as_of},
                              {"request_id", request_id},
                              {"last_customer", last_customer},
                              {"worker", worker},
                              {"customers", customers},
                              {"screened", screened},
                              {"decided", decided},
                              {"cases", cases},
                              {"undecided", undecided}});
    if (!error.empty()) json.set("error", error);
    return canonical::write(json);
  }
};

// The first customer after an id. Rows are sorted by id.
std::size_t first_after(const pack::RowTable& customers, std::string_view id) {
  std::size_t low = 0;
  std::size_t high = customers.size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (customers.id(middle) <= id) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

// What is done with a subject depends on this and nothing else of a decision.
Json actionable(const Json& decision) {
  Json part = Json::object();
  for (const std::string_view key :
       {"decision", "risk_severity", "case_priority", "recommended_action"}) {
    if (const Json* value = decision.find(key)) part.set(key, *value);
  }
  if (text_of(decision, "decision") != "REVIEW") return part;
  if (const Json* value = decision.find("match_probability")) part.set("match_probability", *value);
  const Json* top = decision.find("top_match");
  if (top != nullptr && top->if_object() != nullptr) {
    part.set("candidate_id", text_of(*top, "candidate_id"));
    part.set("list_type", text_of(*top, "list_type"));
  }
  return part;
}

ports::Stored<Progress> give_up(JobRecord job, State state, std::string error, Context& context) {
  state.error = std::move(error);
  state.worker = context.settings.instance;
  job.status = ports::JobStatus::kFailed;
  job.updated_at = context.clock.now();
  job.state = state.to_text();
  ++job.version;
  ports::AuditEvent event;
  event.at = job.updated_at;
  event.event = "rescreen_failed";
  event.actor = std::string(kRescreenActor);
  event.request_id = state.request_id;
  event.details = Json::object({{"job_id", job.job_id}});
  context.log.write(ports::LogLevel::kError, "rescreen_failed",
                    {{"job_id", job.job_id}, {"error", state.error}});
  const auto committed =
      context.store.commit({{ports::Update<JobRecord>{std::move(job)}}, {std::move(event)}});
  if (!committed && committed.error() != ports::StoreFault::kConflict) {
    return tl::unexpected(committed.error());
  }
  return committed ? Progress::kDone : Progress::kElsewhere;
}

}  // namespace

bool differs(const Json& before, const Json& after) {
  return actionable(before) != actionable(after);
}

JobRecord rescreen_job(std::string job_id, Timestamp at, const std::string& old_pack_id,
                       const std::string& new_pack_id, std::string_view request_id) {
  State state;
  state.old_pack = old_pack_id;
  state.new_pack = new_pack_id;
  state.as_of = at.date().to_string();
  state.request_id = std::string(request_id);
  JobRecord job;
  job.job_id = std::move(job_id);
  job.created_at = at;
  job.updated_at = at;
  job.kind = std::string(kRescreen);
  job.state = state.to_text();
  return job;
}

// One step of a job.
class Rescreen::Step {
 public:
  Step(JobRecord job, State state, const Work& work, const Context& context)
      : job_(std::move(job)), state_(std::move(state)), work_(work), context_(context) {
    context_.pack = work.new_pack;
  }

  ports::Stored<Progress> take() {
    const bool is_end = screen_some();
    const Timestamp now = context_.clock.now();
    state_.worker = context_.settings.instance;
    job_.status = is_end ? ports::JobStatus::kDone : ports::JobStatus::kRunning;
    job_.updated_at = now;
    job_.state = state_.to_text();
    ++job_.version;
    if (is_end) note_end(now);
    transaction_.writes.emplace_back(ports::Update<JobRecord>{job_});
    const auto committed = context_.store.commit(std::move(transaction_));
    if (!committed && committed.error() == ports::StoreFault::kConflict) {
      return Progress::kElsewhere;
    }
    if (!committed) return tl::unexpected(committed.error());
    return is_end ? Progress::kDone : Progress::kMore;
  }

 private:
  // Returns: whether no customer is left.
  bool screen_some() {
    const auto* fincrime = context_.pack->engine.screening().rows();
    if (fincrime == nullptr) return true;
    const pack::RowTable& customers = fincrime->rows(pack::files::kCustomers);
    std::size_t i = first_after(customers, state_.last_customer);
    const std::size_t end = std::min(customers.size(), i + kMaxScreened);
    std::size_t decided = 0;
    for (; i < end && decided < kMaxDecided; ++i) {
      state_.last_customer = std::string(customers.id(i));
      ++state_.customers;
      if (decide_anew(state_.last_customer)) ++decided;
    }
    return i == customers.size();
  }

  // Returns: whether the customer's decision differs and was added to the transaction.
  bool decide_anew(const std::string& customer_id) {
    auto& workspace = context_.workspace.part<screening::Workspace>();
    if (work_.changed && !work_.changed->may_concern(customer_id, workspace)) return false;
    ++state_.screened;
    const Json request = Json::object({{"as_of", state_.as_of}, {"customer_id", customer_id}});
    const auto after = context_.pack->engine.screening().decide(request, context_.workspace,
                                                                decision::Form::kText);
    if (!after) {
      ++state_.undecided;
      return false;
    }
    const auto before = work_.old_pack->engine.screening().decide(request, context_.workspace,
                                                                  decision::Form::kText);
    if (before && !differs(before->decision, after->decision)) return false;
    // A customer that only the new pack has is one whom the list may never have been asked about.
    auto prepared = decisions::prepare_decision(context_, std::string(kRescreenActor),
                                                {state_.request_id, state_.request_id}, *after);
    if (prepared.case_id) ++state_.cases;
    ++state_.decided;
    for (auto& write : prepared.transaction.writes) transaction_.writes.push_back(std::move(write));
    for (auto& event : prepared.transaction.audit) transaction_.audit.push_back(std::move(event));
    return true;
  }

  void note_end(Timestamp now) {
    ports::AuditEvent event;
    event.at = now;
    event.event = "rescreen_done";
    event.actor = std::string(kRescreenActor);
    event.request_id = state_.request_id;
    event.details = Json::object({{"job_id", job_.job_id},
                                  {"old_pack", state_.old_pack},
                                  {"new_pack", state_.new_pack},
                                  {"customers", state_.customers},
                                  {"screened", state_.screened},
                                  {"decided", state_.decided},
                                  {"cases", state_.cases}});
    transaction_.audit.push_back(std::move(event));
  }

  JobRecord job_;
  State state_;
  const Work& work_;
  Context context_;
  ports::Transaction transaction_;
};

tl::expected<Rescreen::Work, std::string> Rescreen::prepare(const std::string& job_id,
                                                            const std::string& old_pack_id,
                                                            const std::string& new_pack_id,
                                                            ports::PackLibrary& library) {
  Work work;
  work.job_id = job_id;
  const std::pair<const std::string&, std::shared_ptr<const LoadedPack>&> wanted[] = {
      {old_pack_id, work.old_pack}, {new_pack_id, work.new_pack}};
  for (const auto& [pack_id, pack] : wanted) {
    auto opened = library.open(pack_id);
    if (!opened) {
      return tl::unexpected("Pack " + pack_id +
                            " cannot be opened: " + opened.error().front().detail);
    }
    pack = std::move(*opened);
  }
  const replay::EngineSet& before = work.old_pack->engine;
  const replay::EngineSet& after = work.new_pack->engine;
  if (before.screening().rows() != nullptr && after.screening().rows() != nullptr) {
    work.changed = ChangedEntities::between(before, after);
  }
  return work;
}

ports::Stored<Progress> Rescreen::step(const JobRecord& job, Context& context) {
  State state = State::read(job.state);
  if (work_.job_id != job.job_id) {
    auto prepared = prepare(job.job_id, state.old_pack, state.new_pack, context.packs);
    if (!prepared) return give_up(job, std::move(state), std::move(prepared.error()), context);
    work_ = std::move(*prepared);
  }
  auto progress = Step(job, std::move(state), work_, context).take();
  if (progress && *progress == Progress::kDone) rest();
  return progress;
}

}  // namespace financescr::jobs
