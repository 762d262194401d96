#include "engine/core/country_names.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace financescr {
namespace {

constexpr std::string_view kTypographicApostrophe = "\xE2\x80\x99";

char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Punctuation becomes space, '&' becomes "and", ASCII letters become lower case.
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

}  // namespace financescr
