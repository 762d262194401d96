#include "functions/agent/said_date.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace financescr::agent {
namespace {

// The date at the beginning with the tokens left behind it, "?" if it can be read in two ways.
std::string read(std::string_view text) {
  std::vector<std::string_view> tokens;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    tokens.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  const DateReading reading = read_date(tokens, 0);
  if (reading.is_ambiguous) return "?";
  if (!reading.date) return "";
  return reading.date->text + " " + std::to_string(tokens.size() - reading.date->tokens);
}

TEST_CASE("dates as people write them") {
  struct Row {
    std::string_view said, read;
  };
  for (const Row& row : {
           Row{"1967-01-13", "1967-01-13 0"},
           Row{"1967/1/13", "1967-01-13 0"},
           Row{"1967.01.13", "1967-01-13 0"},
           Row{"1967-01", "1967-01 0"},
           Row{"1967", "1967 0"},
           Row{"1967 Russia", "1967 1"},
           Row{"13.01.1967", "1967-01-13 0"},
           Row{"3.7.1961", "1961-07-03 0"},
           Row{"13/01/1967", "1967-01-13 0"},
           Row{"01/13/1967", "1967-01-13 0"},
           Row{"05/05/1967", "1967-05-05 0"},
           Row{"03/07/1961", "?"},
           Row{"3-7-1961", "?"},
           Row{"13 January 1967", "1967-01-13 0"},
           Row{"13th January 1967 Russia", "1967-01-13 1"},
           Row{"1st of Feb 1970", "1970-02-01 0"},
           Row{"2nd Mar. , 1970", "1970-03-02 0"},
           Row{"January 13 , 1967", "1967-01-13 0"},
           Row{"Jan 13th 1967", "1967-01-13 0"},
           Row{"SEPT 1967", "1967-09 0"},
           Row{"may 1967", "1967-05 0"},
           // No date.
           Row{"", ""},
           Row{"67", ""},
           Row{"13.01.67", ""},
           Row{"1967-13-01", ""},
           Row{"1967-02-29", ""},
           Row{"31.02.1967", ""},
           Row{"31 April 1967", ""},
           Row{"0/1/1967", ""},
           Row{"1967-00", ""},
           Row{"January", ""},
           Row{"13 January", ""},
           Row{"13 Bout 1967", ""},
           Row{"19670113", ""},
           Row{"1967-01-13T00:00", ""},
           Row{"1967-", ""},
           Row{"-1967", ""},
           Row{"Bout", ""},
       }) {
    CAPTURE(row.said);
    CHECK(read(row.said) == row.read);
  }
}

TEST_CASE("a token that is a whole date") {
  for (const std::string_view date : {"1967-01-13", "13.01.1967", "03/07/1961"}) {
    CHECK(is_full_date(date));
  }
  for (const std::string_view other : {"1967", "1967-01", "13", "A-1967", "1-2", "747-400"}) {
    CHECK_FALSE(is_full_date(other));
  }
}

}  // namespace
}  // namespace financescr::agent
