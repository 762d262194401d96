#include "engine/monitoring/rules/shared.hpp"

namespace financescr::monitoring::rules {

std::string words_for(Span span) {
  switch (span) {
    case Span::k1h:
      return "1 hour";
    case Span::k24h:
      return "24 hours";
    case Span::k7d:
      return "7 days";
    case Span::k30d:
      return "30 days";
    case Span::k180d:
      return "180 days";
    case Span::kDay:
      return "the same day";
  }
  return "";
}

std::string counted(std::int64_t count, std::string_view what) {
  std::string text = std::to_string(count) + ' ' + std::string(what);
  if (count == 1) return text;
  const bool ends_in_s = text.back() == 's';
  if (what.ends_with("ty")) {
    text.pop_back();
    return text + "ies";
  }
  return text + (ends_in_s ? "es" : "s");
}

std::string percent(Micro share) {
  constexpr std::int64_t kMicroPerPercent = Micro::kScale / 100;
  return std::to_string(divide_half_even(share.value, kMicroPerPercent)) + " %";
}

}  // namespace financescr::monitoring::rules
