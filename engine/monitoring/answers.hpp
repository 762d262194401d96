// Answers: the lines that events were answered with, so that an event that comes again gets the
// first one. Answers that differ in what is about the event itself alone share the rest.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/canonical/content_hash.hpp"

namespace financescr::monitoring {

struct Answer {
  std::uint32_t form = 0;  // 0: there is none
  canonical::ContentHash input_hash;
  canonical::ContentHash result_hash;
  std::string own;  // values that are the event's, a line each
};

// Of a table of texts.
struct TextHash {
  std::uint64_t seed = 0;
  std::size_t operator()(std::string_view text) const {
    return static_cast<std::size_t>(canonical::table_hash(text, seed));
  }
};

class Answers {
 public:
  // `seed`: of the table; no answer depends on it.
  explicit Answers(std::uint64_t seed) : numbers_(0, TextHash{seed}) {}

  // `text`: a decision as canonical JSON, of the event of this id.
  [[nodiscard]] Answer keep(std::string_view event_id, std::string_view text);
  [[nodiscard]] std::string text_of(const Answer& answer, std::string_view event_id) const;
  void forget(const Answer& answer);

  // For saving: the form of an answer as bytes, and the same form again.
  [[nodiscard]] const std::string& form_text(const Answer& answer) const;
  [[nodiscard]] std::uint32_t form_of(std::string_view form_text);

  [[nodiscard]] std::size_t forms() const { return numbers_.size(); }

 private:
  struct Form {
    std::string text;  // with markers in place of what is the event's
    std::uint64_t uses = 0;
  };

  std::deque<Form> forms_{1};                                              // the first is none
  std::unordered_map<std::string_view, std::uint32_t, TextHash> numbers_;  // keys live in forms_
  std::vector<std::uint32_t> free_;
};

}  // namespace financescr::monitoring
