#include "datagen/name_pools_v2.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "datagen/name_variants.hpp"

namespace financescr::datagen {
namespace {

std::string faults(std::string_view json) {
  const auto pools = read_name_pools(json);
  REQUIRE_FALSE(pools.has_value());
  std::string text;
  for (const Error& error : pools.error()) text += error.pointer + " " + error.detail + "\n";
  return text;
}

TEST_CASE("the pools of v2 are at least as large as the reference's, ASCII and without doubles") {
  const std::map<std::string, std::pair<std::size_t, std::size_t>> least{
      {"UK", {58, 50}}, {"IRISH", {30, 30}}, {"FR", {40, 40}},     {"ES", {40, 40}},
      {"PT", {35, 35}}, {"PL", {31, 31}},    {"BALTIC", {21, 21}}, {"RU", {28, 30}},
      {"AR", {30, 24}}, {"IN", {28, 28}},    {"CN", {25, 25}}};
  const NamePools& pools = name_pools_v2();
  REQUIRE(pools.buckets.size() == least.size());
  for (const NameBucket& bucket : pools.buckets) {
    CAPTURE(bucket.id);
    CHECK(bucket.first.size() >= least.at(bucket.id).first);
    CHECK(bucket.last.size() >= least.at(bucket.id).second);
    for (const auto* parts : {&bucket.first, &bucket.last}) {
      std::set<std::string> names;
      for (const NamePart& part : *parts) {
        CHECK(names.insert(part.text).second);
        CHECK(std::all_of(part.text.begin(), part.text.end(), [](char c) {
          return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '\'';
        }));
        CHECK(part.native != part.text);
        CHECK(std::find(part.spellings.begin(), part.spellings.end(), part.text) ==
              part.spellings.end());
      }
    }
  }
  CHECK(pools.weight_of(Region::kEu) == doctest::Approx(1.0));
  CHECK(pools.weight_of(Region::kAsia) == doctest::Approx(1.0));
}

TEST_CASE("every name of an own script has its letters in that script") {
  for (const NameBucket& bucket : name_pools_v2().buckets) {
    if (bucket.id != "RU" && bucket.id != "AR" && bucket.id != "IN" && bucket.id != "CN") continue;
    for (const auto* parts : {&bucket.first, &bucket.last}) {
      for (const NamePart& part : *parts) {
        CAPTURE(part.text);
        REQUIRE_FALSE(part.native.empty());
        CHECK(std::all_of(part.native.begin(), part.native.end(),
                          [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
      }
    }
  }
}

TEST_CASE("aliases of v2 hold scripts, patronymics, maiden names and initials") {
  std::set<std::string> texts;
  std::size_t weak = 0;
  const NamePools& pools = name_pools_v2();
  const auto find = [&](std::string_view bucket, std::string_view first, std::string_view last) {
    Person person;
    for (std::size_t b = 0; b < pools.buckets.size(); ++b) {
      if (pools.buckets[b].id == bucket) person.bucket = static_cast<std::uint16_t>(b);
    }
    const auto index = [](const std::vector<NamePart>& parts, std::string_view text) {
      const auto it = std::find_if(parts.begin(), parts.end(),
                                   [text](const NamePart& part) { return part.text == text; });
      REQUIRE(it != parts.end());
      return static_cast<std::uint16_t>(it - parts.begin());
    };
    person.first = index(pools.buckets[person.bucket].first, first);
    person.last = index(pools.buckets[person.bucket].last, last);
    return person;
  };
  numeric::PythonRandom rng(5);
  for (const Person& person : {find("RU", "Olga", "Abramov"), find("AR", "Tariq", "Al-Masri"),
                               find("CN", "Xiaoming", "Zheng"), find("PT", "Joao", "Lourenco")}) {
    for (int i = 0; i < 400; ++i) {
      const auto names = draw_name_variants(rng, pools, person);
      CHECK(names.size() <= 32);
      CHECK_FALSE(names.front().weak);
      bool own = false;
      for (const auto& name : names) {
        own = own || name.text == name_of(pools, person);
        weak += name.weak ? 1U : 0U;
        texts.insert(name.text);
      }
      CHECK(own);
    }
  }
  for (const char* expected :
       {"Ольга Абрамова", "Olga Abramova", "Olga Sergeevna Abramov", "Olga Antonov", "O. Abramov",
        "طارق المصري", "Tarek Al-Masri", "Tariq bin Omar Al-Masri", "郑小明", "João Lourenço"}) {
    CAPTURE(expected);
    CHECK(texts.count(expected) == 1);
  }
  CHECK(weak > 100);
}

TEST_CASE("a file of name pools is read in the reference's layout") {
  const auto pools = read_name_pools(
      R"({"EU":{"ZZ":{"first":["Ann"],"last":["Oak"]},"AA":{"first":["Bo"],"last":["Elm","Fir"]}},)"
      R"("ASIA":{"CN":{"first":["Li"],"last":["Wu"]}},)"
      R"("weights":{"EU":{"ZZ":0.25},"ASIA":{"CN":1}}})");
  REQUIRE(pools.has_value());
  REQUIRE(pools->buckets.size() == 3);
  CHECK(pools->buckets[0].id == "AA");
  CHECK(pools->buckets[0].weight == 0.0);
  CHECK(pools->buckets[1].weight == 0.25);
  CHECK(pools->buckets[2].region == Region::kAsia);
  numeric::PythonRandom rng(1);
  for (int i = 0; i < 50; ++i) {
    CHECK(pools->buckets[draw_person(rng, *pools, Region::kEu).bucket].id == "ZZ");
  }
}

TEST_CASE("a faulty file of name pools is refused with every fault and its place") {
  CHECK(faults("[1") != "");
  CHECK(faults("[]").find("/EU must be an object") != std::string::npos);
  const std::string text =
      faults(R"({"EU":{"A":{"first":["Ann Mary",3],"last":[]}},"ASIA":{"B":7},)"
             R"("weights":{"EU":{"A":-1}}})");
  for (const char* expected :
       {"/EU/A/first/0 must be one word", "/EU/A/first/1 ",
        "/EU/A/last must hold at least one name", "/ASIA/B ", "/weights/EU/A "}) {
    CAPTURE(expected);
    CHECK(text.find(expected) != std::string::npos);
  }
  CHECK(faults(R"({"EU":{"A":{"first":["X"],"last":["Y"]}},"ASIA":{"B":{"first":["X"],)"
               R"("last":["Y"]}},"weights":{"EU":{"A":1}}})") ==
        "/weights/ASIA must give some bucket a weight\n");
}

}  // namespace
}  // namespace financescr::datagen
