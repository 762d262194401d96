// Name pools of generator v2: our own, or those of a file in the layout of the reference's
// names_v1.json.
#pragma once

#include <span>
#include <string_view>

#include "datagen/name_pools.hpp"
#include "engine/core/result.hpp"

namespace financescr::datagen {

// The names of a bucket as one text, entries separated by spaces. An entry is
// "Name=Native/Spelling/Spelling" of which all but the name may be left out; a "*" in front marks a
// female first name.
struct NameBucketText {
  std::string_view id;
  Region region;
  double weight;
  std::string_view first;
  std::string_view last;
};

// name_pools_v2_table.cpp.
[[nodiscard]] std::span<const NameBucketText> name_bucket_texts();

[[nodiscard]] const NamePools& name_pools_v2();

// {"EU":{BUCKET:{"first":[...],"last":[...]}},"ASIA":{...},"weights":{"EU":{BUCKET:0.3},"ASIA":{}}}
// Buckets are taken in the order of their names, so that the layout of the file decides nothing. A
// bucket without a weight is never drawn. Such names have no native forms and spellings, and so
// their aliases are the reference's only.
// Errors: all faults, each with its JSON pointer.
[[nodiscard]] tl::expected<NamePools, Errors> read_name_pools(std::string_view json_text);

}  // namespace financescr::datagen
