// Invariants of screening over many random subjects on the seed-42 pack.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/screening/decide.hpp"
#include "tests/unit/screening/seed_pack.hpp"

namespace financescr::screening {
namespace {

using samples::Random;

const pack::DomainPack& seed_pack() { return *samples::seed_engine().screening().rows(); }
const Model& model() { return samples::seed_engine().screening().screener().model; }

ScreenRequest request_for(Subject subject) {
  ScreenRequest request;
  request.subject = std::move(subject);
  return request;
}

// The decision and everything in it, as bytes.
std::string bytes_of(const ScreenRequest& request, const replay::EngineSet& engine,
                     Workspace& workspace) {
  const auto& pack = *engine.screening().rows();
  const auto outcome = decide(request, pack, engine.screening().screener(), workspace);
  REQUIRE(outcome.has_value());
  return canonical::write(to_json(*outcome, pack, engine.screening().screener()));
}

TEST_CASE("the order of the rows changes neither an answer nor the pack's hash") {
  Random random(1);
  auto watchlist = samples::lines_of(samples::seed_files().at("fincrime/v1/watchlist.jsonl"));
  auto customers = samples::lines_of(samples::seed_files().at("fincrime/v1/customers.jsonl"));
  random.shuffle(watchlist);
  random.shuffle(customers);
  std::string watchlist_text;
  std::string customers_text;
  for (const auto& line : watchlist) watchlist_text += line + "\n";
  for (const auto& line : customers) customers_text += line + "\n";
  const auto shuffled = samples::shipped_engine(watchlist_text, customers_text);
  CHECK(shuffled.screening().rows()->meta.pack_hash == seed_pack().meta.pack_hash);
  Workspace a;
  Workspace b;
  for (int i = 0; i < 300; ++i) {
    const auto request = request_for(samples::random_subject(seed_pack().watchlist, random));
    REQUIRE(bytes_of(request, samples::seed_engine(), a) == bytes_of(request, shuffled, b));
  }
}

TEST_CASE("one workspace after another question, and a fresh one, give the same bytes") {
  Random random(2);
  Workspace used;
  for (int i = 0; i < 300; ++i) {
    const auto request = request_for(samples::random_subject(seed_pack().watchlist, random));
    Workspace fresh;
    const std::string first = bytes_of(request, samples::seed_engine(), used);
    REQUIRE(first == bytes_of(request, samples::seed_engine(), used));
    REQUIRE(first == bytes_of(request, samples::seed_engine(), fresh));
  }
}

TEST_CASE("contributions add up, features lie in their ranges, ties go to the smaller id") {
  Random random(3);
  Workspace workspace;
  int matches = 0;
  int ties = 0;
  for (int i = 0; i < 2'000; ++i) {
    const auto request = request_for(samples::random_subject(seed_pack().watchlist, random));
    const auto outcome =
        decide(request, seed_pack(), samples::seed_engine().screening().screener(), workspace);
    REQUIRE(outcome.has_value());
    for (std::size_t m = 0; m < outcome->matches.size(); ++m) {
      const RankedMatch& match = outcome->matches[m];
      Micro sum = model().intercept;
      for (const Micro part : contributions(model(), match.features)) sum += part;
      REQUIRE(sum == match.log_odds);
      REQUIRE(probability_of(sum) == match.probability);
      for (const Micro value : match.features) {
        REQUIRE((value == kMissing || (value >= kMicroZero && value <= kMicroOne)));
      }
      ++matches;
      if (m == 0) continue;
      const RankedMatch& before = outcome->matches[m - 1];
      REQUIRE(before.log_odds >= match.log_odds);
      if (before.log_odds != match.log_odds) continue;
      ++ties;
      REQUIRE(before.entity < match.entity);
    }
  }
  CHECK(matches > 5'000);
  CHECK(ties > 50);
}

// How many words of each kind a name has.
std::map<text::WordClass, int> kinds_of(const text::Name& name) {
  std::map<text::WordClass, int> kinds;
  for (const text::Word& word : name.words()) ++kinds[word.word_class];
  return kinds;
}

TEST_CASE("the order of the words of a name does not change how two names compare") {
  Random random(4);
  const auto& list = seed_pack().watchlist;
  int compared = 0;
  for (int i = 0; i < 3'000; ++i) {
    const auto listed_index = static_cast<std::uint32_t>(random.below(list.name_count()));
    const auto asked_index = random.chance(50)
                                 ? listed_index
                                 : static_cast<std::uint32_t>(random.below(list.name_count()));
    const text::Name listed(list.name_text(listed_index));
    const std::string raw = samples::misspelt(std::string(list.name_text(asked_index)), 1, random);
    const text::Reading asked{text::Name(raw)};
    std::vector<std::string_view> words = asked.name.letters();
    random.shuffle(words);
    std::string turned;
    for (const auto word : words) turned += std::string(word) + " ";
    const text::Reading permuted{text::Name(turned)};
    // Letters at the end of a name may be a legal form or a number.
    if (kinds_of(permuted.name) != kinds_of(asked.name)) continue;
    const auto straight = compare_name(asked, {listed.words(), false, false}, {});
    const auto crossed = compare_name(permuted, {listed.words(), false, false}, {});
    // Words that stand apart may be one word of the other name only while they are neighbours.
    const auto has_run = [](const NameComparison& c) {
      return std::any_of(c.alignment.pairs.begin(), c.alignment.pairs.end(), [](const auto& pair) {
        return pair.query_count > 1 || pair.candidate_count > 1;
      });
    };
    if (has_run(straight) || has_run(crossed)) continue;
    ++compared;
    CAPTURE(raw);
    CAPTURE(turned);
    REQUIRE(log_odds(model(), straight.features) == log_odds(model(), crossed.features));
  }
  CHECK(compared > 2'500);
}

// What screening says of one pair with everything but the name.
Micro pair_odds(const Subject& subject, std::uint32_t entity) {
  return log_odds(model(),
                  entry_features(subject, facts_of(seed_pack().watchlist, entity, subject)));
}

TEST_CASE("a field that agrees never lowers a score, one that conflicts never raises it") {
  Random random(5);
  const auto& list = seed_pack().watchlist;
  const Country nowhere = *Country::parse("AQ");
  for (int i = 0; i < 5'000; ++i) {
    const auto entity = static_cast<std::uint32_t>(random.below(list.entity_count()));
    const pack::EntityRecord& record = list.entity(entity);
    const Subject base = samples::random_subject(list, random);
    const auto check = [&](auto&& forget, auto&& agree, auto&& conflict) {
      Subject without = base;
      forget(without);
      Subject same = without;
      agree(same);
      Subject other = without;
      conflict(other);
      const Micro odds = pair_odds(without, entity);
      REQUIRE(pair_odds(same, entity) >= odds);
      REQUIRE(pair_odds(other, entity) <= odds);
    };
    if (record.date_count > 0) {
      const PartialDate listed = list.dates(record)[0];
      PartialDate year = listed;
      year.month = year.day = 0;
      PartialDate swapped = listed;
      if (listed.day <= 12) std::swap(swapped.month, swapped.day);
      PartialDate far = listed;
      far.first_year = far.last_year = static_cast<std::int16_t>(listed.first_year - 13);
      const auto forget = [](Subject& s) { s.date_of_birth.reset(); };
      const auto contradict = [&](Subject& s) { s.date_of_birth = far; };
      for (const PartialDate& agreeing : {listed, year, swapped}) {
        check(forget, [&](Subject& s) { s.date_of_birth = agreeing; }, contradict);
      }
      Subject exact = base;
      exact.date_of_birth = listed;
      Subject partial = base;
      partial.date_of_birth = year;
      REQUIRE(pair_odds(exact, entity) >= pair_odds(partial, entity));
    }
    if (record.nationality_count > 0) {
      check([](Subject& s) { s.nationality.reset(); },
            [&](Subject& s) { s.nationality = list.nationalities(record)[0]; },
            [&](Subject& s) { s.nationality = nowhere; });
    }
    if (record.residence_count > 0) {
      check([](Subject& s) { s.residence_country.reset(); },
            [&](Subject& s) { s.residence_country = list.residences(record)[0]; },
            [&](Subject& s) { s.residence_country = nowhere; });
    }
    if (record.id_hash_count > 0) {
      check([](Subject& s) { s.id_hashes.clear(); },
            [&](Subject& s) { s.id_hashes = {std::string(list.id_hash(record, 0))}; },
            [](Subject& s) { s.id_hashes = {"sha256:none"}; });
    }
  }
}

TEST_CASE("a spelling further away never scores higher") {
  const std::vector<std::vector<std::string>> chains{
      {"Mohammed Khan", "Mohamed Khan", "Mohamet Khan", "Mohanet Khan", "Nohanet Kham"},
      {"Sarah Walker", "Sara Walker", "Sara Walkr", "Sara Wlkr", "Lara Wlkr", "Lara Wkr"},
      {"Vladimir Petrov", "Vladimir Petrof", "Wladimir Petrof", "Wladimir", "Wladi"},
      {"Krzysztof Kaczmarek", "Krzystof Kaczmarek", "Kristof Kaczmarek", "Kristof Kacmarek",
       "Kristof", "Krist"},
  };
  for (const auto& chain : chains) {
    const text::Name listed(chain.front());
    Micro before = Micro::from_int(1000);
    for (const std::string& spelling : chain) {
      CAPTURE(spelling);
      const text::Reading name{text::Name(spelling)};
      const auto comparison = compare_name(name, {listed.words(), false, false}, {});
      const Micro odds = log_odds(model(), comparison.features);
      CHECK(odds <= before);
      before = odds;
    }
  }
}

// Share of MATCH scenarios whose true entity comes first.
double recall_at_1(const replay::EngineSet& engine, bool reversed) {
  Workspace workspace;
  int found = 0;
  int asked = 0;
  for (const auto& line : samples::lines_of(samples::seed_files().at("fincrime/v1/labels.jsonl"))) {
    const auto row = samples::parse(line);
    const auto* truth = row.find("true_entity_id")->if_string();
    if (truth == nullptr) continue;
    std::string expected = *truth;
    if (reversed) {
      expected = "WL_" + std::to_string(1'003'001 - std::stoi(truth->substr(3))).substr(1);
    }
    ScreenRequest request;
    request.customer_id = *row.find("customer_id")->if_string();
    const auto& pack = *engine.screening().rows();
    const auto outcome = decide(request, pack, engine.screening().screener(), workspace);
    REQUIRE(outcome.has_value());
    ++asked;
    found += !outcome->matches.empty() &&
                     pack.watchlist.entity_id(outcome->matches[0].entity) == expected
                 ? 1
                 : 0;
  }
  REQUIRE(asked == 467);
  return static_cast<double>(found) / asked;
}

TEST_CASE("numbering the list from the other end finds as many: ids carry no information") {
  std::string watchlist;
  for (const auto& line :
       samples::lines_of(samples::seed_files().at("fincrime/v1/watchlist.jsonl"))) {
    const std::size_t at = line.find("WL_") + 3;
    watchlist += line;
    watchlist.replace(watchlist.size() - line.size() + at, 6,
                      std::to_string(1'003'001 - std::stoi(line.substr(at, 6))).substr(1));
    watchlist += '\n';
  }
  const auto reversed =
      samples::shipped_engine(watchlist, samples::seed_files().at("fincrime/v1/customers.jsonl"));
  const double forth = recall_at_1(samples::seed_engine(), false);
  const double back = recall_at_1(reversed, true);
  MESSAGE("recall@1 of 467 linked customers: " << forth << ", ids reversed: " << back);
  CHECK(forth > 0.9);
  CHECK(back > 0.9);
  CHECK(forth - back < 0.03);
  CHECK(back - forth < 0.03);
}

}  // namespace
}  // namespace financescr::screening
