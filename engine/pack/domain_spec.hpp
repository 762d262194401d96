// What differs between domains, as data: one row a domain. Compiling, opening, verifying, comparing
// and finding packs read it, and so does the service; nothing else may switch on a Domain.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/core/domain.hpp"
#include "engine/core/result.hpp"
#include "engine/pack/container.hpp"

namespace financescr::pack {

// The files of rows, by name.
namespace files {
inline constexpr std::string_view kWatchlist = "watchlist.jsonl";
inline constexpr std::string_view kCustomers = "customers.jsonl";
inline constexpr std::string_view kApplications = "applications.jsonl";
inline constexpr std::string_view kAgents = "agents.jsonl";
inline constexpr std::string_view kLabels = "labels.jsonl";
inline constexpr std::string_view kOracle = "oracle.jsonl";  // a generator's own truth
}  // namespace files

enum class Storage : std::uint8_t {
  kRows,       // canonical JSON, looked up by id
  kWatchlist,  // compiled with its index
};

// One file of rows in a domain's folder.
struct RowFile {
  std::string_view name;    // "customers.jsonl"
  std::string_view id_key;  // "customer_id"
  Storage storage = Storage::kRows;
  // A decision may depend on it: it is part of the domain's pack hash, and tells the domain of a
  // folder that has no telling name.
  bool is_hashed = false;
  bool is_compared = true;               // diff shows it
  SectionId offsets = SectionId::kMeta;  // of kRows: where the container holds it
  SectionId rows = SectionId::kMeta;
  // Of kRows: the row as it is kept, its faults appended to the errors; nullptr: as it stands.
  canonical::Json (*read)(const canonical::Json&, Errors&, Pointers&) = nullptr;

  // "customers"
  [[nodiscard]] std::string_view table() const { return name.substr(0, name.find('.')); }
};

struct DomainSpec {
  Domain domain = Domain::kScreening;
  std::string_view folder;  // "fincrime": in packs, and where a policy is meant
  std::string_view name;    // "screening": to people, and where a server tells of its packs
  std::string_view kind;    // "screen": of bundles, decisions and cases
  std::span<const RowFile> files;
  std::span<const std::string_view> outcomes;      // of decisions
  std::span<const std::string_view> dispositions;  // what a person may find in a case

  // Returns: nullptr if the domain has no such file.
  [[nodiscard]] const RowFile* find(std::string_view file_name) const;
  [[nodiscard]] bool has_watchlist() const;
};

[[nodiscard]] const DomainSpec& spec_of(Domain domain);
[[nodiscard]] std::optional<Domain> domain_of_folder(std::string_view folder);
[[nodiscard]] std::optional<Domain> domain_of_kind(std::string_view kind);
// Of all domains, in their order.
[[nodiscard]] std::vector<std::string_view> domain_kinds();
[[nodiscard]] std::vector<std::string_view> all_outcomes();
[[nodiscard]] std::vector<std::string_view> all_dispositions();

// The files that a domain folder may hold, in the order in which they are read: manifest.json,
// policy.json, model.json and those of rows.
[[nodiscard]] std::vector<std::string_view> file_names(const DomainSpec& spec);

}  // namespace financescr::pack
