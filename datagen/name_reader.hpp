// NameReader: who may be behind a name, and how probably the generator draws him.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "datagen/name_pools.hpp"

namespace financescr::datagen {

struct NameReading {
  Person person;
  Region region = Region::kEu;
  double probability = 0.0;  // that a person of the region is drawn as this one
};

class NameReader {
 public:
  // Requires: the pools outlive this.
  explicit NameReader(const NamePools& pools);

  // Every person whose name this is; none if the generator cannot draw it.
  [[nodiscard]] std::vector<NameReading> read(std::string_view name) const;

 private:
  struct Place {
    std::uint16_t bucket;
    std::uint16_t index;
  };
  using Places = std::unordered_map<std::string, std::vector<Place>>;  // looked up only

  void read_middle(std::string_view middle, NameReading reading,
                   std::vector<NameReading>& readings) const;

  const NamePools& pools_;
  Places first_;
  Places last_;
  std::unordered_map<std::string, std::vector<std::uint16_t>> second_;  // of pools_.second_names
};

}  // namespace financescr::datagen
