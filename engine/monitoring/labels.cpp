#include "engine/monitoring/labels.hpp"

#include <algorithm>

namespace financescr::monitoring {
namespace {

constexpr std::int64_t kPriorLabels = 10;
constexpr Micro kPriorFraud{100'000};

}  // namespace

Result<void> LabelRates::add(LabelledKind kind, std::string_view key, std::int64_t known_us,
                             bool is_fraud) {
  auto& keys = keys_[static_cast<std::size_t>(kind)];
  auto found = keys.find(key);
  if (found == keys.end()) {
    if (!has_room_for(1)) {
      return fail(ErrorCode::kTooLarge,
                  "no more than " + std::to_string(kMaxLabelledKeys) + " keys can have labels");
    }
    found = keys.emplace(key, std::vector<Known>()).first;
    ++size_;
  }
  auto& labels = found->second;
  const auto place =
      std::upper_bound(labels.begin(), labels.end(), known_us,
                       [](std::int64_t us, const Known& known) { return us < known.us; });
  const std::uint32_t before = place == labels.begin() ? 0 : std::prev(place)->fraud;
  auto entry = labels.insert(place, Known{known_us, before});
  if (!is_fraud) return {};
  for (; entry != labels.end(); ++entry) ++entry->fraud;
  return {};
}

std::optional<bool> LabelRates::first(LabelledKind kind, std::string_view key) const {
  const auto& keys = keys_[static_cast<std::size_t>(kind)];
  const auto found = keys.find(key);
  if (found == keys.end()) return std::nullopt;
  return found->second.front().fraud > 0;
}

Micro LabelRates::rate(LabelledKind kind, std::string_view key, std::int64_t at_us) const {
  std::int64_t count = 0;
  std::int64_t fraud = 0;
  const auto& keys = keys_[static_cast<std::size_t>(kind)];
  const auto found = keys.find(key);
  if (found != keys.end()) {
    const auto& labels = found->second;
    const auto end =
        std::lower_bound(labels.begin(), labels.end(), at_us,
                         [](const Known& known, std::int64_t us) { return known.us < us; });
    count = end - labels.begin();
    fraud = end == labels.begin() ? 0 : std::prev(end)->fraud;
  }
  return {divide_half_even(fraud * Micro::kScale + kPriorFraud.value, count + kPriorLabels)};
}

}  // namespace financescr::monitoring
