// Han for the sounds of names of other languages, as Chinese newspapers write them: the Mandarin
// syllables with the sounds opened for which Mandarin has none of its own.
#include <algorithm>
#include <iterator>

#include "engine/text/transliterate.hpp"

namespace financescr::text::scripts {
namespace {

struct Sound {
  std::string_view pinyin;
  std::string_view spelling;
};

// Longest first.
constexpr Sound kLeads[] = {{"zh", ":"}, {"ch", ":"}, {"sh", "S"}, {"b", "B"}, {"p", "P"},
                            {"m", "m"},  {"f", ")"},  {"d", "+"},  {"t", "+"}, {"n", "n"},
                            {"l", "R"},  {"g", "["},  {"k", "K"},  {"h", "H"}, {"j", ";"},
                            {"q", ":"},  {"x", ","},  {"r", "\""}, {"z", "}"}, {"c", "#"},
                            {"s", "$"},  {"y", "Y"},  {"w", "W"}};

// What is left of a syllable. A nasal at its end may be m or n, with a g or without.
constexpr Sound kFinals[] = {
    {"a", "a"},      {"ai", "^"},     {"an", "aN"},   {"ang", "aN"},   {"ao", "O"},  {"e", "="},
    {"ei", "I"},     {"en", "eN"},    {"eng", "eN"},  {"er", "R"},     {"i", "i"},   {"ia", "!a"},
    {"ian", "!^N"},  {"iang", "!aN"}, {"iao", "!O"},  {"ie", "e"},     {"in", "iN"}, {"ing", "iN"},
    {"iong", "!oN"}, {"iu", "!u"},    {"o", "o"},     {"ong", "oN"},   {"ou", "o"},  {"u", "U"},
    {"ua", "Wa"},    {"uai", "W^"},   {"uan", "WaN"}, {"uang", "WaN"}, {"ue", "oe"}, {"ui", "I"},
    {"un", "uN"},    {"uo", "o"}};

// Syllables and characters whose vowel is hardly heard, or not as their parts.
constexpr Sound kSyllables[] = {
    {"ci", "#!"},  {"er", "R"},   {"ji", ";i"},  {"ri", "\"!"},  {"shi", "S!"}, {"si", "$!"},
    {"wu", "WU"},  {"yi", "i"},   {"yin", "iN"}, {"ying", "iN"}, {"you", "yu"}, {"yu", "yu"},
    {"yue", "Yo"}, {"zhi", ":i"}, {"zi", "}!"},  {"e", "e"},     {"ai", "^"}};

std::string_view find(const Sound* sounds, std::size_t count, std::string_view pinyin) {
  const auto* end = sounds + count;
  const auto* it = std::find_if(sounds, end, [&](const Sound& s) { return s.pinyin == pinyin; });
  return it == end ? std::string_view() : it->spelling;
}

void spell_syllable(std::string_view syllable, std::string& out) {
  const std::string_view whole = find(kSyllables, std::size(kSyllables), syllable);
  if (!whole.empty()) {
    out += whole;
    return;
  }
  for (const Sound& lead : kLeads) {
    if (!syllable.starts_with(lead.pinyin)) continue;
    out += lead.spelling;
    syllable.remove_prefix(lead.pinyin.size());
    break;
  }
  out += find(kFinals, std::size(kFinals), syllable);
}

}  // namespace

void read_han_foreign(std::u32string_view run, std::string& out) {
  for (const char32_t c : run) spell_syllable(pinyin(c), out);
}

}  // namespace financescr::text::scripts
