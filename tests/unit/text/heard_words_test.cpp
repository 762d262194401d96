#include "engine/text/heard_words.hpp"

#include <doctest/doctest.h>

#include <string>

#include "engine/text/company_abbreviations.hpp"
#include "engine/text/legal_forms.hpp"
#include "engine/text/normalise.hpp"
#include "engine/text/phonetic.hpp"

namespace financescr::text {
namespace {

std::string letters_of(const char* raw, const NameStyle& style = {}) {
  std::string out;
  for (const HeardWord& word : heard_words(normalise_counted(raw).spelling, style)) {
    out += (out.empty() ? "" : " ") + word.letters;
  }
  return out;
}

struct Row {
  const char* name;
  const char* letters;
};

const Row kNumbers[] = {
    {"Brigade Forty-Four", "brigade 44"},
    {"Brigade Forty 4", "brigade 44"},
    {"Brigade Fourty-four", "brigade 44"},
    {"Brigade 0044", "brigade 44"},
    {"Battalion 21st", "battalion 21"},
    {"Twenty First Battalion", "21 battalion"},
    {"Tolmar II", "tolmar 2"},
    {"Tolmar XXXIX", "tolmar 39"},
    {"Fund No. 13", "fund 13"},
    {"Fund № 13", "fund 13"},
    {"Batallón Cuarenta y Dos", "batallon 42"},
    {"Bataillon Vingt et Un", "bataillon 21"},
    {"Bataillon Vierundvierzig", "bataillon 44"},
    {"Quarenta e quatro Tolmar", "44 tolmar"},
    {"Второй Завод", "2 zavod"},
    {"One Hundred and Five Tolmar", "105 tolmar"},
    {"Three Hundred Tolmar", "300 tolmar"},
    {"7th Seventh", "7 7"},
    {"Tolmar 12345678901234567890", "tolmar 12345678901234567890"},
    // names and other words
    {"Xi Tolmarping", "xi tolmarping"},
    {"Maren ten Holm", "maren ten holm"},
    {"Segundo Tolmar", "segundo tolmar"},
    {"Tolmar X", "tolmar x"},
    {"Tri Tolmarsono", "tri tolmarsono"},
    {"Tolmar A320", "tolmar a320"},
    {"Dos Santos", "dos santos"},
    {"Tolmar de la Once", "tolmar de la once"},
    {"No Tolmar", "no tolmar"},
    {"Premier Tolmar", "premier tolmar"},
    {"Otto Tolmar", "otto tolmar"},
};

TEST_CASE("heard words: figures, numerals and number words are one number") {
  for (const Row& row : kNumbers) {
    CAPTURE(std::string(row.name));
    CHECK(letters_of(row.name) == row.letters);
  }
}

TEST_CASE("heard words: a last word that may be a name is a number where that is asked for") {
  const NameStyle all{Numerals::kAll, Abbreviations::kSure, false, false};
  CHECK(letters_of("Ocean Varnel XI", all) == "ocean varnel 11");
  CHECK(letters_of("Ocean Varnel Ten", all) == "ocean varnel 10");
  CHECK(letters_of("Ocean Varnel V", all) == "ocean varnel 5");
  CHECK(letters_of("Xi Varnel", all) == "xi varnel");
  // A company's last letter is one without being asked for.
  CHECK(letters_of("Varnel Shipping V") == "varnel shipping 5");
  CHECK(letters_of("Varnel Trading X") == "varnel trading 10");
}

const Row kForms[] = {
    {"Open Joint Stock Company Velmar", "ojsc velmar"},
    {"Velmar Public Limited Company", "velmar plc"},
    {"Velmar Aktiengesellschaft", "velmar ag"},
    {"Velmar Limited Liability Company", "velmar llc"},
    {"Velmar Sociedad Anónima", "velmar sa"},
    {"Velmar Gesellschaft mit beschränkter Haftung", "velmar gmbh"},
    {"Velmar Sp. z o.o.", "velmar spzoo"},
    {"Общество с ограниченной ответственностью Велмар", "ooo velmar"},
    {"Открытое акционерное общество Велмар", "oao velmar"},
    {"Velmar Private Limited", "velmar ltd"},
    {"Velmar S.A. de C.V.", "velmar sa"},
    // less than a form
    {"Joint Velmar Company", "joint velmar company"},
    {"Public Velmar Limited", "public velmar limited"},
    {"Open Velmar Stock", "open velmar stock"},
    {"Sociedad Velmar", "sociedad velmar"},
    {"Gesellschaft Velmar", "gesellschaft velmar"},
    {"Limited Velmar Liability", "limited velmar liability"},
    {"Closed Company", "closed company"},
    {"Velmar Company Limited", "velmar company limited"},
    {"Private Velmar", "private velmar"},
    {"S Velmar A", "s velmar a"},
};

TEST_CASE("heard words: a legal form in several words is its short form") {
  for (const Row& row : kForms) {
    CAPTURE(std::string(row.name));
    CHECK(letters_of(row.name) == row.letters);
  }
}

const Row kMisspeltForms[] = {
    {"Velmar Joitn Stock Company", "velmar jsc"},
    {"Joint Stock Compxany Velmar", "jsc velmar"},
    {"Jint Stock Company Velmar", "jsc velmar"},
    {"Velmar Limited Libility Company", "velmar llc"},
    {"Lmited Liability Company Velmar", "llc velmar"},
    {"Closed Joint Stok Company Velmar", "cjsc velmar"},
    {"Cloesd Joint Stock Company Velmar", "cjsc velmar"},
    {"Obshchestvo s Ogranichenoy Otvetstvennostyu Velmar", "ooo velmar"},
    {"Sociedad de Responsabilidad Limtada Velmar", "srl velmar"},
    {"Velmar Gesellschaft mit beschränkter Hafxtung", "velmar gmbh"},
    // two words wrong, two letters wrong, a short word wrong, a form of two words
    {"Velmar Joitn Stok Company", "velmar joitn stok company"},
    {"Velmar Limited Reliability Company", "velmar limited reliability company"},
    {"Tree Zone Company", "tree zone company"},
    {"Velmar Limited Paurtnership", "velmar limited paurtnership"},
    {"Velmar Privte Limited", "velmar privte limited"},
    // a name before a form
    {"Oken Joint Stock Company", "oken jsc"},
    {"Limited Stock Company", "limited stock company"},
};

TEST_CASE("heard words: a long legal form with one letter wrong is still the form") {
  for (const Row& row : kMisspeltForms) {
    CAPTURE(std::string(row.name));
    CHECK(letters_of(row.name) == row.letters);
  }
}

TEST_CASE("legal forms: forms of one kind sound the same") {
  for (const char* form : {"oao", "ojsc", "ag", "sa", "plc", "spa", "pao", "nv", "kk", "as"}) {
    CHECK(kind_of_form(form) == "jsc");
  }
  for (const char* form : {"ooo", "llc", "gmbh", "sarl", "srl", "bv", "doo", "tov", "sro", "kft"}) {
    CHECK(kind_of_form(form) == "llc");
  }
  CHECK(kind_of_form("velmar").empty());
  CHECK(kind_of_form("est").empty());
}

TEST_CASE("company abbreviations: customary ones, and those known by rule") {
  struct Abbreviation {
    const char* word;
    const char* sure;
    const char* all;
  };
  for (const Abbreviation& row : {
           Abbreviation{"intl", "international", "international"},
           Abbreviation{"grp", "group", "group"},
           Abbreviation{"shpg", "shipping", "shipping"},
           Abbreviation{"natl", "national", "national"},
           Abbreviation{"svcs", "services", "services"},
           Abbreviation{"bros", "brothers", "brothers"},
           // may be names
           Abbreviation{"dev", "", "development"},
           Abbreviation{"fin", "", "finance"},
           Abbreviation{"rep", "", "republic"},
           Abbreviation{"comm", "", "commercial"},
           // by rule
           Abbreviation{"prtnrs", "", "partners"},
           Abbreviation{"mchnry", "", "machinery"},
           Abbreviation{"srvces", "", "services"},
           Abbreviation{"educat", "", "education"},
           Abbreviation{"amin", "", ""},
           Abbreviation{"tnt", "", ""},
           Abbreviation{"rey", "", ""},
           Abbreviation{"metallur", "", "metallurgical"},
           Abbreviation{"dvlpmnt", "", "development"},
           // none
           Abbreviation{"tolvik", "", ""},
           Abbreviation{"maren", "", ""},
           Abbreviation{"velmar", "", ""},
           Abbreviation{"xqt", "", ""},
           Abbreviation{"gr", "", ""},
           Abbreviation{"zovia", "", ""},
           Abbreviation{"holmgaard", "", ""},
           Abbreviation{"company", "", ""},
           Abbreviation{"kordany", "", ""},
           Abbreviation{"brandmo", "", ""},
       }) {
    CAPTURE(std::string(row.word));
    CHECK(std::string(unabbreviated(row.word, Abbreviations::kSure)) == row.sure);
    CHECK(std::string(unabbreviated(row.word, Abbreviations::kAll)) == row.all);
  }
}

TEST_CASE("heard words: an abbreviation sounds like its word and is as generic") {
  const auto words = heard_words("velmar grp intl", {});
  REQUIRE(words.size() == 3);
  CHECK(words[1].phones == phones_of("group"));
  CHECK(words[1].word_class == WordClass::kGeneric);
  CHECK(words[2].phones == phones_of("international"));
  // As the word itself is heard.
  const auto services = heard_words("velmar svcs services", {});
  CHECK(services[1].phones == services[2].phones);
}

}  // namespace
}  // namespace financescr::text
