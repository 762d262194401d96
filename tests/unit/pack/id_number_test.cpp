#include "engine/pack/id_number.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace financescr::pack {
namespace {

std::string joined(std::string_view text) {
  std::string out;
  for (const std::string& number : read_id_numbers(text)) {
    if (!out.empty()) out += ' ';
    out += number;
  }
  return out;
}

struct Row {
  const char* text;
  const char* numbers;
};

constexpr Row kSpellings[] = {
    {"AB1234567", "AB1234567"},
    {"ab 1234567", "AB1234567"},
    {"AB-123 45/67", "AB1234567"},
    {"AB\xC2\xA0"
     "1234567",
     "AB1234567"},  // no-break space
    {"AB\xE2\x80\x89"
     "1234567",
     "AB1234567"},  // thin space
    {"AB\xE2\x80\x8B"
     "1234567",
     "AB1234567"},  // zero-width space
    {"AB\xE3\x80\x80"
     "1234567",
     "AB1234567"},  // ideographic space
    {"AB\xE2\x80\x91"
     "1234567",
     "AB1234567"},  // no-break hyphen
    {"AB\xE2\x80\x94"
     "1234567",
     "AB1234567"},  // em dash
    {"AB\xE2\x88\x92"
     "1234567",
     "AB1234567"},  // minus sign
    {"'AB1234567'", "AB1234567"},
    {"\xC2\xAB"
     "AB1234567\xC2\xBB",
     "AB1234567"},
    {"\xE2\x80\x9C"
     "AB1234567\xE2\x80\x9D",
     "AB1234567"},
    {"[AB1234567]", "AB1234567"},
    {"AB123456(7)", "AB1234567"},
    {"A123456(A)", "A123456A"},
    {"AB1234567<<<<<", "AB1234567"},
    {"ＡＢ１２３４５６７", "AB1234567"},
    {"AB١٢٣٤٥٦٧", "AB1234567"},
    {"AB۱۲۳۴۵۶۷", "AB1234567"},
    {"АВ1234567", "AB1234567"},  // Cyrillic А and В
    {"00123", "00123"},
    {"QQ 12 34 56 C", "QQ123456C"},
    {"4510 123456", "4510123456"},
    {"MSKX 1234567", "MSKX1234567"},
    {"SAMPDEFF", "SAMPDEFF"},
    {"YQ-ZAX", "YQZAX"},
    {"55555", "55555"},
    {"42", "42"},
};

constexpr Row kLabelled[] = {
    {"IMO 9000001", "9000001"},
    {"IMO9000001", "9000001"},
    {"IMO: 9000001", "9000001"},
    {"INN 7701234567", "7701234567"},
    {"ИНН 7701234567", "7701234567"},
    {"ИНН7701234567", "7701234567"},
    {"Passport No. AB1234567", "AB1234567"},
    {"passport number: AB1234567", "AB1234567"},
    {"Passport #AB1234567", "AB1234567"},
    {"№ 1234567", "1234567"},
    {"№1234567", "1234567"},
    {"No.1234567", "1234567"},
    {"N° 1234567", "1234567"},
    {"Nº1234567", "1234567"},
    {"паспорт АВ 1234567", "AB1234567"},
    {"护照号码 AB1234567", "AB1234567"},
    {"护照号码AB1234567", "AB1234567"},
    {"رقم ١٢٣٤٥٦٧", "1234567"},
    {"National ID No. 99-88-77", "998877"},
    {"AB1234567 (Iran)", "AB1234567"},
    {"AB1234567 (Iran), issued 12 Mar 2013", "AB1234567"},
    {"AB1234567 expires 2027-01-01", "AB1234567"},
    {"Iranian passport AB1234567", "AB1234567"},
    // Letters that belong to the number stay.
    {"NOR123456", "NOR123456"},
    {"IMOGEN12", "IMOGEN12"},
    {"INNA1234", "INNA1234"},
};

constexpr Row kSeveral[] = {
    {"AB1234567; CD7654321", "AB1234567 CD7654321"},
    {"AB1234567|CD7654321", "AB1234567 CD7654321"},
    {"AB1234567\nCD7654321", "AB1234567 CD7654321"},
    {"AB1234567, CD7654321", "AB1234567 CD7654321"},
    {"AB1234567 / CD7654321", "AB1234567 CD7654321"},
    {"AB1234567 and CD7654321", "AB1234567 CD7654321"},
    {"AB1234567 & CD7654321", "AB1234567 CD7654321"},
    {"AB1234567、CD7654321", "AB1234567 CD7654321"},
    {"Passport AB1234567 National ID 99887766", "AB1234567 99887766"},
    {"0-16 Reg 53089", "01653089"},
    {"INN 7701234567 KPP 770101001", "7701234567 770101001"},
    {"AB1234567; AB 123-4567", "AB1234567"},
    {"AB1234567; N/A", "AB1234567"},
    {"unknown, AB1234567", "AB1234567"},
    // One number in groups.
    {"1,234,567", "1234567"},
    {"AB 12/34567", "AB1234567"},
    {"12 / 34567", "1234567"},
};

constexpr const char* kNone[] = {
    "",
    " ",
    "-",
    "--",
    "N/A",
    "n.a.",
    "NA",
    "UNKNOWN",
    "unknown passport",
    "None",
    "NULL",
    "nil",
    "0",
    "000000",
    "0000-00",
    "XXXXXX",
    "99999999",
    "not known",
    "Not available",
    "TBC",
    "?",
    "passport",
    "No.",
    "№",
    "<<<<<<",
    "нет",
    "Неизвестно",
    "passport: none",
    "ID",
    "lost or stolen",
};

template <std::size_t N>
void check_all(const Row (&rows)[N]) {
  for (const Row& row : rows) {
    CAPTURE(std::string(row.text));
    CHECK(joined(row.text) == row.numbers);
    // What is in its form stays in it.
    for (const std::string& number : read_id_numbers(row.text)) CHECK(joined(number) == number);
  }
}

TEST_CASE("id number: the spelling makes no difference") { check_all(kSpellings); }
TEST_CASE("id number: labels, countries and notes are no part of it") { check_all(kLabelled); }
TEST_CASE("id number: a field may hold several") { check_all(kSeveral); }

TEST_CASE("id number: what says that there is none is none") {
  for (const char* text : kNone) {
    CAPTURE(std::string(text));
    CHECK(joined(text).empty());
  }
}

TEST_CASE("id number: different numbers stay different") {
  constexpr Row kPairs[] = {
      {"AB1234567", "AB1234568"},
      {"AB1234567", "BA1234567"},
      {"00123", "123"},
      {"P1234567", "1234567"},
      {"A1234567", "Ä1234567B"},
      {"12-34", "1 235"},
      {"IMO 9000001", "IMO 9000011"},
      {"ИНН 7701234567", "ИНН 7701234568"},
      {"AB1234567/1", "AB1234567/2"},
      {"111222", "222111"},
  };
  for (const Row& pair : kPairs) {
    CAPTURE(std::string(pair.text));
    CHECK(joined(pair.text) != joined(pair.numbers));
  }
}

TEST_CASE("id number: a field holds a bounded count of numbers, and any bytes") {
  std::string many;
  for (int i = 0; i < 40; ++i) many += "AB" + std::to_string(100'000 + i) + "; ";
  CHECK(read_id_numbers(many).size() == kMaxIdNumbers);
  CHECK(read_id_numbers("\xFF\xFE"
                        "AB1234567\xC3")
            .size() == 1);
  CHECK(read_id_numbers(")))(((").empty());
}

}  // namespace
}  // namespace financescr::pack
