// The figures of a bench, for people and for programs.
#pragma once

#include <optional>
#include <string>

#include "engine/canonical/json.hpp"
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

struct Report {
  Machine machine;
  std::string version;  // of the executable
  std::string pack_hash;
  std::size_t entities = 0;
  std::size_t names = 0;
  std::size_t words = 0;
  std::uint64_t seed = 0;
  LoadFigures load;
  std::optional<ScreenReport> screening;
  std::optional<CreditReport> credit;
  std::optional<FrontierFigures> frontier;
};

[[nodiscard]] explain::Document to_document(const Report& report);
// Times in whole nanoseconds, shares in Micro.
[[nodiscard]] canonical::Json to_json(const Report& report);

}  // namespace financescr::bench
