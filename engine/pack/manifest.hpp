// manifest.json of a domain folder: what the pack is, for which day, how identity numbers are
// hashed, whether it was made up, and the content hash of each file's raw bytes.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/canonical/content_hash.hpp"
#include "engine/canonical/json.hpp"
#include "engine/core/date.hpp"
#include "engine/core/result.hpp"
#include "engine/pack/id_hash.hpp"

namespace financescr::pack {

struct Manifest {
  std::optional<Date> as_of;  // the date decisions are made for when a request names none
  IdHashScheme id_hash;
  std::vector<std::pair<std::string, canonical::ContentHash>> files;  // sorted by name
  bool synthetic = false;  // generated, for demonstrations and tests: nobody in it exists

  [[nodiscard]] static Manifest read(const canonical::Json& json, Errors& errors);
  [[nodiscard]] canonical::Json to_json() const;
};

}  // namespace financescr::pack
