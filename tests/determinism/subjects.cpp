#include "tests/determinism/subjects.hpp"

#include <string_view>

#include "tests/determinism/names.hpp"

namespace financescr::corpus {
namespace {

using canonical::Json;

constexpr std::string_view kCountries[] = {"GB",  "US",  "IE",  "RU",     "IR",          "CN", "EG",
                                           "NG",  "SY",  "DE",  "FR",     "AE",          "KP", "ZZ",
                                           "GBD", "D<<", "RUS", "Russia", "Deutschland", "XXA"};
constexpr std::string_view kTypes[] = {"PERSON", "ORGANISATION", "VESSEL", "AIRCRAFT", "UNKNOWN"};
constexpr std::string_view kOddDates[] = {"2026-01-01", "2026-01-02", "1900-01-01", "2000-02-29",
                                          "1999-02-29", "0001-01-01", "9999-12-31", "1985-13-01",
                                          "85-01-02",   "",           "unknown",    "1985-1-2",
                                          "1753-01-01", "1899-12-30", "1111-11-11", "1965-4-3"};
constexpr std::string_view kOddIds[] = {"N/A",
                                        "-",
                                        "000000",
                                        "Passport No. AB 123456",
                                        "IMO 9123456; INN 7707083893",
                                        "AB123456<<<<<",
                                        "\xd9\xa1\xd9\xa2\xd9\xa3\xd9\xa4\xd9\xa5",
                                        "",
                                        "12 34-56",
                                        "AB.123/456",
                                        "ab123456",
                                        "\xc3\xa9\xc3\xa8"};

// The day of a watchlist row or customer, day and month exchanged, shortened, or moved.
std::string near_date(std::string date, Draws& draws) {
  if (date.size() != 10) return "1970-01-01";
  switch (draws.below(5)) {
    case 0:
      if (date.substr(8, 2) > "12") return date;
      return date.substr(0, 4) + "-" + date.substr(8, 2) + "-" + date.substr(5, 2);
    case 1:
      return date.substr(0, draws.percent(50) ? 4 : 7);
    case 2:
      date[draws.percent(50) ? 3 : 9] = static_cast<char>('0' + draws.between(0, 9));
      return date;
    default:
      return date;
  }
}

std::string first_of(const Json& row, std::string_view key) {
  const Json* member = row.find(key);
  const auto* values = member == nullptr ? nullptr : member->if_array();
  if (values == nullptr || values->empty()) return {};
  const std::string* text = values->front().if_string();
  return text == nullptr ? std::string() : *text;
}

std::string name_for(const Known& known, std::uint64_t number, Draws& draws) {
  const std::uint64_t kind = draws.below(100);
  if (kind < 15) return known.name;
  if (kind < 50) return misspelt(known.name, draws);
  if (kind < 65) return as_in_a_field(known.name, draws);
  if (kind < 80) return with_diacritics(known.name, number * 3, draws);
  if (kind < 90) return in_other_script(known.name, draws);
  return hostile(known.name, draws);
}

}  // namespace

Known known_person(const Material& material, Draws& draws) {
  if (draws.percent(40)) {
    const Json& row = draws.pick(material.customers);
    return {text_of(row, "name"), text_of(row, "dob"), text_of(row, "nationality"),
            text_of(row, "id_hash")};
  }
  return known_party(draws.pick(material.watchlist), draws);
}

Known known_party(const Json& row, Draws& draws) {
  const std::string alias = first_of(row, "aliases");
  const bool by_alias = !alias.empty() && draws.percent(40);
  return {by_alias ? alias : text_of(row, "primary_name"), first_of(row, "dob"),
          first_of(row, "nationalities"), first_of(row, "id_hashes")};
}

Members subject_members(const Known& known, std::uint64_t number, Draws& draws) {
  Members subject = {{"name", quoted(name_for(known, number, draws))}};
  const auto add = [&](const char* key, std::string_view text) {
    subject.emplace_back(key, quoted(text));
  };
  if (draws.percent(60)) {
    add("dob",
        draws.percent(4) ? std::string(draws.pick(kOddDates)) : near_date(known.date, draws));
  }
  if (draws.percent(50)) {
    add("nationality", known.country.empty() || draws.percent(30)
                           ? draws.pick(kCountries)
                           : std::string_view(known.country));
  }
  if (draws.percent(40)) add("residence_country", draws.pick(kCountries));
  if (!known.id_hash.empty() && draws.percent(15)) {
    add("id_hash", known.id_hash);
  } else if (draws.percent(10)) {
    add("id_number", draws.percent(30) ? std::string(draws.pick(kOddIds))
                                       : std::to_string(draws.below(1000000)));
  }
  if (draws.percent(20)) add("entity_type", draws.pick(kTypes));
  if (draws.percent(2)) subject.emplace_back("shoe_size", "43.5");
  return subject;
}

}  // namespace financescr::corpus
