#include "datagen/generator_v1.hpp"

#include <utility>

#include "datagen/golden.hpp"

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
      {"--watchlist_dob_present", options.watchlist_dob_present}};
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
      linked_customer_count(options.customer_count, options.watchlist_count) == 0) {
    return fail(ErrorCode::kInvalid,
                "--n_watchlist must be at least 4 when --n_fincrime_scenarios is not 0, because a "
                "MATCH scenario needs a listed customer, got " +
                    std::to_string(options.watchlist_count));
  }
  return {};
}

template <typename Row>
GeneratedFile make_file(std::string_view path, std::string bytes, const std::vector<Row>& rows) {
  return {std::string(path), std::move(bytes), static_cast<std::int64_t>(rows.size())};
}

}  // namespace

Result<std::vector<GeneratedFile>> generate_v1(const GeneratorOptions& options) {
  if (const auto valid = validate(options); !valid) return tl::unexpected(valid.error());
  PythonRandom rng(options.seed);
  const auto customers = draw_customers(rng, options.customer_count, options.customers_dob_present);
  const auto watchlist =
      draw_watchlist(rng, customers, options.watchlist_count, options.watchlist_dob_present);
  const auto scenarios =
      draw_scenarios(rng, customers, watchlist.links, options.fincrime_scenario_count);
  const auto applications = draw_applications(rng, customers, options.credit_application_count);
  const auto credit_labels = draw_credit_labels(rng, applications);
  const auto golden_scenarios = choose_golden_scenarios(customers, watchlist.links);
  const auto golden_applications = choose_golden_applications(credit_labels);

  std::vector<GeneratedFile> files;
  files.push_back(make_file("fincrime/v1/customers.jsonl", customers_jsonl(customers), customers));
  files.push_back(make_file("fincrime/v1/watchlist.jsonl", watchlist_jsonl(watchlist.entities),
                            watchlist.entities));
  files.push_back(make_file("fincrime/v1/labels.jsonl", scenarios_jsonl(scenarios), scenarios));
  files.push_back(
      make_file("credit/v1/applications.jsonl", applications_jsonl(applications), applications));
  files.push_back(
      make_file("credit/v1/labels.jsonl", credit_labels_jsonl(credit_labels), credit_labels));
  files.push_back(make_file("golden/v1/fincrime_golden.jsonl", scenarios_jsonl(golden_scenarios),
                            golden_scenarios));
  files.push_back(make_file("golden/v1/credit_golden.jsonl",
                            golden_applications_jsonl(golden_applications), golden_applications));
  return files;
}

}  // namespace financescr::datagen
