// The figures of a bench, for people and for programs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/canonical/json.hpp"
#include "native_server/bench/build.hpp"
#include "native_server/bench/frontier.hpp"
#include "native_server/bench/measure.hpp"
#include "native_server/explain/document.hpp"

namespace financescr::bench {

struct Machine {
  std::string cpu;
  std::size_t cpus = 0;
  std::string compiler;
  std::string build_type;
};
// Of this process.
[[nodiscard]] Machine this_machine();

// A list whose entries are in the pack.
struct SourceFigures {
  std::string name;
  std::size_t listed = 0;   // entries of the list
  std::size_t entries = 0;  // of them in the pack
  std::size_t names = 0;
};

struct Report {
  Machine machine;
  std::string version;  // of the executable
  std::string pack_hash;
  std::size_t entities = 0;
  std::size_t names = 0;
  std::size_t words = 0;
  std::uint64_t seed = 0;
  // Where the names come from, if the pack was built for this bench.
  std::vector<SourceFigures> sources;
  std::size_t generated_entries = 0;
  std::size_t generated_names = 0;
  std::size_t word_source_names = 0;  // names whose words the generated ones are made of
  std::optional<BuildFigures> build;
  LoadFigures load;
  std::optional<ScreenReport> screening;
  std::optional<CreditReport> credit;
  std::optional<FrontierFigures> frontier;
};

[[nodiscard]] explain::Document to_document(const Report& report);
// {version, seed, data, measured}. `data` depends on the pack, the lists and the seed only and is
// the same on every machine; `measured` are times, memory and the machine. Times in whole
// nanoseconds, shares in Micro.
[[nodiscard]] canonical::Json to_json(const Report& report);

}  // namespace financescr::bench
