// History: the events of the past by all that the next one may have in common with them.
//
// In: events in the order of their ingestion. Out: for each the windows of its keys (keys.hpp), as
// they were when it came. Never: a clock; time is what the events say.
//
// Time moves with `received_at`; as long as no event had one, with the latest `occurred_at`. What
// is older than the longest window before the latest time at which an event is still in time has no
// further use and is let go: a window of an event that is in time is always whole.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/monitoring/event.hpp"
#include "engine/monitoring/names.hpp"
#include "engine/monitoring/timeline.hpp"
#include "engine/pack/container.hpp"

namespace financescr::monitoring {

struct HistoryOptions {
  std::int64_t ahead_us = 0;  // how far the policy's time zone is ahead of UTC
  std::int64_t max_lateness_us = 30 * Timestamp::kDay;
  std::int64_t max_clock_jump_us = 400 * Timestamp::kDay;
  std::uint64_t table_seed = 0;  // Names
};

// The names of an event's keys; 0: it has none of that kind.
using Keys = std::array<NameId, kKeyKindCount>;

// What the history knows of an event's past.
struct Past {
  std::uint64_t seq = 0;  // of ingestion, from 1
  // It is older than events in time may be: its windows may lack what was let go.
  bool is_late = false;
  Entry entry;  // the event itself
  Keys keys{};
  WindowStarts starts;
  std::int64_t oldest_us = 0;  // what is older may have been let go
  // By KeyKind; nothing where the event has no such key.
  std::array<std::optional<KeyFacts>, kKeyKindCount> facts;
};

class History {
 public:
  explicit History(const HistoryOptions& options) : options_(options), names_(options.table_seed) {}

  // The windows of an event, which then becomes part of the past.
  // Errors: kInvalid where its times cannot be believed; nothing has changed then.
  [[nodiscard]] Result<Past> observe(const Event& event);

  // Moves time where nothing happens. Errors: as above.
  [[nodiscard]] Result<void> advance(Timestamp to);

  // As of an account at some time, without an event; its windows are not counted.
  [[nodiscard]] Past past_of_account(std::string_view account_id, Timestamp at) const;

  // The events of a key from then on that are not later than `to_us`, the oldest first. They live
  // until the history changes. Some may be older than Past::oldest_us.
  [[nodiscard]] std::span<const Entry> between(KeyKind kind, NameId key, std::int64_t from_us,
                                               std::int64_t to_us) const;

  // An event of the past; nullptr if it has been let go.
  [[nodiscard]] const Entry* find(std::string_view account_id, std::int64_t at_us,
                                  std::uint64_t seq) const;
  // The latest event of an account; nullptr if there is none.
  [[nodiscard]] const Entry* latest(std::string_view account_id) const;
  [[nodiscard]] std::string_view text_of(NameId name) const { return names_.text_of(name); }
  // The number of the latest event; 0: there was none.
  [[nodiscard]] std::uint64_t last_seq() const { return last_seq_; }

  // What is older has no further use.
  [[nodiscard]] std::int64_t oldest_us() const;

  // All of it, as bytes of a file: equal for equal histories.
  [[nodiscard]] std::string save() const;
  // The same history, which goes on as the saved one would have. `bytes` start at a multiple of 8.
  // Errors: kCorrupt, kUnsupported (of another build); kConflict where the options are others.
  [[nodiscard]] static Result<History> load(std::string_view bytes, const HistoryOptions& options);

  // How many events a timeline of some key has, each key of an event counted.
  [[nodiscard]] std::size_t size() const;
  // How many texts are kept for them.
  [[nodiscard]] std::size_t names() const { return names_.size(); }

 private:
  [[nodiscard]] Result<void> load_names(const pack::ContainerView& view);
  [[nodiscard]] Result<void> load_timelines(const pack::ContainerView& view);
  [[nodiscard]] Result<void> check_times(const Event& event) const;
  [[nodiscard]] Result<void> check_jump(std::int64_t time_us, std::string_view pointer) const;
  [[nodiscard]] Entry entry_of(const Event& event);
  [[nodiscard]] static Keys keys_of(const Entry& entry, NameId merchant);
  [[nodiscard]] Timeline& timeline_of(KeyKind kind, NameId key);
  // Lets go of old events of a few keys, in turn.
  void sweep();
  // Forgets the names that no event has any more.
  void compact();

  HistoryOptions options_;
  std::optional<std::int64_t> now_us_;
  bool is_received_ = false;  // some event had received_at: no other moves time
  std::uint64_t last_seq_ = 0;
  Names names_;
  std::array<std::vector<Timeline>, kKeyKindCount> timelines_;  // by NameId
  std::size_t names_after_compaction_ = 0;
  std::size_t swept_kind_ = 0;  // where the next sweep begins
  std::size_t swept_key_ = 0;
  WindowScratch scratch_;
};

}  // namespace financescr::monitoring
