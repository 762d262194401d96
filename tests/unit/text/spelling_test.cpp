#include "engine/text/spelling.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "engine/core/limits.hpp"
#include "engine/text/normalise.hpp"
#include "engine/text/token_similarity.hpp"

namespace financescr::text {
namespace {

std::string spelled(std::string_view word) {
  for (const char c : word) {
    if (static_cast<unsigned char>(c) >= 0x80) return normalise_counted(word).spelling;
  }
  return std::string(word);
}

std::int32_t likeness(std::string_view a, std::string_view b) {
  return token_similarity_permille(phones_of(spelled(a)), phones_of(spelled(b)));
}

bool share_a_key(std::string_view a, std::string_view b) {
  const auto x = sound_keys(phones_of(spelled(a)));
  const auto y = sound_keys(phones_of(spelled(b)));
  return std::any_of(x.begin(), x.end(),
                     [&](auto key) { return std::binary_search(y.begin(), y.end(), key); });
}

TEST_CASE("spelling: what a script leaves open meets every romanisation of it") {
  struct Row {
    std::string_view name, latin;
    std::int32_t least;
  };
  const Row rows[] = {
      {"محمد", "mohammed", 950},     {"محمد", "muhammad", 950},
      {"محمد", "mohamad", 950},      {"محمد", "mehmed", 900},
      {"يوسف", "yusuf", 950},        {"يوسف", "youssef", 950},
      {"حسين", "hussein", 950},      {"حسين", "husayn", 950},
      {"عمر", "omar", 930},          {"عمر", "umar", 930},
      {"خالد", "khaled", 950},       {"جمال", "gamal", 950},
      {"جمال", "jamal", 950},        {"فاطمة", "fatima", 950},
      {"فاطمة", "fatma", 950},       {"رضا", "reza", 900},
      {"رضا", "ridha", 850},         {"بوتين", "putin", 900},
      {"نتنياهو", "netanyahu", 900}, {"משה", "moshe", 900},
      {"חיים", "chaim", 900},        {"גורבצ'וב", "gorbachev", 850},
      {"григорий", "hryhoriy", 850}, {"харитонов", "charitonow", 850},
      {"スミス", "smith", 850},      {"ピーター", "peter", 840},
      {"로버트", "robert", 800},     {"मोहम्मद", "mohammad", 900},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.name));
    CAPTURE(std::string(row.latin));
    CHECK(likeness(row.name, row.latin) >= row.least);
    CHECK(likeness(row.latin, row.name) == likeness(row.name, row.latin));
    CHECK(share_a_key(row.name, row.latin));
  }
}

TEST_CASE("spelling: names with other consonants stay apart") {
  CHECK(likeness("محمد", "ahmad") < 850);
  CHECK(likeness("خالد", "walid") < 850);
  CHECK(likeness("حسن", "hussein") > likeness("حسن", "salman"));
  CHECK(likeness("משה", "david") < 700);
  CHECK(likeness("григорий", "sergei") < 700);
}

TEST_CASE("spelling: a word in Latin letters is its own plain form and has one reading") {
  for (const std::string_view word : {"mohammed", "x", "61398", "chq"}) {
    CHECK(plain_form(word) == word);
    CHECK(readings_of(phones_of(word)) == std::vector<std::string>{phones_of(word)});
  }
}

TEST_CASE("spelling: no word has more letters, phones or readings than are compared") {
  for (const std::string_view letter : {"م", "ー", "ア", "ж", "김", "ш", "अ", "w", "ь"}) {
    std::string word;
    for (int i = 0; i < 300; ++i) word += letter;
    const std::string spelling = normalise_counted(word + "م").spelling;
    CHECK(plain_form(cut_word(spelling)).size() <= limits::kMaxTokenBytes);
    const std::string phones = phones_of(spelling);
    CHECK(phones.size() <= 2 * limits::kMaxTokenBytes);
    CHECK(readings_of(phones).size() <= kMostReadings);
  }
}

}  // namespace
}  // namespace financescr::text
