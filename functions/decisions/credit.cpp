#include "functions/decisions/credit.hpp"

#include "functions/decisions/store_decision.hpp"

namespace financescr::decisions {

http::Response apply(Call& call) {
  if (auto answer = answered_before(call)) return std::move(*answer);
  auto request = call.json();
  if (!request) return call.refuse(request.error());
  Errors errors;
  call.adopt_request_id(*request, errors);
  add_as_of(*request, call.context.clock, errors);
  if (!errors.empty()) return call.refuse(http::rejected(std::move(errors)));
  const auto verdict = call.context.pack->engine.credit().decide(*request, call.context.workspace,
                                                                 decision::Form::kText);
  if (!verdict) return call.refuse(http::rejected(verdict.error()));
  return commit_decision(call, prepare_decision(call, *verdict));
}

}  // namespace financescr::decisions
