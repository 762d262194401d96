#include "engine/text/company_abbreviations.hpp"

#include <algorithm>
#include <iterator>

namespace financescr::text {
namespace {

struct Entry {
  std::string_view word;
  std::string_view means;
  bool may_be_name;
};

// Sorted by word.
constexpr Entry kCustomary[] = {
    {"acad", "academy", true},
    {"adm", "administration", true},
    {"admin", "administration", true},
    {"agri", "agriculture", true},
    {"agric", "agriculture", false},
    {"assn", "association", false},
    {"assoc", "association", false},
    {"assocs", "association", false},
    {"av", "aviation", true},
    {"avn", "aviation", false},
    {"bldg", "building", false},
    {"bldgs", "building", false},
    {"bros", "brothers", false},
    {"bur", "bureau", true},
    {"bus", "business", true},
    {"cent", "central", true},
    {"chem", "chemical", false},
    {"chems", "chemical", false},
    {"cia", "company", false},
    {"cie", "company", true},
    {"cmte", "committee", false},
    {"cntr", "centre", false},
    {"comm", "commercial", true},
    {"commerc", "commercial", false},
    {"comms", "communication", false},
    {"comp", "company", true},
    {"cons", "consulting", true},
    {"const", "construction", true},
    {"constr", "construction", false},
    {"constrn", "construction", false},
    {"consult", "consulting", true},
    {"coop", "cooperative", true},
    {"corpn", "corporation", false},
    {"ctr", "centre", false},
    {"ctre", "centre", false},
    {"cttee", "committee", false},
    {"def", "defence", true},
    {"dept", "department", false},
    {"dev", "development", true},
    {"develop", "development", true},
    {"devpt", "development", false},
    {"devt", "development", false},
    {"distr", "distribution", false},
    {"distrib", "distribution", false},
    {"dpt", "department", false},
    {"educ", "education", true},
    {"elec", "electric", false},
    {"elect", "electric", true},
    {"electr", "electric", false},
    {"electro", "electric", true},
    {"eng", "engineering", true},
    {"engg", "engineering", false},
    {"engr", "engineering", false},
    {"engrg", "engineering", false},
    {"ent", "enterprise", true},
    {"entp", "enterprise", false},
    {"entpr", "enterprise", false},
    {"ents", "enterprise", false},
    {"eqpt", "equipment", false},
    {"equip", "equipment", false},
    {"est", "establishment", true},
    {"estab", "establishment", false},
    {"exch", "exchange", false},
    {"exp", "export", true},
    {"fact", "factory", true},
    {"fctry", "factory", false},
    {"fcty", "factory", false},
    {"fdn", "foundation", false},
    {"fed", "federal", true},
    {"fin", "finance", true},
    {"finl", "financial", false},
    {"fndn", "foundation", false},
    {"found", "foundation", true},
    {"fres", "brothers", false},
    {"gebr", "brothers", false},
    {"gen", "general", true},
    {"gov", "government", true},
    {"govt", "government", false},
    {"gp", "group", false},
    {"grp", "group", false},
    {"gvt", "government", false},
    {"hldg", "holding", false},
    {"hldgs", "holding", false},
    {"hnos", "brothers", false},
    {"imp", "import", true},
    {"ind", "industries", true},
    {"indl", "industrial", false},
    {"inds", "industries", false},
    {"indus", "industries", false},
    {"indust", "industries", false},
    {"industr", "industries", false},
    {"info", "information", true},
    {"ins", "insurance", true},
    {"inst", "institute", false},
    {"instit", "institute", false},
    {"instr", "instrument", false},
    {"insts", "institute", false},
    {"insur", "insurance", false},
    {"int", "international", true},
    {"intern", "international", true},
    {"internatl", "international", false},
    {"intl", "international", false},
    {"inv", "investment", true},
    {"invest", "investment", true},
    {"invmt", "investment", false},
    {"invst", "investment", false},
    {"invt", "investment", false},
    {"lab", "laboratory", false},
    {"labs", "laboratory", false},
    {"log", "logistics", true},
    {"logist", "logistics", false},
    {"ltdco", "company", false},
    {"mach", "machine", true},
    {"machy", "machine", false},
    {"manuf", "manufacturing", false},
    {"mar", "marine", true},
    {"mech", "mechanical", true},
    {"med", "medical", true},
    {"met", "metal", true},
    {"metall", "metallurgical", false},
    {"mfg", "manufacturing", false},
    {"mfr", "manufacturing", false},
    {"mgmt", "management", false},
    {"mgt", "management", false},
    {"mil", "military", true},
    {"min", "ministry", true},
    {"mkt", "market", false},
    {"mktg", "marketing", false},
    {"mkts", "market", false},
    {"mngt", "management", false},
    {"nat", "national", true},
    {"natl", "national", false},
    {"opt", "optical", true},
    {"org", "organisation", false},
    {"orgn", "organisation", false},
    {"orgs", "organisation", false},
    {"petr", "petroleum", true},
    {"petrochem", "petrochemical", false},
    {"petrol", "petroleum", true},
    {"pharm", "pharmaceutical", false},
    {"pharma", "pharmaceutical", false},
    {"prod", "production", true},
    {"prodn", "production", false},
    {"prods", "products", false},
    {"pub", "public", true},
    {"ref", "refinery", true},
    {"refin", "refinery", false},
    {"rep", "republic", true},
    {"repub", "republic", false},
    {"res", "research", true},
    {"rlwy", "railway", false},
    {"rly", "railway", false},
    {"rsch", "research", false},
    {"sci", "scientific", true},
    {"sec", "security", true},
    {"secs", "security", false},
    {"secur", "security", false},
    {"shpg", "shipping", false},
    {"shpng", "shipping", false},
    {"soc", "society", true},
    {"spec", "special", true},
    {"srv", "services", true},
    {"srvc", "service", false},
    {"srvcs", "services", false},
    {"ste", "company", true},
    {"svc", "service", false},
    {"svcs", "services", false},
    {"sys", "system", false},
    {"syst", "system", false},
    {"tech", "technology", true},
    {"techn", "technology", false},
    {"technol", "technology", false},
    {"telecom", "telecommunication", false},
    {"telecoms", "telecommunication", false},
    {"trans", "transport", true},
    {"transp", "transport", false},
    {"trdg", "trading", false},
    {"trdng", "trading", false},
    {"trspt", "transport", false},
    {"univ", "university", false},
    {"wks", "works", false},
};

// The commonest first: of words that an abbreviation may stand for, the first is meant.
constexpr std::string_view kCompanyWords[] = {
    "company",
    "group",
    "holding",
    "international",
    "trading",
    "industries",
    "services",
    "investment",
    "development",
    "construction",
    "engineering",
    "management",
    "shipping",
    "transport",
    "technology",
    "foundation",
    "centre",
    "organisation",
    "association",
    "corporation",
    "manufacturing",
    "research",
    "university",
    "institute",
    "equipment",
    "electronic",
    "electric",
    "chemical",
    "petroleum",
    "petrochemical",
    "pharmaceutical",
    "insurance",
    "import",
    "export",
    "production",
    "distribution",
    "marketing",
    "consulting",
    "commercial",
    "communication",
    "telecommunication",
    "aviation",
    "airlines",
    "marine",
    "maritime",
    "logistics",
    "security",
    "national",
    "government",
    "department",
    "ministry",
    "committee",
    "council",
    "federation",
    "republic",
    "agency",
    "bureau",
    "office",
    "factory",
    "works",
    "workshop",
    "laboratory",
    "hospital",
    "medical",
    "finance",
    "financial",
    "exchange",
    "enterprise",
    "establishment",
    "cooperative",
    "brothers",
    "partners",
    "products",
    "supplies",
    "contracting",
    "machinery",
    "machine",
    "instrument",
    "metallurgical",
    "mining",
    "steel",
    "textile",
    "agriculture",
    "education",
    "charity",
    "charitable",
    "relief",
    "society",
    "union",
    "academy",
    "authority",
    "administration",
    "general",
    "central",
    "public",
    "energy",
    "power",
    "water",
    "gas",
    "refinery",
    "system",
    "solution",
    "network",
    "software",
    "computer",
    "information",
    "building",
    "properties",
    "estate",
    "resources",
    "trust",
    "fund",
    "capital",
    "bank",
};

constexpr std::size_t kFewestLetters = 4;
constexpr std::size_t kFewestWithVowels = 5;
constexpr std::size_t kFewestWithOneVowel = 6;
constexpr std::size_t kFewestLeftOut = 2;
constexpr std::size_t kLongest = 9;

constexpr bool by_word(const Entry& a, const Entry& b) { return a.word < b.word; }
static_assert(std::is_sorted(std::begin(kCustomary), std::end(kCustomary), by_word));

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

// A final s may be that of the plural.
std::string_view singular(std::string_view word) {
  return word.size() > 1 && word.back() == 's' ? word.substr(0, word.size() - 1) : word;
}

// Whether the letters are among those of the word, in their order, the first one first.
bool is_among(std::string_view letters, std::string_view word) {
  std::size_t next = 0;
  for (const char c : word) {
    if (next < letters.size() && c == letters[next]) {
      ++next;
    } else if (next == 0) {
      return false;
    }
  }
  return next == letters.size();
}

// "trdg", "mgmt": no vowel but perhaps the first letter.
bool is_without_vowels(std::string_view word) {
  return std::none_of(word.begin() + 1, word.end(), [](char c) { return is_vowel(c) || c == 'y'; });
}

// One vowel behind the first letter and more than two consonants for it: "srvces".
bool has_one_vowel(std::string_view word) {
  const auto vowels = std::count_if(word.begin() + 1, word.end(), is_vowel);
  return vowels == 1 && word.size() >= kFewestWithOneVowel;
}

// Both ends kept and letters between left out: "srvces".
bool is_contraction(std::string_view word, std::string_view company_word) {
  return singular(word).back() == singular(company_word).back() &&
         is_among(singular(word), singular(company_word));
}

bool stands_for(std::string_view word, std::string_view company_word, bool without_vowels) {
  if (word[0] != company_word[0] || word.size() + kFewestLeftOut > company_word.size())
    return false;
  if (without_vowels) return is_among(singular(word), company_word);
  return company_word.starts_with(word) || is_contraction(word, company_word);
}

bool is_import(std::string_view word) {
  return word == "import" || word == "imports" || word == "imp" || word == "importacion" ||
         word == "importaciones";
}

bool is_export(std::string_view word) {
  return word == "export" || word == "exports" || word == "exp" || word == "eksport" ||
         word == "exportacion" || word == "exportaciones";
}

}  // namespace

std::size_t import_export_at(std::span<const std::string_view> words, std::size_t first) {
  const bool import_first = is_import(words[first]);
  if (!import_first && !is_export(words[first])) return 0;
  std::size_t next = first + 1;
  if (next < words.size() && (words[next] == "and" || words[next] == "y")) ++next;
  if (next >= words.size()) return 0;
  const bool both = import_first ? is_export(words[next]) : is_import(words[next]);
  return both ? next + 1 - first : 0;
}

std::string_view unabbreviated(std::string_view word, Abbreviations taken) {
  const auto* it = std::lower_bound(
      std::begin(kCustomary), std::end(kCustomary), word,
      [](const Entry& entry, std::string_view value) { return entry.word < value; });
  if (it != std::end(kCustomary) && it->word == word) {
    return it->may_be_name && taken == Abbreviations::kSure ? std::string_view() : it->means;
  }
  const bool fits = word.size() >= kFewestLetters && word.size() <= kLongest;
  if (!fits || taken == Abbreviations::kSure) return {};
  const bool without_vowels = is_without_vowels(word);
  const bool may_have_vowels =
      word.size() >= kFewestWithVowels && (taken == Abbreviations::kAll || has_one_vowel(word));
  if (!without_vowels && !may_have_vowels) return {};
  const auto* const found = std::find_if(std::begin(kCompanyWords), std::end(kCompanyWords),
                                         [&](std::string_view company_word) {
                                           return stands_for(word, company_word, without_vowels);
                                         });
  return found == std::end(kCompanyWords) ? std::string_view() : *found;
}

}  // namespace financescr::text
