// Company abbreviations: "Intl", "Grp" and "Srvces" are International, Group and Services.
//
// Some are customary and stand in a table; others are made by whoever is short of room, by leaving
// out vowels ("trdg", "mgmt") or the end ("equip"), and are known by rule, against the company
// words we know. An abbreviation that may be a name ("Dev", "Fin", "Mar") is one only where the
// caller says so, and so is one that is known by rule alone. Of several words that it may stand
// for, the commonest in names of companies is meant.
//
// Source: compiled by hand for this project from the customary abbreviations of English, Spanish,
// French and German company names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace financescr::text {

// Which words are taken for abbreviations.
enum class Abbreviations : std::uint8_t {
  kSure,    // customary ones that are hardly ever names
  kLikely,  // and customary ones that may be names, and words without vowels
  kAll,     // and others that are made by rule
};

// Requires: a word of normalised text in Latin letters. Returns: the English company word that it
// is short for; empty if it is none.
[[nodiscard]] std::string_view unabbreviated(std::string_view word, Abbreviations taken);

// How many of the words from words[first] on say "import and export" in some order; 0 if they do
// not. They are heard as one word, "impex". Requires: words of normalised text.
[[nodiscard]] std::size_t import_export_at(std::span<const std::string_view> words,
                                           std::size_t first);

}  // namespace financescr::text
