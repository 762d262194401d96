// Han in the readings of Japan, Korea and Hong Kong.
#include "engine/text/han_readings.hpp"
#include "engine/text/japanese_names.hpp"
#include "engine/text/transliterate.hpp"

namespace financescr::text::scripts {
namespace {

struct Sound {
  std::string_view jyutping;
  std::string_view spelling;
};

// How Hong Kong spells what Jyutping writes otherwise; the others are spelt alike. In the order of
// nothing but reading.
constexpr Sound kCantoneseLeadSounds[] = {{"b", "B"},   {"d", "+"},   {"g", "["}, {"k", "K"},
                                          {"gw", "[w"}, {"kw", "Kw"}, {"z", "?"}, {"c", "?"},
                                          {"s", "S"},   {"j", "y"}};
constexpr Sound kCantoneseFinalSounds[] = {
    {"aa", "a"},      {"aai", "ai"},  {"aau", "au"}, {"aam", "am"}, {"aan", "an"}, {"aang", "ang"},
    {"aap", "ap"},    {"aat", "at"},  {"aak", "ak"}, {"ei", "I"},   {"ou", "O"},   {"oe", "eu"},
    {"oeng", "eung"}, {"oek", "euk"}, {"eoi", "ui"}, {"eon", "un"}, {"eot", "ut"}, {"yu", "u"},
    {"yun", "uen"},   {"yut", "uet"}, {"m", "ng"}};

template <std::size_t kCount>
std::string_view sound_of(const Sound (&sounds)[kCount], std::string_view jyutping) {
  for (const Sound& sound : sounds) {
    if (sound.jyutping == jyutping) return sound.spelling;
  }
  return jyutping;
}

std::string cantonese(char32_t c) {
  if (!is_read_han(c) || kCantoneseFinalOf[c - kFirstReadHan] == 0) return {};
  const std::size_t at = c - kFirstReadHan;
  std::string out(sound_of(kCantoneseLeadSounds, kCantoneseLeads[kCantoneseLeadOf[at]]));
  out += sound_of(kCantoneseFinalSounds, kCantoneseFinals[kCantoneseFinalOf[at]]);
  return out;
}

// Surnames that are read otherwise than the character elsewhere, or lose their first sound.
struct KoreanSurname {
  char32_t character;
  char32_t hangul;
};
constexpr KoreanSurname kKoreanSurnames[] = {
    {U'金', U'김'}, {U'李', U'이'}, {U'林', U'임'}, {U'柳', U'유'}, {U'劉', U'유'}, {U'刘', U'유'},
    {U'盧', U'노'}, {U'卢', U'노'}, {U'梁', U'양'}, {U'羅', U'나'}, {U'罗', U'나'}, {U'呂', U'여'},
    {U'車', U'차'}, {U'车', U'차'}, {U'沈', U'심'}, {U'陸', U'육'}, {U'龍', U'용'}, {U'廉', U'염'}};

char32_t hangul(char32_t c, bool surname) {
  for (const KoreanSurname& known : kKoreanSurnames) {
    if (surname && known.character == c) return known.hangul;
  }
  if (!is_read_han(c) || kHangulLeadOf[c - kFirstReadHan] == 0) return 0;
  const std::size_t at = c - kFirstReadHan;
  constexpr char32_t kFirstHangul = 0xAC00;
  constexpr char32_t kVowels = 21;
  constexpr char32_t kTails = 28;
  return kFirstHangul + ((kHangulLeadOf[at] - 1U) * kVowels + kHangulVowelOf[at]) * kTails +
         kHangulTailOf[at];
}

}  // namespace

void read_han_cantonese(std::u32string_view run, std::size_t surname, std::string& out) {
  if (surname == 0) surname = han_surname(run);
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (i == surname) out += ' ';
    out += cantonese(run[i]);
  }
}

void read_han_korean(std::u32string_view run, std::size_t surname, std::string& out) {
  if (surname == 0) surname = han_surname(run);
  std::u32string name;
  for (std::size_t i = 0; i < run.size(); ++i) {
    const char32_t syllable = hangul(run[i], i == 0 && surname == 1);
    if (syllable != 0) name += syllable;
  }
  read_hangul(name, out);
}

void read_han_japanese(std::u32string_view run, std::size_t surname, std::size_t variant,
                       std::string& out) {
  const auto readings = japanese_readings(run, surname, kJapaneseVariants);
  if (variant >= readings.size()) return;
  read_kana(readings[variant].surname, out);
  if (readings[variant].given.empty()) return;
  if (!out.empty()) out += ' ';
  std::string given;
  read_kana(readings[variant].given, given);
  out += given;
}

}  // namespace financescr::text::scripts
