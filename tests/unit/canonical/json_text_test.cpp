#include "engine/canonical/json_text.hpp"

#include <doctest/doctest.h>

#include "engine/canonical/json_tree.hpp"

namespace financescr::canonical {
namespace {

template <typename Out>
auto written() {
  Out out;
  out.begin_object();
  out.key("a\"b");
  out.begin_array();
  out.end_array();
  out.key("c");
  out.begin_array();
  out.boolean(true);
  out.number(Micro{1'500'000});
  out.number(Micro{-2'000'000});
  out.begin_object();
  out.end_object();
  out.begin_object();
  out.key("d");
  out.boolean(false);
  out.key("e");
  out.string("line\nend");
  out.end_object();
  out.string("");
  out.end_array();
  out.key("f");
  out.number(kMicroZero);
  out.end_object();
  return std::move(out).take();
}

TEST_CASE("what is written straight is the text of the tree") {
  const std::string text = written<JsonText>();
  CHECK(text == R"({"a\"b":[],"c":[true,1.5,-2,{},{"d":false,"e":"line\nend"},""],"f":0})");
  CHECK(text == write(written<JsonTree>()));
  const auto parsed = parse(text);
  REQUIRE(parsed.has_value());
  CHECK(*parsed == written<JsonTree>());
}

}  // namespace
}  // namespace financescr::canonical
