#include "datagen/generator_v2.hpp"

#include <algorithm>

#include "datagen/golden.hpp"
#include "datagen/law.hpp"
#include "datagen/name_pools_v2.hpp"
#include "datagen/oracle_rows.hpp"

namespace financescr::datagen {
namespace {

// Sections: what a stream or a shuffle is for. The numbers are part of the format.
constexpr std::uint64_t kCustomers = 1;
constexpr std::uint64_t kWatchlist = 2;
constexpr std::uint64_t kScenarios = 3;
constexpr std::uint64_t kApplications = 4;
constexpr std::uint64_t kCreditLabels = 5;
constexpr std::uint64_t kCustomerOrder = 6;
constexpr std::uint64_t kEntityOrder = 7;

class GeneratorV2 {
 public:
  GeneratorV2(const GeneratorOptions& options, Output& output)
      : options_(options),
        output_(output),
        population_(options),
        oracle_(population_.pools(),
                {.customer_count = options.customer_count,
                 .entity_count = options.watchlist_count,
                 .linked_count = population_.linked_count(),
                 .customers_dob_present = options.customers_dob_present,
                 .watchlist_dob_present = options.watchlist_dob_present,
                 .stranger_is_person = 1 - law::kStrangerOrganisation - law::kStrangerVessel}) {}

  Result<std::vector<WrittenFile>> run() {
    const bool complete = customers() && watchlist() && scenarios() && credit() && golden();
    if (!complete) return tl::unexpected(state_.error());
    return std::move(written_);
  }

 private:
  bool finish(RowWriter& writer) {
    state_ = writer.finish(written_);
    return state_.has_value();
  }

  // Calls use(i) for every index below `count` while the writer can write.
  template <typename Use>
  static void for_rows(const RowWriter& writer, std::int64_t count, Use&& use) {
    for (std::int64_t i = 0; i < count && writer.ok(); ++i) use(i);
  }

  bool customers() {
    RowWriter writer(output_, "fincrime/v2/customers.jsonl");
    for_rows(writer, options_.customer_count, [&](std::int64_t i) {
      writer.row(customer_line(population_.pools(), kIdSaltV2, i, population_.customer(i)));
    });
    return finish(writer);
  }

  bool watchlist() {
    if (options_.with_oracle) {
      for (std::int64_t i = 0; i < options_.fincrime_scenario_count; ++i) {
        const std::int64_t customer = population_.scenario(i).customer;
        static_cast<void>(oracle_.add(customer, population_.customer(customer)));
      }
    }
    RowWriter writer(output_, "fincrime/v2/watchlist.jsonl");
    for_rows(writer, options_.watchlist_count, [&](std::int64_t i) {
      const ListedEntity entity = population_.entity(i);
      if (options_.with_oracle) oracle_.see(entity);
      writer.row(entity_line(population_.pools(), kIdSaltV2, i, entity));
    });
    return finish(writer);
  }

  bool scenarios() {
    RowWriter writer(output_, "fincrime/v2/labels.jsonl");
    for_rows(writer, options_.fincrime_scenario_count,
             [&](std::int64_t i) { writer.row(scenario_line(i, population_.scenario(i))); });
    if (!finish(writer) || !options_.with_oracle) return state_.has_value();
    RowWriter oracle(output_, "fincrime/v2/oracle.jsonl");
    for_rows(oracle, options_.fincrime_scenario_count, [&](std::int64_t i) {
      const std::int64_t customer = population_.scenario(i).customer;
      const std::size_t handle = oracle_.add(customer, {});
      oracle.row(oracle_line(i, population_.entity_of(customer), oracle_.log_odds(handle)));
    });
    return finish(oracle);
  }

  bool credit() {
    RowWriter applications(output_, "credit/v2/applications.jsonl");
    RowWriter labels(output_, "credit/v2/labels.jsonl");
    pds_.reserve(static_cast<std::size_t>(options_.credit_application_count));
    for_rows(applications, options_.credit_application_count, [&](std::int64_t i) {
      const Application application = population_.application(i);
      const CreditLabel label = population_.credit_label(i, application);
      applications.row(application_line(i, population_.applicant(i), application));
      labels.row(credit_label_line(i, label));
      pds_.push_back(static_cast<std::uint16_t>(label.pd_12m.scaled));
    });
    return finish(applications) && finish(labels);
  }

  // The first 12 customers with a link as MATCH, the first 18 without one as NO_MATCH.
  bool golden() {
    std::vector<Scenario> matches;
    std::vector<Scenario> others;
    for (std::int64_t i = 0; i < options_.customer_count; ++i) {
      const auto entity = population_.entity_of(i);
      auto& scenarios = entity ? matches : others;
      if (scenarios.size() < (entity ? kGoldenMatches : kGoldenNoMatches)) {
        scenarios.push_back({i, entity});
      }
      if (matches.size() == kGoldenMatches && others.size() == kGoldenNoMatches) break;
    }
    matches.insert(matches.end(), others.begin(), others.end());
    RowWriter fincrime(output_, "golden/v2/fincrime_golden.jsonl");
    fincrime.rows(golden_scenarios_jsonl(matches));
    if (!finish(fincrime)) return false;
    RowWriter credit(output_, "golden/v2/credit_golden.jsonl");
    credit.rows(golden_applications_jsonl(choose_golden_applications(pds_)));
    return finish(credit);
  }

  const GeneratorOptions& options_;
  Output& output_;
  PopulationV2 population_;
  Oracle oracle_;
  std::vector<std::uint16_t> pds_;  // ten-thousandths
  std::vector<WrittenFile> written_;
  Result<void> state_;
};

}  // namespace

PopulationV2::PopulationV2(const GeneratorOptions& options)
    : options_(options),
      pools_(options.name_pools == nullptr ? name_pools_v2() : *options.name_pools),
      linked_count_(law::linked_count(options.customer_count, options.watchlist_count)),
      customer_order_(mixed(options.seed, kCustomerOrder), options.customer_count),
      entity_order_(mixed(options.seed, kEntityOrder), options.watchlist_count) {}

PythonRandom PopulationV2::stream(std::uint64_t section, std::int64_t index) const {
  return PythonRandom(mixed(mixed(options_.seed, section), static_cast<std::uint64_t>(index)));
}

Customer PopulationV2::customer(std::int64_t index) const {
  PythonRandom rng = stream(kCustomers, index);
  return draw_customer(rng, pools_, options_.customers_dob_present);
}

ListedEntity PopulationV2::entity(std::int64_t index) const {
  PythonRandom rng = stream(kWatchlist, index);
  const std::int64_t slot = entity_order_.index_of(index);
  if (slot >= linked_count_) return draw_stranger(rng, pools_, options_.watchlist_dob_present);
  return draw_linked(rng, pools_, customer(customer_order_.at(slot)),
                     options_.watchlist_dob_present);
}

std::optional<std::int64_t> PopulationV2::entity_of(std::int64_t customer) const {
  const std::int64_t slot = customer_order_.index_of(customer);
  if (slot >= linked_count_) return std::nullopt;
  return entity_order_.at(slot);
}

Scenario PopulationV2::scenario(std::int64_t index) const {
  PythonRandom rng = stream(kScenarios, index);
  const bool match = maybe(rng, kMatchProbability);
  const std::int64_t slot = match ? rng.randint(0, linked_count_ - 1)
                                  : rng.randint(linked_count_, options_.customer_count - 1);
  Scenario scenario;
  scenario.customer = customer_order_.at(slot);
  if (match) scenario.entity = entity_order_.at(slot);
  return scenario;
}

std::int64_t PopulationV2::applicant(std::int64_t index) const {
  return index % options_.customer_count;
}

Application PopulationV2::application(std::int64_t index) const {
  PythonRandom of_customer = stream(kCustomers, applicant(index));
  const Region region = draw_region(of_customer, law::kCustomerEu);
  PythonRandom rng = stream(kApplications, index);
  return draw_application_v2(rng, region, options_.credit_raw_fields_rate);
}

CreditLabel PopulationV2::credit_label(std::int64_t index, const Application& application) const {
  PythonRandom rng = stream(kCreditLabels, index);
  return draw_credit_label(rng, true_pd(application.facts()));
}

Result<std::vector<WrittenFile>> generate_v2(const GeneratorOptions& options, Output& output) {
  if (const auto valid = validate(options); !valid) return tl::unexpected(valid.error());
  return GeneratorV2(options, output).run();
}

Result<std::vector<GeneratedFile>> generate_v2(const GeneratorOptions& options) {
  MemoryOutput output;
  if (const auto written = generate_v2(options, output); !written) {
    return tl::unexpected(written.error());
  }
  return output.take();
}

}  // namespace financescr::datagen
