#include "datagen/watchlist.hpp"

#include "datagen/law.hpp"
#include "datagen/python_json.hpp"

namespace financescr::datagen {
namespace {

constexpr std::string_view kSources[] = {"OFAC", "EU", "UN", "HMT", "DEMO"};

constexpr std::string_view kSanctions[] = {"TERRORISM", "NARCOTICS",    "PROLIFERATION",
                                           "CYBER",     "HUMAN_RIGHTS", "COUNTRY_PROGRAMME"};
constexpr std::string_view kPep[] = {"HEAD_OF_STATE",    "MINISTER", "LEGISLATOR",   "JUDGE",
                                     "STATE_ENTERPRISE", "MILITARY", "FAMILY_MEMBER"};
constexpr std::string_view kAdverseMedia[] = {"FRAUD", "BRIBERY", "MONEY_LAUNDERING", "TAX_CRIME",
                                              "ORGANISED_CRIME"};

constexpr std::string_view kTradeWords[] = {
    "Amber",    "Caspian", "Cedar",  "Crescent", "Delta", "Falcon", "Granite", "Horizon",
    "Ivory",    "Jade",    "Levant", "Meridian", "Noble", "Orient", "Pacific", "Phoenix",
    "Sapphire", "Silk",    "Summit", "Titan",    "Unity", "Vega",   "Zenith",  "Zephyr"};
constexpr std::string_view kBusinesses[] = {"Capital",  "Energy",    "Engineering", "Exchange",
                                            "Holding",  "Logistics", "Minerals",    "Petroleum",
                                            "Shipping", "Trading"};
constexpr std::string_view kLegalForms[] = {"LLC", "Ltd", "JSC", "GmbH", "FZE", "SA", "Co"};
constexpr std::string_view kShipWords[] = {"Breeze", "Carrier", "Dawn",  "Glory", "Hope",
                                           "Pearl",  "Pioneer", "Queen", "Star",  "Wave"};

std::string_view draw_list_type(PythonRandom& rng) {
  const double x = rng.random();
  if (x < .10) return "SANCTIONS";
  return x < .40 ? "PEP" : "ADVERSE_MEDIA";
}

void draw_listing(PythonRandom& rng, const NamePools& pools, ListedEntity& entity) {
  entity.list_type = draw_list_type(rng);
  entity.source = pick(rng, kSources);
  if (!pools.rich_aliases) return;
  if (entity.list_type == "SANCTIONS") {
    entity.list_subtype = pick(rng, kSanctions);
  } else if (entity.list_type == "PEP") {
    entity.list_subtype = pick(rng, kPep);
  } else {
    entity.list_subtype = pick(rng, kAdverseMedia);
  }
}

std::string words(std::string_view a, std::string_view b) {
  return std::string(a) + " " + std::string(b);
}

// "Cedar Falcon Shipping LLC", without its legal form, and by its first letters.
void draw_organisation_names(PythonRandom& rng, ListedEntity& entity) {
  const std::string_view first = pick(rng, kTradeWords);
  const std::string_view second = pick(rng, kTradeWords);
  const std::string_view business = pick(rng, kBusinesses);
  const std::string_view form = pick(rng, kLegalForms);
  const std::string core = words(words(first, second), business);
  entity.names.push_back({words(core, form), false});
  if (maybe(rng, .6)) entity.names.push_back({core, false});
  if (maybe(rng, .2)) entity.names.push_back({words(words(first, second), form), false});
  if (maybe(rng, .2)) {
    entity.names.push_back({{first.front(), second.front(), business.front()}, true});
  }
}

void draw_vessel_names(PythonRandom& rng, ListedEntity& entity) {
  const std::string_view first = pick(rng, kTradeWords);
  const std::string name = words(first, pick(rng, kShipWords));
  entity.names.push_back({"MV " + name, false});
  if (maybe(rng, .5)) entity.names.push_back({name, false});
  if (maybe(rng, .3)) {
    const std::string_view former = pick(rng, kTradeWords);
    std::string former_name = words(former, pick(rng, kShipWords));
    if (former_name != name) entity.names.push_back({std::move(former_name), false});
  }
}

ListedEntity draw_no_person(PythonRandom& rng, const NamePools& pools, ListedKind kind) {
  ListedEntity entity;
  entity.kind = kind;
  if (kind == ListedKind::kVessel) {
    draw_vessel_names(rng, entity);
  } else {
    draw_organisation_names(rng, entity);
  }
  entity.residence = draw_any_country(rng);
  draw_listing(rng, pools, entity);
  return entity;
}

ListedKind draw_kind(PythonRandom& rng) {
  const double x = rng.random();
  if (x < law::kStrangerOrganisation) return ListedKind::kOrganisation;
  return x < law::kStrangerOrganisation + law::kStrangerVessel ? ListedKind::kVessel
                                                               : ListedKind::kPerson;
}

std::string_view to_string(ListedKind kind) {
  switch (kind) {
    case ListedKind::kPerson:
      return "PERSON";
    case ListedKind::kOrganisation:
      return "ORGANISATION";
    case ListedKind::kVessel:
      return "VESSEL";
  }
  return "PERSON";
}

std::vector<std::string> countries(CountryIndex country) {
  if (country == kNoCountry) return {};
  return {std::string(country_code(country))};
}

}  // namespace

std::string entity_id(std::int64_t index) { return numbered("WL_", index + 1); }

ListedEntity draw_linked(PythonRandom& rng, const NamePools& pools, const Customer& customer,
                         double dob_present) {
  ListedEntity entity;
  entity.names = draw_name_variants(rng, pools, customer.person);
  if (customer.dob_days && maybe(rng, dob_present)) entity.dob_days = customer.dob_days;
  if (customer.nationality != kNoCountry && maybe(rng, law::kLinkedNationality)) {
    entity.nationality = customer.nationality;
  }
  if (customer.residence != kNoCountry && maybe(rng, law::kLinkedResidence)) {
    entity.residence = customer.residence;
  }
  if (customer.id_number != 0 && maybe(rng, law::kLinkedId)) {
    entity.id_number = customer.id_number;
  }
  draw_listing(rng, pools, entity);
  return entity;
}

ListedEntity draw_stranger(PythonRandom& rng, const NamePools& pools, double dob_present) {
  if (pools.rich_aliases) {
    const ListedKind kind = draw_kind(rng);
    if (kind != ListedKind::kPerson) return draw_no_person(rng, pools, kind);
  }
  ListedEntity entity;
  const Region region = draw_region(rng, law::kStrangerEu);
  const Person person = draw_person(rng, pools, region);
  entity.names = draw_name_variants(rng, pools, person);
  if (maybe(rng, dob_present)) {
    entity.dob_days = draw_day(rng, law::kStrangerFirstBirth, law::kStrangerLastBirth);
  }
  if (maybe(rng, law::kStrangerNationality)) entity.nationality = draw_country_of(rng, region);
  if (maybe(rng, law::kStrangerResidence)) entity.residence = draw_any_country(rng);
  if (maybe(rng, law::kStrangerId)) entity.id_number = draw_id_number(rng);
  draw_listing(rng, pools, entity);
  return entity;
}

std::string entity_line(const NamePools& pools, std::string_view id_salt, std::int64_t index,
                        const ListedEntity& entity) {
  std::vector<std::string> aliases;
  std::vector<std::string> weak_aliases;
  for (std::size_t i = 1; i < entity.names.size(); ++i) {
    (entity.names[i].weak ? weak_aliases : aliases).push_back(entity.names[i].text);
  }
  std::vector<std::string> dob;
  if (entity.dob_days) dob.push_back(Date::from_days(*entity.dob_days).to_string());
  std::vector<std::string> id_hashes;
  if (entity.id_number != 0) id_hashes.push_back(hash_of_id(id_salt, entity.id_number));
  PythonJsonRow row;
  row.text("entity_id", entity_id(index)).text("list_type", entity.list_type);
  if (pools.rich_aliases) {
    row.text("list_subtype", entity.list_subtype).text("entity_type", to_string(entity.kind));
  }
  row.text("primary_name", entity.names.front().text).texts("aliases", aliases);
  if (pools.rich_aliases) row.texts("weak_aliases", weak_aliases);
  row.texts("dob", dob)
      .texts("nationalities", countries(entity.nationality))
      .texts("residence_countries", countries(entity.residence))
      .texts("id_hashes", id_hashes)
      .text("source", entity.source)
      .boolean("active", true);
  return row.line();
}

}  // namespace financescr::datagen
