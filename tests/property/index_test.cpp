// The index against comparing every name of the list: the same matches, scores and evidence.
#include <doctest/doctest.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/screening/ranking.hpp"
#include "tests/unit/screening/seed_pack.hpp"

namespace financescr::screening {
namespace {

using samples::Random;

const pack::Watchlist& seed_list() { return samples::seed_engine().screening().rows()->watchlist; }

// All of a ranking that an answer can show.
std::string text_of(const std::vector<RankedMatch>& matches) {
  std::string out;
  for (const RankedMatch& match : matches) {
    out += std::to_string(match.entity) + "/" + std::to_string(match.name) + "/" +
           std::to_string(int{match.reading}) + " " + match.log_odds.to_string() + " " +
           match.probability.to_string();
    for (const Micro feature : match.features) out += " " + feature.to_string();
    for (const Link& link : match.alignment.pairs) {
      for (const int part :
           {int{link.query_first}, int{link.query_count}, int{link.candidate_first},
            int{link.candidate_count}, int{link.credit_permille}, link.by_initial ? 1 : 0}) {
        out += ":" + std::to_string(part);
      }
    }
    out += "\n";
  }
  return out;
}

void require_same(const pack::Watchlist& list, const Subject& subject, std::size_t top_k,
                  Workspace& workspace) {
  const Model& model = samples::seed_engine().screening().screener().model;
  const text::NameReadings name(subject.name, text::NameSide::kQuery);
  CAPTURE(subject.name);
  const auto indexed = rank(list, {subject, name}, model, top_k, top_k, workspace);
  REQUIRE(text_of(indexed) == text_of(rank_exhaustively(list, {subject, name}, model, top_k)));
}

std::string listed_name(Random& random) {
  return std::string(
      seed_list().name_text(static_cast<std::uint32_t>(random.below(seed_list().name_count()))));
}

TEST_CASE("the index finds what comparing every name finds: misspelt, torn and joined words") {
  Random random(6);
  Workspace workspace;
  for (int i = 0; i < 150; ++i) {
    Subject subject = samples::random_subject(seed_list(), random);
    const int edits = 1 + static_cast<int>(random.below(3));
    subject.name = random.chance(50) ? samples::misspelt_words(listed_name(random), edits, random)
                                     : samples::misspelt(listed_name(random), edits, random);
    require_same(seed_list(), subject, 1 + random.below(20), workspace);
  }
}

TEST_CASE("the index finds what comparing every name finds: initials, fillers, repeated words") {
  Random random(7);
  Workspace workspace;
  std::vector<std::string> names{
      "J",         "J K",         "Al",    "Bin Al",         "Dr", "Ltd", "A B C Walker",
      "Khan Khan", "Ali Ali Ali", "1 2 3", "Dr J Walker Ltd"};
  for (int i = 0; i < 60; ++i) {
    std::string name = listed_name(random);
    const std::size_t space = name.find(' ');
    switch (random.below(4)) {
      case 0:
        if (space != std::string::npos) name = name.substr(0, 1) + name.substr(space);
        break;
      case 1:
        name += " " + listed_name(random);
        break;
      case 2:
        name = "Dr Al " + name + " " + static_cast<char>('A' + random.below(26));
        break;
      default:
        name += " " + name;
        break;
    }
    names.push_back(name);
  }
  for (const auto& name : names) {
    Subject subject;
    subject.name = name;
    require_same(seed_list(), subject, 20, workspace);
  }
}

// "Sarah Jane Walker" as SarahJane Walker, SarahJaneWalker, ...
std::string with_words_joined(const std::string& name, Random& random) {
  std::string joined;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == ' ' && random.chance(70)) continue;
    joined += name[i];
  }
  return joined;
}

TEST_CASE("the index finds what comparing every name finds: names read in several ways") {
  Random random(8);
  Workspace workspace;
  for (int i = 0; i < 60; ++i) {
    Subject subject = samples::random_subject(seed_list(), random);
    const std::string name =
        random.chance(50) ? listed_name(random) : samples::misspelt(listed_name(random), 1, random);
    subject.name = with_words_joined(name, random);
    require_same(seed_list(), subject, 1 + random.below(20), workspace);
  }
}

TEST_CASE("the index finds what comparing every name finds: listed names read in several ways") {
  Random random(9);
  std::string rows;
  std::vector<std::string> names;
  for (int i = 0; i < 60; ++i) {
    names.push_back(listed_name(random));
    rows += canonical::write(canonical::Json::object(
                {{"entity_id", "R" + std::to_string(1000 + i)},
                 {"list_type", "SANCTIONS"},
                 {"primary_name", with_words_joined(names.back(), random)}})) +
            "\n";
  }
  const auto engine = samples::shipped_engine(rows, "");
  const auto& list = engine.screening().rows()->watchlist;
  CHECK(list.name_count() > list.entity_count());
  Workspace workspace;
  for (const std::string& name : names) {
    Subject subject;
    subject.name = name;
    require_same(list, subject, 5, workspace);
  }
}

TEST_CASE("the index finds what comparing every name finds: short forms, descent, company words") {
  const auto engine = samples::shipped_engine(
      R"({"entity_id":"a","list_type":"SANCTIONS","primary_name":"William Tarmek"}
{"entity_id":"b","list_type":"SANCTIONS","primary_name":"Karim bin Said al Tarmeki"}
{"entity_id":"c","list_type":"SANCTIONS","primary_name":"Olund Petrochemical Company Limited"}
{"entity_id":"d","list_type":"SANCTIONS","primary_name":"Muhammad Korvath","aliases":["Md Korvath"]}
{"entity_id":"e","list_type":"SANCTIONS","primary_name":"Aleksandra Kelsgova"}
{"entity_id":"f","list_type":"SANCTIONS","primary_name":"Kim Pev Olund"}
{"entity_id":"g","list_type":"SANCTIONS","primary_name":"National Bank"}
)",
      "");
  Workspace workspace;
  for (const std::string_view name :
       {"Bill Tarmek", "Bill Tarmke", "Bill", "Wm Tarmek", "Said bin Karim Tarmeki",
        "Karim bin Said Tarmeki", "Olund Petrochmical Compnay Limietd", "Olnud Compnay", "Limietd",
        "Md Korvath", "Mohd Korvaht", "Md", "Sasha Kelsgova", "Sasha Kelzgova", "Kim Pek Olund",
        "Pev Kim", "Natioanl Bank", "Natoinal Bnak", "K Pek Olund"}) {
    Subject subject;
    subject.name = name;
    require_same(engine.screening().rows()->watchlist, subject, 10, workspace);
  }
}

#ifdef FINANCESCR_SHARED_DATA

struct Alias {
  std::string name;
  std::string entity;
};

// The parties of a development set under their primary names, and some of its aliases as queries.
struct DevelopmentSet {
  std::string watchlist;
  std::vector<Alias> aliases;
};

DevelopmentSet read_set(const std::string& path) {
  DevelopmentSet set;
  std::set<std::string> seen;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const auto row = samples::parse(line);
    const std::string& id = *row.find("id")->if_string();
    set.aliases.push_back({*row.find("alias")->if_string(), id});
    if (!seen.insert(id).second) continue;
    set.watchlist += canonical::write(canonical::Json::object(
                         {{"entity_id", id},
                          {"list_type", "SANCTIONS"},
                          {"primary_name", *row.find("primary")->if_string()}})) +
                     "\n";
  }
  return set;
}

TEST_CASE("the index finds what comparing every name finds: aliases of real lists" *
          doctest::test_suite("shared data")) {
  const std::string folder = std::string(FINANCESCR_SHARED_DATA) + "/screening/";
  REQUIRE(std::filesystem::exists(folder));
  const bool many = std::getenv("FINANCESCR_TEST_ALL") != nullptr;
  const std::size_t queries = many ? 500 : 40;
  for (const std::string_view list : {"ofac", "un", "uk", "eu"}) {
    CAPTURE(list);
    const auto set = read_set(folder + std::string(list) + "_aka.dev.jsonl");
    const auto engine = samples::shipped_engine(set.watchlist, "");
    Workspace workspace;
    REQUIRE(set.aliases.size() > queries);
    for (std::size_t i = 0; i < queries; ++i) {
      Subject subject;
      subject.name = set.aliases[i * set.aliases.size() / queries].name;
      require_same(engine.screening().rows()->watchlist, subject, 10, workspace);
    }
  }
}

#endif  // FINANCESCR_SHARED_DATA

}  // namespace
}  // namespace financescr::screening
