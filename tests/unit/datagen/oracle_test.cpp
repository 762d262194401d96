#include "datagen/oracle.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "datagen/generator_v1.hpp"
#include "datagen/generator_v2.hpp"
#include "datagen/law.hpp"
#include "datagen/name_pools_v2.hpp"

namespace financescr::datagen {
namespace {

// One first and one last name in each region, so that a name says only the region.
NamePools tiny_pools() {
  NamePools pools;
  pools.buckets.push_back({"E", Region::kEu, 1.0, {{"Ann", {}, {}, false}}, {}});
  pools.buckets.back().last.push_back({"Oak", {}, {}, false});
  pools.buckets.push_back({"A", Region::kAsia, 1.0, {{"Li", {}, {}, false}}, {}});
  pools.buckets.back().last.push_back({"Wu", {}, {}, false});
  return pools;
}

constexpr OracleLaw kLaw{.customer_count = 100,
                         .entity_count = 10,
                         .linked_count = 2,
                         .customers_dob_present = .9,
                         .watchlist_dob_present = .6,
                         .stranger_is_person = 1.0};

Customer ann() {
  Customer customer;
  customer.person = {.bucket = 0, .first = 0, .last = 0, .second = 0, .initial = 0};
  customer.region = Region::kEu;
  return customer;
}

// The name alone and nothing else, as often as the steps leave it so.
ListedEntity bare(const std::string& name) {
  ListedEntity entity;
  entity.names = {{name, false}};
  return entity;
}

TEST_CASE("oracle: one entry without any field, by hand") {
  const NamePools pools = tiny_pools();
  Oracle oracle(pools, kLaw);
  const std::size_t subject = oracle.add(0, ann());
  oracle.see(bare("Ann Oak"));
  // The set of names is as probable for the customer as for anyone of that name; that anyone is so
  // called: .78 * .92 of the EU's persons. Nothing is known of the customer, so the entry shows
  // nothing for certain.
  const double name = .78 * .92;
  const double linked =
      .55 * name * (1 - .98 * .9) * (1 - .98 * .8) * (1 - .9 * .6) * (1 - .35 * .7);
  const double stranger = .45 * name * (1 - .75) * (1 - .60) * (1 - .6) * (1 - .10);
  const double nobody = .2 * linked + .8 * stranger;
  const double odds = 2.0 / 98.0 * (1.0 / 10.0) * (1.0 / nobody);
  CHECK(oracle.log_odds(subject) == doctest::Approx(std::log(odds)).epsilon(1e-12));
}

TEST_CASE("oracle: equal fields raise the score, a differing one forbids the entry") {
  const NamePools pools = tiny_pools();
  Customer customer = ann();
  customer.dob_days = 3650;
  customer.nationality = 0;
  customer.id_number = 1'234'567;
  const auto score = [&](auto change) {
    ListedEntity entity = bare("Ann Oak");
    change(entity);
    Oracle oracle(pools, kLaw);
    const std::size_t subject = oracle.add(0, customer);
    oracle.see(entity);
    return oracle.log_odds(subject);
  };
  const double none = score([](ListedEntity&) {});
  const double dob = score([](ListedEntity& e) { e.dob_days = 3650; });
  const double id = score([](ListedEntity& e) { e.id_number = 1'234'567; });
  CHECK(dob > none + 8.0);
  CHECK(id > none + 14.0);
  CHECK(score([](ListedEntity& e) { e.nationality = 0; }) > none);
  CHECK(score([](ListedEntity& e) { e.dob_days = 3651; }) == -kOracleBound);
  CHECK(score([](ListedEntity& e) { e.id_number = 7'654'321; }) == -kOracleBound);
  CHECK(score([](ListedEntity& e) { e.nationality = 1; }) == -kOracleBound);
  CHECK(score([](ListedEntity& e) { e.residence = 1; }) == -kOracleBound);
  CHECK(score([](ListedEntity& e) { e.kind = ListedKind::kOrganisation; }) == -kOracleBound);
  CHECK(score([](ListedEntity& e) { e.names[0].text = "Li Wu"; }) == -kOracleBound);
  CHECK(score([](ListedEntity& e) { e.names.push_back({"Anna Oak", false}); }) == -kOracleBound);
}

TEST_CASE("oracle: without links nobody is linked") {
  const NamePools pools = tiny_pools();
  OracleLaw law = kLaw;
  law.linked_count = 0;
  Oracle oracle(pools, law);
  const std::size_t subject = oracle.add(0, ann());
  oracle.see(bare("Ann Oak"));
  CHECK(oracle.log_odds(subject) == -kOracleBound);
}

// How often a set of names is drawn must be how probable it is said to be.
void check_variants(const NamePools& pools, const Person& person, int draws) {
  PythonRandom rng(11);
  std::map<std::vector<std::string>, std::pair<int, std::vector<NameVariant>>> seen;
  for (int i = 0; i < draws; ++i) {
    const auto names = draw_name_variants(rng, pools, person);
    std::vector<std::string> key;
    for (const auto& name : names) key.push_back((name.weak ? "~" : "") + name.text);
    std::sort(key.begin(), key.end());
    auto& entry = seen[key];
    ++entry.first;
    entry.second = names;
  }
  const auto steps = variant_steps(pools, person);
  double total = 0.0;
  for (const auto& one : seen) {
    const auto& entry = one.second;
    const double p = variants_probability(steps, name_of(pools, person), entry.second);
    total += p;
    const double expected = p * draws;
    CAPTURE(one.first.front());
    CHECK(std::fabs(entry.first - expected) < 6.0 + 5.0 * std::sqrt(expected));
  }
  CHECK(total > .90);
  CHECK(total < 1.0 + 1e-9);
}

TEST_CASE("oracle: the probability of a set of names is its frequency") {
  const NamePools& v1 = name_pools_v1();
  check_variants(v1, {.bucket = 8, .first = 0, .last = 2, .second = 0, .initial = 'K'}, 40'000);
  check_variants(v1, {.bucket = 1, .first = 1, .last = 0, .second = 0, .initial = 0}, 40'000);
  // "Li Li" reversed is itself.
  check_variants(v1, {.bucket = 10, .first = 3, .last = 2, .second = 0, .initial = 0}, 40'000);
  const NamePools& v2 = name_pools_v2();
  check_variants(v2, {.bucket = 4, .first = 21, .last = 3, .second = 0, .initial = 0}, 40'000);
  check_variants(v2, {.bucket = 10, .first = 3, .last = 4, .second = 0, .initial = 0}, 40'000);
}

TEST_CASE("oracle: names are read as probably as they are drawn") {
  for (const NamePools* pools : {&name_pools_v1(), &name_pools_v2()}) {
    const NameReader reader(*pools);
    PythonRandom rng(3);
    double eu = 0.0;
    std::map<std::string, int> counts;
    for (int i = 0; i < 2000; ++i) ++counts[name_of(*pools, draw_person(rng, *pools, Region::kEu))];
    for (const auto& [name, count] : counts) {
      double p = 0.0;
      for (const auto& reading : reader.read(name)) {
        CHECK(name_of(*pools, reading.person) == name);
        p += reading.probability;
      }
      CHECK(p > 0.0);
      eu += p;
    }
    CHECK(eu < 1.0);
    for (const char* name :
         {"", "Ann", "No Body", "John  Smith", " John Smith", "John X Y Smith"}) {
      CHECK(reader.read(name).empty());
    }
  }
}

struct Judged {
  double log_odds;
  bool linked;
};

// Of customers whose posterior is about p, a share of about p must be linked; and the mean
// posterior must be the share of linked customers.
void check_calibration(const std::vector<Judged>& judged, double linked_share) {
  constexpr int kBins = 5;
  double sum[kBins] = {};
  double variance[kBins] = {};
  double linked[kBins] = {};
  double total = 0.0;
  for (const Judged& one : judged) {
    const double p = 1.0 / (1.0 + std::exp(-one.log_odds));
    const int bin = std::min(kBins - 1, static_cast<int>(p * kBins));
    sum[bin] += p;
    variance[bin] += p * (1 - p);
    linked[bin] += one.linked ? 1 : 0;
    total += p;
  }
  const auto n = static_cast<double>(judged.size());
  CHECK(total / n == doctest::Approx(linked_share).epsilon(0.03));
  for (int bin = 0; bin < kBins; ++bin) {
    MESSAGE("posterior bin " << bin << ": expected " << sum[bin] << " linked, found "
                             << linked[bin]);
    CHECK(std::fabs(linked[bin] - sum[bin]) < 3.0 + 4.0 * std::sqrt(variance[bin]));
  }
}

TEST_CASE("oracle: calibrated on a whole v2 pack") {
  const GeneratorOptions options{.seed = 7, .customer_count = 12'000, .watchlist_count = 12'000};
  const PopulationV2 population(options);
  Oracle oracle(population.pools(),
                {.customer_count = options.customer_count,
                 .entity_count = options.watchlist_count,
                 .linked_count = population.linked_count(),
                 .customers_dob_present = options.customers_dob_present,
                 .watchlist_dob_present = options.watchlist_dob_present,
                 .stranger_is_person = 1 - law::kStrangerOrganisation - law::kStrangerVessel});
  for (std::int64_t i = 0; i < options.customer_count; ++i) {
    static_cast<void>(oracle.add(i, population.customer(i)));
  }
  for (std::int64_t i = 0; i < options.watchlist_count; ++i) oracle.see(population.entity(i));
  std::vector<Judged> judged;
  for (std::int64_t i = 0; i < options.customer_count; ++i) {
    judged.push_back({oracle.log_odds(oracle.add(i, {})), population.entity_of(i).has_value()});
  }
  check_calibration(judged, .25);
}

TEST_CASE("oracle: calibrated on a whole v1 pack") {
  const GeneratorOptions options{.seed = 9, .customer_count = 12'000, .watchlist_count = 12'000};
  const auto linked = linked_customers_v1(options);
  PythonRandom rng(options.seed);
  std::vector<Customer> customers;
  for (std::int64_t i = 0; i < options.customer_count; ++i) {
    customers.push_back(draw_customer(rng, name_pools_v1(), options.customers_dob_present));
  }
  CHECK(rng.sample(12'000, 3000) == linked);
  Oracle oracle(name_pools_v1(), {.customer_count = options.customer_count,
                                  .entity_count = options.watchlist_count,
                                  .linked_count = 3000,
                                  .customers_dob_present = options.customers_dob_present,
                                  .watchlist_dob_present = options.watchlist_dob_present,
                                  .stranger_is_person = 1.0});
  std::vector<Judged> judged;
  for (std::size_t i = 0; i < customers.size(); ++i) {
    static_cast<void>(oracle.add(static_cast<std::int64_t>(i), customers[i]));
  }
  for (std::size_t i = 0; i < customers.size(); ++i) {
    oracle.see(
        i < linked.size()
            ? draw_linked(rng, name_pools_v1(), customers[linked[i]], options.watchlist_dob_present)
            : draw_stranger(rng, name_pools_v1(), options.watchlist_dob_present));
  }
  for (std::size_t i = 0; i < customers.size(); ++i) {
    const bool is_linked =
        std::find(linked.begin(), linked.end(), static_cast<std::uint32_t>(i)) != linked.end();
    judged.push_back({oracle.log_odds(i), is_linked});
  }
  check_calibration(judged, .25);
}

}  // namespace
}  // namespace financescr::datagen
