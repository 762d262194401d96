#include "engine/text/organisation_words.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "engine/text/name.hpp"
#include "engine/text/phonetic.hpp"

namespace financescr::text {
namespace {

TEST_CASE("organisation words: one thing in several languages and endings is one English word") {
  struct Row {
    std::string_view word, english;
  };
  for (const Row& row : {
           Row{"zavod", "plant"},
           Row{"zavoda", "plant"},
           Row{"nauchno", "scientific"},
           Row{"nauchnyy", "scientific"},
           Row{"proizvodstvennoe", "production"},
           Row{"predpriyatie", "enterprise"},
           Row{"predpriyatiye", "enterprise"},
           Row{"institut", "institute"},
           Row{"byuro", "bureau"},
           Row{"shrka", "company"},
           Row{"sazman", "organisation"},
           Row{"empresa", "company"},
           Row{"center", "centre"},
       }) {
    CAPTURE(std::string(row.word));
    CHECK(english_of(row.word) == row.english);
  }
}

TEST_CASE("organisation words: surnames that begin alike are left alone") {
  for (const std::string_view word :
       {"gazov", "strakhov", "torgov", "porokhov", "naukov", "fonda", "im", "handler", "jama",
        "ama", "bankov", "bank", "plant", "", "a", "putin", "mohammed"}) {
    CAPTURE(std::string(word));
    CHECK(english_of(word).empty());
  }
}

TEST_CASE("organisation words: are heard as English, read as written and weigh little") {
  const Name name("Завод Zavod plant");
  REQUIRE(name.words().size() == 3);
  CHECK(name.words()[0].letters == "zavod");
  CHECK(name.words()[2].letters == "plant");
  for (const Word& word : name.words()) {
    CHECK(word.phones == phones_of("plant"));
    CHECK(word.word_class == WordClass::kGeneric);
  }
}

TEST_CASE("organisation words: legal forms of any script weigh as legal forms") {
  for (const std::string_view raw :
       {"ООО",   "О.О.О. Ромашка", "ПАО",          "ЗАО", "ОАО",      "АО",       "ТОО",
        "ТОВ",   "ЕООД",           "ГмбХ",         "ЛТД", "有限公司", "株式会社", "주식회사",
        "בע\"מ", "L.L.C.",         "GmbH",         "Ltd", "PJSC",     "JSC",      "OJSC",
        "FZE",   "FZCO",           "Sdn",          "Bhd", "Pte",      "Pty",      "Oy",
        "AB",    "Holding N.V.",   "Holding B.V.", "Kft", "Zrt",      "d.o.o.",   "S.p.A."}) {
    CAPTURE(std::string(raw));
    const Name name(raw);
    bool legal = false;
    for (const Word& word : name.words()) legal |= word.word_class == WordClass::kLegalForm;
    CHECK(legal);
  }
  const Name polish("Kowalski sp. z o.o.");
  for (std::size_t i = 1; i < polish.words().size(); ++i) {
    CHECK(polish.words()[i].word_class == WordClass::kLegalForm);
  }
  const Name greek("Ολυμπιακή Α.Ε.");
  REQUIRE(greek.words().size() == 2);
  CHECK(greek.words()[1].word_class == WordClass::kLegalForm);
}

}  // namespace
}  // namespace financescr::text
