// Lookalikes: words that mix letters of several scripts that cannot be told apart on paper, by
// mistake or to slip through: Cyrillic Р in "Рutin", Greek Χ in "Χiao", Latin C in "Cбербанк".
#pragma once

#include <cstddef>
#include <string>

namespace financescr::text {

// Rewrites each word that mixes Latin with Cyrillic or Greek letters to one script where its
// letters allow it: to that which has a letter without a twin in the other, else to that of most
// letters, else to Latin; and to Latin if it is mostly Latin and its other letters at least
// resemble Latin ones. If some word became Latin, the words made of nothing but twins do as well.
//
// Returns: how many words still cannot be trusted. These mix letters of several alphabets; or have
// a letter of East Asia between Latin ones or a single one at an end; or digits of another script
// between Latin letters; or are Cyrillic or Greek, beside Latin words, though every letter has a
// Latin twin. Requires: code points as code_points() gives them. Complexity: linear.
std::size_t unify_lookalikes(std::u32string& points);

}  // namespace financescr::text
