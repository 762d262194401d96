// Spellings: words in Latin letters that keep what their script leaves open.
//
// A name in Latin letters is spelt with [a-z0-9] and nothing is open. A transliterated one may hold
// capitals and signs that each stand for an open sound: the vowel that Arabic does not write, a
// letter read as g here and as h there. An open sound has a plain form, which is what people read,
// and a phone of its own, which costs little against every sound it may be (token_similarity) and
// is filed in the index under each of them (sound_keys).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/phonetic.hpp"

namespace financescr::text {

struct OpenSound {
  char sign;
  std::string_view plain;  // up to two of [a-z]
  Phone phone;
};

// The open sound a sign stands for; null for [a-z0-9] and the space.
[[nodiscard]] const OpenSound* open_sound(char sign);

// The spelling with every open sound in its plain form: lower-case ASCII words.
[[nodiscard]] std::string plain_form(std::string_view spelling);

// How much of a spelled word is compared: limits::kMaxTokenBytes letters of its plain form.
[[nodiscard]] std::string_view cut_word(std::string_view spelling);

// The phones that the open phones of a word may stand for, as words without open phones: at least
// one, at most kMostReadings. Beyond these the later open phones keep their first reading.
inline constexpr std::size_t kMostReadings = 24;
[[nodiscard]] std::vector<std::string> readings_of(std::string_view phones);

}  // namespace financescr::text
