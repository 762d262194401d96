// WindowFacts: what a window of a timeline holds, as the event that looks at it needs it. Money is
// that of the event's own currency; other currencies are counted and never added.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "engine/monitoring/entry.hpp"

namespace financescr::monitoring {

// Of events in any currency.
struct WindowCounts {
  std::uint32_t count = 0;
  std::array<std::uint32_t, kFlowCount> count_by_flow{};
  std::array<std::uint32_t, kAttributeCount> distinct{};  // values

  bool operator==(const WindowCounts&) const = default;
};

// Of events in the event's currency.
struct WindowMoney {
  std::uint32_t money_count = 0;
  std::int64_t sum_minor = 0;
  std::int64_t max_minor = 0;
  std::int64_t in_minor = 0;
  std::int64_t out_minor = 0;
  std::int64_t cash_in_minor = 0;
  std::int64_t cash_out_minor = 0;
  std::array<std::int64_t, kFlowCount> sum_by_flow_minor{};

  bool operator==(const WindowMoney&) const = default;
};

struct WindowFacts : WindowCounts, WindowMoney {
  std::array<std::uint32_t, kAttributeCount> same{};  // events that share the event's own value
  // The most frequent country, of several the first by its code; 0: none is known.
  std::uint16_t modal_country = 0;

  bool operator==(const WindowFacts&) const = default;
};

// The most frequent country of those it is told; of several the first by its code.
class ModalCountry {
 public:
  void take(std::uint32_t country, std::uint32_t count) {
    best_ = std::max(best_, std::uint64_t{count} << 16U | (0xFFFFU - country));
  }

  // 0: none was told, or none that stands anywhere.
  [[nodiscard]] std::uint16_t country() const {
    return best_ >> 16U == 0 ? std::uint16_t{0} : static_cast<std::uint16_t>(~best_ & 0xFFFFU);
  }

 private:
  std::uint64_t best_ = 0;  // how often, and its code from above
};

// One window a span.
using KeyFacts = std::array<WindowFacts, kSpanCount>;

}  // namespace financescr::monitoring
