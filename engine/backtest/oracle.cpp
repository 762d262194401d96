#include "engine/backtest/oracle.hpp"

#include <utility>

#include "engine/canonical/fields.hpp"
#include "engine/core/limits.hpp"

namespace financescr::backtest {

tl::expected<void, Errors> Oracle::add_line(std::string_view text) {
  Errors errors;
  const auto json = canonical::parse(text);
  if (!json) {
    errors.push_back(json.error());
    return tl::unexpected(std::move(errors));
  }
  canonical::Fields fields(*json, "", errors);
  const std::string event_id = fields.required_text("event_id", limits::kMaxIdBytes);
  const Micro probability = fields.required_number("p", kMicroZero, kMicroOne);
  if (probabilities_.size() >= kMaxLabels) {
    fields.reject("event_id", ErrorCode::kTooLarge, "there are too many events");
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  probabilities_[canonical::content_hash(std::string_view(event_id))] = probability;
  return {};
}

Verdict Oracle::verdict_of(std::string_view event_id) const {
  Verdict verdict;
  const auto found = probabilities_.find(canonical::content_hash(event_id));
  if (found != probabilities_.end()) verdict.score = found->second;
  verdict.is_alert = verdict.score.value * 2 >= Micro::kScale;
  return verdict;
}

}  // namespace financescr::backtest
