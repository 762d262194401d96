#include "engine/text/spelled_apart.hpp"

#include <doctest/doctest.h>

#include <string>

#include "engine/text/name.hpp"

namespace financescr::text {
namespace {

std::string matchable(const std::string& raw) {
  switch (Name(raw).matchable()) {
    case Matchable::kWhole:
      return "whole";
    case Matchable::kPartly:
      return "partly";
    case Matchable::kNot:
      return "not";
  }
  return "";
}

struct Row {
  std::string name;
  std::string matchable;
};

TEST_CASE("letters that stand alone hide a name, whatever is between them") {
  for (const std::string between :
       {" ", ".", "-", ". ", " - ", "_", "/", "\xC2\xA0", "\xE3\x80\x80", "\xC2\xB7", "+", "*",
        "\xF0\x9F\x98\x80", "\xE2\x80\xA8"}) {
    CAPTURE(between);
    const auto apart = [&](const std::string& name) {
      std::string text;
      for (const char c : name) text += (text.empty() ? "" : between) + std::string(1, c);
      return text;
    };
    CHECK(matchable(apart("ViktorBout")) == "not");
    CHECK(matchable(apart("viktorbout")) == "not");
    CHECK(matchable(apart("VIKTORBOUT")) == "not");
    CHECK(matchable(apart("Viktor") + " Bout") == "partly");
    CHECK(matchable("Viktor " + apart("Bout")) == "partly");
    CHECK(matchable("VIKTOR " + apart("BOUT")) == "partly");
    CHECK(matchable("Viktor Anatolyevich " + apart("Bout")) == "partly");
    CHECK(matchable(apart("Kim") + " Jong Un") == "partly");
    CHECK(matchable(apart("Rosneft") + " Oil Company") == "partly");
  }
}

TEST_CASE("of other scripts too") {
  for (const Row& row : {
           Row{"В и к т о р Б у т", "not"},
           Row{"Виктор Б.у.т.а", "partly"},
           Row{"Щ я ю ж", "not"},  // each of several Latin letters
           Row{"م ح م د", "not"},
           Row{"Β.ι.κ.τ.ω.ρ", "not"},
           Row{"ו ל ד י מ י ר", "not"},
           Row{"プ ー チ ン", "not"},
           Row{"मो ह म द खा न", "not"},
           Row{"普 京 弗 拉 基 米 尔", "not"},
       }) {
    CAPTURE(row.name);
    CHECK(matchable(row.name) == row.matchable);
  }
}

TEST_CASE("initials beside whole words hide nothing") {
  for (const std::string name : {"J. R. R. Tolkien",
                                 "J R R Tolkien",
                                 "J.R.R. Tolkien",
                                 "j. r. r. tolkien",
                                 "A B C Company",
                                 "A.B.C. Ltd",
                                 "A B C",
                                 "A. P. J. Abdul Kalam",
                                 "V. V. S. Laxman",
                                 "J.P.M.A. de Vries",
                                 "Tolkien, J. R. R.",
                                 "George H. W. Bush",
                                 "H&M",
                                 "E.ON",
                                 "X",
                                 "7-Eleven",
                                 "J. K. Li",
                                 "S. A. Khan",
                                 "Acme L.L.C.",
                                 "Acme Trading Co., S.A.R.L.",
                                 "B. P. Koirala",
                                 "Ramón y Cajal",
                                 "Ana e Silva",
                                 "U Thant",
                                 "O Hyon",
                                 "Ng A B",
                                 "3 M Company",
                                 "Studio 5 4",
                                 "С. В. Лавров",
                                 "習 近 平",
                                 "김 정 은",
                                 "Li Na",
                                 "Wu Yi Xu Bo",
                                 "Vi Kt Or Bo Ut",
                                 "राम दे",
                                 "Jan v. d. Berg"}) {
    CAPTURE(name);
    if (name == "A B C") {
      CHECK(matchable(name) == "not");  // three letters and no word
    } else {
      CHECK(matchable(name) == "whole");
    }
  }
}

TEST_CASE("what nobody can read, or people see in another order") {
  const Row rows[] = {
      {std::string("Vik\0tor Bout", 12), "partly"},
      {"Viktor\x01 Bout", "partly"},
      {"Vik\ntor Bout", "partly"},
      {"Viktor Bout\x7F", "partly"},
      {"Viktor\xC2\x85 Bout", "partly"},          // NEXT LINE
      {"Viktor \xEE\x80\x80out", "partly"},       // private use
      {"Viktor \xF3\xB0\x80\x80out", "partly"},   // private use, plane 15
      {"Viktor B\xEF\xBF\xBDut", "partly"},       // U+FFFD
      {"Viktor B\xEF\xBF\xBCut", "partly"},       // U+FFFC
      {"Viktor B\xFFut", "partly"},               // no UTF-8
      {"Viktor\xEF\xBF\xBF Bout", "partly"},      // U+FFFF
      {"Viktor\xEF\xB7\x90 Bout", "partly"},      // U+FDD0
      {"Viktor\xCD\xB8 Bout", "partly"},          // U+0378, not assigned
      {"\xF4\x8F\xBF\xBFViktor Bout", "partly"},  // U+10FFFF
      {"\xE2\x80\xAEtuoB rotkiV", "partly"},      // RIGHT-TO-LEFT OVERRIDE
      {"Vik\xE2\x80\xADtor Bout", "partly"},      // LEFT-TO-RIGHT OVERRIDE
      {"\xEE\x80\x80\xEE\x80\x81", "not"},
      {"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", "not"},
      {"\xF0\x9F\x87\xBB\xF0\x9F\x87\xAE Bout", "partly"},  // flags that spell VI
      {"\xE2\x92\xB1 Bout", "partly"},                      // (v)
      {"\xE2\xA0\xA7\xE2\xA0\x8A", "not"},                  // Braille
      {std::string("V\0i\0k\0t\0o\0r", 11), "not"},
      {"V\xEF\xBF\xBFi\xEF\xBF\xBFk\xEF\xBF\xBFt", "not"},
      {"V\ni\nk\nt\no\nr", "not"},
      // What is only invisible hides nothing: it is as if it were not there.
      {"Vik\xE2\x80\x8Btor Bout", "whole"},
      {"V\xE2\x80\x8Bi\xE2\x80\x8Bk\xE2\x80\x8Bt\xE2\x80\x8Bo\xE2\x80\x8Br", "whole"},
      {"Vik\xC2\xADtor Bout", "whole"},
      {"\xE2\x80\x8FViktor Bout\xE2\x80\x8E", "whole"},
      {"\xEF\xBB\xBFViktor Bout", "whole"},
      // White space around a name is none of it.
      {"\r\nViktor Bout\r\n", "whole"},
      {"\tViktor Bout\t ", "whole"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(matchable(row.name) == row.matchable);
  }
}

}  // namespace
}  // namespace financescr::text
