#include "functions/decisions/trial.hpp"

#include <utility>

#include "engine/canonical/members.hpp"
#include "functions/decisions/store_decision.hpp"
#include "functions/ports/ids.hpp"

namespace financescr::decisions {
namespace {

ports::TrialCheckRecord check_of(Context& context, const PreparedDecision& prepared,
                                 const canonical::Json& input) {
  ports::TrialCheckRecord record;
  record.check_id = make_id(context.clock, context.entropy);
  record.created_at = context.clock.now();
  record.decision_id = prepared.decision_id;
  record.limit_id = canonical::text_of(input, "limit_id");
  record.amount = input.find("amount")->number();
  return record;
}

ports::JobRecord counting_job(Context& context) {
  ports::JobRecord job;
  job.job_id = make_id(context.clock, context.entropy);
  job.created_at = context.clock.now();
  job.updated_at = job.created_at;
  job.kind = std::string(kCountTrials);
  return job;
}

}  // namespace

http::Response trial(Call& call) {
  if (auto answer = answered_before(call)) return std::move(*answer);
  auto request = call.json();
  if (!request) return call.refuse(request.error());
  Errors errors;
  call.adopt_request_id(*request, errors);
  add_as_of(*request, call.context.clock, errors);
  if (!errors.empty()) return call.refuse(http::rejected(std::move(errors)));
  const decision::DomainEngine& engine = call.context.pack->engine.of(Domain::kTrial);
  const auto verdict = engine.decide(*request, call.context.workspace, decision::Form::kText);
  if (!verdict) return call.refuse(http::rejected(verdict.error()));
  PreparedDecision prepared = prepare_decision(call, *verdict);
  auto job = counting_job(call.context);
  prepared.answer.set("job_id", job.job_id);
  auto& writes = prepared.transaction.writes;
  writes.emplace_back(
      ports::Insert<ports::TrialCheckRecord>{check_of(call.context, prepared, verdict->input)});
  writes.emplace_back(ports::Insert<ports::JobRecord>{std::move(job)});
  return commit_decision(call, std::move(prepared));
}

}  // namespace financescr::decisions
