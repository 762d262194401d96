#include "tests/determinism/screen_requests.hpp"

#include <string_view>
#include <utility>

#include "engine/canonical/json.hpp"
#include "tests/determinism/names.hpp"
#include "tests/determinism/request_text.hpp"

namespace financescr::corpus {
namespace {

using canonical::Json;

constexpr std::string_view kCountries[] = {"GB", "US", "IE", "RU", "IR", "CN", "EG",
                                           "NG", "SY", "DE", "FR", "AE", "KP", "ZZ"};
constexpr std::string_view kTypes[] = {"PERSON", "ORGANISATION", "VESSEL", "AIRCRAFT", "UNKNOWN"};
constexpr std::string_view kThresholds[] = {"0",        "1",        "0.72", "0.719999", "0.720001",
                                            "0.000001", "0.999999", "5e-1", "0.50",     "1.0"};
constexpr std::string_view kOddDates[] = {"2026-01-01", "2026-01-02", "1900-01-01", "2000-02-29",
                                          "1999-02-29", "0001-01-01", "9999-12-31", "1985-13-01",
                                          "85-01-02",   "",           "unknown",    "1985-1-2"};
constexpr std::string_view kOddIds[] = {"", "12 34-56", "AB.123/456", "ab123456",
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

// Whom a request asks about, with what the pack knows of them.
struct Known {
  std::string name;
  std::string date;
  std::string country;
  std::string id_hash;
};

Known known_person(const Material& material, Draws& draws) {
  if (draws.percent(40)) {
    const Json& row = draws.pick(material.customers);
    return {text_of(row, "name"), text_of(row, "dob"), text_of(row, "nationality"),
            text_of(row, "id_hash")};
  }
  const Json& row = draws.pick(material.watchlist);
  const std::string alias = first_of(row, "aliases");
  const bool by_alias = !alias.empty() && draws.percent(40);
  return {by_alias ? alias : text_of(row, "primary_name"), first_of(row, "dob"),
          first_of(row, "nationalities"), first_of(row, "id_hashes")};
}

std::string name_for(const Known& known, std::uint64_t number, Draws& draws) {
  const std::uint64_t kind = draws.below(100);
  if (kind < 15) return known.name;
  if (kind < 60) return misspelt(known.name, draws);
  if (kind < 80) return with_diacritics(known.name, number * 3, draws);
  if (kind < 90) return in_other_script(known.name, draws);
  return hostile(known.name, draws);
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

std::string options_text(Draws& draws) {
  Members options;
  if (draws.percent(50)) {
    const bool many = draws.percent(3);
    options.emplace_back("top_k", std::to_string(draws.between(1, many ? 200 : 8)));
  }
  if (draws.percent(60)) {
    options.emplace_back("threshold", draws.percent(60) ? std::string(draws.pick(kThresholds))
                                                        : decimal(draws.between(0, 1'000'000), 6));
  }
  if (draws.percent(2)) options.emplace_back("speed", "\"high\"");
  return object_text(options);
}

// The threshold set to the score of the best match, one millionth above it, or one below.
void aim_at_border(const Material& material, Members& request, Draws& draws) {
  const auto json = canonical::parse(object_text(request));
  if (!json) return;
  screening::Workspace workspace;
  const auto verdict = material.engine.screen(*json, workspace);
  if (!verdict) return;
  const Json* score = verdict->decision.find("match_probability");
  if (score == nullptr || !score->is_number()) return;
  const Micro aimed{score->number().value + draws.between(-1, 1)};
  if (aimed < kMicroZero || aimed > kMicroOne) return;
  request.emplace_back("options", object_text({{"threshold", aimed.to_string()}}));
}

// A good request with one field that is wrong.
void spoil(Members& request, Draws& draws) {
  switch (draws.below(6)) {
    case 0:
      request.emplace_back("options", draws.percent(50) ? "{\"top_k\":0}" : "{\"threshold\":1.5}");
      return;
    case 1:
      request.emplace_back("as_of", draws.percent(50) ? "20260101" : "\"2026-06-31\"");
      return;
    case 2:
      request.emplace_back("customer_id", "\"C_999999\"");
      return;
    case 3:
      request.emplace_back("subject",
                           "{\"name\":\"A\",\"nationality\":\"XYZ\",\"entity_type\":\"ROBOT\","
                           "\"dob\":12,\"id_number\":99,\"residence_country\":[]}");
      return;
    case 4:
      request.emplace_back("request_id", "\"twice\"");
      return;
    default:
      request.erase(request.begin() + 1);
  }
}

}  // namespace

std::string screen_request(const Material& material, std::uint64_t number, Draws& draws) {
  Members request = {{"request_id", quoted("S" + std::to_string(number))}};
  if (draws.percent(1)) request.front().second = std::to_string(number);
  const std::uint64_t kind = draws.below(100);
  if (kind < 20) {
    request.emplace_back("customer_id",
                         quoted(text_of(draws.pick(material.customers), "customer_id")));
  } else {
    const Known known = known_person(material, draws);
    const Members subject = subject_members(known, number, draws);
    request.emplace_back("subject", object_text(subject, draws));
  }
  if (kind >= 96) {
    if (draws.percent(50)) return damaged_line(object_text(request), draws);
    spoil(request, draws);
    return object_text(request);
  }
  if (draws.percent(20)) {
    request.emplace_back("as_of", quoted(draws.percent(50) ? "2026-01-01" : "2031-12-31"));
  }
  if (kind >= 92) {
    aim_at_border(material, request, draws);
  } else if (draws.percent(25)) {
    request.emplace_back("options", options_text(draws));
  }
  if (draws.percent(1)) request.emplace_back("comment", "\"of no meaning\"");
  const std::string line = object_text(std::move(request), draws);
  return draws.percent(10) ? escaped(line) : line;
}

}  // namespace financescr::corpus
