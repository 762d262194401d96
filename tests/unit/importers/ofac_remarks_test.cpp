// Phrasings are those of the real list; names and numbers are made up.
#include "datagen/importers/ofac_remarks.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "datagen/importers/listed_date.hpp"

namespace financescr::datagen {
namespace {

std::string date_text(std::string_view text) {
  const auto date = parse_listed_date(text);
  return date ? date->to_string() : "";
}

std::vector<std::string> births_of(std::string_view remarks) {
  std::vector<std::string> out;
  for (const PartialDate& date : parse_ofac_remarks(remarks).births) {
    out.push_back(date.to_string());
  }
  return out;
}

std::vector<std::string> notes_of(std::string_view remarks) {
  std::vector<std::string> out;
  for (const RemarkNote& note : parse_ofac_remarks(remarks).notes) {
    out.push_back(std::string(note.reason) + ": " + note.detail);
  }
  return out;
}

using Texts = std::vector<std::string>;

TEST_CASE("listed dates: every form of the list, nothing invented") {
  struct Row {
    std::string_view text;
    std::string_view date;
    std::string_view precision;
  };
  const Row rows[] = {
      {"10 Dec 1948", "1948-12-10", "day"},
      {"8 Sep 1966", "1966-09-08", "day"},
      {"10 October 1969", "1969-10-10", "day"},
      {"29 FEB 1968", "1968-02-29", "day"},
      {"Mar 1945", "1945-03", "month"},
      {"1946", "1946", "year"},
      {" 1946 ", "1946", "year"},
      {"circa 1961", "1961~", "approximate"},
      {"circa Mar 1961", "1961-03~", "approximate"},
      {"circa 01 Jan 1961", "1961-01-01~", "approximate"},
      {"approximately 1970", "1970~", "approximate"},
      {"1958 to 1963", "1958/1963", "range"},
      {"circa 1979-1982", "1979/1982", "range"},
      {"1979 - 1982", "1979/1982", "range"},
      {"Mar 1962 to Feb 1963", "1962/1963", "range"},
      {"Sep 1965 to Oct 1965", "1965", "year"},
      {"01 Jan 1947 to 01 Jan 1949", "1947/1949", "range"},
      {"01 Jan 1973 to 31 Dec 1973", "1973", "year"},
      {"01 Mar 1960 to 31 Mar 1960", "1960-03", "month"},
      {"05 Mar 1960 to 05 Mar 1960", "1960-03-05", "day"},
      {"1960 to Mar 1960", "1960", "year"},
      {"circa 1960 to circa 1960", "1960~", "approximate"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(date_text(row.text) == row.date);
    const auto date = parse_listed_date(row.text);
    if (date) CHECK(precision_of(*date) == row.precision);
  }
}

TEST_CASE("listed dates: what is not a date stays out") {
  for (const std::string_view text : {"",
                                      "circa",
                                      "unknown",
                                      "31 Feb 1960",
                                      "29 Feb 1967",
                                      "00 Jan 1960",
                                      "10 1948",
                                      "10 Dez 1948",
                                      "10 Dec 48",
                                      "Dec",
                                      "1963 to 1958",
                                      "Oct 1965 to Sep 1965",
                                      "10 Mar 1960 to 01 Mar 1960",
                                      "1958 to",
                                      "to 1963",
                                      "1958 to 1960 to 1963",
                                      "early 1960s",
                                      "10 Dec 1948 or 1949",
                                      "19480",
                                      "0000",
                                      "1948-12-10"}) {
    CAPTURE(text);
    CHECK(date_text(text).empty());
  }
}

TEST_CASE("remarks: dates of birth, main and alternative") {
  CHECK(births_of("DOB 02 Dec 1956.") == Texts{"1956-12-02"});
  CHECK(births_of("DOB 1949; alt. DOB circa 1946; Alt. DOB: Feb 1949; POB Hama, Syria.") ==
        Texts{"1949", "1946~", "1949-02"});
  CHECK(births_of("dob 1981 to 1983.") == Texts{"1981/1983"});
  CHECK(births_of("Linked To: FUNDACION DE CORDOBA.").empty());
  CHECK(births_of("-0-").empty());
  CHECK(births_of("").empty());
  CHECK(notes_of("DOB late 1950s.") == Texts{"date of birth not understood: DOB late 1950s."});
  CHECK(notes_of("possibly born in 1950") ==
        Texts{"date of birth not understood: possibly born in 1950"});
  CHECK(notes_of("Linked To: FUNDACION DE CORDOBA.").empty());
}

TEST_CASE("remarks: clauses inside parentheses are read too") {
  const std::string_view text =
      "DOB 1970; (Following data derived from a passport issued under the alias name of A B C: "
      "Alt. DOB: 10 October 1969; Alt. POB: Keren Eritrea; nationality: Eritrean; National ID "
      "No.: 7654321, Kenya; Passport No.: 0123456, Eritrea, Issue Date 21 August 2006, Expire "
      "Date 20 August 2008)";
  CHECK(split_ofac_remarks(text).size() == 2);
  const OfacRemarks remarks = parse_ofac_remarks(text);
  CHECK(births_of(text) == Texts{"1970", "1969-10-10"});
  REQUIRE(remarks.nationalities.size() == 1);
  CHECK(remarks.nationalities[0].to_string() == "ER");
  REQUIRE(remarks.ids.size() == 2);
  CHECK(remarks.ids[0].number == "7654321");
  CHECK(remarks.ids[1].number == "0123456");
  CHECK(remarks.notes.empty());
}

TEST_CASE("remarks: nationality and citizenship") {
  const OfacRemarks remarks = parse_ofac_remarks(
      "nationality Korea, North; alt. nationality Palestinian; citizen Mexico; alt. citizen "
      "Paraguay; Nationality of Registration Man, Isle of.");
  Texts codes;
  for (const Country country : remarks.nationalities) codes.push_back(country.to_string());
  CHECK(codes == Texts{"KP", "PS", "MX", "PY", "IM"});
  CHECK(remarks.notes.empty());
  CHECK(notes_of("nationality possibly Palestinian; citizen of nowhere") ==
        Texts{"nationality not understood: nationality possibly Palestinian",
              "nationality not understood: citizen of nowhere"});
}

TEST_CASE("remarks: weak aliases") {
  CHECK(
      parse_ofac_remarks("a.k.a. 'PEPE'; alt. a.k.a. 'EL TIO'; f.k.a. 'OLD NAME'.").weak_aliases ==
      Texts{"PEPE", "EL TIO", "OLD NAME"});
  CHECK(
      parse_ofac_remarks("a.k.a. 'ABU 'ALI'; a.k.a. 'AL-QA'IDA; NORTH'; DOB 1960.").weak_aliases ==
      Texts{"ABU 'ALI", "AL-QA'IDA; NORTH"});
  CHECK(parse_ofac_remarks("a.k.a. WITHOUT QUOTES.").weak_aliases == Texts{"WITHOUT QUOTES"});
  CHECK(notes_of("a.k.a. 'OPEN; DOB 1960") ==
        Texts{"name in the remarks not understood: a.k.a. 'OPEN"});
  CHECK(births_of("a.k.a. 'OPEN; DOB 1960") == Texts{"1960"});
  CHECK(notes_of("a.k.a. ''.").size() == 1);
  CHECK(notes_of("he uses a.k.a. 'X' at times").size() == 1);
}

TEST_CASE("remarks: identity numbers, alone and of the right kind") {
  struct Row {
    std::string_view remark;
    std::string_view kind;
    std::string_view number;
  };
  const Row rows[] = {
      {"Passport 1402414 (Egypt)", "passport", "1402414"},
      {"Passport 202082 (Egypt) issued 18 Jan 1984", "passport", "202082"},
      {"alt. Passport G 627509 issued 08 Sep 2006 expires 17 Jul 2011.", "passport", "G 627509"},
      {"Passport PS 238554840 (Korea, North) expires 04 Jul 2017", "passport", "PS 238554840"},
      {"Passport 123 (Bosnia and Herzegovina) issued 18 Sep 1998", "passport", "123"},
      {"Passport I444205, Diplomatic (Syria)", "passport", "I444205"},
      {"Passport E5437285 (India) expires 01 Jan 2026 to 31 Dec 2026", "passport", "E5437285"},
      {"alt. Passport Booklet: F9177017 (Pakistan)", "passport", "F9177017"},
      {"Diplomatic Passport 440083 (Iran) issued 1999.", "passport", "440083"},
      {"National ID No. 664444 35363 (Belgium)", "national id", "664444 35363"},
      {"National ID No. CNIC: 59848-9244215-7 (Pakistan)", "national id", "59848-9244215-7"},
      {"National ID No. I207055(7) (Hong Kong)", "national id", "I207055(7)"},
      {"National ID No. 13/Ta Ta Na (Naing)417433 (Burma)", "national id",
       "13/Ta Ta Na (Naing)417433"},
      {"National ID No. (HWI)102842 (Burma)", "national id", "(HWI)102842"},
      {"National Foreign ID Number RNE: B451629-0 (Brazil).", "national id", "B451629-0"},
      {"Cedula No. 16823081 (Colombia)", "cedula", "16823081"},
      {"NIT # 044126327-3 (Colombia).", "NIT", "044126327-3"},
      {"RUC # 84140565141 (Peru)", "RUC", "84140565141"},
      {"R.F.C. # URF-714049 (Mexico).", "R.F.C.", "URF-714049"},
      {"RFC HAQ474184ZY8 (Mexico)", "R.F.C.", "HAQ474184ZY8"},
      {"C.U.R.P. FNRR63189MHMWWL46 (Mexico) issued 1968.", "C.U.R.P.", "FNRR63189MHMWWL46"},
      {"D.N.I. 30.069.008 (Spain)", "D.N.I.", "30.069.008"},
      {"SSN 985-55-0506 (United States)", "SSN", "985-55-0506"},
      {"Driver's License No. 104057 (Mexico)", "driver's licence", "104057"},
      {"Tax ID No. 144456506 (Serbia)", "tax id", "144456506"},
      {"V.A.T. Number BG 181482784 (Bulgaria)", "V.A.T. number", "BG 181482784"},
      {"V.A.T. Number BE 292,217,397", "V.A.T. number", "BE 292,217,397"},
      {"Registration ID HRB 86156 (Germany)", "company registration", "HRB 86156"},
      {"Commercial Registry Number 1242403 (Colombia).", "company registration", "1242403"},
      {"Company ID: No. 97 951 at Commercial Registry of Baabda, Lebanon.", "company registration",
       "97 951"},
      {"Public Registration Number 263585, Doc. 672314 (Panama).", "company registration",
       "263585"},
      {"Business Registration Document # CUD: F841242414781441163 (Mexico).",
       "company registration", "F841242414781441163"},
      {"Folio Mercantil No. 88057 (Jalisco) (Mexico)", "folio or matricula mercantil", "88057"},
      {"Vessel Registration Identification IMO 7103687", "IMO number", "7103687"},
      {"International Maritime Organization No. (9333351)", "IMO number", "9333351"},
      {"Identification Number IMO 9020169", "IMO company number", "9020169"},
      {"Company Number IMO 9499875.", "IMO company number", "9499875"},
      {"MMSI 938267814", "MMSI", "938267814"},
      {"Aircraft Tail Number XX-ABC", "aircraft tail number", "XX-ABC"},
      {"Aircraft Construction Number (also called L/N or S/N or F/N) 0241",
       "aircraft construction number", "0241"},
      {"Aircraft Manufacturer's Serial Number (MSN) 1485247581", "aircraft serial number",
       "1485247581"},
      {"SWIFT/BIC PIGPPUUD", "SWIFT/BIC", "PIGPPUUD"},
      {"BIK (RU) 422989643", "BIK", "422989643"},
      {"Identification Number ISIN: WZ4447133551", "ISIN", "WZ4447133551"},
      {"alt. Digital Currency Address - XBT 1PZK8WI0RIDFANB", "digital currency address",
       "1PZK8WI0RIDFANB"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.remark);
    const OfacRemarks remarks = parse_ofac_remarks(row.remark);
    REQUIRE(remarks.ids.size() == 1);
    CHECK(remarks.ids[0].kind == row.kind);
    CHECK(remarks.ids[0].number == row.number);
    CHECK(remarks.notes.empty());
  }
}

TEST_CASE("remarks: a document without a number is said, its digits are not") {
  CHECK(notes_of("NIT # Provisional (Colombia)") ==
        Texts{"identity document without a number: NIT # Provisional (Colombia)"});
  for (const std::string_view remark :
       {"Passport", "Passport (Iran)", "Passport issued in Sarajevo, Bosnia-Herzegovina",
        "U.S.A. Passport issued 21 Jun 1992 in Amman, Jordan.", "SWIFT/BIC (Iran)",
        "Driver's License is issued by the State of Texas."}) {
    CAPTURE(remark);
    const OfacRemarks remarks = parse_ofac_remarks(remark);
    CHECK(remarks.ids.empty());
    REQUIRE(remarks.notes.size() == 1);
    CHECK(remarks.notes[0].reason == remark_reasons::kNoNumber);
    CHECK(remarks.notes[0].detail.find("21") == std::string::npos);
  }
  CHECK(notes_of("Passport TW041160 and Kuwaiti National ID No. 801484 issued under a name") ==
        Texts{"second number in one identity remark not used: Passport TW###### and Kuwaiti "
              "National ID No. ###### issued under a name"});
}

TEST_CASE("remarks: the rest is counted by kind, unknown digits are noted") {
  const OfacRemarks remarks = parse_ofac_remarks(
      "POB Hama, Syria; Gender Male; Linked To: MAHAN AIR; Major General; Commercial Director; "
      "Passports of 3 states; serial 77.");
  const std::vector<std::string_view> kinds = {"place of birth", "gender",
                                               "linked to another party", "free text", "free text"};
  CHECK(remarks.unused == kinds);
  CHECK(notes_of("serial 77.") == Texts{"remark with digits not recognised: serial ##."});
  CHECK(remarks.notes.size() == 2);
  CHECK(remarks.ids.empty());
}

TEST_CASE("remarks: a clause that the list cut off is not half read") {
  std::string text = "DOB 1960; " + std::string(970, 'x') + "; Passport 1234567";
  text.resize(kOfacRemarksLimit);
  const OfacRemarks remarks = parse_ofac_remarks(text);
  CHECK(remarks.births.size() == 1);
  CHECK(remarks.ids.empty());
  REQUIRE(remarks.notes.size() == 1);
  CHECK(remarks.notes[0].reason == remark_reasons::kCutOff);
}

TEST_CASE("remarks: unbalanced parentheses and stray separators do not swallow the rest") {
  CHECK(split_ofac_remarks(";; a (b; c ; .;").size() == 2);
  CHECK(births_of("Passport 12 (Iran; DOB 1960; (x; y") == Texts{"1960"});
  CHECK(births_of("(; DOB 1961)") == Texts{"1961"});
  CHECK(births_of("();(;);((;))").empty());
  CHECK(notes_of("(x: DOB 1960; (y 7; z))") ==
        Texts{"remark with digits not recognised: (y #; z)"});
  CHECK(parse_ofac_remarks(std::string(1U << 14U, '(') + ".").unused.size() == 1);
}

}  // namespace
}  // namespace financescr::datagen
