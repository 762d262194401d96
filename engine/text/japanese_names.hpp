// The readings of Japanese names in Han characters; tables made from UniDic, in
// japanese_names_table.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace financescr::text {

// Kana as offsets from U+30A0, words ended by 0; the kana of the tables below begin in it.
extern const std::uint8_t kKanaPool[];

// The commonest surnames, sorted by their characters, filled up with 0 to three.
extern const std::uint16_t kSurnameCharacter1[];
extern const std::uint16_t kSurnameCharacter2[];
extern const std::uint16_t kSurnameCharacter3[];
extern const std::uint16_t kSurnameKana[];
extern const std::size_t kSurnameCount;

// The commonest given names whose characters do not give the reading.
extern const std::uint16_t kGivenNameCharacter1[];
extern const std::uint16_t kGivenNameCharacter2[];
extern const std::uint16_t kGivenNameCharacter3[];
extern const std::uint16_t kGivenNameKana[];
extern const std::size_t kGivenNameCount;

// How one character is read at a place of a name: 0 a surname alone, 1 and 2 its first and a later
// character, 3 to 5 the same of a given name. Sorted by place and character, the commonest first.
extern const std::uint8_t kReadingPlace[];
extern const std::uint16_t kReadingCharacter[];
extern const std::uint16_t kReadingKana[];
extern const std::size_t kReadingCount;

// A name in Katakana.
struct JapanesePerson {
  std::u32string surname;
  std::u32string given;
};

// The likeliest readings of a person's name, best first, at most `most`. `surname` tells how many
// characters are the surname, 0 if the name does not show it.
[[nodiscard]] std::vector<JapanesePerson> japanese_readings(std::u32string_view name,
                                                            std::size_t surname, std::size_t most);

}  // namespace financescr::text
