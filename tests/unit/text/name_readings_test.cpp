#include "engine/text/name_readings.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "engine/core/limits.hpp"

namespace financescr::text {
namespace {

using Texts = std::vector<std::string>;

std::string words_of(const Name& name) {
  std::string out;
  for (const auto& word : name.letters()) out += (out.empty() ? "" : " ") + std::string(word);
  return out;
}

// The words of each reading.
Texts readings_of(const char* raw, NameSide side = NameSide::kQuery) {
  const NameReadings readings(raw, side);
  Texts out;
  for (const Reading& reading : readings.all()) out.push_back(words_of(reading.name));
  return out;
}

struct Row {
  const char* name;
  Texts readings;
};

const Row kJoinedWords[] = {
    {"VeltrixAG", {"veltrixag", "veltrix ag"}},
    {"OrlandMercerCole", {"orlandmercercole", "orland mercer cole"}},
    {"OOOVeltrix", {"oooveltrix", "ooo veltrix"}},
    {"MarenTolvik Ltd", {"marentolvik ltd", "maren tolvik ltd"}},
    {"Maren TolvikHolm", {"maren tolvikholm", "maren tolvik holm"}},
    {"McAllen", {"mcallen", "mc allen"}},
    // as one writes names
    {"Maren Tolvik", {"maren tolvik"}},
    {"MAREN TOLVIK", {"maren tolvik"}},
    {"maren tolvik", {"maren tolvik"}},
    {"Maren-Tolvik", {"maren tolvik"}},
    {"VELTRIX AG", {"veltrix ag"}},
    {"J.R.R. Tolvik", {"j r r tolvik"}},
    {"", {""}},
};

TEST_CASE("readings: words written as one are also read apart") {
  for (const Row& row : kJoinedWords) {
    CAPTURE(std::string(row.name));
    CHECK(readings_of(row.name) == row.readings);
    CHECK(readings_of(row.name, NameSide::kListed) == row.readings);
  }
}

TEST_CASE("readings: the first is the plain one, the others say how they came about") {
  const NameReadings readings("VeltrixAG", NameSide::kQuery);
  REQUIRE(readings.all().size() == 2);
  CHECK(readings.all()[0].ways.none());
  CHECK(readings.all()[1].ways.has(ReadingWay::kWordsCut));
  CHECK(readings.all()[1].text == "Veltrix AG");
  CHECK(&readings.plain() == &readings.all()[0].name);
}

}  // namespace
}  // namespace financescr::text
