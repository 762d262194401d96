#include "engine/trial/engine.hpp"

#include <utility>

#include "engine/canonical/reference.hpp"
#include "engine/core/limits.hpp"

namespace financescr::trial {

using canonical::Json;

constexpr Micro kMost = Micro::from_int(1'000'000'000);

std::unique_ptr<const Engine> Engine::create(std::shared_ptr<const pack::Pack> pack,
                                             pack::PackErrors& errors) {
  std::unique_ptr<Engine> engine(new Engine(std::move(pack)));
  if (engine->rows() == nullptr) return engine;
  engine->provenance_.pack_hash = engine->rows()->meta.pack_hash;
  const pack::RowTable& table = engine->rows()->rows("limits.jsonl");
  for (std::size_t i = 0; i < table.size(); ++i) {
    Errors faults;
    const Json row = canonical::parse(table.json(i)).value_or(Json());
    engine->limits_.emplace(
        table.id(i), canonical::Fields(row, "", faults).required_number("max", kMicroZero, kMost));
    errors.add(engine->rows()->meta.label + "/limits.jsonl", 0, faults);
  }
  return engine;
}

decision::Verdict Engine::decide(const Json& request, decision::Workspace& /*workspace*/,
                                 decision::Form /*form*/) const {
  Errors errors;
  if (limits_.empty()) errors.push_back({ErrorCode::kUnsupported, "the pack holds no limits", ""});
  canonical::Fields fields(request, "", errors);
  static_cast<void>(fields.find("request_id"));
  auto customer_ref = canonical::read_reference(fields, "customer_ref");
  auto as_of = fields.date("as_of");
  if (!as_of) as_of = pack_date();
  const std::string id = fields.required_text("limit_id", limits::kMaxIdBytes);
  const Micro amount = fields.required_number("amount", kMicroZero, kMost);
  const auto limit = limits_.find(id);
  if (errors.empty() && limit == limits_.end()) {
    fields.reject("limit_id", ErrorCode::kNotFound, "no limit \"" + id + "\" in the pack");
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  decision::Summary summary;
  summary.needs_review = amount > limit->second;
  summary.outcome = summary.needs_review ? "REVIEW" : "WITHIN";
  summary.severity = "LOW";
  summary.priority = "P2";
  summary.policy_version = policy_version();
  Json input = Json::object({{"limit_id", id}, {"amount", amount}});
  input.set("as_of", as_of ? Json(as_of->to_string()) : Json());
  Json outcome = input;
  outcome.set("decision", summary.outcome);
  outcome.set("max", limit->second);
  auto decided = make_decision(std::move(input), std::move(outcome), std::move(summary));
  decided.customer_ref = std::move(customer_ref);
  decided.ignored_fields = fields.unknown();
  return decided;
}

}  // namespace financescr::trial
