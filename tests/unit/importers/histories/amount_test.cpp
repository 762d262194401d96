#include "datagen/importers/histories/amount.hpp"

#include <doctest/doctest.h>

#include <string>

#include "engine/core/currency.hpp"

namespace financescr::datagen::histories {
namespace {

Currency currency(const char* code) { return parse_currency(code).value(); }

TEST_CASE("amounts of histories: exact, rounded half up to the currency's decimals") {
  struct Row {
    const char* text;
    const char* code;
    std::int64_t minor;
    bool is_rounded;
  };
  for (const Row& row :
       {Row{"57.16", "USD", 5716, false}, Row{"57.160", "USD", 5716, false},
        Row{"57.165", "USD", 5717, true}, Row{"57.1649999", "USD", 5716, true},
        Row{"0.005", "USD", 1, true}, Row{"0.00499", "USD", 0, true}, Row{"0", "USD", 0, false},
        Row{"0.000", "USD", 0, false}, Row{"00012", "USD", 1200, false},
        Row{".5", "USD", 50, false}, Row{"5.", "USD", 500, false}, Row{"+5", "USD", 500, false},
        Row{"1e3", "USD", 100'000, false}, Row{"1.5E-01", "USD", 15, false},
        Row{"1e-05", "USD", 0, true}, Row{"0.999", "USD", 100, true}, Row{"9.5", "JPY", 10, true},
        Row{"1.2345", "KWD", 1235, true}, Row{"1000000000", "USD", 100'000'000'000, false}}) {
    CAPTURE(std::string(row.text));
    const ReadAmount amount = read_amount(row.text, currency(row.code));
    CHECK(amount.fault == AmountFault::kNone);
    CHECK(amount.minor == row.minor);
    CHECK(amount.is_rounded == row.is_rounded);
    CHECK_FALSE(amount.is_negative);
  }
}

TEST_CASE("amounts of histories: what is no amount, and what is too much") {
  for (const char* text : {"", "-", ".", "NaN", "inf", "1,5", "1.2.3", "1e", "1e999", "0x10", "1 2",
                           "--1", "12a", "\xD9\xA1"}) {
    CAPTURE(std::string(text));
    CHECK(read_amount(text, currency("USD")).fault == AmountFault::kNoNumber);
  }
  for (const char* text : {"1000000000.01", "1e10", "1e99", "999999999.995e1",
                           "99999999999999999999999999999999999999999999"}) {
    CAPTURE(std::string(text));
    CHECK(read_amount(text, currency("USD")).fault == AmountFault::kTooLarge);
  }
  CHECK(read_amount("0e99", currency("USD")).minor == 0);
}

TEST_CASE("amounts of histories: marks and signs of other countries") {
  const AmountMarks german{',', '.'};
  CHECK(read_amount("1.234.567,89", currency("EUR"), german).minor == 123'456'789);
  CHECK(read_amount("-12,5", currency("EUR"), german).is_negative);
  CHECK(read_amount("-12,5", currency("EUR"), german).minor == 1250);
  CHECK(read_amount(".5", currency("EUR"), german).fault == AmountFault::kNoNumber);
  CHECK(read_amount("1,2.3", currency("EUR"), german).fault == AmountFault::kNoNumber);
  // A file that mixes marks must not become a hundred times too large.
  for (const char* mixed :
       {"12.50", "1.5", "1.2.3.4", "1.2345,00", "1234.567,00", "1..234", "1."}) {
    CAPTURE(mixed);
    CHECK(read_amount(mixed, currency("EUR"), german).fault == AmountFault::kNoNumber);
  }
  const AmountMarks french{',', ' '};
  for (const char* written : {"12 345,50",
                              "12\xC2\xA0"
                              "345,50",
                              "12\xE2\x80\xAF"
                              "345,50"}) {
    CAPTURE(written);
    CHECK(read_amount(written, currency("EUR"), french).minor == 1'234'550);
  }
  CHECK(read_amount("0.000092", currency("XBT"), {'.', '\0', 3}).minor == 9);
}

}  // namespace
}  // namespace financescr::datagen::histories
