#include "engine/text/lookalikes.hpp"

#include <doctest/doctest.h>

#include <string>

#include "engine/text/name.hpp"
#include "engine/text/normalise.hpp"

namespace financescr::text {
namespace {

bool is_whole(const std::string& raw) { return Name(raw).matchable() == Matchable::kWhole; }

struct Row {
  std::string name;
  std::string normalised;
};

TEST_CASE("letters that only look Latin are read as Latin in a Latin word") {
  for (const Row& row : {
           Row{"Ρriyam", "priyam"},  // Greek Rho
           Row{"Lindqνist Αnna", "lindqvist anna"},
           Row{"Νadia", "nadia"},        // Greek Nu
           Row{"Βrigittε", "brigitte"},  // Epsilon resembles e
           Row{"Gσrdon", "gordon"},
           Row{"GΟRDΟΝ", "gordon"},
           Row{"Sόnia", "sonia"},
           Row{"Shаrif", "sharif"},  // Cyrillic a
           Row{"Maгtin", "martin"},  // Cyrillic ghe resembles r
           Row{"ХUАN", "xuan"},
           Row{"Хеа Нuаng", "xea huang"},  // a word of twins beside one that was Latin
           Row{"ХЕА НUАNG", "xea huang"},
           Row{"Ⓝadia Ⓖⓞⓡⓓⓞⓝ", "nadia gordon"},
           Row{"🄽adia 🅖ordon 🅾mar", "nadia gordon omar"},
           Row{"Μαρia", "maria"},
           Row{"Ψadim", "wadim"},
       }) {
    CAPTURE(row.name);
    CHECK(normalise(row.name) == row.normalised);
    CHECK(is_whole(row.name));
  }
}

TEST_CASE("and as their own script in a word of that script") {
  for (const std::string name :
       {"Гаpин", "Сидoров", "Παπαδόπoυλος", "ΚΩΣΤAΣ", "Αλεξaνδρος", "cбербанк"}) {
    CAPTURE(name);
    CHECK(is_whole(name));
  }
  CHECK(normalise("Гаpин") == normalise("Гарин"));
  CHECK(normalise("Παπαδόπoυλος") == normalise("Παπαδόπουλος"));
}

TEST_CASE("a word that mixes scripts and cannot be read as one is reported") {
  for (const std::string name : {"Nadжa Gordon",  // Latin and Cyrillic
                                 "Жadia Gordon",
                                 "Nadիa Gordon",     // Armenian
                                 "Gოrdon Nadia",     // Georgian
                                 "Gסrdon Nadia",     // Hebrew
                                 "Gهrdon Nadia",     // Arabic
                                 "Gㅇrdon Nadia",    // Hangul
                                 "G口rdon Nadia",    // Han
                                 "Gロrdon Nadia",    // kana
                                 "口livia Gordon",   // at the beginning
                                 "Oliviaイ Gordon",  // at the end
                                 "Na१dia Gordon",    // a Devanagari digit
                                 "Gοrdжn Nadia",     // three scripts
                                 "Иванωв",           // Cyrillic and Greek
                                 "Ваνтα", "Роса Lindqvist"}) {
    CAPTURE(name);
    CHECK_FALSE(is_whole(name));
  }
}

TEST_CASE("words in one script each, and Latin letters beside those of East Asia, are whole") {
  for (const std::string name :
       {"Владимир Putin", "Иван Petrov",  "ООО Acme",     "ОАО Kaspi Bank", "Вера Иванова",
        "Роса Петрова",   "Анна",         "Νίκος",        "Νίκος Gordon",   "LG전자",
        "SK텔레콤",       "Tシャツ",      "A股",          "Jリーグ",        "KDDI株式会社",
        "東京 Gordon",    "Gordon 東京",  "משה Gordon",   "محمد Gordon",    "Արամ Gordon",
        "Zoë Müller",     "Łukasz Žižek", "Nguyễn Văn Á", "Saʿīd",          "T0mas",
        "Unit ٣",         "ОКБ Заря",     "OOO ВЕКТОР",   "Вячеслáв ТКАЧËВ"}) {
    CAPTURE(name);
    CHECK(is_whole(name));
  }
}

TEST_CASE("what is rewritten, and how many words cannot be trusted") {
  std::u32string points = U"Хеа Нuаng";
  CHECK(unify_lookalikes(points) == 0);
  CHECK(points == U"Xea Huang");
  points = U"Роса Роса Lind";
  CHECK(unify_lookalikes(points) == 2);
  CHECK(points == U"Роса Роса Lind");
  points = U"";
  CHECK(unify_lookalikes(points) == 0);
}

}  // namespace
}  // namespace financescr::text
