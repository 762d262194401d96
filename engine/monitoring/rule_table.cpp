#include <algorithm>
#include <array>

#include "engine/monitoring/rules/shared.hpp"

namespace financescr::monitoring {
namespace {

using RuleTable = std::array<Rule, kRuleCount>;

RuleTable make_table() {
  RuleTable table{};
  std::size_t at = 0;
  for (const auto rules :
       {rules::amount_rules(), rules::velocity_rules(), rules::transfer_rules(),
        rules::network_rules(), rules::agent_rules(), rules::loan_rules(), rules::cash_rules()}) {
    for (const Rule& rule : rules) table.at(at++) = rule;
  }
  return table;
}

constexpr std::array<std::string_view, kCategoryCount> kCategories = {
    "amount", "pattern",  "velocity", "timing", "geographic", "transfer",
    "agent",  "merchant", "network",  "loan",   "cash_report"};

}  // namespace

std::string_view to_string(Category category) { return kCategories[place_of(category)]; }

std::span<const Rule, kRuleCount> rule_table() {
  static const RuleTable kTable = make_table();
  return kTable;
}

std::optional<std::size_t> find_rule(std::string_view name) {
  const auto table = rule_table();
  const auto found = std::find_if(table.begin(), table.end(),
                                  [name](const Rule& rule) { return rule.name == name; });
  if (found == table.end()) return std::nullopt;
  return static_cast<std::size_t>(found - table.begin());
}

}  // namespace financescr::monitoring
