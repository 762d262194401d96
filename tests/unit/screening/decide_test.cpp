// The policy around a score: confidence, severity, priority and recommended action.
#include "engine/screening/decide.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "tests/unit/screening/samples.hpp"

namespace financescr::screening {
namespace {

using samples::ask;
using samples::entry;

// Every candidate scores 0.5; a known date of birth moves it to 0.731059 or 0.268941.
constexpr std::string_view kFlatModel =
    R"({"name":"flat","version":"1","intercept":0,"weights":{)"
    R"("alias_hit":{"slope":-0.4},"dob_exact":{"slope":1},"dob_conflict":{"slope":-1}}})";
constexpr Micro kFlat{500'000};
constexpr Micro kBand{50'000};
constexpr Micro kLeast{1};

std::string options(Micro threshold) { return "{\"threshold\":" + threshold.to_string() + "}"; }

// "decision confidence severity priority action".
std::string summary(const Outcome& o) {
  std::string text(to_string(o.decision));
  for (const std::string_view part : {to_string(o.confidence), to_string(o.severity),
                                      to_string(o.priority), to_string(o.action)}) {
    text += ' ';
    text += part;
  }
  return text;
}

TEST_CASE("one entry, no field to ask for: the score decides, at and around the band") {
  struct Row {
    Micro threshold;
    std::string_view sanctions, pep, media;
  };
  for (const Row& row : {
           // At least threshold + band, and nobody near: HIGH.
           Row{kFlat - kBand - kLeast, "REVIEW HIGH HIGH P0 REVIEW_URGENT",
               "REVIEW HIGH MED P1 REVIEW_STANDARD", "REVIEW HIGH LOW P2 REVIEW_STANDARD"},
           Row{kFlat - kBand, "REVIEW HIGH HIGH P0 REVIEW_URGENT",
               "REVIEW HIGH MED P1 REVIEW_STANDARD", "REVIEW HIGH LOW P2 REVIEW_STANDARD"},
           Row{kFlat - kBand + kLeast, "REVIEW MED HIGH P0 REVIEW_URGENT",
               "REVIEW MED MED P1 REVIEW_STANDARD", "REVIEW MED LOW P2 REVIEW_STANDARD"},
           Row{kFlat, "REVIEW MED HIGH P0 REVIEW_URGENT", "REVIEW MED MED P1 REVIEW_STANDARD",
               "REVIEW MED LOW P2 REVIEW_STANDARD"},
           // Below the threshold but within the band: clear in every respect.
           Row{kFlat + kLeast, "CLEAR MED LOW P2 CLEAR", "CLEAR MED LOW P2 CLEAR",
               "CLEAR MED LOW P2 CLEAR"},
           Row{kFlat + kBand, "CLEAR MED LOW P2 CLEAR", "CLEAR MED LOW P2 CLEAR",
               "CLEAR MED LOW P2 CLEAR"},
           Row{kFlat + kBand + kLeast, "CLEAR LOW LOW P2 CLEAR", "CLEAR LOW LOW P2 CLEAR",
               "CLEAR LOW LOW P2 CLEAR"},
       }) {
    CAPTURE(row.threshold.to_string());
    const auto on = [&](std::string_view list_type) {
      const std::string rows = entry("E1", "Ivan Petrov", list_type);
      const auto engine = samples::engine_of({.watchlist = rows, .model = kFlatModel});
      return summary(samples::outcome_of(engine, ask("Ivan Petrov", "", options(row.threshold))));
    };
    CHECK(on("SANCTIONS") == row.sanctions);
    CHECK(on("PEP") == row.pep);
    CHECK(on("ADVERSE_MEDIA") == row.media);
  }
}

TEST_CASE("within the band a missing field that could decide is asked for, on every list") {
  struct Row {
    Micro threshold;
    std::string_view action;
  };
  for (const std::string_view list : {"SANCTIONS", "PEP", "ADVERSE_MEDIA"}) {
    const std::string rows = entry("E1", "Ivan Petrov", list, R"(,"dob":["1961-03-07"])");
    const auto engine = samples::engine_of({.watchlist = rows, .model = kFlatModel});
    const std::string_view review = list == "SANCTIONS" ? "REVIEW_URGENT" : "REVIEW_STANDARD";
    for (const Row& row : {Row{kFlat - kBand - kLeast, review}, Row{kFlat - kBand, "REQUEST_INFO"},
                           Row{kFlat, "REQUEST_INFO"}, Row{kFlat + kLeast, "CLEAR"},
                           Row{kFlat + kBand, "CLEAR"}, Row{kFlat + kBand + kLeast, "CLEAR"}}) {
      CAPTURE(list);
      CAPTURE(row.threshold.to_string());
      const auto outcome =
          samples::outcome_of(engine, ask("Ivan Petrov", "", options(row.threshold)));
      CHECK(to_string(outcome.action) == row.action);
      CHECK(outcome.follow_up.has_value());
    }
    // The field is known, so nothing is left to ask.
    const auto known = samples::outcome_of(
        engine, ask("Ivan Petrov", R"(,"dob":"1961-03-07")", options(Micro{700'000})));
    CHECK(to_string(known.action) == review);
    CHECK_FALSE(known.follow_up.has_value());
  }
}

TEST_CASE("confidence is HIGH only with a lead of min_gap over the next entity") {
  const std::string rows = entry("E1", "Ivan Petrov", "PEP") +
                           entry("E2", "Qqqq Zzzz", "PEP", R"(,"aliases":["Ivan Petrov"])");
  const auto gap_of = [](const Outcome& o) { return o.probability - o.matches[1].probability; };
  const auto engine = samples::engine_of({.watchlist = rows, .model = kFlatModel});
  const auto outcome = samples::outcome_of(engine, ask("Ivan Petrov", "", options(Micro{0})));
  REQUIRE(outcome.matches.size() == 2);
  const Micro gap = gap_of(outcome);
  REQUIRE(gap > kMicroZero);
  struct Row {
    Micro min_gap;
    std::string_view confidence;
  };
  for (const Row& row : {Row{gap - kLeast, "HIGH"}, Row{gap, "HIGH"}, Row{gap + kLeast, "MED"}}) {
    CAPTURE(row.min_gap.to_string());
    auto policy = samples::parse(samples::kPolicy);
    policy.set("min_gap", row.min_gap);
    const std::string text = canonical::write(policy);
    const auto strict =
        samples::engine_of({.watchlist = rows, .policy = text, .model = kFlatModel});
    const auto o = samples::outcome_of(strict, ask("Ivan Petrov", "", options(Micro{400'000})));
    CHECK(to_string(o.confidence) == row.confidence);
    CHECK(o.matches[0].entity == 0);
  }
}

TEST_CASE("names of one entity are no rivals of each other") {
  const std::string rows =
      entry("E1", "Ivan Petrov", "SANCTIONS", R"(,"aliases":["Petrov Ivan","Ivan  Petrov"])");
  const auto engine = samples::engine_of({.watchlist = rows});
  const auto outcome = samples::outcome_of(engine, ask("Ivan Petrov"));
  CHECK(outcome.matches.size() == 1);
  CHECK(summary(outcome) == "REVIEW HIGH HIGH P0 REVIEW_URGENT");
  CHECK(outcome.matches[0].probability.to_string() == "0.982014");
}

TEST_CASE("a threshold of 0 has everybody reviewed, also where nothing is found") {
  const std::string rows = entry("E1", "Ivan Petrov", "SANCTIONS");
  const auto engine = samples::engine_of({.watchlist = rows});
  const auto outcome = samples::outcome_of(engine, ask("Qqqq Zzzz", "", options(Micro{0})));
  CHECK(outcome.matches.empty());
  CHECK(outcome.decision == Decision::kReview);
  CHECK(outcome.action == Action::kReviewStandard);
}

TEST_CASE("a threshold above the policy's is refused with its place, with every other fault") {
  const std::string rows = entry("E1", "Ivan Petrov", "SANCTIONS");
  const auto engine = samples::engine_of({.watchlist = rows});
  constexpr std::string_view kFault =
      "invalid /options/threshold: must not be above the policy's threshold of 0.72, for it would "
      "clear what the policy reviews; a higher one is tried in what-if\n";
  for (const std::string_view threshold : {"0.720001", "0.99", "1", "1.0", "1e0"}) {
    CAPTURE(threshold);
    const std::string given = "{\"threshold\":" + std::string(threshold) + "}";
    CHECK(samples::faults_of(engine, ask("Ivan Petrov", "", given)) == kFault);
  }
  CHECK(samples::faults_of(engine, ask("Ivan Petrov", "", R"({"threshold":1,"top_k":0})")) ==
        "invalid /options/top_k: must lie between 1 and 200\n" + std::string(kFault));
  for (const std::string_view threshold : {"0.72", "0.719999", "0", "72e-2", "null"}) {
    CAPTURE(threshold);
    const std::string given = "{\"threshold\":" + std::string(threshold) + "}";
    CHECK(samples::text_at(samples::decided(engine, ask("Ivan Petrov", "", given)).decision,
                           "decision") == "\"REVIEW\"");
  }
  for (const std::string_view threshold : {R"("0.5")", R"("NaN")", "true", "[0.5]", "{}"}) {
    CAPTURE(threshold);
    const std::string given = "{\"threshold\":" + std::string(threshold) + "}";
    CHECK(samples::faults_of(engine, ask("Ivan Petrov", "", given))
              .starts_with("invalid /options/threshold: must be a number, not "));
  }
}

TEST_CASE("nothing found is CLEAR, with every level at its lowest") {
  const std::string rows = entry("E1", "Ivan Petrov", "SANCTIONS");
  const auto engine = samples::engine_of({.watchlist = rows});
  const auto outcome = samples::outcome_of(engine, ask("Qqqq Zzzz"));
  CHECK(summary(outcome) == "CLEAR LOW LOW P2 CLEAR");
  CHECK(outcome.matches.empty());
  CHECK(outcome.retrieved == 0);
  CHECK(outcome.probability == kMicroZero);
  CHECK(outcome.reasons.empty());
  CHECK_FALSE(outcome.follow_up.has_value());
}

TEST_CASE("ties go to the smaller id") {
  const std::string rows = entry("E2", "Ivan Petrov", "PEP") + entry("E1", "Ivan Petrov", "PEP") +
                           entry("E10", "Ivan Petrov", "PEP");
  const auto engine = samples::engine_of({.watchlist = rows});
  const auto decision = samples::decided(engine, ask("Ivan Petrov")).decision;
  CHECK(samples::text_at(decision, "matches/0/candidate_id") == "\"E1\"");
  CHECK(samples::text_at(decision, "matches/1/candidate_id") == "\"E10\"");
  CHECK(samples::text_at(decision, "matches/2/candidate_id") == "\"E2\"");
  CHECK(samples::text_at(decision, "match_confidence_band") == "\"MED\"");
}

TEST_CASE("retrieval_top_k and return_top_n of the policy, and top_k of a request for both") {
  std::string rows;
  for (char c = 'a'; c < 'a' + 9; ++c) rows += entry(std::string("E") + c, "Ivan Petrov", "PEP");
  auto policy = samples::parse(samples::kPolicy);
  policy.set("retrieval_top_k", 7);
  policy.set("return_top_n", 2);
  const std::string text = canonical::write(policy);
  const auto engine = samples::engine_of({.watchlist = rows, .policy = text});
  struct Row {
    std::string_view options;
    std::size_t retrieved, returned;
  };
  for (const Row& row : {Row{"{}", 7, 2}, Row{R"({"top_k":1})", 1, 1}, Row{R"({"top_k":4})", 4, 4},
                         Row{R"({"top_k":8})", 8, 8}, Row{R"({"top_k":200})", 9, 9}}) {
    CAPTURE(row.options);
    const auto outcome = samples::outcome_of(engine, ask("Ivan Petrov", "", row.options));
    CHECK(outcome.retrieved == row.retrieved);
    CHECK(outcome.matches.size() == row.returned);
  }
}

TEST_CASE("a customer that the pack does not hold is not found, and does not crash") {
  const std::string rows = entry("E1", "Ivan Petrov", "PEP");
  const std::string customers = R"({"customer_id":"C1","name":"Ivan Petrov"})"
                                "\n"
                                R"({"customer_id":"C2","name":"..."})";
  const auto engine = samples::engine_of({.watchlist = rows, .customers = customers});
  CHECK(samples::faults_of(engine, R"({"customer_id":"C9"})") ==
        "not_found /customer_id: no customer \"C9\" in the pack\n");
  CHECK(samples::faults_of(engine, R"({"customer_id":"C2"})") ==
        "invalid /customer_id: the customer's name holds no letter or digit\n");
  CHECK(samples::outcome_of(engine, R"({"customer_id":"C1"})").decision == Decision::kReview);
}

}  // namespace
}  // namespace financescr::screening
