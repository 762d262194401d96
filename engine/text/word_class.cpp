#include "engine/text/word_class.hpp"

#include <algorithm>
#include <iterator>

namespace financescr::text {
namespace {

// Each list is sorted: they are searched by halving.
constexpr std::string_view kParticles[] = {
    "abou", "abu",   "ad",  "af",  "al", "an", "ar",  "ash", "at",  "av",  "az",    "ben", "bin",
    "bint", "binti", "bn",  "bte", "d",  "da", "dal", "das", "de",  "del", "della", "den", "der",
    "des",  "di",    "do",  "dos", "du", "e",  "ebn", "el",  "ibn", "la",  "le",    "les", "los",
    "o",    "ould",  "san", "ter", "ul", "ur", "van", "vom", "von", "y",   "ze",    "zu"};
constexpr std::string_view kHonorifics[] = {
    "capt",    "captain", "col",    "colonel", "dr",       "eng",    "engineer", "gen",
    "haji",    "hajj",    "hajji",  "imam",    "jr",       "lt",     "maj",      "major",
    "maulavi", "maulawi", "maulvi", "maulwi",  "mohtarma", "molla",  "mr",       "mrs",
    "ms",      "mulla",   "mullah", "prof",    "sayed",    "sayyid", "shaikh",   "shaykh",
    "sheik",   "sheikh",  "sir",    "sr",      "ustad"};
constexpr std::string_view kLegalForms[] = {"ab",
                                            "ag",
                                            "aktsionernoe",
                                            "anonim",
                                            "anonima",
                                            "anonyme",
                                            "ao",
                                            "aps",
                                            "as",
                                            "bhd",
                                            "bv",
                                            "cjsc",
                                            "co",
                                            "corp",
                                            "cv",
                                            "doo",
                                            "eirl",
                                            "eood",
                                            "est",
                                            "fzc",
                                            "fzco",
                                            "fze",
                                            "gmbh",
                                            "inc",
                                            "joint",
                                            "jsc",
                                            "kft",
                                            "kg",
                                            "lda",
                                            "liability",
                                            "limitada",
                                            "limited",
                                            "llc",
                                            "llp",
                                            "lp",
                                            "ltd",
                                            "ltda",
                                            "mbh",
                                            "nv",
                                            "oao",
                                            "obshchestvo",
                                            "ogranichennoi",
                                            "ogranichennoy",
                                            "ojsc",
                                            "ood",
                                            "ooo",
                                            "otkrytoe",
                                            "otvetstvennostyu",
                                            "oy",
                                            "pao",
                                            "pjsc",
                                            "plc",
                                            "pt",
                                            "pte",
                                            "pty",
                                            "publichnoe",
                                            "publico",
                                            "pvt",
                                            "responsabilidad",
                                            "sa",
                                            "sal",
                                            "sanayi",
                                            "sarl",
                                            "sas",
                                            "sdn",
                                            "sirketi",
                                            "sociedad",
                                            "spa",
                                            "srl",
                                            "sti",
                                            "stock",
                                            "tic",
                                            "ticaret",
                                            "ug",
                                            "wll",
                                            "zakrytoe",
                                            "zao"};
constexpr std::string_view kGenerics[] = {
    "and",          "association",   "bank",       "brothers",    "center",      "centre",
    "closed",       "commercial",    "compania",   "company",     "corporation", "enterprise",
    "enterprises",  "establishment", "for",        "foundation",  "general",     "group",
    "holding",      "holdings",      "in",         "industrial",  "industries",  "industry",
    "institute",    "international", "investment", "investments", "kompaniya",   "kompany",
    "line",         "lines",         "national",   "of",          "office",      "open",
    "organisation", "organization",  "public",     "service",     "services",    "shipping",
    "societe",      "society",       "state",      "the",         "trade",       "trading",
    "ve",           "with"};

static_assert(std::is_sorted(std::begin(kParticles), std::end(kParticles)));
static_assert(std::is_sorted(std::begin(kHonorifics), std::end(kHonorifics)));
static_assert(std::is_sorted(std::begin(kLegalForms), std::end(kLegalForms)));
static_assert(std::is_sorted(std::begin(kGenerics), std::end(kGenerics)));

template <std::size_t N>
bool contains(const std::string_view (&list)[N], std::string_view word) {
  return std::binary_search(std::begin(list), std::end(list), word);
}

std::int32_t class_percent(WordClass word_class) {
  switch (word_class) {
    case WordClass::kName:
    case WordClass::kNumber:
      return 100;
    case WordClass::kInitial:
      return 60;
    case WordClass::kParticle:
      return 25;
    case WordClass::kHonorific:
      return 20;
    case WordClass::kLegalForm:
      return 15;
    case WordClass::kGeneric:
      return 40;
  }
  return 100;
}

}  // namespace

WordClass word_class(std::string_view word) {
  if (std::any_of(word.begin(), word.end(), [](char c) { return c <= '9'; })) {
    return WordClass::kNumber;
  }
  if (contains(kParticles, word)) return WordClass::kParticle;
  if (word.size() == 1) return WordClass::kInitial;
  if (contains(kHonorifics, word)) return WordClass::kHonorific;
  if (contains(kLegalForms, word)) return WordClass::kLegalForm;
  if (contains(kGenerics, word)) return WordClass::kGeneric;
  return WordClass::kName;
}

std::int32_t word_weight_permille(std::string_view word) {
  const auto letters = static_cast<std::int32_t>(std::min<std::size_t>(word.size(), 8));
  return (400 + 75 * letters) * class_percent(word_class(word)) / 100;
}

bool is_legal_form(std::string_view word) { return contains(kLegalForms, word); }

}  // namespace financescr::text
