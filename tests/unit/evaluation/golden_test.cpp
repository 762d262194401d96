#include "engine/evaluation/golden.hpp"

#include <doctest/doctest.h>

namespace financescr::evaluation {
namespace {

GoldenRows rows_of(std::string_view bytes) {
  auto rows = read_golden_rows(bytes, "id");
  REQUIRE(rows.has_value());
  return *rows;
}

TEST_CASE("a difference names the row and the field, with old and new value") {
  const auto before =
      rows_of("{\"id\":\"A\",\"p\":0.5,\"top\":{\"id\":\"E1\",\"s\":1}}\n{\"id\":\"B\",\"p\":1}");
  const auto after =
      rows_of("{\"id\":\"A\",\"p\":0.6,\"top\":{\"id\":\"E2\",\"s\":1}}\n{\"id\":\"C\",\"q\":1}");
  CHECK(to_text(golden_changes(before, after)) ==
        "A /p: 0.5 -> 0.6\nA /top/id: \"E1\" -> \"E2\"\nB: gone\nC: new\n");
  CHECK(golden_changes(before, before).empty());
}

TEST_CASE("a field that comes or goes is told from one that is null") {
  const auto before = rows_of("{\"id\":\"A\",\"x\":null}");
  const auto after = rows_of("{\"id\":\"A\",\"y\":null}");
  CHECK(to_text(golden_changes(before, after)) == "A /x: null -> absent\nA /y: absent -> null\n");
  const auto object = rows_of("{\"id\":\"A\",\"x\":{\"a\":1}}");
  CHECK(to_text(golden_changes(before, object)) == "A /x: null -> {\"a\":1}\n");
}

TEST_CASE("faulty golden rows are refused with their line") {
  for (const std::string_view bytes :
       {"{\"id\":\"A\"}\n{\"id\":\"A\"}", "{\"id\":\"A\"}\n{\"no\":1}", "{\"id\":\"A\"}\n{",
        "{\"id\":\"A\"}\n{\"id\":7}"}) {
    CAPTURE(bytes);
    const auto rows = read_golden_rows(bytes, "id");
    REQUIRE_FALSE(rows.has_value());
    CHECK(rows.error().detail.find("line 2") != std::string::npos);
  }
}

TEST_CASE("only what was accepted is compared") {
  const auto accepted = rows_of("{\"id\":\"A\",\"p\":1,\"gone\":2}").at("A");
  const auto decision = rows_of("{\"id\":\"other\",\"p\":3,\"more\":4}").at("other");
  CHECK(canonical::write(golden_row_now(accepted, decision, "id")) == R"({"id":"A","p":3})");
}

}  // namespace
}  // namespace financescr::evaluation
