// An ordinary applicant, and readers that fail the test instead of returning errors.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "engine/credit/decide.hpp"

namespace financescr::credit::samples {

inline constexpr std::string_view kOrdinary =
    R"({"application_id":"A_000009","customer_id":"C_000009","product":"PERSONAL_LOAN",)"
    R"("amount_gbp":3000,"term_months":24,"income_monthly_gbp":3362.47,)"
    R"("outgoings_monthly_gbp":1870.45,"employment_status":"EMPLOYED","employment_months":58,)"
    R"("credit_utilisation":0.3034,"missed_payments_12m":0,"bank_balance_volatility":0.0945})";

inline canonical::Json parse(std::string_view text) {
  auto json = canonical::parse(text);
  REQUIRE_MESSAGE(json.has_value(), text);
  return std::move(*json);
}

// The ordinary applicant with some members replaced; `changes` is a JSON object, and a member that
// it sets to null is left out.
inline canonical::Json application_json(std::string_view changes = "{}") {
  canonical::Json json = parse(kOrdinary);
  const canonical::Json other = parse(changes);
  for (const auto& [key, value] : *other.if_object()) json.set(key, value);
  return json;
}

inline Application application(std::string_view changes = "{}") {
  Errors errors;
  Pointers ignored;
  auto read =
      read_application(application_json(changes), "", ApplicationForm::kInline, errors, ignored);
  REQUIRE_MESSAGE(read.has_value(), (errors.empty() ? "" : errors[0].pointer + errors[0].detail));
  return *read;
}

inline Underwriter underwriter() { return {builtin_policy(), builtin_model()}; }

// "pointer: detail" of every error, one a line.
inline std::string listing(const Errors& errors) {
  std::string text;
  for (const Error& error : errors) {
    text += std::string(to_string(error.code)) + " " + error.pointer + ": " + error.detail + "\n";
  }
  return text;
}

}  // namespace financescr::credit::samples
