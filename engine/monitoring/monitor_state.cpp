// A monitor as bytes, and back. Nothing of what is read is believed before it is checked.
#include <algorithm>
#include <utility>

#include "engine/canonical/fields.hpp"
#include "engine/core/currency.hpp"
#include "engine/core/limits.hpp"
#include "engine/monitoring/monitor.hpp"

namespace financescr::monitoring {
namespace {

using canonical::Json;
using pack::SectionId;

constexpr pack::ContainerFormat kMonitorFormat{"FSCRMONI", 2, "state of monitoring"};

struct StoredEvent {
  std::int64_t at_us = 0;
  std::array<std::uint8_t, 16> content{};
  std::array<std::uint8_t, 16> input_hash{};
  std::array<std::uint8_t, 16> result_hash{};
  std::uint32_t form = 0;  // place among the forms, from 1; 0: not answered
  std::uint32_t id_bytes = 0;
  std::uint32_t account_bytes = 0;
  std::uint32_t merchant_bytes = 0;
  std::uint32_t own_bytes = 0;  // of the answer
  std::uint32_t label = 0;
};

tl::unexpected<Error> corrupt(std::string_view what) {
  return fail(ErrorCode::kCorrupt, std::string(kMonitorFormat.name) + ": " + std::string(what));
}

Json watch_json(const LoanWatch& watch) {
  return Json::object({{"account_id", watch.account_id},
                       {"amount_minor", watch.amount.minor},
                       {"at_us", watch.at_us},
                       {"checks_done", watch.checks_done},
                       {"currency", watch.amount.currency.text()},
                       {"event_id", watch.event_id},
                       {"seq", static_cast<std::int64_t>(watch.seq)}});
}

std::optional<LoanWatch> read_watch(const Json& json) {
  Errors errors;
  canonical::Fields fields(json, "", errors);
  LoanWatch watch;
  watch.account_id = fields.required_text("account_id", limits::kMaxIdBytes);
  watch.event_id = fields.required_text("event_id", limits::kMaxIdBytes);
  watch.at_us = fields.required_integer("at_us", 0, Event::kLatest.us);
  watch.seq = static_cast<std::uint64_t>(fields.required_integer("seq", 1, INT64_MAX));
  watch.amount.minor = fields.required_integer("amount_minor", 1, INT64_MAX);
  watch.checks_done = static_cast<std::uint32_t>(fields.required_integer(
      "checks_done", 0, static_cast<std::int64_t>(kLoanChecks_hours.size()) - 1));
  const auto currency = parse_currency(fields.required_text("currency", 3));
  if (!errors.empty() || !currency) return std::nullopt;
  watch.amount.currency = *currency;
  return watch;
}

// Takes a line off.
Result<Json> next_line(std::string_view& lines) {
  const std::size_t end = lines.find('\n');
  auto row = canonical::parse(lines.substr(0, end));
  lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
  return row;
}

std::string lines_of(const LabelRates& labels) {
  std::string lines;
  labels.for_each(
      [&lines](LabelledKind kind, const std::string& key, std::int64_t known_us, bool is_fraud) {
        canonical::append(lines, Json::object({{"fraud", is_fraud},
                                               {"key", key},
                                               {"kind", static_cast<std::int64_t>(kind)},
                                               {"known_us", known_us}}));
        lines += '\n';
      });
  return lines;
}

}  // namespace

std::string Monitor::save() const {
  std::vector<StoredEvent> events;
  std::string texts;
  std::vector<std::uint64_t> form_ends;
  std::string forms;
  std::unordered_map<std::uint32_t, std::uint32_t> places;  // of forms, in the order of their use
  for (const LoggedEvent& event : log_.events()) {
    StoredEvent stored;
    stored.at_us = event.at_us;
    stored.content = event.content.bytes;
    stored.input_hash = event.answer.input_hash.bytes;
    stored.result_hash = event.answer.result_hash.bytes;
    stored.id_bytes = static_cast<std::uint32_t>(event.event_id.size());
    stored.account_bytes = static_cast<std::uint32_t>(event.account_id.size());
    stored.merchant_bytes = static_cast<std::uint32_t>(event.merchant_id.size());
    stored.own_bytes = static_cast<std::uint32_t>(event.answer.own.size());
    stored.label = static_cast<std::uint32_t>(event.label);
    texts.append(event.event_id).append(event.account_id).append(event.merchant_id);
    texts += event.answer.own;
    if (event.answer.form != 0) {
      const auto [place, is_new] = places.emplace(event.answer.form, places.size() + 1);
      if (is_new) {
        forms += log_.answers().form_text(event.answer);
        form_ends.push_back(forms.size());
      }
      stored.form = place->second;
    }
    events.push_back(stored);
  }
  std::string loans;  // a line each
  for (const auto& [seq, watch] : loans_.all()) {
    canonical::append(loans, watch_json(watch));
    loans += '\n';
  }
  const Json meta =
      Json::object({{"first_seq", static_cast<std::int64_t>(log_.first_seq())},
                    {"policy_hash", canonical::content_hash(policy_.to_json()).to_string()}});
  pack::ContainerWriter writer;
  writer.add(SectionId::kMeta, canonical::write(meta));
  writer.add(SectionId::kStateHistory, history_.save());
  writer.add(SectionId::kStateEvents, std::move(events));
  writer.add(SectionId::kStateEventIds, std::move(texts));
  writer.add(SectionId::kStateFormEnds, std::move(form_ends));
  writer.add(SectionId::kStateForms, std::move(forms));
  writer.add(SectionId::kStateLoans, std::move(loans));
  writer.add(SectionId::kStateLabels, lines_of(labels_));
  return writer.finish(kMonitorFormat);
}

Result<void> Monitor::load_log(const pack::ContainerView& view) {
  const auto events = view.elements<StoredEvent>(SectionId::kStateEvents);
  const auto form_ends = view.elements<std::uint64_t>(SectionId::kStateFormEnds);
  if (!events || !form_ends) return corrupt("its events are cut");
  const std::string_view texts = view.bytes(SectionId::kStateEventIds);
  const std::string_view forms = view.bytes(SectionId::kStateForms);
  std::vector<std::string_view> form_texts;
  std::uint64_t from = 0;
  for (const std::uint64_t end : *form_ends) {
    if (end < from || end > forms.size()) return corrupt("an answer lies outside the file");
    form_texts.push_back(
        forms.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(end - from)));
    from = end;
  }
  std::uint64_t seq = log_.first_seq();
  std::size_t text_from = 0;
  const auto next_text = [&](std::uint32_t size) {
    text_from += size;
    return std::string(texts.substr(text_from - size, size));
  };
  for (const StoredEvent& stored : *events) {
    const std::uint64_t bytes = std::uint64_t{stored.id_bytes} + stored.account_bytes +
                                stored.merchant_bytes + stored.own_bytes;
    const bool fits = stored.id_bytes > 0 && bytes <= texts.size() - text_from &&
                      stored.form <= form_texts.size() && stored.label <= 2 &&
                      (stored.form != 0 || stored.own_bytes == 0) && stored.at_us >= 0 &&
                      stored.at_us <= Event::kLatest.us;
    if (!fits) return corrupt("an event does not fit");
    LoggedEvent event;
    event.event_id = next_text(stored.id_bytes);
    event.account_id = next_text(stored.account_bytes);
    event.merchant_id = next_text(stored.merchant_bytes);
    event.content = {stored.content};
    event.at_us = stored.at_us;
    event.label = static_cast<LabelState>(stored.label);
    if (log_.find(event.event_id)) return corrupt("an event stands twice");
    if (stored.form != 0) {
      event.answer = {log_.answers().form_of(form_texts[stored.form - 1]),
                      {stored.input_hash},
                      {stored.result_hash},
                      next_text(stored.own_bytes)};
    }
    log_.add(seq++, std::move(event));
  }
  return {};
}

Result<void> Monitor::load_labels(std::string_view lines) {
  while (!lines.empty()) {
    const auto row = next_line(lines);
    if (!row) return corrupt("a label is none");
    Errors errors;
    canonical::Fields fields(*row, "", errors);
    const auto kind = fields.required_integer("kind", 0, kLabelledKinds - 1);
    const std::string key = fields.required_text("key", limits::kMaxIdBytes);
    const auto known_us = fields.required_integer("known_us", 0, Event::kLatest.us);
    const auto is_fraud = fields.boolean("fraud");
    if (!errors.empty() || !is_fraud) return corrupt("a label is none");
    auto added = labels_.add(static_cast<LabelledKind>(kind), key, known_us, *is_fraud);
    if (!added) return added;
  }
  return {};
}

Result<void> Monitor::load_loans(std::string_view lines) {
  while (!lines.empty()) {
    const auto row = next_line(lines);
    auto watch = row ? read_watch(*row) : std::nullopt;
    if (!watch || watch->seq > history_.last_seq() || loans_.all().count(watch->seq) > 0)
      return corrupt("a loan is none");
    loans_.add(*std::move(watch));
  }
  return {};
}

Result<void> Monitor::load(std::string_view bytes) {
  const auto view = pack::ContainerView::open(bytes, kMonitorFormat);
  if (!view) return tl::unexpected(view.error());
  const auto meta = canonical::parse(view->bytes(SectionId::kMeta));
  if (!meta) return corrupt("what it says of itself is no JSON");
  const Json* policy_hash = meta->find("policy_hash");
  if (policy_hash == nullptr || policy_hash->if_string() == nullptr ||
      *policy_hash->if_string() != canonical::content_hash(policy_.to_json()).to_string()) {
    return fail(ErrorCode::kConflict,
                std::string(kMonitorFormat.name) + ": it was made under another policy");
  }
  Monitor loaded(policy_, profiles_, policy_name_, table_seed_);
  auto history =
      History::load(view->bytes(SectionId::kStateHistory), history_options(policy_, table_seed_));
  if (!history) return tl::unexpected(history.error());
  loaded.history_ = *std::move(history);
  Errors errors;
  canonical::Fields fields(*meta, "", errors);
  loaded.log_.start_at(
      static_cast<std::uint64_t>(fields.required_integer("first_seq", 1, INT64_MAX)));
  if (!errors.empty()) return corrupt("what it says of itself is incomplete");
  if (auto done = loaded.load_log(*view); !done) return done;
  if (loaded.log_.first_seq() + loaded.log_.events().size() != loaded.history_.last_seq() + 1) {
    return corrupt("its events are not those of its past");
  }
  if (auto done = loaded.load_loans(view->bytes(SectionId::kStateLoans)); !done) return done;
  if (auto done = loaded.load_labels(view->bytes(SectionId::kStateLabels)); !done) return done;
  history_ = std::move(loaded.history_);
  log_ = std::move(loaded.log_);
  loans_ = std::move(loaded.loans_);
  labels_ = std::move(loaded.labels_);
  return {};
}

}  // namespace financescr::monitoring
