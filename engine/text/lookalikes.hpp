// Lookalikes: words that mix Latin and Cyrillic letters that cannot be told apart on paper, by
// mistake or to slip through.
#pragma once

#include <string>

namespace financescr::text {

// Rewrites each word of Latin and Cyrillic letters to one script where its letters allow it: to
// that which has a letter without a twin in the other, else to that of most letters, else to Latin.
// A word that has such letters of both stays as it is.
void unify_lookalikes(std::u32string& points);

}  // namespace financescr::text
