// Whom a message wants screened: a name, and a date of birth and countries if they are said.
//
//   subject  = name { [","] detail }
//   name     = "in quotes" | words
//   detail   = ["born" ["on" | "in"] | "dob" | "date of birth"] date
//            | ["from" | "nationality" | "citizen of" | "national of"] country      the nationality
//            | ("resident of" | "resident in" | "living in" | "lives in") country   the residence
//
// A name without quotes is words that can only be a name. Whatever else is said is not guessed at:
// it is a question back. So nothing is decided on half of what somebody meant.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "engine/canonical/json.hpp"

namespace financescr::agent {

struct SaidSubject {
  std::string name;
  std::optional<std::string> dob;                // as PartialDate writes it
  std::optional<std::string> nationality;        // ISO 3166-1 alpha-2
  std::optional<std::string> residence_country;  // the same

  // The subject of a request to screen.
  [[nodiscard]] canonical::Json to_json() const;
  // "\"Viktor Bout\", born 1967-01-13, nationality RU".
  [[nodiscard]] std::string in_words() const;
};

// Requires: valid UTF-8, what follows the verb. Errors: the question to ask back.
[[nodiscard]] tl::expected<SaidSubject, std::string> read_subject(std::string_view text);

}  // namespace financescr::agent
