#include "native_server/report/figures.hpp"

#include <array>

namespace financescr::report {
namespace {

constexpr std::array<std::int64_t, 7> kUnits = {1'000'000, 100'000, 10'000, 1'000, 100, 10, 1};

std::string grouped(std::string digits) {
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

}  // namespace

std::string cost_text(Micro cost) { return decimal(cost, cost.value % Micro::kScale == 0 ? 0 : 2); }

std::string whole(std::int64_t count) {
  return count < 0 ? "-" + grouped(std::to_string(-count)) : grouped(std::to_string(count));
}

std::string decimal(Micro value, int digits) {
  const std::int64_t unit = kUnits[static_cast<std::size_t>(digits)];
  const std::int64_t size = value.value < 0 ? -value.value : value.value;
  const std::int64_t rounded = (size + unit / 2) / unit;
  const std::int64_t scale = Micro::kScale / unit;
  std::string text = grouped(std::to_string(rounded / scale));
  if (digits > 0) {
    const std::string fraction = std::to_string(rounded % scale);
    text += '.' + std::string(static_cast<std::size_t>(digits) - fraction.size(), '0') + fraction;
  }
  return (value.value < 0 && rounded > 0 ? "-" : "") + text;
}

std::string percent(Micro share) { return decimal(Micro{share.value * 100}, 1) + " %"; }

std::string percent(const std::optional<evaluation::Estimate>& estimate) {
  if (!estimate) return "-";
  const auto bound = [](Micro share) { return decimal(Micro{share.value * 100}, 1); };
  return percent(estimate->value) + " (" + bound(estimate->low) + " to " + bound(estimate->high) +
         ")";
}

std::string decimal(const std::optional<evaluation::Estimate>& estimate, int digits) {
  if (!estimate) return "-";
  return decimal(estimate->value, digits) + " (" + decimal(estimate->low, digits) + " to " +
         decimal(estimate->high, digits) + ")";
}

}  // namespace financescr::report
