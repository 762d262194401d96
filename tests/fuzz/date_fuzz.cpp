// Any bytes as a date: what is read is written in one form, and read again is the same.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/core/micro.hpp"
#include "engine/core/partial_date.hpp"
#include "tests/fuzz/require.hpp"

namespace {

using financescr::fuzz::require;

// YYYY, YYYY-MM or YYYY-MM-DD, digit for digit; other forms are read too, and written as these.
bool is_written_form(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00";
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == '0' ? !digit : text[i] != '-') return false;
  }
  return true;
}

void check_partial_date(std::string_view text) {
  const auto date = financescr::PartialDate::parse(text);
  if (!date) return;
  const std::string written = date->to_string();
  require(financescr::PartialDate::parse(written) == date);
  const bool one_year = text.size() == 9 && text.substr(0, 4) == text.substr(5);
  if (one_year) require(written == text.substr(0, 4));
  if (is_written_form(text)) require(written == text);
}

void check_date(std::string_view text) {
  const auto date = financescr::Date::parse(text);
  if (!date) return;
  require(date->to_string() == text);
  require(financescr::Date::from_days(date->to_days()) == *date);
  require(financescr::PartialDate::parse(text) == financescr::PartialDate::from_date(*date));
}

void check_micro(std::string_view text) {
  const auto micro = financescr::Micro::parse(text);
  if (!micro) return;
  require(financescr::Micro::parse(micro->to_string()) == micro);
  require(micro->value == 0 || (micro->value < 0) == text.starts_with('-'));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_partial_date(text);
  check_date(text);
  check_micro(text);
  return 0;
}
