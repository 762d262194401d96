// Names that are written so that no list can answer them are reviewed, with a reason.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "engine/screening/match.hpp"
#include "tests/unit/screening/seed_pack.hpp"

namespace financescr::screening {
namespace {

using canonical::Json;

constexpr std::string_view kPeople[] = {
    "Viktor Bout",    "Ayman Zawahiri", "Semion Mogilevich",   "Kim Jong Un",
    "Ramzan Kadyrov", "Rosneft Oil",    "Joaquin Guzman Loera"};
// What letters can be kept apart with; JSON text.
constexpr std::string_view kBetween[] = {
    " ",         ".",         "-",         ". ",        "_",         "/",
    R"(\u0000)", R"(\u0001)", R"(\n)",     R"(\r\n)",   R"(\t)",     R"(\ue000)",
    R"(\uf8ff)", R"(\uffff)", R"(\ufdd0)", R"(\ufffd)", R"(\u0378)", R"(\ud83d\ude00)",
    R"(\u2028)", R"(\u00a0)", R"(\u00b7)"};

// Each disguise of a name, as JSON text.
std::vector<std::string> disguises_of(std::string_view name) {
  std::vector<std::string> out;
  for (const std::string_view between : kBetween) {
    std::string whole;
    std::string last;
    for (std::size_t i = 0; i < name.size(); ++i) {
      const bool in_last = i > name.rfind(' ');
      if (i > 0 && name[i] != ' ' && name[i - 1] != ' ') whole += between;
      whole += name[i];
      if (in_last && name[i - 1] != ' ') last += between;
      last += name[i];
    }
    out.push_back(whole);
    if (name.size() - name.rfind(' ') > 4) out.push_back(last);
  }
  std::string backwards(name.rbegin(), name.rend());
  out.push_back(R"(\u202e)" + backwards + R"(\u202c)");
  return out;
}

bool is_flagged(const Outcome& outcome) {
  for (const ReasonCode code : outcome.reasons) {
    if (code == ReasonCode::kNameNotMatchable || code == ReasonCode::kNamePartlyNotMatchable) {
      return true;
    }
  }
  return false;
}

TEST_CASE("a disguised name is never clear, listed or not") {
  std::string rows;
  for (const std::string_view name : kPeople) {
    rows += samples::entry("E" + std::to_string(rows.size()), name, "SANCTIONS");
  }
  const auto listed = samples::shipped_engine(rows, "");
  const auto unlisted = samples::shipped_engine(samples::entry("E1", "Qqq Zzz", "PEP"), "");
  for (const std::string_view name : kPeople) {
    for (const std::string& disguise : disguises_of(name)) {
      CAPTURE(disguise);
      for (const auto* engine : {&listed, &unlisted}) {
        const auto outcome = samples::outcome_of(*engine, samples::ask(disguise));
        CHECK(outcome.decision == Decision::kReview);
        CHECK(outcome.action != Action::kClear);
        CHECK(outcome.severity != Level::kLow);
        CHECK(is_flagged(outcome));
      }
      Pointers ignored;
      const auto pair = screening::match(
          samples::parse(R"({"query":{"name":")" + disguise +
                         R"("},"candidate":{"primary_name":")" + std::string(name) + R"("}})"),
          listed.screening().screener(), ignored);
      REQUIRE(pair.has_value());
      CHECK(samples::text_at(*pair, "decision") == "\"REVIEW\"");
    }
  }
}

TEST_CASE("the decision says which part could be compared, and no question can clear it") {
  const std::string rows =
      samples::entry("E1", "Viktor Bout", "SANCTIONS", R"(,"dob":["1967-01-13"])");
  const auto engine = samples::shipped_engine(rows, "");
  struct Row {
    std::string_view name, codes;
  };
  for (const Row& row : {
           Row{"Q w e r t y", "NAME_NOT_MATCHABLE"},
           Row{"Q w e r t Zzzz", "NAME_PARTLY_NOT_MATCHABLE"},
           Row{R"(\ue000)", "NAME_NOT_MATCHABLE"},
           Row{R"(Qwerty \ue000)", "NAME_PARTLY_NOT_MATCHABLE"},
           Row{R"(\u202eytrewQ)", "NAME_PARTLY_NOT_MATCHABLE"},
       }) {
    CAPTURE(row.name);
    const auto outcome = samples::outcome_of(engine, samples::ask(row.name));
    CHECK(samples::codes(outcome.reasons) == row.codes);
    CHECK(outcome.action == Action::kReviewStandard);
    CHECK(outcome.severity == Level::kMed);
    CHECK_FALSE(outcome.follow_up.has_value());
  }
  // What is found beside it keeps its urgency.
  const auto found = samples::outcome_of(engine, samples::ask(R"(Viktor Bout\u0000)"));
  CHECK(found.action == Action::kReviewUrgent);
  CHECK(found.severity == Level::kHigh);
}

TEST_CASE("a customer of the pack with such a name is reviewed as well") {
  const std::string customers = R"({"customer_id":"C1","name":"J o n a s K a l n i n s"})"
                                "\n"
                                R"({"customer_id":"C2","name":"\ufffd\ufffd\ufffd"})"
                                "\n"
                                R"({"customer_id":"C3","name":"J. R. R. Tolkien"})";
  const auto engine =
      samples::shipped_engine(samples::entry("E1", "Viktor Bout", "SANCTIONS"), customers);
  CHECK(is_flagged(samples::outcome_of(engine, R"({"customer_id":"C1"})")));
  CHECK(is_flagged(samples::outcome_of(engine, R"({"customer_id":"C2"})")));
  const auto initials = samples::outcome_of(engine, R"({"customer_id":"C3"})");
  CHECK(initials.decision == Decision::kClear);
  CHECK(initials.reasons.empty());
}

}  // namespace
}  // namespace financescr::screening
