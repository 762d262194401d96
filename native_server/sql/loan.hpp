// Loan: the commands of plans among those of their group, without a copy. When it ends, the plans
// have them back as they were, to be tried again.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <variant>
#include <vector>

#include "native_server/sql/connection.hpp"
#include "native_server/sql/plan.hpp"

namespace financescr::sql {

// Requires: what was appended stays in its place until the loan ends.
class Loan {
 public:
  Loan(std::vector<Command>& commands, std::size_t plans) : commands_(commands) {
    lent_.reserve(plans);
  }
  ~Loan() {
    for (const Lent& lent : lent_) {
      count_rows(*lent.plan, lent.first, -lent.end_seq);
      const auto from = commands_.begin() + static_cast<std::ptrdiff_t>(lent.first);
      std::move(from, from + static_cast<std::ptrdiff_t>(lent.plan->commands.size()),
                lent.plan->commands.begin());
    }
  }
  Loan(const Loan&) = delete;
  Loan& operator=(const Loan&) = delete;

  // Appends the commands of a plan whose rows come after row `end_seq`.
  void append(Plan& plan, std::int64_t end_seq) {
    const std::size_t first = commands_.size();
    commands_.insert(commands_.end(), std::make_move_iterator(plan.commands.begin()),
                     std::make_move_iterator(plan.commands.end()));
    lent_.push_back({&plan, first, end_seq});
    count_rows(plan, first, end_seq);
  }

 private:
  struct Lent {
    Plan* plan = nullptr;
    std::size_t first = 0;  // of its commands
    std::int64_t end_seq = 0;
  };

  void count_rows(const Plan& plan, std::size_t first, std::int64_t from) {
    for (const RowNumber& number : plan.row_numbers) {
      Command& command = commands_[first + number.command];
      std::get<std::int64_t>(command.parameters[number.parameter]) += from;
    }
  }

  std::vector<Command>& commands_;
  std::vector<Lent> lent_;
};

}  // namespace financescr::sql
