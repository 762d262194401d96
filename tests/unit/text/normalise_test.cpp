#include "engine/text/normalise.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace financescr::text {
namespace {

struct Row {
  std::string name;
  std::string normalised;
};

// The vectors of the reference system (specification 1.6).
const Row kReference[] = {
    {"José", "jose"},
    {"Łukasz", "lukasz"},
    {"München", "munchen"},
    {"O'Neill", "o neill"},
    {"O’Neill", "o neill"},
    {"Jean-Luc Picard", "jean luc picard"},
    {"  Sarah   Walker  ", "sarah walker"},
    {"Walker, Sarah!!", "walker sarah"},
    {"Ivan\tPetrov", "ivan petrov"},
    {"", ""},
};

// [BUG] of the reference: letters it has no table for break words ("ÉLISE" is "lise" there).
const Row kReferenceBreaks[] = {
    {"ÉLISE", "elise"},        {"Straße", "strasse"},
    {"STRAẞE", "strasse"},     {"Ørsted", "orsted"},
    {"Đorđe", "dorde"},        {"Nguyễn", "nguyen"},
    {"NGUYỄN", "nguyen"},      {"İbrahim", "ibrahim"},
    {"ÀÁÂÃÄÅ", "aaaaaa"},      {"Çelik", "celik"},
    {"ÑÚÑEZ", "nunez"},        {"Šimůnek", "simunek"},
    {"Æthelred", "aethelred"}, {"Þór", "thor"},
    {"Œuvre", "oeuvre"},       {"Kırıkkale", "kirikkale"},
    {"Ağaoğlu", "agaoglu"},    {"Țepeș", "tepes"},
    {"Ţepeş", "tepes"},        {"Gżegżółka", "gzegzolka"},
};

const Row kForms[] = {
    // the same letters, composed and decomposed
    {"Zoe\xCC\x88", "zoe"},
    {"Zo\xC3\xAB", "zoe"},
    {"Nguye\xCC\x82\xCC\x83n", "nguyen"},
    // compatibility forms
    {"ＷＡＬＫＥＲ", "walker"},
    {"ﬁlip", "filip"},
    {"ĳssel", "ijssel"},
    // format characters are as if they were not there
    {"Nur\xE2\x80\x8Bul", "nurul"},  // zero-width space
    {"Sme\xC2\xADjkal", "smejkal"},  // soft hyphen
    {"Abd\xE2\x80\x8D"
     "ullah",
     "abdullah"},  // zero-width joiner
    // hamza, ain and the soft sign in romanisations
    {"Qurʾān", "quran"},
    {"Saʿīd", "said"},
    {"Sa'id", "said"},
    {"Sa’id", "said"},
    {"Sa`id", "said"},
    {"Saʻid", "said"},
    {"ʿAbd al-Qādir", "abd al qadir"},
    {"‘Abd al-Qadir", "abd al qadir"},
    {"Muʼammar", "muammar"},
    {"Solʹ", "sol"},
    {"Shi'a", "shia"},
    {"Al’Amin", "alamin"},
    // the apostrophe that ends a word of its own
    {"O`Neill", "o neill"},
    {"O´Neill", "o neill"},
    {"Oʼneill", "o neill"},
    {"O' Neill", "o neill"},
    {"O 'Neill", "o neill"},
    {"SEAN O'NEILL", "sean o neill"},
    {"D'Angelo", "d angelo"},
    {"Gabriele d’Annunzio", "gabriele d annunzio"},
    {"L'Ecuyer", "l ecuyer"},
    {"N'Diaye", "n diaye"},
    {"M'Baye", "m baye"},
    // separators
    {"Smith/Jones", "smith jones"},
    {"Smith_Jones", "smith jones"},
    {"S.A.", "s a"},
    {"A\xC2\xA0"
     "B",
     "a b"},  // no-break space
    {"A\xE3\x80\x80"
     "B",
     "a b"},                              // ideographic space
    {"Jean\xE2\x80\x93Luc", "jean luc"},  // en dash
    {"\r\n Walker \n", "walker"},
    {"--''--", ""},
    {"Unit 61398", "unit 61398"},
};

TEST_CASE("normalise: the reference's vectors hold") {
  for (const Row& row : kReference) {
    CAPTURE(row.name);
    CHECK(normalise(row.name) == row.normalised);
  }
}

TEST_CASE("normalise: letters with diacritics never break a word or vanish") {
  for (const Row& row : kReferenceBreaks) {
    CAPTURE(row.name);
    const NormalisedText out = normalise_counted(row.name);
    CHECK(out.text == row.normalised);
    CHECK(out.unmatched_letters == 0);
    CHECK(out.matched_letters > 0);
  }
}

TEST_CASE("normalise: forms, apostrophes and separators") {
  for (const Row& row : kForms) {
    CAPTURE(row.name);
    CHECK(normalise(row.name) == row.normalised);
  }
}

struct Script {
  const char* script;
  const char* name;
  std::size_t at_least;  // unmatched letters
};

constexpr Script kScripts[] = {
    {"Chinese, extension B", "𠀀𠀁", 2},
    {"Burmese", "မြန်မာ", 3},
    {"Khmer", "ខ្មែរ", 3},
    {"Mongolian", "ᠮᠣᠩᠭᠣᠯ", 6},
    {"Sinhala", "සිංහල", 3},
    {"Tibetan", "བོད", 2},
    {"Cherokee", "ᏣᎳᎩ", 3},
    {"Tifinagh", "ⵎⵓⵃⵎⵎⴷ", 6},
    {"N'Ko", "ߒߞߏ", 3},
    {"a soft sign alone", "ь", 1},
};

TEST_CASE("normalise: a name in a script without a table is counted, never silently nothing") {
  for (const Script& row : kScripts) {
    CAPTURE(std::string(row.script));
    const NormalisedText out = normalise_counted(row.name);
    CHECK(out.text.empty());
    CHECK(out.matched_letters == 0);
    CHECK(out.unmatched_letters >= row.at_least);
  }
}

TEST_CASE("normalise: of a mixed name both parts are counted") {
  const NormalisedText out = normalise_counted("ᏣᎳᎩ Putin");
  CHECK(out.text == "putin");
  CHECK(out.matched_letters == 5);
  CHECK(out.unmatched_letters == 3);
  CHECK(normalise("Владимир Putin") == "vladimir putin");
  // A letter that only looks Latin is read as what it is, in the word where it stands.
  CHECK(normalise("Sаrah") == "sarah");  // Cyrillic "а"
}

TEST_CASE("normalise: letters and digits are counted once each") {
  const NormalisedText out = normalise_counted("O'Neill & Co. 7, Straße");
  CHECK(out.text == "o neill co 7 strasse");
  CHECK(out.matched_letters == 15);
  CHECK(out.unmatched_letters == 0);
}

TEST_CASE("normalise: bytes that are not UTF-8 separate words") {
  const Row rows[] = {
      {"Sa\xFFid", "sa id"},
      {"\xC3", ""},
      {"Jos\xC3", "jos"},
      {"\xE9lise", "lise"},  // Latin-1
      {"a\xC0\x80z", "a z"},
      {"a\xED\xA0\x80z", "a z"},
      {"a\xF4\x90\x80\x80z", "a z"},
      {"a\xE2\x82z", "a z"},
      {"\x80\x80\x80", ""},
      {std::string("a\0b", 3), "a b"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.normalised);
    CHECK(normalise(row.name) == row.normalised);
  }
}

TEST_CASE("normalise: words are split at single spaces") {
  using Words = std::vector<std::string_view>;
  CHECK(split_words("").empty());
  CHECK(split_words("sarah") == Words{"sarah"});
  CHECK(split_words("sarah j walker") == Words{"sarah", "j", "walker"});
  CHECK(split_words("  sarah  walker ") == Words{"sarah", "walker"});
}

}  // namespace
}  // namespace financescr::text
