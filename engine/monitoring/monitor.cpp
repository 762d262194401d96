#include "engine/monitoring/monitor.hpp"

#include <algorithm>
#include <utility>

#include "engine/monitoring/decide.hpp"
#include "engine/monitoring/sight.hpp"

namespace financescr::monitoring {
namespace {

using canonical::Json;

// The events that a rule points at.
std::vector<std::uint64_t> seen_by(const Rule& rule, const Sight& sight) {
  SeenEvents seen;
  if (rule.point_at != nullptr) rule.point_at(sight, seen);
  return seen.seqs();
}

}  // namespace

HistoryOptions history_options(const Policy& policy, std::uint64_t table_seed) {
  HistoryOptions options;
  options.ahead_us = policy.zone_minutes.value_or(0) * Timestamp::kMinute;
  options.max_lateness_us = policy.max_lateness_days * Timestamp::kDay;
  options.max_clock_jump_us = policy.max_clock_jump_days * Timestamp::kDay;
  options.table_seed = table_seed;
  return options;
}

Monitor::Monitor(const Policy& policy, const Profiles& profiles,
                 std::optional<std::string> policy_name, std::uint64_t table_seed)
    : policy_(policy),
      profiles_(profiles),
      policy_name_(std::move(policy_name)),
      table_seed_(table_seed),
      history_(history_options(policy, table_seed)),
      log_(table_seed) {}

Result<Step> Monitor::take(Incoming incoming) {
  if (const auto* tick = std::get_if<Tick>(&incoming.what)) return take_tick(*tick);
  if (const auto* label = std::get_if<Label>(&incoming.what)) return take_label(*label);
  return take_event(std::move(std::get<Event>(incoming.what)), incoming.content);
}

Result<Step> Monitor::take_event(Event event, const canonical::ContentHash& content) {
  if (const auto seq = log_.find(event.event_id)) {
    const LoggedEvent& first = *log_.at(*seq);
    if (first.content == content) {
      const bool is_answered = first.answer.form != 0;
      return Repeated{*seq, is_answered ? std::optional(log_.answer_of(*seq)) : std::nullopt};
    }
    return fail(ErrorCode::kConflict, "came before with other content", "/event_id");
  }
  const auto past = history_.observe(event);
  if (!past) return tl::unexpected(past.error());
  ToDecide step = decide_with(event, *past);
  log_.expire(past->oldest_us);
  log_.add(past->seq, {event.event_id,
                       content,
                       event.occurred_at.us,
                       {},
                       event.account_id,
                       event.merchant_id.value_or(""),
                       LabelState::kNone});
  if (event.type == EventType::kLoanDisbursement && !past->is_late) {
    loans_.add(
        {event.account_id, event.event_id, event.occurred_at.us, past->seq, event.amount, 0});
  }
  step.request.event = std::move(event);
  return step;
}

std::vector<std::string> Monitor::ids_of(const std::vector<std::uint64_t>& seqs) const {
  std::vector<std::string> ids;
  for (const std::uint64_t seq : seqs) {
    const LoggedEvent* event = log_.at(seq);
    if (event != nullptr) ids.push_back(event->event_id);
  }
  return ids;
}

ToDecide Monitor::decide_with(const Event& event, const Past& past) {
  Sight sight(event, past, history_, policy_);
  const LoanWatch* loan =
      loans_.find(event.account_id, event.occurred_at.us, event.amount.currency);
  if (loan != nullptr) sight.set_loan(LoanInSight{loan->at_us, loan->seq, loan->amount.minor});
  sight.set_labels(labels_);
  if (event.agent_id) sight.set_typical_float(profiles_.typical_float(*event.agent_id));
  ToDecide step{past.seq, request_for(sight, loan), {}};
  step.request.is_late = past.is_late;
  step.request.policy = policy_name_;
  if (features_) step.features = feature_values(*features_, sight);
  return step;
}

MonitorRequest Monitor::request_for(Sight& sight, const LoanWatch* loan) {
  MonitorRequest request;
  bool closes_loan = false;
  for (std::size_t i = 0; i < kRuleCount; ++i) {
    const Rule& rule = rule_table()[i];
    const Evidence evidence{sight.event(), policy_, policy_.rules[i], request.facts[i]};
    if (rule.look == nullptr || !applies(i, evidence)) continue;
    sight.set_settings(policy_.rules[i]);
    rule.look(sight, request.facts[i]);
    if (sight.was_cut()) request.cut.push_back(i);
    if (!rule.judge(evidence)) continue;
    closes_loan = closes_loan || rule.category == Category::kLoan;
    if (!names_seen_events_) continue;
    auto ids = ids_of(seen_by(rule, sight));
    if (!ids.empty()) request.seen.emplace_back(i, std::move(ids));
  }
  if (closes_loan) loans_.close(loan->seq);
  return request;
}

Json Monitor::check_loan(const LoanWatch& watch, const Tick& tick, Micro& severity) {
  const std::int64_t hours = kLoanChecks_hours[watch.checks_done];
  Event event;
  event.event_id = tick.event_id;
  event.account_id = watch.account_id;
  event.occurred_at = {watch.at_us + hours * Timestamp::kHour};
  event.amount.currency = watch.amount.currency;
  Past past = history_.past_of_account(watch.account_id, event.occurred_at);
  past.entry.currency = pack_code(watch.amount.currency.code);
  Sight sight(event, past, history_, policy_);
  sight.set_loan(LoanInSight{watch.at_us, watch.seq, watch.amount.minor});
  Json rules = Json::array();
  bool is_cut = false;
  for (std::size_t i = 0; i < kRuleCount; ++i) {
    const Rule& rule = rule_table()[i];
    if (rule.category != Category::kLoan) continue;
    RuleFacts facts{};
    const Evidence evidence{event, policy_, policy_.rules[i], facts};
    if (!applies(i, evidence)) continue;
    sight.set_settings(policy_.rules[i]);
    rule.look(sight, facts);
    is_cut = is_cut || sight.was_cut();
    const auto fired = fire(i, evidence);
    if (!fired) continue;
    severity = std::max(severity, fired->severity);
    rules.push_back(to_json(*fired, ids_of(seen_by(rule, sight))));
  }
  const bool has_fired = !rules.if_array()->empty();
  const std::uint64_t seq = watch.seq;
  Json check = Json::object({{"account_id", watch.account_id},
                             {"check_hours", hours},
                             {"loan_event_id", watch.event_id},
                             {"rules", std::move(rules)}});
  bool is_closed = false;
  if (has_fired) {
    loans_.close(seq);
  } else {
    is_closed = loans_.check_done(seq);
  }
  if (is_cut) check.set("search_cut", true);
  check.set("outcome", has_fired ? "fired" : is_closed ? "cleared" : "clean");
  return check;
}

Result<Step> Monitor::take_tick(const Tick& tick) {
  if (auto moved = history_.advance(tick.occurred_at); !moved) {
    return tl::unexpected(moved.error());
  }
  Json checks = Json::array();
  Micro severity;
  while (checks.if_array()->size() < kMaxChecksOfTick) {
    const LoanWatch* watch = loans_.next_due(tick.occurred_at.us);
    if (watch == nullptr) break;
    checks.push_back(check_loan(*watch, tick, severity));
  }
  const bool is_alert = severity >= policy_.alert_from;
  const bool has_more = loans_.next_due(tick.occurred_at.us) != nullptr;
  return Answered{
      Json::object({{"decision", to_string(is_alert ? Decision::kAlert : Decision::kPass)},
                    {"event_id", tick.event_id},
                    {"loan_watches", std::move(checks)},
                    {"more_due", has_more},
                    {"risk_level", to_string(level_of(severity, policy_.levels))},
                    {"risk_score", severity},
                    {"type", "tick"}})};
}

Result<void> Monitor::count_label(const Label& label, const Entry& entry,
                                  std::string_view merchant_id) {
  const std::pair<LabelledKind, std::string_view> keys[] = {
      {LabelledKind::kClient, history_.text_of(entry.client)},
      {LabelledKind::kCounterparty, history_.text_of(entry.counterparty)},
      {LabelledKind::kMerchant, merchant_id},
      {LabelledKind::kDevice, history_.text_of(entry.device)}};
  if (!labels_.has_room_for(std::size(keys))) {
    return fail(ErrorCode::kTooLarge,
                "too many clients, counterparties, merchants and devices "
                "have labels already",
                "/event_id");
  }
  for (const auto& [kind, key] : keys) {
    if (key.empty()) continue;
    if (auto added = labels_.add(kind, key, label.known_at.us, label.is_fraud); !added)
      return added;
  }
  return {};
}

Result<Step> Monitor::take_label(const Label& label) {
  Json answer = Json::object({{"type", "label"}});
  if (label.account_id) {
    const Entry* latest = history_.latest(*label.account_id);
    if (latest == nullptr) {
      return fail(ErrorCode::kNotFound, "no event of this account is known", "/account_id");
    }
    answer.set("account_id", *label.account_id);
    const auto first = labels_.first(LabelledKind::kAccount, *label.account_id);
    if (first && *first != label.is_fraud) {
      return fail(ErrorCode::kConflict, "the account has another label already", "/account_id");
    }
    if (first) {
      answer.set("duplicate", true);
      return Answered{std::move(answer)};
    }
    if (!labels_.has_room_for(2)) {
      return fail(ErrorCode::kTooLarge, "too many accounts and clients have labels already",
                  "/account_id");
    }
    const std::pair<LabelledKind, std::string_view> keys[] = {
        {LabelledKind::kAccount, *label.account_id},
        {LabelledKind::kClient, history_.text_of(latest->client)}};
    for (const auto& [kind, key] : keys) {
      if (auto added = labels_.add(kind, key, label.known_at.us, label.is_fraud); !added) {
        return tl::unexpected(added.error());
      }
    }
    return Answered{std::move(answer)};
  }
  answer.set("event_id", *label.event_id);
  const auto seq = log_.find(*label.event_id);
  if (!seq) return fail(ErrorCode::kNotFound, "no such event is known", "/event_id");
  const LoggedEvent& event = *log_.at(*seq);
  const LabelState state = label.is_fraud ? LabelState::kFraud : LabelState::kLegitimate;
  if (event.label != LabelState::kNone) {
    if (event.label != state) {
      return fail(ErrorCode::kConflict, "the event has another label already", "/event_id");
    }
    answer.set("duplicate", true);
    return Answered{std::move(answer)};
  }
  const Entry* entry = history_.find(event.account_id, event.at_us, *seq);
  if (entry == nullptr) return fail(ErrorCode::kNotFound, "no such event is known", "/event_id");
  if (auto counted = count_label(label, *entry, event.merchant_id); !counted) {
    return tl::unexpected(counted.error());
  }
  log_.set_label(*seq, state);
  return Answered{std::move(answer)};
}

}  // namespace financescr::monitoring
