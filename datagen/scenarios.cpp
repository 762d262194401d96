#include "datagen/scenarios.hpp"

#include "datagen/python_json.hpp"
#include "datagen/watchlist.hpp"

namespace financescr::datagen {

std::string scenario_id(std::int64_t index) { return numbered("SCN_", index + 1); }

std::string scenario_line(std::string_view id, const Scenario& scenario, std::string_view notes) {
  std::optional<std::string> entity;
  if (scenario.entity) entity = entity_id(*scenario.entity);
  return PythonJsonRow()
      .text("scenario_id", id)
      .text("customer_id", customer_id(scenario.customer))
      .text("label", scenario.entity ? "MATCH" : "NO_MATCH")
      .text_or_null("true_entity_id", entity)
      .text("notes", notes)
      .line();
}

std::string scenario_line(std::int64_t index, const Scenario& scenario) {
  return scenario_line(scenario_id(index), scenario,
                       scenario.entity ? "synthetic_match" : "synthetic_no_match");
}

}  // namespace financescr::datagen
