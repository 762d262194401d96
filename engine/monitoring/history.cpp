#include "engine/monitoring/history.hpp"

#include <algorithm>
#include <utility>

namespace financescr::monitoring {
namespace {

constexpr std::int64_t kMaxAhead_us = 300 * Timestamp::kSecond;
constexpr std::int64_t kMaxAge_us = 5 * 365 * Timestamp::kDay;
constexpr std::size_t kSweptAtOnce = 4;
constexpr std::size_t kFewestNames = std::size_t{1} << 16U;  // that are worth a compaction

}  // namespace

Result<void> History::check_times(const Event& event) const {
  const std::int64_t at_us = event.occurred_at.us;
  if (event.received_at && at_us > event.received_at->us + kMaxAhead_us) {
    return fail(ErrorCode::kInvalid, "lies more than 300 seconds after received_at",
                "/occurred_at");
  }
  if (event.received_at && at_us < event.received_at->us - kMaxAge_us) {
    return fail(ErrorCode::kInvalid, "lies more than five years before received_at",
                "/occurred_at");
  }
  return event.received_at ? check_jump(event.received_at->us, "/received_at")
                           : check_jump(at_us, "/occurred_at");
}

Result<void> History::check_jump(std::int64_t time_us, std::string_view pointer) const {
  if (now_us_ && time_us > *now_us_ + options_.max_clock_jump_us) {
    return fail(ErrorCode::kInvalid,
                "lies more than " + std::to_string(options_.max_clock_jump_us / Timestamp::kDay) +
                    " days (max_clock_jump) after the latest event so far",
                std::string(pointer));
  }
  return {};
}

Result<void> History::advance(Timestamp to) {
  if (auto checked = check_jump(to.us, "/occurred_at"); !checked) {
    return tl::unexpected(checked.error());
  }
  now_us_ = std::max(now_us_.value_or(to.us), to.us);
  return {};
}

Past History::past_of_account(std::string_view account_id, Timestamp at) const {
  Past past;
  past.seq = last_seq_ + 1;
  past.entry.at_us = at.us;
  past.entry.seq = past.seq;
  past.entry.account = names_.find(account_id);
  past.keys[place_of(KeyKind::kAccount)] = past.entry.account;
  past.starts = WindowStarts::of(at.us, options_.ahead_us);
  past.oldest_us = oldest_us();
  return past;
}

const Entry* History::find(std::string_view account_id, std::int64_t at_us,
                           std::uint64_t seq) const {
  for (const Entry& entry : between(KeyKind::kAccount, names_.find(account_id), at_us, at_us)) {
    if (entry.seq == seq) return &entry;
  }
  return nullptr;
}

const Entry* History::latest(std::string_view account_id) const {
  const auto all = between(KeyKind::kAccount, names_.find(account_id), oldest_us(), INT64_MAX);
  return all.empty() ? nullptr : &all.back();
}

std::span<const Entry> History::between(KeyKind kind, NameId key, std::int64_t from_us,
                                        std::int64_t to_us) const {
  const auto& timelines = timelines_[place_of(kind)];
  if (key == 0 || key >= timelines.size() || from_us > to_us) return {};
  return timelines[key].between(from_us, to_us);
}

std::int64_t History::oldest_us() const {
  return now_us_.value_or(0) - options_.max_lateness_us - kLongestSpan_us;
}

Entry History::entry_of(const Event& event) {
  const auto number_of = [this](const std::optional<std::string>& text) {
    return text ? names_.number_of(*text) : NameId{0};
  };
  Entry entry;
  entry.at_us = event.occurred_at.us;
  entry.seq = last_seq_ + 1;
  entry.amount_minor = event.amount.minor;
  entry.account = names_.number_of(event.account_id);
  entry.client = names_.number_of(event.client_id);
  entry.counterparty = number_of(event.counterparty_account_id);
  entry.agent = number_of(event.agent_id);
  entry.ip_address = number_of(event.ip_address);
  entry.device = number_of(event.device_id);
  entry.currency = pack_code(event.amount.currency.code);
  entry.country = event.country ? pack_code(event.country->code) : std::uint16_t{0};
  entry.type = event.type;
  entry.direction = event.direction;
  if (event.instrument) entry.instrument = static_cast<std::uint8_t>(place_of(*event.instrument));
  entry.is_new_client = event.kyc_level == 1;
  return entry;
}

Keys History::keys_of(const Entry& entry, NameId merchant) {
  Keys keys{};
  keys[place_of(KeyKind::kAccount)] = entry.account;
  keys[place_of(KeyKind::kClient)] = entry.client;
  keys[place_of(KeyKind::kCounterparty)] = entry.counterparty;
  keys[place_of(KeyKind::kAgent)] = entry.agent;
  keys[place_of(KeyKind::kMerchant)] = merchant;
  keys[place_of(KeyKind::kDevice)] = entry.device;
  return keys;
}

Timeline& History::timeline_of(KeyKind kind, NameId key) {
  auto& timelines = timelines_[place_of(kind)];
  if (timelines.size() <= key) timelines.resize(names_.size());
  return timelines[key];
}

Result<Past> History::observe(const Event& event) {
  Result<Past> answer;  // all that is returned, so that nothing of it is copied
  if (auto checked = check_times(event); !checked) {
    answer = tl::unexpected(checked.error());
    return answer;
  }
  is_received_ = is_received_ || event.received_at.has_value();
  if (event.received_at || !is_received_) {
    const std::int64_t time_us = event.received_at.value_or(event.occurred_at).us;
    now_us_ = std::max(now_us_.value_or(time_us), time_us);
  }
  compact();
  const Entry entry = entry_of(event);
  const NameId merchant = event.merchant_id ? names_.number_of(*event.merchant_id) : NameId{0};
  Past& past = *answer;
  past.entry = entry;
  past.keys = keys_of(entry, merchant);
  past.starts = WindowStarts::of(entry.at_us, options_.ahead_us);
  past.oldest_us = oldest_us();
  past.seq = ++last_seq_;
  past.is_late = entry.at_us < *now_us_ - options_.max_lateness_us;
  for (int step = 0; step < Timeline::kPrefetchSteps; ++step) {
    for (std::size_t kind = 0; kind < kKeyKindCount; ++kind) {
      if (past.keys[kind] == 0) continue;
      timeline_of(static_cast<KeyKind>(kind), past.keys[kind]).prefetch(step, entry);
    }
  }
  for (std::size_t i = 0; i < kKeyKindCount; ++i) {
    if (past.keys[i] == 0) continue;
    const auto kind = static_cast<KeyKind>(i);
    Timeline& timeline = timeline_of(kind, past.keys[i]);
    timeline.expire(past.oldest_us);
    timeline.read(kind, entry, past.starts, scratch_, past.facts[i].emplace());
    if (entry.at_us >= past.oldest_us) timeline.insert(entry);
  }
  sweep();
  return answer;
}

std::size_t History::size() const {
  std::size_t total = 0;
  for (const auto& timelines : timelines_) {
    for (const Timeline& timeline : timelines) total += timeline.size();
  }
  return total;
}

void History::sweep() {
  for (std::size_t i = 0; i < kSweptAtOnce; ++i) {
    while (swept_key_ >= timelines_[swept_kind_].size()) {
      swept_key_ = 0;
      swept_kind_ = (swept_kind_ + 1) % kKeyKindCount;
      if (swept_kind_ == 0) return;
    }
    timelines_[swept_kind_][swept_key_++].expire(oldest_us());
  }
}

void History::compact() {
  if (names_.size() < std::max(kFewestNames, 2 * names_after_compaction_)) return;
  std::vector<bool> marks(names_.size(), false);
  for (auto& timelines : timelines_) {
    for (std::size_t key = 0; key < timelines.size(); ++key) {
      timelines[key].expire(oldest_us());
      if (timelines[key].size() > 0) marks[key] = true;
      timelines[key].mark_names(marks);
    }
  }
  const std::vector<NameId> renumbered = names_.keep(marks);
  for (auto& timelines : timelines_) {
    std::vector<Timeline> kept(names_.size());
    for (std::size_t key = 0; key < timelines.size(); ++key) {
      if (renumbered[key] == 0) continue;
      timelines[key].renumber(renumbered);
      kept[renumbered[key]] = std::move(timelines[key]);
    }
    timelines = std::move(kept);
  }
  names_after_compaction_ = names_.size();
  swept_kind_ = 0;
  swept_key_ = 0;
}

}  // namespace financescr::monitoring
