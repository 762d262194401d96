#include "engine/credit/engine.hpp"

#include <utility>

#include "engine/canonical/content_hash.hpp"
#include "engine/pack/domain_spec.hpp"

namespace financescr::credit {
namespace {

using canonical::Json;

// Of every case that a credit decision opens.
constexpr std::string_view kSeverity = "MED";
constexpr std::string_view kPriority = "P1";

std::optional<std::string> unless_empty(const std::optional<std::string>& text) {
  return text && !text->empty() ? text : std::nullopt;
}

std::optional<std::string> subject_of(const ApplyRequest& request) {
  auto customer = unless_empty(request.application->customer_id);
  return customer || !request.application_id ? customer : request.application_id;
}

}  // namespace

std::unique_ptr<const Engine> Engine::create(std::shared_ptr<const pack::Pack> pack,
                                             pack::PackErrors& errors) {
  std::unique_ptr<Engine> engine(new Engine(std::move(pack)));
  engine->read(errors);
  return engine;
}

void Engine::read(pack::PackErrors& errors) {
  underwriter_ = {builtin_policy(), builtin_model()};
  Errors faults;
  if (has_own_policy()) {
    if (auto policy = Policy::read(rows()->meta.policy, "", faults)) {
      underwriter_.policy = std::move(*policy);
    }
  }
  if (!faults.empty()) errors.add(rows()->meta.label + "/policy.json", 0, faults);
  faults.clear();
  if (has_own_model()) {
    if (auto model = Model::read(rows()->meta.model, "", faults)) {
      underwriter_.model = std::move(*model);
    }
  }
  if (!faults.empty()) errors.add(rows()->meta.label + "/model.json", 0, faults);
  provenance_.pack_hash = rows() != nullptr
                              ? rows()->meta.pack_hash
                              : canonical::content_hash(std::string_view()).to_string();
  provenance_.policy_hash = canonical::content_hash(underwriter_.policy.to_json()).to_string();
  provenance_.model_hash = canonical::content_hash(underwriter_.model.to_json()).to_string();
  read_applications(errors);
}

void Engine::read_applications(pack::PackErrors& errors) const {
  if (rows() == nullptr) return;
  const pack::RowTable& applications = rows()->rows(pack::files::kApplications);
  for (std::size_t i = 0; i < applications.size(); ++i) {
    const std::string id(applications.id(i));
    auto stored = application(id);
    if (stored) continue;
    stored.error().detail += " (application \"" + id + "\")";
    errors.add(rows()->meta.label + "/" + std::string(pack::files::kApplications), 0,
               std::move(stored.error()));
  }
}

Result<Application> Engine::application(const std::string& id) const {
  const auto row =
      rows() == nullptr ? std::nullopt : rows()->rows(pack::files::kApplications).find(id);
  if (!row) {
    return fail(ErrorCode::kNotFound, "no application \"" + id + "\" in the pack",
                "/application_id");
  }
  const auto json = canonical::parse(*row);
  if (!json) return tl::unexpected(json.error());
  Errors errors;
  Pointers ignored;
  auto application = read_application(*json, "", ApplicationForm::kPackRow, errors, ignored);
  if (!application) return tl::unexpected(errors.front());
  return *application;
}

decision::Verdict Engine::decide(const Json& request, decision::Workspace& /*workspace*/,
                                 decision::Form /*form*/) const {
  Errors errors;
  Pointers ignored;
  ApplyRequest parsed = ApplyRequest::read(request, pack_date(), errors, ignored);
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  Json input = parsed.to_json();
  if (parsed.application_id) {
    auto stored = application(*parsed.application_id);
    if (!stored) return tl::unexpected(Errors{stored.error()});
    parsed.application = std::move(*stored);
  }
  const Outcome outcome = assess(*parsed.application, underwriter_);
  auto decided = make_decision(std::move(input), to_json(outcome, parsed.as_of, underwriter_),
                               summarise(outcome, parsed));
  decided.customer_ref = std::move(parsed.customer_ref);
  decided.ignored_fields = std::move(ignored);
  return decided;
}

decision::Summary Engine::summarise(const Outcome& outcome, const ApplyRequest& request) const {
  decision::Summary summary;
  summary.outcome = to_string(outcome.decision);
  summary.needs_review = outcome.decision == Decision::kRefer;
  summary.score = outcome.prediction.pd;
  summary.severity = kSeverity;
  summary.priority = kPriority;
  for (const Reason& reason : outcome.reasons.items()) {
    summary.reasons.push_back(describe(reason.code).name);
  }
  summary.policy_version = underwriter_.policy.version;
  summary.subject_id = subject_of(request);
  const pack::DomainPack* people = whole_pack().domain(Domain::kScreening);
  if (summary.needs_review && summary.subject_id && people != nullptr) {
    const auto customer = pack::find_customer(*people, *summary.subject_id);
    if (customer) summary.subject_name = customer->name;
  }
  return summary;
}

}  // namespace financescr::credit
