#include "datagen/importers/country_names.hpp"

#include "datagen/importers/text_scan.hpp"

namespace financescr::datagen {
namespace {

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

std::optional<Country> listed_country(std::string_view text) {
  text = trim(text);
  if (const auto country = country_from_name(text)) return country;
  if (text.size() == 2) return is_capital(text[0]) ? Country::parse(text) : std::nullopt;
  if (text == "D") return read_country(text).country;  // of passports
  if (text.size() == 3) return country_from_alpha3(text);
  if (const std::size_t note = text.find('('); note != std::string_view::npos && note > 0) {
    return listed_country(text.substr(0, note));
  }
  for (const std::string_view word : {" citizenship", " citizen", " nationality", " national"}) {
    if (text.size() <= word.size()) continue;
    const std::string_view before = text.substr(0, text.size() - word.size());
    if (equal_ignoring_case(text.substr(before.size()), word)) return country_from_name(before);
  }
  return std::nullopt;
}

}  // namespace financescr::datagen
