// Application: what one person asks for and what is known of them when a loan is decided.
//
// Field names, and the row form in applications.jsonl, are those of the data packs. Money is GBP;
// an amount with more than two decimals is rounded half to even to pence. Reading is strict: every
// fault is listed with its pointer, and a member that is not known is reported, never used.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/core/money.hpp"
#include "engine/core/result.hpp"

namespace financescr::credit {

enum class Product : std::uint8_t { kPersonalLoan };
enum class EmploymentStatus : std::uint8_t { kEmployed, kSelfEmployed, kUnemployed };
enum class HousingStatus : std::uint8_t { kOwner, kMortgage, kTenant, kWithFamily, kOther };

[[nodiscard]] std::string_view to_string(Product product);
[[nodiscard]] std::string_view to_string(EmploymentStatus status);
[[nodiscard]] std::string_view to_string(HousingStatus status);

inline constexpr std::int64_t kMaxTermMonths = 120;
inline constexpr std::int64_t kMaxEmploymentMonths = 1200;
inline constexpr std::int64_t kMaxMissedPayments = 999;
inline constexpr std::int64_t kOverdraftWindowDays = 90;
inline constexpr std::int64_t kMaxBackgroundMonths = 1200;  // at an address, of an account
inline constexpr std::int64_t kMaxBackgroundCount = 999;    // dependents, accounts, inquiries
inline constexpr std::size_t kUtilisationHistoryMonths = 6;

struct Application {
  std::optional<std::string> application_id;
  std::optional<std::string> customer_id;
  Product product = Product::kPersonalLoan;
  Money amount;
  std::int32_t term_months = 0;
  Money income_monthly;
  Money outgoings_monthly;
  EmploymentStatus employment_status = EmploymentStatus::kEmployed;
  std::int32_t employment_months = 0;
  std::int32_t missed_payments_12m = 0;

  // 0 to 1. Each may be absent when the raw fields below that derive it are present and valid.
  std::optional<Micro> credit_utilisation;
  std::optional<Micro> bank_balance_volatility;

  std::optional<Money> revolving_balance;
  std::optional<Money> revolving_limit;
  std::optional<Money> balance_mean;
  std::optional<Money> balance_std;
  std::optional<std::int32_t> days_overdraft_90d;

  // Read, checked and kept in the input; the built-in model does not weigh them.
  std::optional<std::int32_t> months_at_address;
  std::optional<HousingStatus> housing_status;
  std::optional<std::int32_t> dependents;
  std::optional<std::int32_t> accounts_open;
  std::optional<std::int32_t> inquiries_6m;
  std::optional<std::int32_t> oldest_account_months;
  std::vector<Micro> utilisation_history_6m;  // at most one a month, the oldest first

  bool operator==(const Application&) const = default;
};

enum class ApplicationForm : std::uint8_t {
  kInline,   // in a request: ids may be absent, and the product is PERSONAL_LOAN unless given
  kPackRow,  // a row of applications.jsonl: ids and product are required
};

// Reads one application. `pointer` is where `value` stands in its document. Pointers of members
// that are not known here are appended to `ignored_fields`.
// Returns: nothing when at least one error was appended to `errors`.
[[nodiscard]] std::optional<Application> read_application(const canonical::Json& value,
                                                          const std::string& pointer,
                                                          ApplicationForm form, Errors& errors,
                                                          Pointers& ignored_fields);

// The canonical input form; reading it gives the same application.
[[nodiscard]] canonical::Json to_json(const Application& application);

}  // namespace financescr::credit
