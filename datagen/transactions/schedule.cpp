#include "datagen/transactions/schedule.hpp"

#include <algorithm>

#include "datagen/transactions/calendar.hpp"
#include "datagen/transactions/random_streams.hpp"

namespace financescr::datagen {
namespace {

constexpr std::array<std::string_view, kTypologyCount> kNames = {
    "structuring",       "circular",          "scatter_gather", "bipartite",
    "stacking",          "agent_structuring", "farming",        "collusion",
    "rapid_pairs",       "loan_and_run",      "night",          "new_counterparties",
    "mule_pass_through", "dormant_wake_up"};

constexpr double kCrimesPerClientDay = .00085;
constexpr std::int64_t kFirstDay = 1;
constexpr std::int64_t kDaysOfCase = 12;  // a case lasts eleven at most
constexpr std::size_t kMostRounds = kDifficultyCount;

// By difficulty: how many cases are plain, and the chance that one is a crime.
struct Rates {
  double plain;           // share of the cases
  double plain_is_fraud;  // of those
  double guised_is_fraud;

  [[nodiscard]] constexpr double fraud() const {
    return plain * plain_is_fraud + (1.0 - plain) * guised_is_fraud;
  }
};
constexpr std::array<Rates, kDifficultyCount> kRates = {
    {{.40, .97, .03}, {.40, .90, .08}, {.40, .35, .08}}};

// So that of each difficulty there are as many crimes.
std::array<double, kDifficultyCount> weights_of(const TransactionOptions& options) {
  std::array<double, kDifficultyCount> weights{};
  double total = 0.0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const bool is_wanted =
        !options.difficulty || static_cast<std::size_t>(*options.difficulty) == i;
    if (is_wanted) weights[i] = 1.0 / kRates[i].fraud();
    total += weights[i];
  }
  for (double& weight : weights) weight /= total;
  return weights;
}

// The first cases are not left to chance, so that there are crimes and look-alikes of every
// typology in the smallest stream, and of every difficulty in one that is large enough.
std::size_t rounds_for(std::size_t count) {
  return std::clamp(count / (2 * kTypologyCount), std::size_t{1}, kMostRounds);
}

// As many cases as it takes for the crimes.
std::size_t count_for(const TransactionOptions& options,
                      const std::array<double, kDifficultyCount>& weights) {
  double crimes_per_case = 0.0;
  for (std::size_t i = 0; i < weights.size(); ++i)
    crimes_per_case += weights[i] * kRates[i].fraud();
  const double crimes = static_cast<double>(options.client_count) *
                        static_cast<double>(options.day_count) * kCrimesPerClientDay;
  return std::max(2 * kTypologyCount, static_cast<std::size_t>(crimes / crimes_per_case));
}

Case settled_case(const TransactionOptions& options, std::size_t number, std::size_t rounds) {
  Case planned;
  const std::size_t round = number / kTypologyCount;
  const std::size_t difficulty = (number % kTypologyCount + round) % kDifficultyCount;
  planned.is_fraud = round < rounds;
  planned.is_guised = !planned.is_fraud;
  planned.difficulty = options.difficulty.value_or(static_cast<Difficulty>(difficulty));
  return planned;
}

Case drawn_case(StreamRandom& rng, const std::array<double, kDifficultyCount>& weights) {
  Case planned;
  const std::size_t difficulty = rng.weighted(weights);
  const Rates& rates = kRates[difficulty];
  planned.difficulty = static_cast<Difficulty>(difficulty);
  planned.is_guised = !maybe(rng, rates.plain);
  planned.is_fraud = maybe(rng, planned.is_guised ? rates.guised_is_fraud : rates.plain_is_fraud);
  return planned;
}

// Crimes by cases of each pool: those that are settled as they are, the others as the rates say.
std::array<double, kPoolCount> chances_of(const Schedule& schedule, std::size_t settled,
                                          const std::array<double, kDifficultyCount>& weights) {
  std::array<double, kPoolCount> crimes{};
  std::array<double, kPoolCount> all{};
  const auto drawn = static_cast<double>(schedule.cases.size() - settled);
  for (std::size_t i = 0; i < kPoolCount; ++i) {
    const Rates& rates = kRates[i / 2];
    const bool is_guised = i % 2 == 1;
    const double share = is_guised ? 1.0 - rates.plain : rates.plain;
    all[i] = drawn * weights[i / 2] * share;
    crimes[i] = all[i] * (is_guised ? rates.guised_is_fraud : rates.plain_is_fraud);
  }
  for (std::size_t number = 0; number < settled; ++number) {
    const Case& planned = schedule.cases[number];
    all[pool_of(planned)] += 1.0;
    if (planned.is_fraud) crimes[pool_of(planned)] += 1.0;
  }
  for (std::size_t i = 0; i < kPoolCount; ++i) crimes[i] = all[i] > 0.0 ? crimes[i] / all[i] : 0.0;
  return crimes;
}

// How long an account lies still before a case.
std::int64_t draw_idle_days(StreamRandom& rng, Difficulty difficulty) {
  switch (difficulty) {
    case Difficulty::kCrude:
      return rng.randint(120, 150);
    case Difficulty::kMiddle:
      return rng.randint(88, 110);
    case Difficulty::kCareful:
      return rng.randint(78, 88);
  }
  return 0;
}

class Scheduler {
 public:
  Scheduler(const TransactionOptions& options, Population& population)
      : options_(options),
        population_(population),
        order_(key_of(options.seed, Section::kSleepers), population.ordinary_count()) {}

  Schedule make() {
    const auto weights = weights_of(options_);
    const std::size_t count = count_for(options_, weights);
    const std::size_t rounds = rounds_for(count);
    const std::size_t settled = 2 * rounds * kTypologyCount;
    schedule_.cases.reserve(count);
    for (std::size_t number = 0; number < count; ++number) {
      StreamRandom rng = stream_of(options_.seed, Section::kSchedule, number);
      Case planned =
          number < settled ? settled_case(options_, number, rounds) : drawn_case(rng, weights);
      planned.typology = static_cast<Typology>(number % kTypologyCount);
      place(planned, rng);
      schedule_.cases.push_back(planned);
    }
    schedule_.chances = chances_of(schedule_, settled, weights);
    sort_by_day();
    return std::move(schedule_);
  }

 private:
  void place(Case& planned, StreamRandom& rng) {
    const std::int64_t first_day = rng.randint(kFirstDay, options_.day_count - kDaysOfCase);
    planned.first_day = static_cast<std::int32_t>(first_day);
    const auto anybody = static_cast<std::int32_t>(
        rng.randbelow(static_cast<std::uint32_t>(population_.ordinary_count())));
    planned.coin = Population::coin_of(anybody);
    if (planned.typology == Typology::kDormantWakeUp) put_to_sleep(planned, rng);
    if (planned.typology == Typology::kFarming) {
      planned.first_client = population_.client_count();
      const std::uint8_t home = population_.client(anybody).home;
      for (std::int32_t i = 0; i < kFarmedPerCase; ++i) population_.add_farmed(planned.coin, home);
    }
  }

  void put_to_sleep(Case& planned, StreamRandom& rng) {
    const std::int64_t idle_days = draw_idle_days(rng, planned.difficulty);
    do {
      planned.first_client =
          static_cast<std::int32_t>(order_.at(next_sleeper_++ % population_.ordinary_count()));
    } while (schedule_.sleepers.contains(planned.first_client) &&
             next_sleeper_ < population_.ordinary_count());
    planned.coin = Population::coin_of(planned.first_client);
    const Sleep sleep{planned.first_day - idle_days, planned.first_day};
    schedule_.sleepers.insert_or_assign(planned.first_client, sleep);
  }

  void sort_by_day() {
    auto& by_day = schedule_.by_day;
    for (std::size_t i = 0; i < schedule_.cases.size(); ++i) {
      by_day.push_back(static_cast<std::int32_t>(i));
    }
    std::sort(by_day.begin(), by_day.end(), [this](std::int32_t a, std::int32_t b) {
      const std::int32_t day_a = schedule_.cases[static_cast<std::size_t>(a)].first_day;
      const std::int32_t day_b = schedule_.cases[static_cast<std::size_t>(b)].first_day;
      return day_a != day_b ? day_a < day_b : a < b;
    });
  }

  const TransactionOptions& options_;
  Population& population_;
  KeyedOrder order_;
  std::int64_t next_sleeper_ = 0;
  Schedule schedule_;
};

}  // namespace

std::string_view to_string(Typology typology) { return kNames[static_cast<std::size_t>(typology)]; }

std::string Case::name() const {
  const std::string_view typology_name = to_string(typology);
  return is_fraud ? std::string(typology_name) : "look_alike_" + std::string(typology_name);
}

std::size_t pool_of(const Case& planned) {
  return 2 * static_cast<std::size_t>(planned.difficulty) + (planned.is_guised ? 1 : 0);
}

Schedule make_schedule(const TransactionOptions& options, Population& population) {
  return Scheduler(options, population).make();
}

}  // namespace financescr::datagen
