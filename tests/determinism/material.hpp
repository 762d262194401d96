// What the requests are made of: the rows of the seed-42 pack, and an engine that holds it, to aim
// at the exact borders between decisions.
#pragma once

#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/replay/engine_set.hpp"

namespace financescr::corpus {

struct Material {
  std::vector<canonical::Json> customers;
  std::vector<canonical::Json> watchlist;
  std::vector<canonical::Json> applications;
  replay::EngineSet engine;
};

// Ends the program with a message if the pack cannot be made.
[[nodiscard]] Material load_material();

// A string member of a row, "" if it has none.
[[nodiscard]] std::string text_of(const canonical::Json& row, std::string_view key);

}  // namespace financescr::corpus
