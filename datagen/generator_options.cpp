#include "datagen/generator_options.hpp"

#include <string>

#include "datagen/golden.hpp"
#include "datagen/law.hpp"

namespace financescr::datagen {
namespace {

constexpr std::int64_t kMaxCount = 10'000'000;

struct CountOption {
  std::string_view flag;
  std::int64_t value;
};

struct ProbabilityOption {
  std::string_view flag;
  double value;
};

std::string sentence(std::string_view flag, std::string_view rest) {
  return std::string(flag) + std::string(rest);
}

}  // namespace

Result<void> validate(const GeneratorOptions& options) {
  const CountOption counts[] = {{"--n_customers", options.customer_count},
                                {"--n_watchlist", options.watchlist_count},
                                {"--n_credit_apps", options.credit_application_count},
                                {"--n_fincrime_scenarios", options.fincrime_scenario_count}};
  for (const auto& [flag, value] : counts) {
    if (value < 0) {
      return fail(ErrorCode::kInvalid,
                  sentence(flag, " must not be negative, got " + std::to_string(value)));
    }
    if (value > kMaxCount) {
      return fail(ErrorCode::kTooLarge,
                  sentence(flag, " must be at most 10000000, got " + std::to_string(value)));
    }
  }
  const ProbabilityOption probabilities[] = {
      {"--customers_dob_present", options.customers_dob_present},
      {"--watchlist_dob_present", options.watchlist_dob_present},
      {"--credit_raw_fields_rate", options.credit_raw_fields_rate}};
  for (const auto& [flag, value] : probabilities) {
    // Written so that NaN fails too.
    if (!(value >= 0.0 && value <= 1.0)) {
      return fail(ErrorCode::kInvalid, sentence(flag, " must be a number from 0 to 1"));
    }
  }
  if (options.customer_count < kMinCustomersForGolden) {
    return fail(ErrorCode::kInvalid,
                "--n_customers must be at least 19, because the golden set takes customers 2 to "
                "19, got " +
                    std::to_string(options.customer_count));
  }
  if (options.fincrime_scenario_count > 0 &&
      law::linked_count(options.customer_count, options.watchlist_count) == 0) {
    return fail(ErrorCode::kInvalid,
                "--n_watchlist must be at least 4 when --n_fincrime_scenarios is not 0, because a "
                "MATCH scenario needs a listed customer, got " +
                    std::to_string(options.watchlist_count));
  }
  return {};
}

}  // namespace financescr::datagen
