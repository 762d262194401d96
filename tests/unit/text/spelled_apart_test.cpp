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
                                 "Le Thi Ha My An",
                                 "So Ji-sub",
                                 "Yu Ji-na",
                                 "Kim Jong-un",
                                 "Ali bin Abi Talib",
                                 "Maria de la O y de la Fe",
                                 "Bank of the West and the Far East",
                                 "Banca di Roma e di Siena",
                                 "Tienda S.A. de C.V.",
                                 "Tienda S. de R.L. de C.V.",
                                 "Acme G. m. b. H.",
                                 "Max v. d. Li",
                                 "Oy Ab Nord",
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

TEST_CASE("a legal form among the letters joins nothing that goes on before or behind it") {
  for (const std::string name :
       {"Nora S a l e h", "Nora S.a.l.e.h", "NORA S A L E H", "Nora O-s-p-a-n", "Nora L l c h i",
        "Nora K o o o s", "Nora A s a m i", "nora b s a l e", "Nora Lind A.p.j.s.c.o"}) {
    CAPTURE(name);
    CHECK(matchable(name) == "partly");
  }
  for (const std::string name : {"Nora S.A.L.", "Nora S A L", "S.p.A. Nora", "Nora P.J.S.C.",
                                 "Nora L.L.C. Dubai", "Nora O.O.O. Lind"}) {
    CAPTURE(name);
    CHECK(matchable(name) == "whole");
  }
}

TEST_CASE("letters in short groups hide a name") {
  for (const std::string name :
       {"Vi Kt Or Bo Ut", "Vi kt or Bo ut", "Vik tor Bo ut", "N o ra L in d qv is t",
        "G re ta Li nd qv ist", "No ra Li nd", "Gre ta Lin dqv ist", "vi kt or bo ut",
        "VIK TOR ANA TOL YEV ICH", "n or a li n dq vi st", "В и кт ор Б ут", "ви кт ор бу та на"}) {
    CAPTURE(name);
    CHECK(matchable(name) != "whole");
  }
}

TEST_CASE("marks that show the letters of a word in another order") {
  const std::string lrm = "\u200E";
  const std::string rlm = "\u200F";
  const std::string alm = "\u061C";
  const std::string lri = "\u2066";
  const std::string rli = "\u2067";
  const std::string fsi = "\u2068";
  const std::string pdi = "\u2069";
  const std::string lre = "\u202A";
  const std::string rle = "\u202B";
  const std::string pdf = "\u202C";
  const auto around_each = [](const std::string& open, const std::string& name,
                              const std::string& close) {
    std::string text;
    for (const char c : name) text += open + std::string(1, c) + close;
    return text;
  };
  for (const std::string& name : {
           around_each("", "arodnaV", rlm),
           around_each(alm, "arodnaV", ""),
           rli + around_each(lri, "arodnaV atirG", pdi) + pdi,
           rli + around_each(fsi, "arodnaV atirG", pdi) + pdi,
           rle + around_each(lre, "arodnaV atirG", pdf) + pdf,
           "ndora" + rlm + "Va Grita",
           rli + lri + "ndora" + pdi + lri + "Va" + pdi + pdi + " Grita",
           "Van" + rli + " " + lri + "dora" + pdi + pdi + " Grita",
           "Grita V" + rle + "andora",
           "Grita\u0301" + rlm + "ndo" + rlm + "ra",
           "Grita V" + pdi + "andora",
           "O'" + rlm + "Neill Grita",
           "ндора" + rlm + "Ва",
           "محم" + lrm + "د علي",
           "מש" + lri + "ה" + pdi,
       }) {
    CAPTURE(name);
    CHECK(matchable(name) == "partly");
  }
  for (const std::string& name : {
           rlm + "Grita Vandora" + rlm,
           lrm + "Grita Vandora" + lrm,
           rli + "Grita Vandora" + pdi,
           fsi + "Grita Vandora" + pdi,
           lre + "Grita Vandora" + pdf,
           "Grita Vandora" + pdf,
           "Grita Vandora" + rli,
           pdi + "Grita Vandora",
           rli + lri + "Vandora" + pdi + " " + lri + "Grita" + pdi + pdi,
           fsi + "Grita" + pdi + " " + fsi + "Vandora" + pdi,
           "Grita " + rlm + "Vandora",
           "Grita" + rlm + " Vandora",
           "Gri" + lrm + "ta Vandora",
           rlm + "محمد" + rlm + " " + rlm + "علي" + rlm,
           "مح" + rlm + "مد علي",
           lrm + "محمد علي" + lrm,
           rle + "محمد علي" + pdf,
           rli + "משה כהן" + pdi,
           "Mohamed Ali (" + rle + "محمد علي" + pdf + ")",
           "محمد" + lre + "(Mohamed)" + pdf,
           "محمد علي" + lrm + " (Mohamed Ali)",
       }) {
    CAPTURE(name);
    CHECK(matchable(name) == "whole");
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
