// Rule: one row of the table of rules. A rule looks at the past of an event and notes numbers, its
// facts; it is judged by these, the event and the policy alone, so that a decision can be made
// again from its input; and it points at the events it saw.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/core/micro.hpp"
#include "engine/monitoring/keys.hpp"

namespace financescr::monitoring {

struct Event;
struct Policy;
struct RuleSettings;
class Sight;
class SeenEvents;

enum class Unit : std::uint8_t {
  kCount,
  kMoney,  // minor units of the event's currency
  kShare,  // Micro
  kMinutes,
  kHour,  // of the day
  kHours,
  kDays,
  kSpan,    // a Span
  kChoice,  // the place in `choices`
};

struct ParameterSpec {
  std::string_view name;
  Unit unit = Unit::kCount;
  std::int64_t standard = 0;  // what our own policy says; a share in millionths
  std::int64_t low = 0;
  std::int64_t high = 0;
  std::span<const std::string_view> choices{};
};

struct FactSpec {
  std::string_view name;
  Unit unit = Unit::kCount;
};

inline constexpr std::size_t kMaxParameters = 4;
inline constexpr std::size_t kMaxFacts = 3;
using Parameters = std::array<std::int64_t, kMaxParameters>;
// What a rule saw; 0 where there was nothing.
using RuleFacts = std::array<std::int64_t, kMaxFacts>;

enum class Category : std::uint8_t {
  kAmount,
  kPattern,
  kVelocity,
  kTiming,
  kGeographic,
  kTransfer,
  kAgent,
  kMerchant,
  kNetwork,
  kLoan,
  kCashReport,
};
inline constexpr std::size_t kCategoryCount = 11;
[[nodiscard]] std::string_view to_string(Category category);

// What a rule is judged by.
struct Evidence {
  const Event& event;
  const Policy& policy;
  const RuleSettings& settings;
  const RuleFacts& facts;
};

// A rule that fired.
struct Finding {
  std::string reason;
  // 0 to 1, of a rule that says how severe it is; of others the policy has it.
  std::optional<Micro> severity{};
};

struct Rule {
  std::string_view name;  // "large_amount"
  std::string_view code;  // "LARGE_AMOUNT": among the reasons of a decision
  Category category = Category::kAmount;
  // Of our own policy; nothing where the rule says how severe it is.
  std::optional<Micro> severity;
  std::string_view why;  // one sentence: what it is for
  std::span<const ParameterSpec> parameters;
  std::span<const FactSpec> facts;
  // Whether it looks at such events at all.
  bool (*concerns)(const Evidence& evidence);
  // Notes its facts; nullptr: it needs none.
  void (*look)(const Sight& sight, RuleFacts& facts);
  std::optional<Finding> (*judge)(const Evidence& evidence);
  // The events of the past that it saw; nullptr: none.
  void (*point_at)(const Sight& sight, SeenEvents& seen);
};

inline constexpr std::size_t kRuleCount = 33;
// In the order in which decisions list them.
[[nodiscard]] std::span<const Rule, kRuleCount> rule_table();
// Its place in the table.
[[nodiscard]] std::optional<std::size_t> find_rule(std::string_view name);

}  // namespace financescr::monitoring
