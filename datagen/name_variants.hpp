// The spellings under which a watchlist knows a person.
//
// They are described once, as steps, and used twice: to draw aliases, and to compute how probable
// a set of aliases is (oracle.hpp), so the two cannot disagree.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "datagen/name_pools.hpp"

namespace financescr::datagen {

struct NameVariant {
  std::string text;
  bool weak = false;  // so vague that a list would call it weak: initials

  bool operator==(const NameVariant&) const = default;
};

// With `probability`, adds all of `names`; or, where `choices` is not empty, one of them, each as
// probable, between `before` and `after`. A probability of 1 draws nothing. A step may add nothing:
// then it only spends its draw.
struct VariantStep {
  double probability = 0.0;
  std::vector<NameVariant> names;
  std::string before;
  std::span<const std::string> choices;
  std::string after;
};

// The steps for a person. v1's depend on the name alone; those of pools with rich aliases add
// native forms, romanisations, patronymics, maiden and feminine names, and initials.
// Requires: `pools` outlives the result.
[[nodiscard]] std::vector<VariantStep> variant_steps(const NamePools& pools, const Person& person);

// Distinct spellings in a drawn order, the weak ones last; the first is the primary name. The name
// itself is always among them.
//
// The reference keeps them in a Python set of strings, whose order differs from run to run. Here
// they are kept in order of insertion before the same shuffle, which spends the same draws.
[[nodiscard]] std::vector<NameVariant> draw_name_variants(PythonRandom& rng, const NamePools& pools,
                                                          const Person& person);

// The probability that the steps, beginning with `name`, yield exactly this set, in whatever order.
// Requires: at most 32 distinct variants.
[[nodiscard]] double variants_probability(const std::vector<VariantStep>& steps,
                                          const std::string& name,
                                          std::span<const NameVariant> variants);

}  // namespace financescr::datagen
