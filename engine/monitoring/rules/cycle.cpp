#include "engine/monitoring/rules/cycle.hpp"

#include <algorithm>

namespace financescr::monitoring::rules {
namespace {

constexpr std::int64_t kFewestHops = 3;  // two are a circular transfer

class Search {
 public:
  Search(const Sight& sight, const CycleSearch& limits) : sight_(sight), limits_(limits) {
    const Entry& event = sight.entry();
    const bool goes_out = event.direction == Direction::kOut;
    sender_ = goes_out ? event.account : event.counterparty;
    receiver_ = goes_out ? event.counterparty : event.account;
  }

  std::vector<std::uint64_t> run() {
    if (sender_ == receiver_) return {};
    for (std::int64_t hops = kFewestHops; hops <= limits_.max_hops; ++hops) {
      accounts_.assign(1, receiver_);
      transfers_.clear();
      if (extend(limits_.from_us, hops - 1)) return transfers_;
      if (is_cut_) break;
    }
    if (is_cut_) sight_.note_cut();
    return {};
  }

 private:
  // Whether transfers from `from_us` on lead from the last account to the sender in exactly `left`
  // steps.
  bool extend(std::int64_t from_us, std::int64_t left) {
    const NameId account = accounts_.back();
    bool is_found = false;
    const auto take = [&](const Entry& entry, NameId next) {
      if (++searched_ > kMaxTransfersSearched) is_cut_ = true;
      if (is_cut_) return false;
      is_found = step(entry, next, left);
      return !is_found;
    };
    sight_.for_each(KeyKind::kAccount, account, from_us, sight_.entry().at_us,
                    [&](const Entry& entry) {
                      const bool is_out = entry.direction == Direction::kOut;
                      return looks_at_one_more() && (!is_out || take(entry, entry.counterparty));
                    });
    if (is_found || is_cut_) return is_found;
    sight_.for_each(KeyKind::kCounterparty, account, from_us, sight_.entry().at_us,
                    [&](const Entry& entry) {
                      const bool is_in = entry.direction == Direction::kIn;
                      return looks_at_one_more() && (!is_in || take(entry, entry.account));
                    });
    return is_found;
  }

  bool looks_at_one_more() {
    if (++looked_at_ > kMaxEventsSearched) is_cut_ = true;
    return !is_cut_;
  }

  bool step(const Entry& entry, NameId next, std::int64_t left) {
    const bool fits = entry.type == EventType::kTransfer && next != 0 &&
                      entry.currency == sight_.entry().currency &&
                      entry.amount_minor >= limits_.least_minor &&
                      entry.amount_minor <= limits_.most_minor && (next == sender_) == (left == 1);
    if (!fits || std::find(accounts_.begin(), accounts_.end(), next) != accounts_.end()) {
      return false;
    }
    transfers_.push_back(entry.seq);
    if (left == 1) return true;
    accounts_.push_back(next);
    if (extend(entry.at_us, left - 1)) return true;
    accounts_.pop_back();
    transfers_.pop_back();
    return false;
  }

  const Sight& sight_;
  CycleSearch limits_;
  NameId sender_ = 0;
  NameId receiver_ = 0;
  std::vector<NameId> accounts_;
  std::vector<std::uint64_t> transfers_;
  std::size_t searched_ = 0;   // transfers
  std::size_t looked_at_ = 0;  // events
  bool is_cut_ = false;
};

}  // namespace

std::vector<std::uint64_t> find_cycle(const Sight& sight, const CycleSearch& search) {
  return Search(sight, search).run();
}

}  // namespace financescr::monitoring::rules
