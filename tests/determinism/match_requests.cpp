#include "tests/determinism/match_requests.hpp"

#include <string_view>
#include <utility>

#include "engine/canonical/json.hpp"
#include "tests/determinism/names.hpp"
#include "tests/determinism/request_text.hpp"
#include "tests/determinism/subjects.hpp"

namespace financescr::corpus {
namespace {

using canonical::Json;

// What a candidate takes from a row of the watchlist.
constexpr std::string_view kCopied[] = {"aliases", "dob", "nationalities", "id_hashes",
                                        "entity_type"};

std::string list_text(std::string_view text) { return "[" + quoted(text) + "]"; }

Members candidate_members(const Json& row, Draws& draws) {
  const std::string name = text_of(row, "primary_name");
  Members candidate = {{"primary_name", quoted(draws.percent(90) ? name : hostile(name, draws))}};
  for (const std::string_view key : kCopied) {
    const Json* value = row.find(key);
    if (value != nullptr && draws.percent(80))
      candidate.emplace_back(key, canonical::write(*value));
  }
  if (draws.percent(10)) {
    candidate.emplace_back("weak_aliases", list_text(in_other_script(name, draws)));
  }
  if (draws.percent(10)) candidate.emplace_back("residence_countries", list_text("GB"));
  if (draws.percent(2)) candidate.emplace_back("shoe_size", "43.5");
  return candidate;
}

void spoil(Members& request, Draws& draws) {
  auto& member = request[draws.below(request.size())];
  if (draws.percent(50)) {
    member.second = draws.percent(50) ? "{\"dob\":12,\"aliases\":\"A\"}" : "null";
  } else {
    member.first += "_";
  }
}

}  // namespace

std::string match_request(const Material& material, std::uint64_t number, Draws& draws) {
  const Json& row = draws.pick(material.watchlist);
  const bool same_party = draws.percent(60);
  const Known known = same_party ? known_party(row, draws) : known_person(material, draws);
  Members request = {
      {"request_id", quoted("M" + std::to_string(number))},
      {"query", object_text(subject_members(known, number, draws), draws)},
      {"candidate", object_text(candidate_members(row, draws), draws)},
  };
  if (draws.percent(2)) spoil(request, draws);
  const std::string line = object_text(std::move(request), draws);
  if (draws.percent(2)) return damaged_line(line, draws);
  return draws.percent(10) ? escaped(line) : line;
}

}  // namespace financescr::corpus
