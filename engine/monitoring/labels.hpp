// Labels: what became known later of events: fraud, or legitimate. Of each client, counterparty,
// merchant and device how many of its labelled events were fraud, as it was known at any time.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/micro.hpp"
#include "engine/core/result.hpp"

namespace financescr::monitoring {

enum class LabelledKind : std::uint8_t { kClient, kCounterparty, kMerchant, kDevice, kAccount };
inline constexpr std::size_t kLabelledKinds = 5;

// Keys with labels; what would be one more is refused.
inline constexpr std::size_t kMaxLabelledKeys = 1'000'000;

class LabelRates {
 public:
  // Something of this key was labelled, which was known from then on. Errors: kTooLarge.
  [[nodiscard]] Result<void> add(LabelledKind kind, std::string_view key, std::int64_t known_us,
                                 bool is_fraud);

  // Whether so many keys more can have labels.
  [[nodiscard]] bool has_room_for(std::size_t keys) const {
    return size_ + keys <= kMaxLabelledKeys;
  }
  // What is known of a key first of all: whether it is fraud. Nothing: it has no label.
  [[nodiscard]] std::optional<bool> first(LabelledKind kind, std::string_view key) const;

  // The share of fraud among what was known before `at_us`, drawn towards one in a hundred as if
  // ten more were known: (fraud + 0.1) / (labels + 10).
  [[nodiscard]] Micro rate(LabelledKind kind, std::string_view key, std::int64_t at_us) const;

  // For saving: calls use(kind, key, known_us, is_fraud) for each, in the order of kinds and keys.
  template <typename Use>
  void for_each(Use use) const {
    for (std::size_t kind = 0; kind < kLabelledKinds; ++kind) {
      for (const auto& [key, labels] : keys_[kind]) {
        std::uint32_t before = 0;
        for (const Known& known : labels) {
          use(static_cast<LabelledKind>(kind), key, known.us, known.fraud > before);
          before = known.fraud;
        }
      }
    }
  }

 private:
  struct Known {
    std::int64_t us = 0;
    std::uint32_t fraud = 0;  // of this and all that were known before
  };

  std::array<std::map<std::string, std::vector<Known>, std::less<>>, kLabelledKinds> keys_;
  std::size_t size_ = 0;
};

}  // namespace financescr::monitoring
