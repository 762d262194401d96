#include "datagen/python_json.hpp"

#include <doctest/doctest.h>

#include <string>

using financescr::datagen::PythonJsonRow;
using financescr::datagen::PythonNumber;

TEST_CASE("round(x, n) rounds the binary value, half to even") {
  struct Case {
    double x;
    int decimals;
    const char* text;
  };
  // repr(round(x, decimals)) of CPython 3.11.7.
  const Case kCases[] = {{2.675, 2, "2.67"},
                         {1.005, 2, "1.0"},
                         {0.125, 2, "0.12"},
                         {0.375, 2, "0.38"},
                         {2.5, 1, "2.5"},
                         {0.25, 1, "0.2"},
                         {0.75, 1, "0.8"},
                         {325.5, 2, "325.5"},
                         {600.0, 2, "600.0"},
                         {3934.0437, 2, "3934.04"},
                         {14999.999, 2, "15000.0"},
                         {0.60, 4, "0.6"},
                         {0.01, 4, "0.01"},
                         {0.20547325, 4, "0.2055"},
                         {0.00004, 4, "0.0"},
                         {0.00006, 4, "0.0001"},
                         {0.99996, 4, "1.0"},
                         {0.0, 4, "0.0"},
                         {5e-324, 2, "0.0"},
                         {-2.675, 2, "-2.67"},
                         {-0.5, 1, "-0.5"},
                         {1e12, 2, "1000000000000.0"},
                         {123456789.987654321, 6, "123456789.987654"}};
  for (const Case& c : kCases) {
    CAPTURE(c.x);
    CHECK(PythonNumber::round(c.x, c.decimals).to_string() == c.text);
  }
}

TEST_CASE("a rounded number is the double nearest to its decimal value") {
  CHECK(PythonNumber::round(2.675, 2).to_double() == 2.67);
  CHECK(PythonNumber::round(0.20547325, 4).to_double() == 0.2055);
  CHECK(PythonNumber::round(-1279.0249, 2).to_double() == -1279.02);
  CHECK(PythonNumber::integer(600).to_double() == 600.0);
  CHECK(PythonNumber::integer(600).to_string() == "600");
  CHECK(PythonNumber::integer(-3).to_string() == "-3");
}

TEST_CASE("a row has Python's separators and keeps the order of insertion") {
  CHECK(PythonJsonRow().line() == "{}\n");
  CHECK(PythonJsonRow()
            .text("b", "x")
            .text_or_null("a", std::nullopt)
            .text_or_null("c", std::string("y"))
            .texts("list", {"p", "q"})
            .texts("none", {})
            .number("n", PythonNumber::round(0.5, 2))
            .integer("i", -7)
            .boolean("t", true)
            .boolean("f", false)
            .line() ==
        "{\"b\": \"x\", \"a\": null, \"c\": \"y\", \"list\": [\"p\", \"q\"], \"none\": [], "
        "\"n\": 0.5, \"i\": -7, \"t\": true, \"f\": false}\n");
}

TEST_CASE("text is escaped as Python does without ensure_ascii") {
  CHECK(PythonJsonRow().text("k", "João O'Neill/\x7f").line() ==
        "{\"k\": \"João O'Neill/\x7f\"}\n");
  CHECK(PythonJsonRow().text("k", "\"\\\b\f\n\r\t").line() ==
        "{\"k\": \"\\\"\\\\\\b\\f\\n\\r\\t\"}\n");
  CHECK(PythonJsonRow().text("k", std::string("\x01\x1f\0", 3)).line() ==
        "{\"k\": \"\\u0001\\u001f\\u0000\"}\n");
}
