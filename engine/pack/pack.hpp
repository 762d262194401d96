// Pack: an opened, immutable data pack, as a view of the bytes of a .fpk.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/canonical/content_hash.hpp"
#include "engine/canonical/json.hpp"
#include "engine/core/domain.hpp"
#include "engine/pack/customer_row.hpp"
#include "engine/pack/manifest.hpp"
#include "engine/pack/row_table.hpp"
#include "engine/pack/watchlist.hpp"

namespace financescr::pack {

// What a pack says of a domain.
struct DomainMeta {
  std::string label;  // "fincrime/v1"
  Manifest manifest;
  canonical::Json policy;  // null: the pack brings none
  canonical::Json model;   // null: the pack brings none
  canonical::Json rows;    // how many rows each file had
  std::string pack_hash;   // over the rows that a decision of the domain may depend on
};

struct DomainPack {
  Domain domain = Domain::kScreening;
  DomainMeta meta;
  Watchlist watchlist;           // empty where the domain has none
  std::vector<RowTable> tables;  // in the order of the spec's files; empty ones of other storage

  // The rows of a file of the domain (domain_spec.hpp); none if it has no such file.
  [[nodiscard]] const RowTable& rows(std::string_view file) const;
};

// Errors: kNotFound.
[[nodiscard]] Result<CustomerRow> find_customer(const DomainPack& screening,
                                                std::string_view customer_id);

class Pack {
 public:
  // `keep_alive` owns the bytes and is held as long as the pack.
  // Requires: the bytes start at a multiple of 8. Errors: kCorrupt, kUnsupported.
  [[nodiscard]] static Result<Pack> open(std::string_view bytes,
                                         std::shared_ptr<const void> keep_alive);

  // Returns: nullptr if the pack has nothing of the domain.
  [[nodiscard]] const DomainPack* domain(Domain domain) const {
    const auto& found = domains_[index_of(domain)];
    return found ? &*found : nullptr;
  }

  // Whether any of it was made up: a manifest says so, or there is an oracle, which only a
  // generator can know.
  [[nodiscard]] bool is_synthetic() const;

  // All of it, as it was opened; they live as long as the pack.
  [[nodiscard]] std::string_view bytes() const { return bytes_; }

  // Computes each domain's pack hash anew from the rows that can be read out of the pack.
  // Errors: kCorrupt if one differs from what the pack says of itself.
  [[nodiscard]] Result<void> verify_hashes() const;

 private:
  std::shared_ptr<const void> keep_alive_;
  std::string_view bytes_;
  std::array<std::optional<DomainPack>, kDomainCount> domains_;
};

// Bytes of a .fpk in memory of their own, aligned as Pack::open() wants them.
struct AlignedBytes {
  std::shared_ptr<const void> owner;
  std::string_view view;
};
[[nodiscard]] AlignedBytes copy_aligned(std::string_view bytes);

}  // namespace financescr::pack
