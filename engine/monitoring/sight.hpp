// Sight: what a rule may look at in the past of an event: its windows, and single events of a
// timeline, the latest first.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "engine/monitoring/history.hpp"
#include "engine/monitoring/labels.hpp"
#include "engine/monitoring/policy.hpp"

namespace financescr::monitoring {

// A loan that is watched on the event's account, in the event's currency.
struct LoanInSight {
  std::int64_t at_us = 0;
  std::uint64_t seq = 0;
  std::int64_t amount_minor = 0;
};

// Single events that one rule looks at for one event; the latest of them.
inline constexpr std::size_t kMaxLookedAt = 4'096;

class Sight {
 public:
  // Requires: all arguments outlive this.
  Sight(const Event& event, const Past& past, const History& history, const Policy& policy)
      : event_(event), past_(past), history_(history), policy_(policy) {}

  [[nodiscard]] const Event& event() const { return event_; }
  [[nodiscard]] const Entry& entry() const { return past_.entry; }
  [[nodiscard]] const Policy& policy() const { return policy_; }
  [[nodiscard]] const RuleSettings& settings() const { return *settings_; }
  [[nodiscard]] std::int64_t parameter(std::size_t i) const { return settings_->parameters[i]; }
  [[nodiscard]] Span span(std::size_t i) const { return static_cast<Span>(parameter(i)); }

  // Of a key that the event does not have: empty.
  [[nodiscard]] const WindowFacts& window(KeyKind kind, Span span) const;
  [[nodiscard]] std::int64_t start_of(Span span) const {
    return past_.starts.at_us[place_of(span)];
  }
  [[nodiscard]] NameId key(KeyKind kind) const { return past_.keys[place_of(kind)]; }

  // Calls use(entry) for the events of a key from `from_us` up to `to_us` that were ingested before
  // this one, the latest first, until it returns false. Looks at kMaxLookedAt of them at most, and
  // notes it where there were more.
  template <typename Use>
  void for_each(KeyKind kind, NameId key, std::int64_t from_us, std::int64_t to_us, Use use) const {
    const auto entries = history_.between(kind, key, std::max(from_us, past_.oldest_us), to_us);
    std::size_t looked_at = 0;
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
      if (looked_at++ == kMaxLookedAt) {
        was_cut_ = true;
        return;
      }
      if (entry->seq < past_.seq && !use(*entry)) return;
    }
  }
  // Of the event's own key, up to the event.
  template <typename Use>
  void for_each(KeyKind kind, std::int64_t from_us, Use use) const {
    for_each(kind, key(kind), from_us, entry().at_us, use);
  }

  // Whether the rule could not look at all that there is.
  [[nodiscard]] bool was_cut() const { return was_cut_; }
  void note_cut() const { was_cut_ = true; }

  [[nodiscard]] const std::optional<LoanInSight>& loan() const { return loan_; }
  void set_loan(const std::optional<LoanInSight>& loan) { loan_ = loan; }
  // The agent's usual share of deposits, where its profile is known.
  [[nodiscard]] const std::optional<Micro>& typical_float() const { return typical_float_; }
  void set_typical_float(std::optional<Micro> share) { typical_float_ = share; }
  // What was known of other events by then; nullptr: nothing.
  [[nodiscard]] const LabelRates* labels() const { return labels_; }
  void set_labels(const LabelRates& labels) { labels_ = &labels; }
  // For which rule it is; until the next call.
  void set_settings(const RuleSettings& settings) {
    settings_ = &settings;
    was_cut_ = false;
  }

 private:
  const Event& event_;
  const Past& past_;
  const History& history_;
  const Policy& policy_;
  const RuleSettings* settings_ = nullptr;
  std::optional<LoanInSight> loan_;
  std::optional<Micro> typical_float_;
  const LabelRates* labels_ = nullptr;
  mutable bool was_cut_ = false;
};

// The events that a rule saw, the latest first; a decision names the first few of them.
class SeenEvents {
 public:
  static constexpr std::size_t kMost = 20;

  // Returns: whether there is room for more.
  bool add(std::uint64_t seq) {
    if (seqs_.size() < kMost) seqs_.push_back(seq);
    return seqs_.size() < kMost;
  }
  [[nodiscard]] const std::vector<std::uint64_t>& seqs() const { return seqs_; }

 private:
  std::vector<std::uint64_t> seqs_;
};

}  // namespace financescr::monitoring
