#include "engine/screening/match.hpp"

#include "engine/canonical/fields.hpp"
#include "engine/core/limits.hpp"

namespace financescr::screening {
namespace {

using canonical::Json;

pack::WatchlistRow read_candidate(const Json& json, Errors& errors, Pointers& ignored) {
  pack::WatchlistRow row;
  canonical::Fields fields(json, "/candidate", errors);
  row.primary_name = pack::read_name(fields, "primary_name");
  row.aliases = pack::read_names(fields, "aliases");
  row.weak_aliases = pack::read_names(fields, "weak_aliases");
  row.dates_of_birth = pack::read_dates(fields, "dob");
  row.nationalities = fields.countries("nationalities");
  row.residence_countries = fields.countries("residence_countries");
  row.id_hashes = fields.texts("id_hashes", limits::kMaxIdBytes * 2);
  row.entity_type = static_cast<pack::EntityType>(
      fields.choice("entity_type", pack::entity_type_names()).value_or(0));
  ignored.append(fields.unknown());
  return row;
}

}  // namespace

tl::expected<Json, Errors> match(const Json& request, const Screener& screener, Pointers& ignored) {
  Errors errors;
  canonical::Fields fields(request, "", errors);
  static_cast<void>(fields.find("request_id"));
  const Json* query = fields.find("query");
  const Json* candidate = fields.find("candidate");
  if (query == nullptr) fields.reject("query", ErrorCode::kMissing, "is required");
  if (candidate == nullptr) fields.reject("candidate", ErrorCode::kMissing, "is required");
  ignored.append(fields.unknown());
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  const auto subject = Subject::read(*query, "/query", std::nullopt, errors, ignored);
  const auto entry = read_candidate(*candidate, errors, ignored);
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  const auto outcome = decide_pair(subject, entry, screener);
  Json answer =
      Json::object({{"score", outcome.probability}, {"decision", to_string(outcome.decision)}});
  if (!outcome.warnings.empty()) answer.set("warnings", to_json(outcome.warnings));
  return answer;
}

}  // namespace financescr::screening
