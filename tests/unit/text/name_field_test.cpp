#include "engine/text/name_field.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace financescr::text {
namespace {

using Texts = std::vector<std::string>;

struct Row {
  const char* field;
  Texts names;
  Texts aside;  // text and why
};

const Row kFields[] = {
    // titles
    {"Mr. Jan Tolvik", {"Jan Tolvik"}, {"Mr. TITLE"}},
    {"Präsident Jan Tolvik", {"Jan Tolvik"}, {"Präsident TITLE"}},
    {"Tolvik, Jan, Dr.", {"Tolvik, Jan"}, {"Dr. TITLE"}},
    {"Kordány Béla elnök", {"Kordány Béla"}, {"elnök TITLE"}},
    {"Президент Иван Толвик", {"Иван Толвик"}, {"Президент TITLE"}},
    {"李明华先生", {"李明华"}, {"先生 TITLE"}},
    {"山田幸四郎 様", {"山田幸四郎"}, {"様 TITLE"}},
    {"山田幸四郎さん", {"山田幸四郎"}, {"さん TITLE"}},
    {"박철수님", {"박철수"}, {"님 TITLE"}},
    {"董事長 李明华", {"李明华"}, {"董事長 TITLE"}},
    {"الدكتور يان تولفيك", {"يان تولفيك"}, {"الدكتور TITLE"}},
    {"الأستاذ يان تولفيك", {"يان تولفيك"}, {"الأستاذ TITLE"}},
    {"آقای یان تولویک", {"یان تولویک"}, {"آقای TITLE"}},
    {"M/V TOLVIKA", {"TOLVIKA"}, {"M/V TITLE"}},
    {"MT TOLVIKA", {"TOLVIKA"}, {"MT TITLE"}},
    {"Vessel Tolvika", {"Tolvika"}, {"Vessel TITLE"}},
    // offices
    {"Jan Tolvik, Managing Director & CEO", {"Jan Tolvik"}, {"Managing Director & CEO ROLE"}},
    {"Jan Tolvik (Authorised Signatory)", {"Jan Tolvik"}, {"Authorised Signatory ROLE"}},
    {"Jan Tolvik Managing Director", {"Jan Tolvik"}, {"Managing Director ROLE"}},
    {"Former Prime Minister Jan Tolvik", {"Jan Tolvik"}, {"Former Prime Minister ROLE"}},
    {"Minister of Finance of Estonia, Jan Tolvik",
     {"Jan Tolvik"},
     {"Minister of Finance of Estonia ROLE"}},
    {"Jan Tolvik - Beneficial Owner", {"Jan Tolvik"}, {"Beneficial Owner ROLE"}},
    // births, documents, places
    {"Jan Tolvik, born 11 April 1968 in Tallinn",
     {"Jan Tolvik"},
     {"born 11 April 1968 in Tallinn BIRTH"}},
    {"Jan Tolvik DOB: 1968-04-11", {"Jan Tolvik"}, {"DOB: 1968-04-11 BIRTH"}},
    {"Jan Tolvik (geb. am 11.04.1968)", {"Jan Tolvik"}, {"geb. am 11.04.1968 BIRTH"}},
    {"Jan Tolvik passport no. AB1234567", {"Jan Tolvik"}, {"passport no. AB1234567 DOCUMENT"}},
    {"Jan Tolvik 7712345678", {"Jan Tolvik"}, {"7712345678 DOCUMENT"}},
    {"Jan Tolvik, Riga", {"Jan Tolvik"}, {"Riga PLACE"}},
    {"Tolvik, Jan (Estonia)", {"Tolvik, Jan"}, {"Estonia PLACE"}},
    {"Jan Tolvik Kuala Lumpur", {"Jan Tolvik"}, {"Kuala Lumpur PLACE"}},
    // several names
    {"Jan Tolvik a.k.a. Hans Brandmo", {"Jan Tolvik", "Hans Brandmo"}, {"a.k.a. LABEL"}},
    {"c/o Jan Tolvik", {"Jan Tolvik"}, {"c/o LABEL"}},
    {"Jan Tolvik and Maren Holmgaard", {"Jan Tolvik", "Maren Holmgaard"}, {}},
    {"Jan Tolvik & Maren Holmgaard", {"Jan Tolvik", "Maren Holmgaard"}, {}},
    {"Jan Tolvik and/or Maren Holmgaard", {"Jan Tolvik", "Maren Holmgaard"}, {}},
    {"يان تولفيك و مارن هولمغارد", {"يان تولفيك", "مارن هولمغارد"}, {}},
    {"Mr Jan Tolvik & Mrs Maren Holmgaard",
     {"Jan Tolvik", "Maren Holmgaard"},
     {"Mr TITLE", "Mrs TITLE"}},
    {"Dr. Jan Tolvik / Dr. Maren Holmgaard",
     {"Jan Tolvik", "Maren Holmgaard"},
     {"Dr. TITLE", "Dr. TITLE"}},
    {"Herr Jan Tolvik; Frau Maren Holmgaard",
     {"Jan Tolvik", "Maren Holmgaard"},
     {"Herr TITLE", "Frau TITLE"}},
    {"CEO & Founder Jan Tolvik", {"Jan Tolvik"}, {"CEO & Founder ROLE"}},
    {"Jan Tolvik/Maren Holmgaard", {"Jan Tolvik", "Maren Holmgaard"}, {}},
    {"Jan Tolvik; Maren Holmgaard", {"Jan Tolvik", "Maren Holmgaard"}, {}},
    {"Jan and Maren Tolvik", {"Jan Tolvik", "Maren Tolvik"}, {}},
    {"Mr Jan Tolvik and Mrs Maren Tolvik",
     {"Jan Tolvik", "Maren Tolvik"},
     {"Mr TITLE", "Mrs TITLE"}},
    // one name and nothing else
    {"Jan Tolvik", {}, {}},
    {"Tolvik, Jan", {}, {}},
    {"Max Born", {}, {}},
    {"M.R. Tolvik", {}, {}},
    {"M.P. Maren Tolvik", {}, {}},
    {"Tolvik V.P.", {}, {}},
    {"Mr", {}, {}},
    {"Managing Director", {}, {}},
    {"Tolvik & Brandmo Ltd", {}, {}},
    {"Research and Development Company", {}, {}},
    {"Bank of China", {}, {}},
    {"Factory No. 13", {}, {}},
    {"Velmar Bank London", {}, {}},
    {"Vestergaarden A/S", {}, {}},
    {"José Ortega y Gasset", {}, {}},
    {"Snow Storm 1", {}, {}},
    {"Jack London", {}, {}},
    {"Brigade 44", {}, {}},
    {"李先生", {}, {}},
    {"", {}, {}},
};

TEST_CASE("name field: names, and what is none") {
  for (const Row& row : kFields) {
    CAPTURE(std::string(row.field));
    const NameField field = dissect(row.field, FieldSide::kQuery);
    CHECK(field.names == row.names);
    Texts aside;
    for (const SetAside& part : field.set_aside) {
      aside.push_back(part.text + " " + std::string(to_string(part.why)));
    }
    CHECK(aside == row.aside);
  }
}

TEST_CASE("name field: a list says and inside its names, and places too") {
  CHECK(dissect("Jan Tolvik and Maren Holmgaard", FieldSide::kListed).names.empty());
  CHECK(dissect("Jan Tolvik Kuala Lumpur", FieldSide::kListed).names.empty());
  CHECK(dissect("Jan Tolvik; Maren Holmgaard", FieldSide::kListed).names.size() == 2);
  CHECK(dissect("Dr. Jan Tolvik", FieldSide::kListed).names == Texts{"Jan Tolvik"});
}

TEST_CASE("name field: a date of birth that is called one") {
  const auto born = [](const char* field) {
    const auto date = dissect(field, FieldSide::kQuery).date_of_birth;
    return date ? date->to_string() : std::string();
  };
  CHECK(born("Jan Tolvik, born 11 April 1968 in Tallinn") == "1968-04-11");
  CHECK(born("Jan Tolvik, born April 11, 1968") == "1968-04-11");
  CHECK(born("Jan Tolvik, born on the 11th of April 1968") == "1968-04-11");
  CHECK(born("Jan Tolvik DOB 1968-04-11") == "1968-04-11");
  CHECK(born("Jan Tolvik (b. 1968)") == "1968");
  CHECK(born("Jan Tolvik geb. 11.04.1968") == "1968");  // or the fourth of November
  CHECK(born("Jan Tolvik geb. 23.04.1968") == "1968-04-23");
  CHECK(born("Jan Tolvik D.O.B. 04/23/1968") == "1968-04-23");
  CHECK(born("Jan Tolvik nacido el 11 de abril de 1968") == "1968-04-11");
  CHECK(born("Jan Tolvik (1968-04-11)") == "1968-04-11");
  CHECK(born("Jan Tolvik born April 1968") == "1968-04");
  // no date, or none that is called a birth
  CHECK(born("Jan Tolvik 1968-04-11").empty());
  CHECK(born("Jan Tolvik (1968)").empty());
  CHECK(born("Max Born").empty());
  CHECK(born("Jan Tolvik born in Tallinn").empty());
  CHECK(born("Jan Tolvik born 31.02.1968").empty());
  CHECK(born("Jan Tolvik born 3000").empty());
}

}  // namespace
}  // namespace financescr::text
