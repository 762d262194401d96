// The aliases that generator v2 adds to the reference's: what lists really hold beside spellings.
#pragma once

#include <vector>

#include "datagen/name_variants.hpp"

namespace financescr::datagen {

// Appends, where the pools know enough of the name:
//   .25  the name in its own script, or with its accents (Chinese: family name first, no space)
//   .20  each other spelling of the first name, and of the last
//   .40  a woman's Russian or Polish family name in its feminine form
//   .30  first name, patronymic, last name (Russian); "bin" or "bint" and a father's name (Arabic)
//   .12  a woman's first name with another family name of her bucket: a maiden name
//   .10  initial and last name, as a weak alias
void add_rich_aliases(const NamePools& pools, const Person& person,
                      std::vector<VariantStep>& steps);

}  // namespace financescr::datagen
