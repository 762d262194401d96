#include "engine/monitoring/event_log.hpp"

#include <utility>

namespace financescr::monitoring {

void EventLog::add(std::uint64_t seq, LoggedEvent event) {
  if (events_.empty()) first_seq_ = seq;
  events_.push_back(std::move(event));
  numbers_.emplace(events_.back().event_id, seq);
}

std::optional<std::uint64_t> EventLog::find(std::string_view event_id) const {
  const auto found = numbers_.find(event_id);
  return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

const LoggedEvent* EventLog::at(std::uint64_t seq) const {
  if (seq < first_seq_ || seq - first_seq_ >= events_.size()) return nullptr;
  return &events_[static_cast<std::size_t>(seq - first_seq_)];
}

void EventLog::set_answer(std::uint64_t seq, std::string_view text) {
  if (at(seq) == nullptr) return;
  LoggedEvent& event = events_[static_cast<std::size_t>(seq - first_seq_)];
  event.answer = answers_.keep(event.event_id, text);
}

std::string EventLog::answer_of(std::uint64_t seq) const {
  const LoggedEvent* event = at(seq);
  return event == nullptr ? std::string() : answers_.text_of(event->answer, event->event_id);
}

void EventLog::expire(std::int64_t before_us) {
  while (events_.size() > 1 && events_.front().at_us < before_us) {
    answers_.forget(events_.front().answer);
    numbers_.erase(events_.front().event_id);
    events_.pop_front();
    ++first_seq_;
  }
}

}  // namespace financescr::monitoring
