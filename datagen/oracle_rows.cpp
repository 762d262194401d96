#include "datagen/oracle_rows.hpp"

#include "datagen/python_json.hpp"
#include "datagen/scenarios.hpp"

namespace financescr::datagen {

std::string oracle_line(std::int64_t scenario, std::optional<std::int64_t> entity,
                        double log_odds) {
  constexpr int kDecimals = 6;
  std::optional<std::string> id;
  if (entity) id = entity_id(*entity);
  return PythonJsonRow()
      .text("scenario_id", scenario_id(scenario))
      .text_or_null("true_entity_id", id)
      .number("log_likelihood_ratio", PythonNumber::round(log_odds, kDecimals))
      .line();
}

}  // namespace financescr::datagen
