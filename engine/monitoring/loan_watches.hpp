// LoanWatches: loans that were paid out in the last 48 hours, each looked at whenever money moves
// on its account, and by ticks after 24 and 48 hours.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/money.hpp"
#include "engine/core/timestamp.hpp"

namespace financescr::monitoring {

inline constexpr std::array<std::int64_t, 2> kLoanChecks_hours = {24, 48};
// Loans watched at once; of more the oldest are let go.
inline constexpr std::size_t kMaxLoanWatches = 100'000;
// On one account; of more the oldest are let go.
inline constexpr std::size_t kMaxLoansOfAccount = 16;
// That one tick answers; the next tick goes on.
inline constexpr std::size_t kMaxChecksOfTick = 1'000;

struct LoanWatch {
  std::string account_id;
  std::string event_id;  // of the disbursement
  std::int64_t at_us = 0;
  std::uint64_t seq = 0;
  Money amount;
  std::uint32_t checks_done = 0;  // by ticks
};

class LoanWatches {
 public:
  void add(LoanWatch watch);
  // The latest loan of an account that is watched at this time, in this currency.
  [[nodiscard]] const LoanWatch* find(std::string_view account_id, std::int64_t at_us,
                                      Currency currency) const;
  // A rule fired: it needs no further watching.
  void close(std::uint64_t seq);
  // The first check that is due by then; nothing: none.
  [[nodiscard]] const LoanWatch* next_due(std::int64_t at_us) const;
  // Its next check found nothing. Returns: whether that was the last one, so that it is closed.
  bool check_done(std::uint64_t seq);

  // In the order of their disbursement's ingestion.
  [[nodiscard]] const std::map<std::uint64_t, LoanWatch>& all() const { return by_seq_; }

 private:
  using Due = std::pair<std::int64_t, std::uint64_t>;  // when, and which
  [[nodiscard]] static Due due_of(const LoanWatch& watch);

  std::map<std::uint64_t, LoanWatch> by_seq_;
  std::map<std::string, std::vector<std::uint64_t>, std::less<>> by_account_;
  std::map<Due, std::uint64_t> due_;
};

}  // namespace financescr::monitoring
