#include "engine/backtest/tuning.hpp"

#include <algorithm>
#include <tuple>

#include "engine/core/limits.hpp"

namespace financescr::backtest {
namespace {

using canonical::Json;
using evaluation::Confusion;
using evaluation::Frontier;
using evaluation::FrontierPoint;
using evaluation::Goal;
using evaluation::Tie;

constexpr Micro kShareBeforeSplit{666'666};

// true, false, a number, or else a text.
Json value_from(std::string_view text) {
  if (text == "true" || text == "false") return {text == "true"};
  const auto number = Micro::parse(text);
  return number ? Json(*number) : Json(text);
}

// Sets one value. Returns: false where the pointer leads through no object.
bool set_at(Json& json, std::string_view pointer, const Json& value) {
  const std::size_t slash = pointer.find('/', 1);
  const std::string_view key = pointer.substr(1, slash - 1);
  if (json.if_object() == nullptr || key.empty()) return false;
  if (slash == std::string_view::npos) {
    json.set(key, value);
    return true;
  }
  const Json* found = json.find(key);
  Json member = found == nullptr ? Json::object() : *found;
  if (!set_at(member, pointer.substr(slash), value)) return false;
  json.set(key, std::move(member));
  return true;
}

// What serves the goal better is less.
auto rank(const TuningOptions& options, const Confusion& counts, Micro cost) {
  switch (options.goal.goal) {
    case Goal::kAlerts:
      return std::tuple(-counts.true_positives, counts.alerts());
    case Goal::kRecall:
      return std::tuple(counts.alerts(), -counts.true_positives);
    case Goal::kCost:
      break;
  }
  return std::tuple(cost.value, -counts.true_positives);
}

// How much worse than asked for: fraud below the recall, alerts above the budget.
std::int64_t missed_goal(const TuningOptions& options, const Confusion& counts) {
  switch (options.goal.goal) {
    case Goal::kAlerts:
      return std::max<std::int64_t>(
          0, counts.alerts() - options.max_alert_rate.value * counts.count() / Micro::kScale);
    case Goal::kRecall:
      return std::max<std::int64_t>(
          0, (options.goal.recall.value * counts.positives() + Micro::kScale - 1) / Micro::kScale -
                 counts.true_positives);
    case Goal::kCost:
      break;
  }
  return 0;
}

// Whether the goal is reached on days that nothing was chosen on, where a tenth beside it is
// chance.
bool keeps_goal(const TuningOptions& options, const Confusion& counts) {
  TuningOptions slack = options;
  slack.max_alert_rate.value += slack.max_alert_rate.value / 10;
  slack.goal.recall.value -= slack.goal.recall.value / 10;
  return missed_goal(slack, counts) == 0;
}

// The point that serves the goal best among those that alert on something: what scores 0 gives
// nobody a reason to look. Nothing: none reaches it.
std::optional<FrontierPoint> best_point(const TuningOptions& options, const Frontier& frontier) {
  std::optional<FrontierPoint> best;
  for (const FrontierPoint& point : frontier.points()) {
    if (point.lowest == kMicroZero || missed_goal(options, point.counts) > 0) continue;
    if (!best ||
        rank(options, point.counts, point.cost) < rank(options, best->counts, best->cost)) {
      best = point;
    }
  }
  return best;
}

Tuned tuned_at(const TuningOptions& options, std::size_t variant, Micro threshold,
               const std::vector<Tie>& before, const std::vector<Tie>& after) {
  Tuned tuned{variant,
              threshold,
              evaluation::decided_at(before, threshold),
              evaluation::decided_at(after, threshold),
              {},
              {}};
  tuned.cost_before = cost_of(tuned.before, options.goal.costs);
  tuned.cost_after = cost_of(tuned.after, options.goal.costs);
  return tuned;
}

}  // namespace

Result<Vary> parse_vary(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (!text.starts_with('/') || equals == std::string_view::npos || equals + 1 == text.size()) {
    return fail(ErrorCode::kInvalid, "\"" + std::string(text) +
                                         "\": give a JSON pointer and its values, such as "
                                         "/limits/maximum/USD=9000,10000");
  }
  if (equals > limits::kMaxPointerBytes) {
    return fail(ErrorCode::kTooLarge, "a JSON pointer has at most " +
                                          std::to_string(limits::kMaxPointerBytes) + " bytes");
  }
  Vary vary;
  vary.pointer = text.substr(0, equals);
  std::string_view values = text.substr(equals + 1);
  while (true) {
    const std::size_t comma = values.find(',');
    vary.values.push_back(value_from(values.substr(0, comma)));
    if (comma == std::string_view::npos) return vary;
    values.remove_prefix(comma + 1);
  }
}

Result<std::vector<Variant>> variants_of(const monitoring::Policy& policy,
                                         const std::vector<Vary>& vary) {
  std::size_t count = 1;
  for (const Vary& each : vary) {
    count *= each.values.size();
    if (count > kMaxVariants) {
      return fail(ErrorCode::kTooLarge, "there are more than " + std::to_string(kMaxVariants) +
                                            " combinations of the values to vary");
    }
  }
  std::vector<Variant> variants = {{{}, policy}};
  for (std::size_t number = 0; number < count && !vary.empty(); ++number) {
    Variant variant;
    Json json = policy.to_json();
    std::size_t rest = number;
    for (const Vary& each : vary) {
      const Json& value = each.values[rest % each.values.size()];
      rest /= each.values.size();
      if (!set_at(json, each.pointer, value)) {
        return fail(ErrorCode::kInvalid, "leads to no value of a policy", each.pointer);
      }
      variant.changes.emplace_back(each.pointer, value);
    }
    Errors errors;
    auto read = monitoring::Policy::read(json, errors);
    if (!read) return tl::unexpected(errors.front());
    if (*read == policy) continue;
    variant.policy = *std::move(read);
    variants.push_back(std::move(variant));
  }
  return variants;
}

void DayScores::add(const DecidedEvent& event) {
  OfDay& day = days_[event.occurred_at.date()];
  const Micro score = event.first.rank();
  const bool is_fraud = event.is_fraud.value_or(false);
  day.scores.add(score, is_fraud);
  if (is_fraud) day.fraud.emplace_back(event.known_on, score);
}

std::optional<Date> DayScores::day_after(Micro share) const {
  std::int64_t all = 0;
  for (const auto& [date, day] : days_) all += std::ssize(day.fraud);
  std::int64_t before = 0;
  for (const auto& [date, day] : days_) {
    if (before > 0 && before * Micro::kScale >= share.value * all) return date;
    before += std::ssize(day.fraud);
  }
  return std::nullopt;
}

std::vector<Tie> DayScores::known_before(Date until) const {
  ScoreCounts counts;
  for (const auto& [date, day] : days_) {
    if (date >= until) break;
    ScoreCounts of_day = day.scores;
    for (const auto& [known_on, score] : day.fraud) {
      if (known_on >= until) of_day.take_as_legitimate(score);
    }
    counts.join(of_day);
  }
  return counts.ties();
}

std::vector<Tie> DayScores::from(Date first) const {
  ScoreCounts counts;
  for (auto day = days_.lower_bound(first); day != days_.end(); ++day) {
    counts.join(day->second.scores);
  }
  return counts.ties();
}

Result<Tuning> tune(const TuningOptions& options, std::vector<Variant> variants,
                    const std::vector<DayScores>& scores) {
  const auto split = options.split ? options.split : scores.front().day_after(kShareBeforeSplit);
  if (!split) {
    return fail(ErrorCode::kInvalid,
                "the history has no fraud on two days to choose and measure "
                "on, or none at all");
  }
  Tuning tuning;
  tuning.options = options;
  tuning.split = *split;
  for (std::size_t i = 0; i < variants.size(); ++i) {
    const auto before = scores[i].known_before(*split);
    const auto after = scores[i].from(*split);
    if (evaluation::totals_of(before).positives == 0) {
      return fail(ErrorCode::kInvalid, "no fraud of the days before " + split->to_string() +
                                           " was known by that day, so there is nothing to choose "
                                           "by");
    }
    if (evaluation::totals_of(after).positives == 0) {
      return fail(ErrorCode::kInvalid, "from " + split->to_string() +
                                           " on there is no fraud, so there is nothing to measure "
                                           "on");
    }
    if (i == 0) tuning.current = tuned_at(options, i, variants[i].policy.alert_from, before, after);
    const auto frontier = Frontier::over(before, options.goal.costs);
    if (!frontier) return tl::unexpected(frontier.error());
    const auto point = best_point(options, *frontier);
    if (!point) continue;
    tuning.best.push_back(tuned_at(options, i, point->threshold(), before, after));
    const Tuned& ours = tuning.best.back();
    const Tuned& chosen = tuning.best[tuning.chosen];
    const bool is_first = tuning.best.size() == 1;
    if (is_first || rank(options, ours.before, ours.cost_before) <
                        rank(options, chosen.before, chosen.cost_before)) {
      tuning.chosen = tuning.best.size() - 1;
      tuning.frontier = frontier->points();
    }
  }
  if (tuning.best.empty()) {
    return fail(ErrorCode::kInvalid,
                "no threshold above 0 reaches the goal under any of the "
                "policies");
  }
  const Tuned& chosen = tuning.best[tuning.chosen];
  const auto after = [&](const Tuned& tuned) {
    return std::tuple(!keeps_goal(options, tuned.after),
                      rank(options, tuned.after, tuned.cost_after));
  };
  tuning.is_proposed = after(chosen) <= after(tuning.current);
  tuning.variants = std::move(variants);
  return tuning;
}

}  // namespace financescr::backtest
