#include "engine/text/transliterate.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "engine/text/normalise.hpp"

namespace financescr::text {
namespace {

struct Row {
  std::string_view script;
  std::string_view name;
  std::string_view normalised;
};

TEST_CASE("transliterate: what people read") {
  const Row rows[] = {
      {"Russian", "Путин", "putin"},
      {"Russian", "Хрущёв", "khrushchyov"},
      {"Russian, letter by letter", "О.О.О.", "o o o"},
      {"Russian, soft and hard signs vanish", "Объедков Гоголь", "obedkov gogol"},
      {"Ukrainian, apostrophe", "Солов'йов", "solovyov"},
      {"Serbian", "Ђоковић", "djokovic"},
      {"Greek", "Τσίπρας", "tsipras"},
      {"Greek, digraphs", "Ευάγγελος Μπούρας", "evangelos bouras"},
      {"Greek, diaeresis", "Μαΐου", "maiou"},
      {"Arabic", "محمد", "mhmd"},
      {"Arabic, the article is a word", "القذافي", "al qdafy"},
      {"Arabic, and the", "والتجارة", "wa al tjara"},
      {"Arabic, servant of the", "عبدالرحمن", "abdal rhmn"},
      {"Arabic, God", "عبد الله", "abdallah"},
      {"Arabic, vowels that are written", "مُحَمَّد", "muhamad"},
      {"Hebrew, geresh", "ג'ורג'", "jwrj"},
      {"Hebrew, acronym", "צה\"ל", "tshl"},
      {"Georgian", "სააკაშვილი", "saakashvili"},
      {"Armenian", "Փաշինյան", "pashinyan"},
      {"Hangul, a surname is a word", "김정은", "gim jeongeun"},
      {"Hangul", "서울특별시", "seoulteukbyeolsi"},
      {"Hangul, legal form", "삼성주식회사", "samseong jusik hoesa"},
      {"Han, sign for a legal form", "㈱サクラ", "kabushiki sakura"},
      {"Kana, long vowel", "たろう", "taro"},
      {"Kana, small letters", "しゃちょう", "shacho"},
      {"Kana, foreign sounds", "ファティマ ヴィクトル", "fatima vikutoru"},
      {"Kana, doubled consonant", "さっぽろ", "saporo"},
      {"Kana, half width", "ﾀﾅｶ ﾕｳｺ", "tanaka yuko"},
      {"Han, surname and given name", "习近平", "xi jinping"},
      {"Han, double surname", "司马光", "sima guang"},
      {"Han, a surname has its own reading", "曾国藩", "zeng guofan"},
      {"Han, legal form", "玉沙集团有限公司", "yusha group youxian gongsi"},
      {"Devanagari", "नरेन्द्र", "narendra"},
      {"Bengali", "হাসিনা", "hasina"},
      {"Thai, vowels that stand first", "เชียงใหม่", "sheiyangahaim"},
      {"Thai, silenced letter", "จันทร์", "chanath"},
      {"two scripts", "Sberбанк", "sberbank"},
      {"Han beside Latin", "王Li", "wang li"},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.script));
    CHECK(normalise(row.name) == row.normalised);
  }
}

TEST_CASE("transliterate: composed, decomposed and compatibility forms are one name") {
  const Row rows[] = {
      {"Cyrillic short i", "Сергей", "Серге\xD0\xB8\xCC\x86"},
      {"Ukrainian yi", "Їжак", "\xD0\x86\xCC\x88жак"},
      {"Arabic alef with hamza", "أحمد", "\xD8\xA7\xD9\x94حمد"},
      {"Arabic presentation forms", "محمد", "ﻣﺤﻤﺪ"},
      {"Arabic ligature", "الله", "ﷲ"},
      {"Hangul jamo", "김", "\xE1\x84\x80\xE1\x85\xB5\xE1\x86\xB7"},
      {"Kana, voiced mark", "が", "\xE3\x81\x8B\xE3\x82\x99"},
      {"Kana, half width", "ガ", "ｶﾞ"},
      {"Han, compatibility ideograph", "金", "\xEF\xA4\x8A"},
      {"Bengali, vowel in two parts", "কো", "\xE0\xA6\x95\xE0\xA7\x87\xE0\xA6\xBE"},
      {"Greek tonos", "ά", "\xCE\xB1\xCC\x81"},
      {"zero-width non-joiner", "احمدی نژاد", "احمدی\xE2\x80\x8Cنژاد"},
      {"zero-width joiner", "احمدینژاد", "احمدی\xE2\x80\x8Dنژاد"},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.script));
    const NormalisedText a = normalise_counted(row.name);
    const NormalisedText b = normalise_counted(row.normalised);
    CHECK_FALSE(a.text.empty());
    CHECK(a.spelling == b.spelling);
  }
}

TEST_CASE("transliterate: a word of two scripts that look alike is read as one") {
  const Row rows[] = {
      {"Cyrillic er for p", "\u0420utin", "putin"},
      {"Cyrillic a in a Latin word", "S\u0430rah", "sarah"},
      {"Latin c in a Cyrillic word", "Cбербанк", "sberbank"},
      {"Latin o and p in a Cyrillic word", "Гaзпpoм", "gazprom"},
      {"kra for ka", "Ниĸолаевич", "nikolaevich"},
      {"every letter could be either", "\u041EOO", "ooo"},
      {"mostly Cyrillic, every letter could be either", "РОCА", "rosa"},
      {"letters that only one script has of both", "Sberбанк", "sberbank"},
      {"words of one script each", "Сергей Cooper", "sergey cooper"},
      {"a Cyrillic word that could be Latin stays", "РОСА", "rosa"},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.script));
    CHECK(normalise(row.name) == row.normalised);
  }
}

TEST_CASE("transliterate: capital and small letters are one") {
  CHECK(normalise("ПУТИН") == normalise("путин"));
  CHECK(normalise("ΤΣΊΠΡΑΣ") == normalise("Τσίπρας"));
  CHECK(normalise("ՍԱՐԳՍՅԱՆ") == normalise("Սարգսյան"));
}

TEST_CASE("transliterate: letters with no sound of their own are counted as not matched") {
  for (const std::string_view name : {"ь", "ъь", "ء", "อ"}) {
    CAPTURE(std::string(name));
    const NormalisedText out = normalise_counted(name);
    CHECK(out.text.empty());
    CHECK(out.matched_letters == 0);
    CHECK(out.unmatched_letters > 0);
  }
}

}  // namespace
}  // namespace financescr::text
