#include "native_server/bench_sets/innocents.hpp"

#include <optional>
#include <set>
#include <utility>

#include "datagen/importers/country_names.hpp"
#include "engine/canonical/fields.hpp"
#include "engine/canonical/json.hpp"
#include "engine/core/limits.hpp"
#include "engine/pack/domain_source.hpp"
#include "native_server/bench_sets/random.hpp"

namespace financescr::bench_sets {
namespace {

std::optional<Country> country_of(const std::string& text) {
  const auto code = Country::parse(text);
  return code ? code : datagen::listed_country(text);
}

Innocent read_innocent(const canonical::Json& json, Errors& errors) {
  canonical::Fields fields(json, "", errors);
  Innocent innocent;
  innocent.source = fields.text("source", limits::kMaxNameBytes).value_or("");
  innocent.subject.name = fields.required_text("name", limits::kMaxNameBytes);
  innocent.subject.entity_type = pack::EntityType::kPerson;
  if (const auto dob = fields.text("dob", limits::kMaxIdBytes)) {
    innocent.subject.date_of_birth = PartialDate::parse(*dob);
  }
  if (const auto country = fields.text("country", limits::kMaxNameBytes)) {
    innocent.subject.nationality = country_of(*country);
  }
  return innocent;
}

}  // namespace

Result<std::vector<Innocent>> read_innocents(std::string_view lines) {
  std::vector<Innocent> innocents;
  std::optional<Error> fault;
  pack::for_each_line(lines, [&](std::size_t number, std::string_view line) {
    if (fault) return;
    const auto json = canonical::parse(line);
    Errors errors;
    if (!json) errors.push_back(json.error());
    if (json) innocents.push_back(read_innocent(*json, errors));
    if (errors.empty()) return;
    fault = errors.front();
    fault->detail = "line " + std::to_string(number) + ": " + fault->detail;
  });
  if (fault) return tl::unexpected(*fault);
  return innocents;
}

std::vector<std::string> common_names(const std::vector<Innocent>& innocents, std::size_t count,
                                      std::uint64_t seed) {
  std::set<std::string> taken;
  std::vector<std::string> names;
  std::vector<std::string> firsts;
  std::vector<std::string> lasts;
  const auto take = [&](const std::string& name) {
    if (names.size() < count && taken.insert(name).second) names.push_back(name);
  };
  for (const Innocent& innocent : innocents) {
    const std::string& name = innocent.subject.name;
    const auto first = name.find(' ');
    if (innocent.source.find("common") == std::string::npos || first == std::string::npos) continue;
    take(name);
    firsts.push_back(name.substr(0, first));
    lasts.push_back(name.substr(name.rfind(' ') + 1));
  }
  SplitMix64 random(seed);
  for (std::size_t tries = 0; names.size() < count && tries < 64 * count && !firsts.empty();
       ++tries) {
    const std::string& first = firsts[random.below(firsts.size())];
    take(first + " " + lasts[random.below(lasts.size())]);
  }
  return names;
}

}  // namespace financescr::bench_sets
