// What a name without quotes may be made of: words of letters, with hyphens and apostrophes inside
// them and the full stops of initials and abbreviations.
//
// Every other sign, a word that joins two names, and a word that says "not", "all" or "nobody" may
// mean more than one name or none, in any of a dozen languages. So may four words or more that are
// all in small letters, where nothing shows where a name ends. Such a name is asked about.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace financescr::agent {

// What to ask about the name; nothing if it can only be one. Requires: words of valid UTF-8 without
// white space; a full stop at the end of the last may end the sentence.
[[nodiscard]] std::optional<std::string> question_about_name(
    const std::vector<std::string_view>& words);

// The text with a blank for each space of another width or kind.
[[nodiscard]] std::string with_plain_spaces(std::string_view text);

}  // namespace financescr::agent
