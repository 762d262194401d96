#include "datagen/scenarios.hpp"

#include "datagen/python_json.hpp"

namespace financescr::datagen {

std::vector<Scenario> draw_scenarios(PythonRandom& rng, const std::vector<Customer>& customers,
                                     const std::vector<Link>& links, std::int64_t count) {
  std::vector<Scenario> scenarios;
  scenarios.reserve(static_cast<std::size_t>(count));
  for (std::int64_t number = 1; number <= count; ++number) {
    const std::string scenario_id = numbered("SCN_", number);
    if (maybe(rng, .45)) {
      const Link& link = links[rng.choice_index(links.size())];
      scenarios.push_back({scenario_id, link.customer_id, link.entity_id, "synthetic_match"});
    } else {
      const Customer& customer = customers[rng.choice_index(customers.size())];
      scenarios.push_back({scenario_id, customer.customer_id, std::nullopt, "synthetic_no_match"});
    }
  }
  return scenarios;
}

std::string scenarios_jsonl(const std::vector<Scenario>& scenarios) {
  std::string bytes;
  for (const Scenario& scenario : scenarios) {
    bytes += PythonJsonRow()
                 .text("scenario_id", scenario.scenario_id)
                 .text("customer_id", scenario.customer_id)
                 .text("label", scenario.true_entity_id ? "MATCH" : "NO_MATCH")
                 .text_or_null("true_entity_id", scenario.true_entity_id)
                 .text("notes", scenario.notes)
                 .line();
  }
  return bytes;
}

}  // namespace financescr::datagen
