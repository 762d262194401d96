// Answers: the lines that events were answered with, so that an event that comes again gets the
// first one. Answers that differ in the event's id and in two hashes alone share the rest.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/canonical/content_hash.hpp"

namespace financescr::monitoring {

struct Answer {
  std::uint32_t form = 0;  // 0: there is none
  canonical::ContentHash input_hash;
  canonical::ContentHash result_hash;
};

class Answers {
 public:
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
    std::string text;  // with markers in place of the id and the hashes
    std::uint64_t uses = 0;
  };

  std::vector<Form> forms_{1};  // the first is none
  std::map<std::string, std::uint32_t, std::less<>> numbers_;
  std::vector<std::uint32_t> free_;
};

}  // namespace financescr::monitoring
