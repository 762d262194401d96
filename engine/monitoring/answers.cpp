#include "engine/monitoring/answers.hpp"

#include <optional>

#include "engine/canonical/json.hpp"

namespace financescr::monitoring {
namespace {

// No byte of JSON text.
constexpr char kIdMarker = '\x01';
constexpr char kInputMarker = '\x02';
constexpr char kResultMarker = '\x03';

// Puts a marker in place of the value behind `key`, which stands in the text once at most.
void mark(std::string& text, std::string_view key, std::string_view value, char marker) {
  const std::string whole = std::string(key) + std::string(value);
  const std::size_t at = text.find(whole);
  if (at == std::string::npos || text.find(key, at + 1) != std::string::npos) return;
  text.replace(at + key.size(), value.size(), 1, marker);
}

std::optional<canonical::ContentHash> hash_behind(std::string_view text, std::string_view key) {
  const std::size_t at = text.find(key);
  if (at == std::string_view::npos) return std::nullopt;
  const std::size_t from = at + key.size() + 1;
  const std::size_t to = text.find('"', from);
  if (to == std::string_view::npos) return std::nullopt;
  return canonical::ContentHash::parse(text.substr(from, to - from));
}

std::string quoted(std::string_view text) {
  std::string out;
  canonical::append_string(out, text);
  return out;
}

constexpr std::string_view kIdKey = "\"event_id\":";
constexpr std::string_view kInputKey = "\"input_hash\":";
constexpr std::string_view kResultKey = "\"result_hash\":";

}  // namespace

std::uint32_t Answers::form_of(std::string_view form_text) {
  const auto found = numbers_.find(form_text);
  if (found != numbers_.end()) {
    ++forms_[found->second].uses;
    return found->second;
  }
  auto number = static_cast<std::uint32_t>(forms_.size());
  if (free_.empty()) {
    forms_.emplace_back();
  } else {
    number = free_.back();
    free_.pop_back();
  }
  forms_[number] = {std::string(form_text), 1};
  numbers_.emplace(form_text, number);
  return number;
}

Answer Answers::keep(std::string_view event_id, std::string_view text) {
  Answer answer;
  std::string form(text);
  if (const auto hash = hash_behind(text, kInputKey)) {
    answer.input_hash = *hash;
    mark(form, kInputKey, quoted(hash->to_string()), kInputMarker);
  }
  if (const auto hash = hash_behind(text, kResultKey)) {
    answer.result_hash = *hash;
    mark(form, kResultKey, quoted(hash->to_string()), kResultMarker);
  }
  mark(form, kIdKey, quoted(event_id), kIdMarker);
  answer.form = form_of(form);
  return answer;
}

std::string Answers::text_of(const Answer& answer, std::string_view event_id) const {
  std::string text;
  for (const char c : forms_[answer.form].text) {
    if (c == kIdMarker) {
      text += quoted(event_id);
    } else if (c == kInputMarker) {
      text += quoted(answer.input_hash.to_string());
    } else if (c == kResultMarker) {
      text += quoted(answer.result_hash.to_string());
    } else {
      text += c;
    }
  }
  return text;
}

void Answers::forget(const Answer& answer) {
  if (answer.form == 0) return;
  Form& form = forms_[answer.form];
  if (--form.uses > 0) return;
  numbers_.erase(form.text);
  form = {};
  free_.push_back(answer.form);
}

const std::string& Answers::form_text(const Answer& answer) const {
  return forms_[answer.form].text;
}

}  // namespace financescr::monitoring
