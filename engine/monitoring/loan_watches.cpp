#include "engine/monitoring/loan_watches.hpp"

#include <algorithm>
#include <utility>

namespace financescr::monitoring {
namespace {}  // namespace

LoanWatches::Due LoanWatches::due_of(const LoanWatch& watch) {
  return {watch.at_us + kLoanChecks_hours[watch.checks_done] * Timestamp::kHour, watch.seq};
}

void LoanWatches::add(LoanWatch watch) {
  if (by_seq_.size() >= kMaxLoanWatches) close(by_seq_.begin()->first);
  const auto& of_account = by_account_[watch.account_id];
  if (of_account.size() >= kMaxLoansOfAccount) close(of_account.front());
  by_account_[watch.account_id].push_back(watch.seq);
  due_.emplace(due_of(watch), watch.seq);
  by_seq_.emplace(watch.seq, std::move(watch));
}

const LoanWatch* LoanWatches::find(std::string_view account_id, std::int64_t at_us,
                                   Currency currency) const {
  const auto account = by_account_.find(account_id);
  if (account == by_account_.end()) return nullptr;
  const LoanWatch* latest = nullptr;
  for (const std::uint64_t seq : account->second) {
    const LoanWatch& watch = by_seq_.at(seq);
    const bool is_watched = watch.amount.currency == currency && watch.at_us <= at_us &&
                            at_us <= watch.at_us + kLoanChecks_hours.back() * Timestamp::kHour;
    if (is_watched && (latest == nullptr || watch.at_us >= latest->at_us)) latest = &watch;
  }
  return latest;
}

void LoanWatches::close(std::uint64_t seq) {
  const auto found = by_seq_.find(seq);
  if (found == by_seq_.end()) return;
  const auto account = by_account_.find(found->second.account_id);
  std::erase(account->second, seq);
  if (account->second.empty()) by_account_.erase(account);
  due_.erase(due_of(found->second));
  by_seq_.erase(found);
}

const LoanWatch* LoanWatches::next_due(std::int64_t at_us) const {
  if (due_.empty() || due_.begin()->first.first > at_us) return nullptr;
  return &by_seq_.at(due_.begin()->second);
}

bool LoanWatches::check_done(std::uint64_t seq) {
  const auto found = by_seq_.find(seq);
  if (found == by_seq_.end()) return false;
  LoanWatch& watch = found->second;
  if (watch.checks_done + 1 == kLoanChecks_hours.size()) {
    close(seq);
    return true;
  }
  due_.erase(due_of(watch));
  ++watch.checks_done;
  due_.emplace(due_of(watch), seq);
  return false;
}

}  // namespace financescr::monitoring
