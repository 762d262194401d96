// Two people's names in Han characters are compared by their characters as well: how they are read
// does not tell 王 from 汪, nor 习近平 from 习近朋.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace financescr::text {

struct HanPerson {
  std::u32string characters;
  std::size_t surname;  // how many of them are the surname
};

// Nothing if the raw name holds anything but two to six Han characters and blanks, or a word of
// companies, or the parts of a foreign name.
[[nodiscard]] std::optional<HanPerson> han_person(std::string_view raw);

// The most that the names can have in common, in per mille: the share of equal characters, where
// one that is only read alike counts nearly as much within a given name, and half of it if the
// surnames are not the same. 1000 for names of different lengths, which say nothing of this kind.
[[nodiscard]] std::int32_t han_agreement_permille(const HanPerson& a, const HanPerson& b);

}  // namespace financescr::text
