#include "engine/text/name.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "engine/core/limits.hpp"
#include "engine/text/name_frequency.hpp"
#include "engine/text/phonetic.hpp"

namespace financescr::text {
namespace {

using Words = std::vector<std::string>;

Words name_words(const std::string& raw) {
  const Name name(raw);
  Words words;
  for (const auto letters : name.letters()) words.emplace_back(letters);
  return words;
}

struct Row {
  const char* name;
  Words words;
};

const Row kLegalForms[] = {
    {"Gazprom O.O.O.", {"gazprom", "ooo"}},
    {"O.O.O. Gazprom", {"ooo", "gazprom"}},
    {"Acme L.L.C.", {"acme", "llc"}},
    {"Acme L. L. C. Dubai", {"acme", "llc", "dubai"}},
    {"L.L.C. Acme", {"llc", "acme"}},
    {"Acme G.m.b.H.", {"acme", "gmbh"}},
    {"Acme P.J.S.C.", {"acme", "pjsc"}},
    {"Acme S.A.L.", {"acme", "sal"}},
    {"Acme S.p.A.", {"acme", "spa"}},
    // two letters only at the end
    {"Acme S.A.", {"acme", "sa"}},
    {"Acme S. A.", {"acme", "sa"}},
    {"Acme A.G.", {"acme", "ag"}},
    {"S A Khan", {"s", "a", "khan"}},
    {"S.A. Khan", {"s", "a", "khan"}},
    {"S A", {"s", "a"}},
    {"Acme S A Holding", {"acme", "s", "a", "holding"}},
    // initials that spell nothing
    {"J R R Tolkien", {"j", "r", "r", "tolkien"}},
    {"Tolkien J.R.R.", {"tolkien", "j", "r", "r"}},
    {"Khan M N P", {"khan", "m", "n", "p"}},
    {"X L.L.C.", {"x", "llc"}},
    // written as a word
    {"Acme LLC", {"acme", "llc"}},
    {"", {}},
    {"...", {}},
};

TEST_CASE("name words: a legal form spelled letter by letter is one word") {
  for (const Row& row : kLegalForms) {
    CAPTURE(std::string(row.name));
    CHECK(name_words(row.name) == row.words);
  }
}

TEST_CASE("name words: two letters before another initial are no legal form") {
  CHECK(name_words("john s a k") == Words{"john", "s", "a", "k"});
  CHECK(name_words("khan a b c") == Words{"khan", "a", "b", "c"});
  CHECK(name_words("khan a b s r") == Words{"khan", "a", "b", "s", "r"});
}

TEST_CASE("name words: as many words and letters as the limits allow") {
  std::string many;
  for (int i = 0; i < 100; ++i) many += "word ";
  CHECK(name_words(many).size() == limits::kMaxNameTokens);
  const auto words = name_words(std::string(1000, 'a'));
  REQUIRE(words.size() == 1);
  CHECK(words[0].size() == limits::kMaxTokenBytes);
}

TEST_CASE("name: every word comes with its phones, class, weight and rarity") {
  const Name name("Dr. Ayman al-Zawahiri 7 J");
  const auto& words = name.words();
  REQUIRE(words.size() == 6);
  const WordClass classes[] = {WordClass::kHonorific, WordClass::kName,   WordClass::kParticle,
                               WordClass::kName,      WordClass::kNumber, WordClass::kInitial};
  for (std::size_t i = 0; i < words.size(); ++i) {
    CHECK(words[i].phones == phones_of(words[i].letters));
    CHECK(words[i].word_class == classes[i]);
    CHECK(words[i].weight_permille == word_weight_permille(words[i].letters));
    CHECK(words[i].rarity_bits == word_bits(words[i].letters, classes[i]));
  }
  CHECK(name.letters() == std::vector<std::string_view>{"dr", "ayman", "al", "zawahiri", "7", "j"});
  CHECK(name.matched_letters() == 19);
  CHECK(name.is_whole());
}

TEST_CASE("name: of a script without a table there are no words, but letters not matched") {
  const Name name("ᏣᎳᎩ");
  CHECK(name.words().empty());
  CHECK(name.matched_letters() == 0);
  CHECK_FALSE(name.is_whole());
  const Name mixed("ᏣᎳᎩ Putin");
  CHECK(mixed.words().size() == 1);
  CHECK_FALSE(mixed.is_whole());
}

TEST_CASE("name: letters are what people read, phones keep what the script leaves open") {
  const Name name("محمد");
  REQUIRE(name.words().size() == 1);
  CHECK(name.is_whole());
  CHECK(name.words()[0].letters == "mhmd");
  CHECK(name.words()[0].phones != phones_of("mhmd"));
}

// The words view the name's own letters, which must not stay behind in the old object.
TEST_CASE("name: moving keeps the words") {
  for (const std::string raw : {"Al X", "Abdurrahman Wickremesinghe Papadopoulos"}) {
    Name first(raw);
    const auto before = name_words(raw);
    Name second(std::move(first));
    Name third;
    third = std::move(second);
    REQUIRE(third.words().size() == before.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
      CHECK(third.words()[i].letters == before[i]);
      CHECK(third.words()[i].phones == phones_of(before[i]));
    }
  }
}

}  // namespace
}  // namespace financescr::text
