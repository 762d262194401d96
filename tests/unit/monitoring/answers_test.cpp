#include "engine/monitoring/answers.hpp"

#include <doctest/doctest.h>

#include <string>

namespace financescr::monitoring {
namespace {

using canonical::Json;

// A decision on an event of somebody who chose the texts in it.
std::string decision_on(const std::string& event_id, const std::string& name,
                        const std::string& risk_level) {
  const std::string hash = canonical::content_hash(std::string_view(event_id)).to_string();
  return canonical::write(
      Json::object({{"as_of", "2025-06-15T12:00:00.000000Z"},
                    {"decision", "PASS"},
                    {"event_id", event_id},
                    {"input_hash", hash},
                    {"names", Json(Json::Array{Json::object({{"event_id", "{\"]"}})})},
                    {"result_hash", hash},
                    {"risk_level", risk_level},
                    {"transaction", Json::object({{"as_of", 1}, {"counterparty_name", name}})}}));
}

TEST_CASE("answers: what is the event's is given back, and the rest is kept once") {
  Answers answers(7);
  const std::string ids[] = {"e1", "\"event_id\":\"e1\"", "\\", "}]{[,\n", "é"};
  const std::string names[] = {"", "a\",\"transaction\":{", "\\\"", "line\nline", "{[\"\\"};
  for (const std::string& id : ids) {
    for (const std::string& name : names) {
      const std::string text = decision_on(id, name, "low");
      CHECK(answers.text_of(answers.keep(id, text), id) == text);
    }
  }
  CHECK(answers.forms() == 1);
  const std::string other = decision_on("e2", "", "high");
  const Answer kept = answers.keep("e2", other);
  CHECK(answers.forms() == 2);
  answers.forget(kept);
  CHECK(answers.forms() == 1);
}

TEST_CASE("answers: what is not as a decision has it stays as it is") {
  Answers answers(7);
  const std::string texts[] = {"{}", R"({"event_id":"other"})",
                               R"({"input_hash":1,"result_hash":"xxh3-128:0"})",
                               R"({"as_of":{"transaction":[1,{"event_id":"e"}]},"event_id":"e"})"};
  for (const std::string& text : texts) {
    CHECK(answers.text_of(answers.keep("e", text), "e") == text);
  }
}

}  // namespace
}  // namespace financescr::monitoring
