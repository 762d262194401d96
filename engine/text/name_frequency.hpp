// How much a word of a name tells about who is meant: the bits of information in it, which are few
// for Muhammad or Smith and many for a word that hardly anybody bears.
//
// In: a word, how many entries of a list have it. Out: whole bits, 0 to kMostWordBits. Never: what
// the word means, or the names of those it is measured on.
//
// Sources: the table's head (name_frequency_table.cpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/text/word_class.hpp"

namespace financescr::text {

// A word that the table does not have, and long enough: one in 32,768 bears it or fewer.
inline constexpr std::int32_t kMostWordBits = 15;

struct CommonWord {
  std::string_view word;
  std::uint8_t bits;
};

// The table, sorted by word (name_frequency_table.cpp).
extern const CommonWord kCommonWords[];
extern const std::size_t kCommonWordCount;

// By the table of names; a word has at most three bits a letter, and one that is no name (a
// particle, an honorific, a company word, an initial) none.
[[nodiscard]] std::int32_t word_bits(std::string_view letters, WordClass word_class);

// By the entries of a list that have the word. A list is taken as a sample beside which others
// stand, so that words of a small list stay rare. Requires: 0 < having <= entries.
[[nodiscard]] std::int32_t listed_word_bits(std::uint64_t having, std::uint64_t entries);

}  // namespace financescr::text
