// Generator v2: the synthetic packs fincrime/v2, credit/v2 and golden/v2 from a seed.
//
// Draws within a row follow the reference's generate_data_v2.py; its bytes are no target. Every row
// has a stream of its own, PythonRandom(mixed(section, number)), and who is linked to whom is a
// keyed shuffle (keyed_order.hpp), so any row can be drawn alone, nothing is kept, and a pack with
// more applications begins with the rows of the smaller one.
#pragma once

#include <optional>
#include <vector>

#include "datagen/applications.hpp"
#include "datagen/generator_options.hpp"
#include "datagen/keyed_order.hpp"
#include "datagen/output.hpp"
#include "datagen/scenarios.hpp"
#include "datagen/watchlist.hpp"

namespace financescr::datagen {

inline constexpr const char* kIdSaltV2 = "financescr_v2_salt";

// The rows of a v2 pack, each computed from its index alone.
class PopulationV2 {
 public:
  // Requires: valid options that outlive this.
  explicit PopulationV2(const GeneratorOptions& options);

  [[nodiscard]] const NamePools& pools() const { return pools_; }
  [[nodiscard]] std::int64_t linked_count() const { return linked_count_; }

  [[nodiscard]] Customer customer(std::int64_t index) const;
  [[nodiscard]] ListedEntity entity(std::int64_t index) const;
  // The entry of a customer; nothing if he is not listed.
  [[nodiscard]] std::optional<std::int64_t> entity_of(std::int64_t customer) const;
  // About 45 % MATCH; a NO_MATCH is never linked.
  [[nodiscard]] Scenario scenario(std::int64_t index) const;
  // Applications belong to the customers in turn.
  [[nodiscard]] std::int64_t applicant(std::int64_t index) const;
  [[nodiscard]] Application application(std::int64_t index) const;
  [[nodiscard]] CreditLabel credit_label(std::int64_t index, const Application& application) const;

 private:
  [[nodiscard]] PythonRandom stream(std::uint64_t section, std::int64_t index) const;

  const GeneratorOptions& options_;
  const NamePools& pools_;
  std::int64_t linked_count_;
  KeyedOrder customer_order_;  // the first linked_count_ of it are listed
  KeyedOrder entity_order_;    // the first linked_count_ of it are theirs
};

// Writes the files of generate_v1(), under v2. Golden NO_MATCH rows are customers without a link.
// Returns: what was written. Errors: those of validate() and of the output.
[[nodiscard]] Result<std::vector<WrittenFile>> generate_v2(const GeneratorOptions& options,
                                                           Output& output);

// The same in memory.
[[nodiscard]] Result<std::vector<GeneratedFile>> generate_v2(const GeneratorOptions& options);

}  // namespace financescr::datagen
