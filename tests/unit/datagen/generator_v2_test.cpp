#include "datagen/generator_v2.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "datagen/law.hpp"
#include "datagen/packs.hpp"
#include "engine/canonical/json.hpp"
#include "engine/credit/application.hpp"
#include "engine/pack/domain_source.hpp"
#include "engine/pack/watchlist_row.hpp"

namespace financescr::datagen {
namespace {

using canonical::Json;
using Files = std::map<std::string, std::string>;

constexpr const char* kCustomers = "fincrime/v2/customers.jsonl";
constexpr const char* kWatchlist = "fincrime/v2/watchlist.jsonl";
constexpr const char* kLabels = "fincrime/v2/labels.jsonl";
constexpr const char* kOracle = "fincrime/v2/oracle.jsonl";
constexpr const char* kApplications = "credit/v2/applications.jsonl";
constexpr const char* kCreditLabels = "credit/v2/labels.jsonl";
constexpr const char* kFincrimeGolden = "golden/v2/fincrime_golden.jsonl";
constexpr const char* kCreditGolden = "golden/v2/credit_golden.jsonl";

Files generate(const GeneratorOptions& options) {
  auto generated = generate_v2(options);
  REQUIRE(generated.has_value());
  Files files;
  for (GeneratedFile& file : *generated) {
    std::int64_t feeds = 0;
    for (const char c : file.bytes) feeds += c == '\n' ? 1 : 0;
    CHECK(feeds == file.row_count);
    files[file.path] = std::move(file.bytes);
  }
  return files;
}

std::vector<Json> rows(const Files& files, const char* path) {
  std::vector<Json> out;
  pack::for_each_line(files.at(path), [&](std::size_t, std::string_view line) {
    auto json = canonical::parse(line);
    REQUIRE(json.has_value());
    out.push_back(std::move(*json));
  });
  return out;
}

std::string text(const Json& row, std::string_view key) {
  const Json* value = row.find(key);
  return value == nullptr || value->is_null() ? "" : *value->if_string();
}

double number(const Json& row, std::string_view key) {
  const Json* value = row.find(key);
  REQUIRE(value != nullptr);
  return value->number().to_double();
}

const Files& pack_42() {
  static const Files files = generate({.seed = 42});
  return files;
}

TEST_CASE("v2: row counts are those of the flags, and both golden files have 30 rows") {
  const Files files = generate({.seed = 1,
                                .customer_count = 60,
                                .watchlist_count = 80,
                                .credit_application_count = 130,
                                .fincrime_scenario_count = 17});
  CHECK(rows(files, kCustomers).size() == 60);
  CHECK(rows(files, kWatchlist).size() == 80);
  CHECK(rows(files, kLabels).size() == 17);
  CHECK(rows(files, kOracle).size() == 17);
  CHECK(rows(files, kApplications).size() == 130);
  CHECK(rows(files, kCreditLabels).size() == 130);
  CHECK(rows(files, kFincrimeGolden).size() == 30);
  CHECK(rows(files, kCreditGolden).size() == 30);
  CHECK(rows(pack_42(), kFincrimeGolden).size() == 30);
  CHECK(rows(pack_42(), kCreditGolden).size() == 30);
}

TEST_CASE("v2: the same seed gives the same bytes, another seed others") {
  CHECK(generate({.seed = 42}) == pack_42());
  CHECK(generate({.seed = 43}).at(kWatchlist) != pack_42().at(kWatchlist));
}

TEST_CASE("v2: a larger pack begins with the customers and applications of the smaller one") {
  const Files small = generate({.customer_count = 500, .credit_application_count = 400});
  const Files large = generate(
      {.customer_count = 20'000, .watchlist_count = 3500, .credit_application_count = 500});
  CHECK(large.at(kCustomers).substr(0, small.at(kCustomers).size()) == small.at(kCustomers));
  CHECK(large.at(kApplications).substr(0, small.at(kApplications).size()) ==
        small.at(kApplications));
  CHECK(large.at(kCreditLabels).substr(0, small.at(kCreditLabels).size()) ==
        small.at(kCreditLabels));
}

TEST_CASE("v2: no NO_MATCH row is of a linked customer, and every MATCH names his entry") {
  const GeneratorOptions options{.seed = 42};
  const PopulationV2 population(options);
  int linked = 0;
  std::set<std::int64_t> entities;
  for (std::int64_t i = 0; i < options.customer_count; ++i) {
    const auto entity = population.entity_of(i);
    if (!entity) continue;
    ++linked;
    entities.insert(*entity);
    // The entry bears the customer's name.
    const std::string name = name_of(population.pools(), population.customer(i).person);
    bool named = false;
    for (const auto& variant : population.entity(*entity).names) {
      named = named || variant.text == name;
    }
    CHECK(named);
  }
  CHECK(linked == 750);
  CHECK(entities.size() == 750);
  CHECK(*entities.rbegin() > 2900);  // ids of linked entries are spread over the list
  for (const char* path : {kLabels, kFincrimeGolden}) {
    int no_match = 0;
    for (const Json& row : rows(pack_42(), path)) {
      const auto entity = population.entity_of(std::stoll(text(row, "customer_id").substr(2)) - 1);
      CHECK((text(row, "label") == "MATCH") == entity.has_value());
      CHECK(text(row, "true_entity_id") == (entity ? entity_id(*entity) : ""));
      no_match += entity ? 0 : 1;
    }
    CHECK(no_match > 15);
  }
}

TEST_CASE("v2: the oracle tells linked customers from others") {
  const auto labels = rows(pack_42(), kLabels);
  const auto oracle = rows(pack_42(), kOracle);
  int right = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    CHECK(text(oracle[i], "scenario_id") == text(labels[i], "scenario_id"));
    CHECK(text(oracle[i], "true_entity_id") == text(labels[i], "true_entity_id"));
    const bool said = number(oracle[i], "log_likelihood_ratio") > 0.0;
    right += said == (text(labels[i], "label") == "MATCH") ? 1 : 0;
  }
  CHECK(right > 970);
}

TEST_CASE("v2: with a rate of 1 every row has raw fields from which its ratios follow") {
  const auto applications = rows(
      generate({.credit_application_count = 5000, .credit_raw_fields_rate = 1.0}), kApplications);
  REQUIRE(applications.size() == 5000);
  double worst = 0.0;
  for (const Json& row : applications) {
    const auto derived = [&](const char* part, const char* whole) {
      return std::min(1.0, number(row, part) / std::max(number(row, whole), 1.0));
    };
    worst = std::max(worst, std::fabs(number(row, "credit_utilisation") -
                                      derived("revolving_balance_gbp", "revolving_limit_gbp")));
    worst = std::max(worst, std::fabs(number(row, "bank_balance_volatility") -
                                      derived("balance_std_gbp", "balance_mean_gbp")));
    const double days = number(row, "days_overdraft_90d");
    CHECK((days >= 0 && days <= 90));
  }
  CHECK(worst <= 5e-4);
  CHECK(worst <= 5.1e-5);
  for (const Json& row : rows(generate({.credit_raw_fields_rate = 0.0}), kApplications)) {
    CHECK(row.find("balance_mean_gbp") == nullptr);
  }
}

TEST_CASE("v2: about 70 % have raw fields, and the outcomes have the distribution of v1") {
  int raw = 0;
  for (const Json& row : rows(pack_42(), kApplications)) {
    raw += row.find("balance_mean_gbp") != nullptr ? 1 : 0;
  }
  CHECK(std::abs(raw - 2100) < 100);
  double pd = 0.0;
  double defaults = 0.0;
  for (const Json& row : rows(pack_42(), kCreditLabels)) {
    pd += number(row, "pd_12m");
    defaults += number(row, "default_12m");
  }
  CHECK(pd / 3000 > .24);
  CHECK(pd / 3000 < .30);
  CHECK(std::fabs(defaults - pd) < 90);
}

TEST_CASE("v2: the engine knows every field of every row") {
  Errors errors;
  Pointers ignored;
  std::set<std::string> subtypes;
  std::map<std::string, int> kinds;
  for (const Json& row : rows(pack_42(), kWatchlist)) {
    const auto read = pack::WatchlistRow::read(row, errors, ignored);
    subtypes.insert(read.list_subtype);
    ++kinds[text(row, "entity_type")];
  }
  for (const Json& row : rows(pack_42(), kApplications)) {
    const auto application =
        credit::read_application(row, "", credit::ApplicationForm::kPackRow, errors, ignored);
    REQUIRE(application.has_value());
    CHECK(application->utilisation_history_6m.size() == 6);
    CHECK(application->months_at_address.has_value());
  }
  CHECK(errors.empty());
  CHECK(ignored.empty());
  CHECK(subtypes.size() == 18);
  CHECK(subtypes.count("TERRORISM") + subtypes.count("NARCOTICS") == 2);
  CHECK(kinds["ORGANISATION"] > 120);
  CHECK(kinds["VESSEL"] > 20);
  CHECK(kinds["PERSON"] > 2700);
}

TEST_CASE("v2: bad options are refused with the name of the flag") {
  const auto refused = generate_v2({.credit_raw_fields_rate = 1.5});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().detail == "--credit_raw_fields_rate must be a number from 0 to 1");
  CHECK_FALSE(generate_v2({.customer_count = 18}).has_value());
}

TEST_CASE("v2: the whole pack loads and decides; golden rows have decisions") {
  const auto files = generate_pack(PackVersion::kV2, {.seed = 5,
                                                      .customer_count = 300,
                                                      .watchlist_count = 300,
                                                      .credit_application_count = 300,
                                                      .fincrime_scenario_count = 50});
  REQUIRE(files.has_value());
  std::map<std::string, std::int64_t> counts;
  for (const auto& file : *files) counts[file.path] = file.row_count;
  CHECK(counts.at("golden/v2/fincrime_expected.jsonl") == 30);
  CHECK(counts.at("golden/v2/credit_expected.jsonl") == 30);
  CHECK(counts.at("fincrime/v2/manifest.json") == 1);
}

// Fails at the n-th call.
class FailingOutput : public Output {
 public:
  explicit FailingOutput(int calls) : calls_(calls) {}
  Result<std::unique_ptr<OutputFile>> open(const std::string&) override {
    if (auto result = call(); !result) return tl::unexpected(result.error());
    return std::make_unique<File>(*this);
  }
  [[nodiscard]] bool failed() const { return calls_ <= 0; }

 private:
  class File : public OutputFile {
   public:
    explicit File(FailingOutput& output) : output_(output) {}
    Result<void> write(std::string_view) override { return output_.call(); }
    Result<void> close(std::int64_t) override { return output_.call(); }

   private:
    FailingOutput& output_;
  };

  Result<void> call() {
    if (--calls_ > 0) return {};
    return fail(ErrorCode::kInvalid, "no room");
  }
  int calls_;
};

TEST_CASE("a failing output ends the generator with what the output said") {
  const GeneratorOptions options{.customer_count = 60,
                                 .watchlist_count = 60,
                                 .credit_application_count = 60,
                                 .fincrime_scenario_count = 20};
  for (const PackVersion version : {PackVersion::kV1, PackVersion::kV2}) {
    for (int calls = 1; calls < 100; ++calls) {
      FailingOutput output(calls);
      const auto written = write_pack(version, options, output);
      if (!output.failed()) {
        CHECK(written.has_value());
        CHECK(calls > 40);
        break;
      }
      REQUIRE_FALSE(written.has_value());
      CHECK(written.error().detail == "no room");
    }
  }
}

}  // namespace
}  // namespace financescr::datagen
