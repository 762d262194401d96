#include "engine/credit/reasons.hpp"

#include <doctest/doctest.h>

#include <string>

#include "engine/credit/decide.hpp"

namespace financescr::credit {
namespace {

std::string codes(const ReasonList& reasons) {
  std::string text;
  for (const Reason& reason : reasons.items()) {
    text += std::string(describe(reason.code).name) + " ";
  }
  return text;
}

TEST_CASE("families come largest first, ties by code, never zero or below") {
  FamilyExcess excess{};
  excess[index_of(ReasonCode::kTermRequested)] = {300};
  excess[index_of(ReasonCode::kBalanceVolatility)] = {300};
  excess[index_of(ReasonCode::kLengthOfEmployment)] = {900};
  excess[index_of(ReasonCode::kNotEmployed)] = {-900};
  ReasonList reasons;
  add_families(excess, 4, reasons);
  CHECK(codes(reasons) == "LENGTH_OF_EMPLOYMENT BALANCE_VOLATILITY TERM_REQUESTED ");
  CHECK(reasons.items()[0].contribution == Micro{900});
}

TEST_CASE("no more than the limit, and each code once") {
  ReasonList reasons;
  reasons.add({ReasonCode::kExcessiveObligations, std::nullopt}, 4);
  FamilyExcess excess{};
  for (auto& value : excess) value = {5};
  excess[index_of(ReasonCode::kExcessiveObligations)] = {99};
  add_families(excess, 3, reasons);
  CHECK(codes(reasons) == "EXCESSIVE_OBLIGATIONS AMOUNT_OUTSIDE_RANGE BALANCE_VOLATILITY ");
  CHECK_FALSE(reasons.items()[0].contribution.has_value());
}

TEST_CASE("the least favourable family may be below the reference") {
  FamilyExcess excess{};
  std::array<bool, kReasonCodeCount> used{};
  used[index_of(ReasonCode::kDelinquentObligations)] = true;
  used[index_of(ReasonCode::kTermRequested)] = true;
  excess[index_of(ReasonCode::kDelinquentObligations)] = {-7};
  excess[index_of(ReasonCode::kTermRequested)] = {-3};
  CHECK(least_favourable(excess, used) == Reason{ReasonCode::kTermRequested, Micro{-3}});
}

TEST_CASE("every code has a text that names a factor, and a place in Form C-1") {
  for (const ReasonText& row : reason_table()) {
    CAPTURE(row.name);
    CHECK(row.text.size() > 10);
    CHECK_FALSE(row.form_c1.empty());
    // 12 CFR 1002.9(b)(2): a score or "internal standards" is not a reason.
    CHECK(row.text.find("score") == std::string_view::npos);
    CHECK(row.text.find("polic") == std::string_view::npos);
  }
}

TEST_CASE("every branch but those of the PD gives a reason") {
  for (std::size_t i = 0; i < kBranchCount; ++i) {
    const auto branch = static_cast<Branch>(i);
    CAPTURE(to_string(branch));
    CHECK(reason_of(branch).has_value() == (branch < Branch::kPdBelowApprove));
  }
}

}  // namespace
}  // namespace financescr::credit
