#include "engine/monitoring/answers.hpp"

#include <algorithm>

#include "engine/canonical/json.hpp"

namespace financescr::monitoring {
namespace {

// No byte of JSON text.
constexpr char kIdMarker = '\x01';
constexpr char kInputMarker = '\x02';
constexpr char kResultMarker = '\x03';
constexpr char kOwnMarker = '\x04';  // the next line of Answer::own

// Of a member whose value is the event's; 0 of any other.
char marker_of(std::string_view key) {
  if (key == "as_of" || key == "transaction") return kOwnMarker;
  if (key == "event_id") return kIdMarker;
  if (key == "input_hash") return kInputMarker;
  return key == "result_hash" ? kResultMarker : '\0';
}

// The place behind a value that begins there, in JSON text.
std::size_t end_of_value(std::string_view text, std::size_t at) {
  for (int depth = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') {
      for (++at; at < text.size() && text[at] != '"'; ++at) at += text[at] == '\\' ? 1U : 0U;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']' || c == ',') {
      if (depth == 0) return at;
      depth -= c == ',' ? 0 : 1;
    }
  }
  return text.size();
}

// Calls use(key, begin of the value, its end) for the members of an object in canonical JSON text
// whose keys have no escapes.
template <typename Use>
void for_each_member(std::string_view text, Use use) {
  for (std::size_t at = 1; at < text.size() && text[at] == '"';) {
    const std::size_t key_end = text.find('"', at + 1);
    if (key_end == std::string_view::npos) return;
    const std::size_t begin = key_end + 2;
    const std::size_t end = end_of_value(text, begin);
    use(text.substr(at + 1, key_end - at - 1), begin, end);
    at = end + 1;
  }
}

std::string quoted(std::string_view text) {
  std::string out;
  canonical::append_string(out, text);
  return out;
}

// Whether a text is a hash as it is written in JSON.
bool read_hash(std::string_view json, canonical::ContentHash& hash) {
  if (json.size() < 2) return false;
  const auto read = canonical::ContentHash::parse(json.substr(1, json.size() - 2));
  if (read) hash = *read;
  return read.has_value();
}

// Whether the value is kept in the answer, beside the form.
bool take_out(char marker, std::string_view value, std::string_view event_id, Answer& answer) {
  switch (marker) {
    case kIdMarker:
      return value == quoted(event_id);
    case kInputMarker:
      return read_hash(value, answer.input_hash);
    case kResultMarker:
      return read_hash(value, answer.result_hash);
    default:
      answer.own.append(value) += '\n';
      return true;
  }
}

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
  numbers_.emplace(forms_[number].text, number);
  return number;
}

Answer Answers::keep(std::string_view event_id, std::string_view text) {
  Answer answer;
  std::string form;
  form.reserve(text.size());
  std::size_t from = 0;
  for_each_member(text, [&](std::string_view key, std::size_t begin, std::size_t end) {
    const char marker = marker_of(key);
    if (marker == 0) return;
    if (!take_out(marker, text.substr(begin, end - begin), event_id, answer)) return;
    form.append(text.substr(from, begin - from)) += marker;
    from = end;
  });
  form.append(text.substr(from));
  answer.own.shrink_to_fit();
  answer.form = form_of(form);
  return answer;
}

std::string Answers::text_of(const Answer& answer, std::string_view event_id) const {
  std::string text;
  std::string_view own = answer.own;
  for (const char c : forms_[answer.form].text) {
    if (c == kIdMarker) {
      text += quoted(event_id);
    } else if (c == kInputMarker) {
      text += quoted(answer.input_hash.to_string());
    } else if (c == kResultMarker) {
      text += quoted(answer.result_hash.to_string());
    } else if (c == kOwnMarker) {
      const std::string_view line = own.substr(0, own.find('\n'));
      text += line;
      own.remove_prefix(std::min(line.size() + 1, own.size()));
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
