#include "datagen/generator_v1.hpp"

#include <algorithm>

#include "datagen/applications.hpp"
#include "datagen/golden.hpp"
#include "datagen/law.hpp"
#include "datagen/oracle_rows.hpp"
#include "datagen/scenarios.hpp"
#include "datagen/watchlist.hpp"

namespace financescr::datagen {
namespace {

constexpr std::string_view kIdSalt = "financescr_v1_salt";

class GeneratorV1 {
 public:
  GeneratorV1(const GeneratorOptions& options, Output* output)
      : options_(options), output_(output), rng_(options.seed) {}

  Result<std::vector<WrittenFile>> run() {
    const bool complete = customers() && watchlist() && scenarios() && applications() &&
                          credit_labels() && golden() && oracle();
    if (!complete) return tl::unexpected(state_.error());
    return std::move(written_);
  }

  std::vector<std::uint32_t> links() {
    draw_customers([](std::int64_t) {});
    draw_links();
    return std::move(linked_);
  }

 private:
  bool finish(RowWriter& writer) {
    state_ = writer.finish(written_);
    return state_.has_value();
  }

  template <typename Use>
  void draw_customers(Use&& use) {
    customers_.reserve(static_cast<std::size_t>(options_.customer_count));
    for (std::int64_t i = 0; i < options_.customer_count; ++i) {
      customers_.push_back(draw_customer(rng_, pools_, options_.customers_dob_present));
      use(i);
    }
  }

  void draw_links() {
    const auto count = law::linked_count(options_.customer_count, options_.watchlist_count);
    linked_ = rng_.sample(static_cast<std::uint32_t>(options_.customer_count),
                          static_cast<std::uint32_t>(count));
  }

  ListedEntity draw_entity(PythonRandom& rng, std::size_t index) const {
    if (index < linked_.size()) {
      return draw_linked(rng, pools_, customers_[linked_[index]], options_.watchlist_dob_present);
    }
    return draw_stranger(rng, pools_, options_.watchlist_dob_present);
  }

  bool customers() {
    RowWriter writer(*output_, "fincrime/v1/customers.jsonl");
    draw_customers(
        [&](std::int64_t i) { writer.row(customer_line(pools_, kIdSalt, i, customers_.back())); });
    return finish(writer);
  }

  bool watchlist() {
    RowWriter writer(*output_, "fincrime/v1/watchlist.jsonl");
    draw_links();
    before_entities_ = rng_;
    for (std::int64_t i = 0; i < options_.watchlist_count && writer.ok(); ++i) {
      const ListedEntity entity = draw_entity(rng_, static_cast<std::size_t>(i));
      writer.row(entity_line(pools_, kIdSalt, i, entity));
    }
    return finish(writer);
  }

  // About 45 % MATCH. A NO_MATCH is drawn from all customers, as the reference does, so about a
  // quarter of them are in truth linked: label noise that an evaluation has to report.
  bool scenarios() {
    RowWriter writer(*output_, "fincrime/v1/labels.jsonl");
    for (std::int64_t i = 0; i < options_.fincrime_scenario_count; ++i) {
      Scenario scenario;
      if (maybe(rng_, kMatchProbability)) {
        const std::size_t link = rng_.choice_index(linked_.size());
        scenario.customer = linked_[link];
        scenario.entity = static_cast<std::int64_t>(link);
      } else {
        scenario.customer = static_cast<std::int64_t>(rng_.choice_index(customers_.size()));
      }
      writer.row(scenario_line(i, scenario));
      if (options_.with_oracle) screened_.push_back(static_cast<std::uint32_t>(scenario.customer));
    }
    return finish(writer);
  }

  bool applications() {
    RowWriter writer(*output_, "credit/v1/applications.jsonl");
    pds_.reserve(static_cast<std::size_t>(options_.credit_application_count));
    for (std::int64_t i = 0; i < options_.credit_application_count && writer.ok(); ++i) {
      const std::int64_t customer = i % options_.customer_count;
      const Application application =
          draw_application_v1(rng_, customers_[static_cast<std::size_t>(customer)].region);
      writer.row(application_line(i, customer, application));
      pds_.push_back(true_pd(application.facts()));
    }
    return finish(writer);
  }

  bool credit_labels() {
    RowWriter writer(*output_, "credit/v1/labels.jsonl");
    for (std::size_t i = 0; i < pds_.size(); ++i) {
      const CreditLabel label = draw_credit_label(rng_, pds_[i]);
      writer.row(credit_label_line(static_cast<std::int64_t>(i), label));
      rounded_pds_.push_back(static_cast<std::uint16_t>(label.pd_12m.scaled));
    }
    return finish(writer);
  }

  // The first 12 links by customer as MATCH, then customers 2 to 19 as NO_MATCH. As in the
  // reference, some of these 18 may in truth be linked.
  bool golden() {
    std::vector<Scenario> golden;
    for (std::size_t i = 0; i < linked_.size(); ++i) {
      golden.push_back({linked_[i], static_cast<std::int64_t>(i)});
    }
    std::stable_sort(golden.begin(), golden.end(), [](const Scenario& a, const Scenario& b) {
      return customer_id(a.customer) < customer_id(b.customer);
    });
    if (golden.size() > kGoldenMatches) golden.resize(kGoldenMatches);
    for (std::int64_t i = 1; i < kMinCustomersForGolden; ++i) golden.push_back({i, std::nullopt});
    RowWriter fincrime(*output_, "golden/v1/fincrime_golden.jsonl");
    fincrime.rows(golden_scenarios_jsonl(golden));
    if (!finish(fincrime)) return false;
    RowWriter credit(*output_, "golden/v1/credit_golden.jsonl");
    credit.rows(golden_applications_jsonl(choose_golden_applications(rounded_pds_)));
    return finish(credit);
  }

  // Draws the list a second time, with the draws it had the first time.
  bool oracle() {
    if (!options_.with_oracle) return true;
    Oracle oracle(pools_, {.customer_count = options_.customer_count,
                           .entity_count = options_.watchlist_count,
                           .linked_count = static_cast<std::int64_t>(linked_.size()),
                           .customers_dob_present = options_.customers_dob_present,
                           .watchlist_dob_present = options_.watchlist_dob_present,
                           .stranger_is_person = 1.0});
    for (const std::uint32_t i : screened_) static_cast<void>(oracle.add(i, customers_[i]));
    std::vector<std::uint32_t> entity_of(customers_.size(), 0);  // 1 + index; 0: not listed
    PythonRandom rng = before_entities_;
    for (std::size_t i = 0; i < static_cast<std::size_t>(options_.watchlist_count); ++i) {
      oracle.see(draw_entity(rng, i));
      if (i < linked_.size()) entity_of[linked_[i]] = static_cast<std::uint32_t>(i + 1);
    }
    RowWriter writer(*output_, "fincrime/v1/oracle.jsonl");
    for (std::size_t i = 0; i < screened_.size(); ++i) {
      std::optional<std::int64_t> truth;
      if (entity_of[screened_[i]] != 0) truth = entity_of[screened_[i]] - std::int64_t{1};
      const double log_odds = oracle.log_odds(oracle.add(screened_[i], customers_[screened_[i]]));
      writer.row(oracle_line(static_cast<std::int64_t>(i), truth, log_odds));
    }
    return finish(writer);
  }

  const GeneratorOptions& options_;
  const NamePools& pools_ = name_pools_v1();
  Output* output_;
  PythonRandom rng_;
  PythonRandom before_entities_{0};
  std::vector<Customer> customers_;
  std::vector<std::uint32_t> linked_;    // element i is the customer who is entry i
  std::vector<std::uint32_t> screened_;  // the customers of the scenarios
  std::vector<double> pds_;
  std::vector<std::uint16_t> rounded_pds_;
  std::vector<WrittenFile> written_;
  Result<void> state_;
};

}  // namespace

Result<std::vector<WrittenFile>> generate_v1(const GeneratorOptions& options, Output& output) {
  if (const auto valid = validate(options); !valid) return tl::unexpected(valid.error());
  return GeneratorV1(options, &output).run();
}

Result<std::vector<GeneratedFile>> generate_v1(const GeneratorOptions& options) {
  MemoryOutput output;
  if (const auto written = generate_v1(options, output); !written) {
    return tl::unexpected(written.error());
  }
  return output.take();
}

std::vector<std::uint32_t> linked_customers_v1(const GeneratorOptions& options) {
  return GeneratorV1(options, nullptr).links();
}

}  // namespace financescr::datagen
