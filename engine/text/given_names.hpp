// Given names: which full, short and pet forms and abbreviations are one name. "Bill" is a William,
// "Md" a Muhammad, "Sasha" an Aleksandr or an Aleksandra.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace financescr::text {

// The groups that hold the word, ascending; none for nearly all words. Spellings that sound the
// same are one. Requires: the letters of a word of class kName.
[[nodiscard]] std::vector<std::uint16_t> given_name_groups(std::string_view letters);

// Whether some group holds both words.
[[nodiscard]] bool share_given_name(std::string_view a, std::string_view b);

// The table (given_names_table.cpp): words of one group, with a space between them.
[[nodiscard]] const std::string_view* given_name_groups_begin();
[[nodiscard]] const std::string_view* given_name_groups_end();

}  // namespace financescr::text
