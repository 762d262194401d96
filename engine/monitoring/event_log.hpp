// EventLog: the events that may still matter by their ids: an event that comes again is known by
// its content and answered as the first time, and what a rule saw can be named.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/canonical/content_hash.hpp"
#include "engine/monitoring/answers.hpp"

namespace financescr::monitoring {

enum class LabelState : std::uint8_t { kNone, kLegitimate, kFraud };

struct LoggedEvent {
  std::string event_id;
  canonical::ContentHash content;
  std::int64_t at_us = 0;
  Answer answer;
  std::string account_id;
  std::string merchant_id;  // empty: none
  LabelState label = LabelState::kNone;
};

class EventLog {
 public:
  // `seed`: of the table; nothing that is answered depends on it.
  explicit EventLog(std::uint64_t seed) : numbers_(0, TextHash{seed}), answers_(seed) {}

  // The number of the first event. Requires: there is none yet.
  void start_at(std::uint64_t seq) { first_seq_ = seq; }
  // Events are numbered as they come. Requires: the id is not known.
  void add(std::uint64_t seq, LoggedEvent event);
  [[nodiscard]] std::optional<std::uint64_t> find(std::string_view event_id) const;
  // Returns: nullptr for what has been let go.
  [[nodiscard]] const LoggedEvent* at(std::uint64_t seq) const;
  // Requires: it is known.
  void set_label(std::uint64_t seq, LabelState label) {
    events_[static_cast<std::size_t>(seq - first_seq_)].label = label;
  }
  // The line that it was answered with. Requires: it is known.
  void set_answer(std::uint64_t seq, std::string_view text);
  [[nodiscard]] std::string answer_of(std::uint64_t seq) const;
  // Lets go of events that are older, up to the first that is not.
  void expire(std::int64_t before_us);

  [[nodiscard]] std::uint64_t first_seq() const { return first_seq_; }
  [[nodiscard]] const std::deque<LoggedEvent>& events() const { return events_; }
  [[nodiscard]] Answers& answers() { return answers_; }
  [[nodiscard]] const Answers& answers() const { return answers_; }

 private:
  std::deque<LoggedEvent> events_;
  std::uint64_t first_seq_ = 1;
  std::unordered_map<std::string_view, std::uint64_t, TextHash> numbers_;  // keys live in events_
  Answers answers_;
};

}  // namespace financescr::monitoring
