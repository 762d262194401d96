#include "engine/evaluation/labels.hpp"

#include "engine/canonical/fields.hpp"
#include "engine/core/limits.hpp"
#include "engine/pack/domain_spec.hpp"

namespace financescr::evaluation {
namespace {

using canonical::Fields;
using canonical::Json;

constexpr Micro kLargestLogOdds = Micro::from_int(1'000'000);

OracleRow read_oracle(const Json& json, Errors& errors) {
  Fields fields(json, "", errors);
  OracleRow row;
  row.scenario_id = fields.required_text("scenario_id", limits::kMaxIdBytes);
  row.entity_id = fields.text("true_entity_id", limits::kMaxIdBytes).value_or("");
  row.log_odds = fields.required_number("log_likelihood_ratio", -kLargestLogOdds, kLargestLogOdds);
  return row;
}

CreditLabel read_credit(const Json& json, Errors& errors) {
  Fields fields(json, "", errors);
  CreditLabel label;
  label.application_id = fields.required_text("application_id", limits::kMaxIdBytes);
  label.defaulted = fields.required_integer("default_12m", 0, 1) == 1;
  label.true_pd = fields.number("pd_12m", kMicroZero, kMicroOne);
  return label;
}

// Every row of a table through `read`; faults name the row's id, for lines are not kept in a pack.
template <typename Row, typename Read>
tl::expected<std::vector<Row>, pack::PackErrors> read_rows(const pack::RowTable& table,
                                                           const std::string& file,
                                                           const Read& read) {
  std::vector<Row> rows;
  pack::PackErrors errors;
  for (std::size_t i = 0; i < table.size(); ++i) {
    Errors faults;
    if (const auto json = canonical::parse(table.json(i))) {
      rows.push_back(read(*json, faults));
    } else {
      faults.push_back(json.error());
    }
    for (Error& fault : faults) {
      fault.detail += " (row \"" + std::string(table.id(i)) + "\")";
      errors.add(file, 0, std::move(fault));
    }
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return rows;
}

}  // namespace

ScenarioLabel read_scenario_label(const Json& json, Errors& errors) {
  Fields fields(json, "", errors);
  ScenarioLabel label;
  label.scenario_id = fields.required_text("scenario_id", limits::kMaxIdBytes);
  label.customer_id = fields.required_text("customer_id", limits::kMaxIdBytes);
  label.match = fields.required_choice("label", {"NO_MATCH", "MATCH"}) == 1;
  label.entity_id = fields.text("true_entity_id", limits::kMaxIdBytes).value_or("");
  return label;
}

tl::expected<std::vector<ScenarioLabel>, pack::PackErrors> scenario_labels(
    const pack::DomainPack& pack) {
  return read_rows<ScenarioLabel>(pack.rows(pack::files::kLabels),
                                  pack.meta.label + "/labels.jsonl", read_scenario_label);
}

tl::expected<std::vector<OracleRow>, pack::PackErrors> oracle_rows(const pack::DomainPack& pack) {
  return read_rows<OracleRow>(pack.rows(pack::files::kOracle), pack.meta.label + "/oracle.jsonl",
                              read_oracle);
}

tl::expected<std::vector<CreditLabel>, pack::PackErrors> credit_labels(
    const pack::DomainPack& pack) {
  return read_rows<CreditLabel>(pack.rows(pack::files::kLabels), pack.meta.label + "/labels.jsonl",
                                read_credit);
}

Result<void> fits_one_request(const pack::RowTable& labels, std::string_view domain) {
  if (labels.size() == 0) {
    return fail(ErrorCode::kUnsupported, "the pack has no labels of " + std::string(domain));
  }
  if (labels.size() <= limits::kMaxWhatIfRows) return {};
  return fail(ErrorCode::kUnsupported,
              "the pack has " + std::to_string(labels.size()) + " labelled rows of " +
                  std::string(domain) + "; at most " + std::to_string(limits::kMaxWhatIfRows) +
                  " are decided in one request, and `financescr tune` takes any number");
}

}  // namespace financescr::evaluation
