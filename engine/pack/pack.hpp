// Pack: an opened, immutable data pack, as a view of the bytes of a .fpk.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/canonical/content_hash.hpp"
#include "engine/canonical/json.hpp"
#include "engine/pack/customer_row.hpp"
#include "engine/pack/domain_source.hpp"
#include "engine/pack/manifest.hpp"
#include "engine/pack/row_table.hpp"
#include "engine/pack/watchlist.hpp"

namespace financescr::pack {

// What both domains have.
struct DomainMeta {
  std::string label;  // "fincrime/v1"
  Manifest manifest;
  canonical::Json policy;  // null: the pack brings none
  canonical::Json model;   // null: the pack brings none
  canonical::Json rows;    // how many rows each file had
  std::string pack_hash;   // over the rows that a decision of the domain may depend on
};

struct FincrimePack {
  DomainMeta meta;
  Watchlist watchlist;
  RowTable customers;
  RowTable labels;
  RowTable oracle;  // the generator's own truth, where it tells it; only evaluation reads it

  // Errors: kNotFound.
  [[nodiscard]] Result<CustomerRow> customer(std::string_view customer_id) const;
};

struct CreditPack {
  DomainMeta meta;
  RowTable applications;
  RowTable labels;
};

class Pack {
 public:
  // `keep_alive` owns the bytes and is held as long as the pack.
  // Requires: the bytes start at a multiple of 8. Errors: kCorrupt, kUnsupported.
  [[nodiscard]] static Result<Pack> open(std::string_view bytes,
                                         std::shared_ptr<const void> keep_alive);

  [[nodiscard]] const FincrimePack* fincrime() const { return fincrime_ ? &*fincrime_ : nullptr; }
  [[nodiscard]] const CreditPack* credit() const { return credit_ ? &*credit_ : nullptr; }

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
  std::optional<FincrimePack> fincrime_;
  std::optional<CreditPack> credit_;
};

// Bytes of a .fpk in memory of their own, aligned as Pack::open() wants them.
struct AlignedBytes {
  std::shared_ptr<const void> owner;
  std::string_view view;
};
[[nodiscard]] AlignedBytes copy_aligned(std::string_view bytes);

}  // namespace financescr::pack
