#include "engine/core/country_names.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <vector>

namespace financescr {
namespace {

constexpr std::string_view kTypographicApostrophe = "\xE2\x80\x99";

char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char to_upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

// Codes of ICAO Doc 9303 that name no state: stateless persons, refugees, persons of unspecified
// nationality, and organisations that issue travel documents. Sorted.
constexpr std::string_view kNoState[] = {"EUE", "UNA", "UNO", "XBA", "XCC", "XCE",
                                         "XCO", "XDC", "XEC", "XES", "XIM", "XMP",
                                         "XOM", "XPO", "XXA", "XXB", "XXC", "XXX"};
// What forms hold where there is none, folded. Sorted.
constexpr std::string_view kNoStateWords[] = {
    "n a",        "nil",     "none",      "not applicable",   "not available",
    "not known",  "refugee", "stateless", "stateless person", "unknown",
    "unspecified"};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::string_view (&words)[N]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// Lower case of a letter of two bytes: Latin-1, Greek, Cyrillic and the pairs of Latin Extended-A.
// Other letters stay as they are.
void append_lower(std::string& out, unsigned char first, unsigned char second) {
  unsigned point = (first & 0x1FU) << 6U | (second & 0x3FU);
  const bool latin_1 = point >= 0xC0 && point <= 0xDE && point != 0xD7;
  const bool greek = point >= 0x391 && point <= 0x3A9;
  const bool cyrillic = point >= 0x410 && point <= 0x42F;
  const bool even_is_capital = (point >= 0x100 && point <= 0x137) ||
                               (point >= 0x14A && point <= 0x177) ||
                               (point >= 0x48A && point <= 0x4BF);
  if (latin_1 || greek || cyrillic) point += 0x20;
  if (point >= 0x400 && point <= 0x40F) point += 0x50;
  if (even_is_capital && point % 2 == 0) ++point;
  out.push_back(static_cast<char>(0xC0U | point >> 6U));
  out.push_back(static_cast<char>(0x80U | (point & 0x3FU)));
}

// Punctuation becomes space, '&' becomes "and", letters become lower case.
std::string plain_words(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (name.substr(i, kTypographicApostrophe.size()) == kTypographicApostrophe) {
      out.push_back(' ');
      i += kTypographicApostrophe.size() - 1;
    } else if (c == '&') {
      out += " and ";
    } else if (std::string_view(",.'()-/:\t\r\n").find(c) != std::string_view::npos) {
      out.push_back(' ');
    } else if ((static_cast<unsigned char>(c) & 0xE0U) == 0xC0U && i + 1 < name.size()) {
      append_lower(out, static_cast<unsigned char>(c), static_cast<unsigned char>(name[++i]));
    } else {
      out.push_back(to_lower(c));
    }
  }
  return out;
}

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t start = 0;
  while ((start = text.find_first_not_of(' ', start)) != std::string_view::npos) {
    const std::size_t end = std::min(text.find(' ', start), text.size());
    words.push_back(text.substr(start, end - start));
    start = end;
  }
  return words;
}

}  // namespace

std::string fold_country_name(std::string_view name) {
  const std::string plain = plain_words(name);
  std::vector<std::string_view> words = split_words(plain);
  if (!words.empty() && words.front() == "the") words.erase(words.begin());
  if (!words.empty() && words.back() == "the") words.pop_back();
  std::string folded;
  for (const std::string_view word : words) {
    if (!folded.empty()) folded.push_back(' ');
    folded += word == "st" ? "saint" : word;
  }
  return folded;
}

std::optional<Country> country_from_name(std::string_view name) {
  const std::string folded = fold_country_name(name);
  const CountryName* const end = country_names_end();
  const CountryName* const found = std::lower_bound(
      country_names_begin(), end, folded,
      [](const CountryName& row, const std::string& wanted) { return row.folded < wanted; });
  if (found == end || found->folded != folded) return std::nullopt;
  return Country::parse(found->code);
}

std::optional<Country> country_from_alpha3(std::string_view code) {
  const CountryCode* const end = country_codes_end();
  const CountryCode* const found = std::lower_bound(
      country_codes_begin(), end, code,
      [](const CountryCode& row, std::string_view wanted) { return row.alpha3 < wanted; });
  if (found == end || found->alpha3 != code) return std::nullopt;
  return Country::parse(found->alpha2);
}

CountryReading read_country(std::string_view text) {
  constexpr std::string_view kAround = " \t<";
  const std::size_t first = text.find_first_not_of(kAround);
  if (first == std::string_view::npos) return {};
  text = text.substr(first, text.find_last_not_of(kAround) + 1 - first);
  std::string code;
  for (const char c : text.substr(0, std::min<std::size_t>(text.size(), 4))) code += to_upper(c);
  if (code == "D") return {Country::parse("DE")};
  if (const auto country = Country::parse(code)) return {country};
  if (const auto country = country_from_alpha3(code)) return {country};
  if (const auto country = country_from_name(text)) return {country};
  return {std::nullopt,
          is_one_of(code, kNoState) || is_one_of(fold_country_name(text), kNoStateWords)};
}

}  // namespace financescr
