// Labels: what a pack says is true of its scenarios and applications, read strictly.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/micro.hpp"
#include "engine/pack/domain_source.hpp"
#include "engine/pack/pack.hpp"

namespace financescr::evaluation {

// A row of fincrime labels.jsonl.
struct ScenarioLabel {
  std::string scenario_id;
  std::string customer_id;
  bool match = false;
  std::string entity_id;  // of whom the customer is; empty: not named
};

// A row of oracle.jsonl: what the generator of a synthetic pack knows.
struct OracleRow {
  std::string scenario_id;
  std::string entity_id;  // empty: the customer is on no list
  Micro log_odds;         // posterior, by the generator's own probabilities, of being listed at all
};

// A row of credit labels.jsonl.
struct CreditLabel {
  std::string application_id;
  bool defaulted = false;
  std::optional<Micro> true_pd;  // the generator's own probability of default
};

// In order of id. Errors: every row that cannot be read, with its file and pointer.
[[nodiscard]] tl::expected<std::vector<ScenarioLabel>, pack::PackErrors> scenario_labels(
    const pack::DomainPack& pack);
[[nodiscard]] tl::expected<std::vector<OracleRow>, pack::PackErrors> oracle_rows(
    const pack::DomainPack& pack);
[[nodiscard]] tl::expected<std::vector<CreditLabel>, pack::PackErrors> credit_labels(
    const pack::DomainPack& pack);

// One row of a label or golden file. Errors go to `errors` with their pointers.
[[nodiscard]] ScenarioLabel read_scenario_label(const canonical::Json& json, Errors& errors);

// Whether one request may decide all labelled rows of a domain again.
// Errors: kUnsupported without a label, or with more than limits::kMaxWhatIfRows.
[[nodiscard]] Result<void> fits_one_request(const pack::RowTable& labels, std::string_view domain);

}  // namespace financescr::evaluation
