// A history as bytes, and back. Nothing of what is read is believed before it is checked.
#include <algorithm>

#include "engine/canonical/fields.hpp"
#include "engine/monitoring/history.hpp"
#include "engine/pack/container.hpp"

namespace financescr::monitoring {
namespace {

using canonical::Json;
using pack::SectionId;

constexpr pack::ContainerFormat kStateFormat{"FSCRHIST", 1, "state of monitoring"};

struct StoredTimeline {
  std::uint32_t kind = 0;
  NameId key = 0;
  std::uint64_t entries = 0;
};

// An Entry without types of which not every byte is a value.
struct StoredEntry {
  std::int64_t at_us = 0;
  std::uint64_t seq = 0;
  std::int64_t amount_minor = 0;
  std::array<NameId, kNamesOfEntry.size()> names{};
  std::uint16_t currency = 0;
  std::uint16_t country = 0;
  std::uint8_t type = 0;
  std::uint8_t direction = 0;
  std::uint8_t instrument = 0;
  std::uint8_t is_new_client = 0;
};

StoredEntry stored(const Entry& entry) {
  StoredEntry out;
  out.at_us = entry.at_us;
  out.seq = entry.seq;
  out.amount_minor = entry.amount_minor;
  for (std::size_t i = 0; i < kNamesOfEntry.size(); ++i) out.names[i] = entry.*kNamesOfEntry[i];
  out.currency = entry.currency;
  out.country = entry.country;
  out.type = static_cast<std::uint8_t>(entry.type);
  out.direction = static_cast<std::uint8_t>(entry.direction);
  out.instrument = entry.instrument;
  out.is_new_client = entry.is_new_client ? 1 : 0;
  return out;
}

Entry loaded(const StoredEntry& stored) {
  Entry entry;
  entry.at_us = stored.at_us;
  entry.seq = stored.seq;
  entry.amount_minor = stored.amount_minor;
  for (std::size_t i = 0; i < kNamesOfEntry.size(); ++i) entry.*kNamesOfEntry[i] = stored.names[i];
  entry.currency = stored.currency;
  entry.country = stored.country;
  entry.type = static_cast<EventType>(stored.type);
  entry.direction = static_cast<Direction>(stored.direction);
  entry.instrument = stored.instrument;
  entry.is_new_client = stored.is_new_client == 1;
  return entry;
}

bool is_possible(const StoredEntry& entry, std::size_t names, std::uint64_t last_seq) {
  return entry.type < kEventTypeCount && entry.direction < 2 &&
         entry.instrument <= kInstrumentCount && entry.is_new_client < 2 &&
         entry.amount_minor > 0 && entry.seq > 0 && entry.seq <= last_seq && entry.at_us >= 0 &&
         entry.at_us <= Event::kLatest.us &&
         std::all_of(entry.names.begin(), entry.names.end(),
                     [names](NameId name) { return name < names; });
}

tl::unexpected<Error> corrupt(std::string_view what) {
  return fail(ErrorCode::kCorrupt, std::string(kStateFormat.name) + ": " + std::string(what));
}

// What a policy says of time, which a state depends on.
Json options_json(const HistoryOptions& options) {
  return Json::object({{"ahead_us", options.ahead_us},
                       {"max_clock_jump_us", options.max_clock_jump_us},
                       {"max_lateness_us", options.max_lateness_us}});
}

}  // namespace

std::string History::save() const {
  Json meta =
      Json::object({{"last_seq", static_cast<std::int64_t>(last_seq_)},
                    {"names_after_compaction", static_cast<std::int64_t>(names_after_compaction_)},
                    {"now_us", now_us_ ? Json(*now_us_) : Json()},
                    {"is_received", is_received_},
                    {"options", options_json(options_)}});
  std::string texts;
  std::vector<std::uint64_t> ends;
  for (std::size_t id = 1; id < names_.size(); ++id) {
    texts += names_.text_of(static_cast<NameId>(id));
    ends.push_back(texts.size());
  }
  std::vector<StoredTimeline> timelines;
  std::vector<StoredEntry> entries;
  for (std::size_t kind = 0; kind < kKeyKindCount; ++kind) {
    for (std::size_t key = 0; key < timelines_[kind].size(); ++key) {
      const auto all = timelines_[kind][key].between(oldest_us(), INT64_MAX);
      if (all.empty()) continue;
      timelines.push_back({static_cast<std::uint32_t>(kind), static_cast<NameId>(key), all.size()});
      for (const Entry& entry : all) entries.push_back(stored(entry));
    }
  }
  pack::ContainerWriter writer;
  writer.add(SectionId::kMeta, canonical::write(meta));
  writer.add(SectionId::kStateNameEnds, std::move(ends));
  writer.add(SectionId::kStateNames, std::move(texts));
  writer.add(SectionId::kStateTimelines, std::move(timelines));
  writer.add(SectionId::kStateEntries, std::move(entries));
  return writer.finish(kStateFormat);
}

Result<void> History::load_names(const pack::ContainerView& view) {
  const auto ends = view.elements<std::uint64_t>(SectionId::kStateNameEnds);
  if (!ends) return tl::unexpected(ends.error());
  const std::string_view texts = view.bytes(SectionId::kStateNames);
  std::uint64_t from = 0;
  for (const std::uint64_t end : *ends) {
    if (end <= from || end > texts.size()) return corrupt("a name lies outside the file");
    const std::size_t before = names_.size();
    (void)names_.number_of(
        texts.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(end - from)));
    if (names_.size() == before) return corrupt("a name stands twice");
    from = end;
  }
  return {};
}

Result<void> History::load_timelines(const pack::ContainerView& view) {
  const auto timelines = view.elements<StoredTimeline>(SectionId::kStateTimelines);
  if (!timelines) return tl::unexpected(timelines.error());
  const auto entries = view.elements<StoredEntry>(SectionId::kStateEntries);
  if (!entries) return tl::unexpected(entries.error());
  std::size_t from = 0;
  for (const StoredTimeline& stored_timeline : *timelines) {
    const bool fits = stored_timeline.kind < kKeyKindCount && stored_timeline.key > 0 &&
                      stored_timeline.key < names_.size() &&
                      stored_timeline.entries <= entries->size() - from;
    if (!fits) return corrupt("a timeline does not fit");
    Timeline& timeline =
        timeline_of(static_cast<KeyKind>(stored_timeline.kind), stored_timeline.key);
    if (timeline.size() > 0) return corrupt("a timeline stands twice");
    std::int64_t last_us = INT64_MIN;
    for (const StoredEntry& entry :
         entries->subspan(from, static_cast<std::size_t>(stored_timeline.entries))) {
      if (!is_possible(entry, names_.size(), last_seq_) || entry.at_us < last_us) {
        return corrupt("an event is none, or out of its order");
      }
      last_us = entry.at_us;
      timeline.insert(loaded(entry));
    }
    from += static_cast<std::size_t>(stored_timeline.entries);
  }
  return {};
}

Result<History> History::load(std::string_view bytes, const HistoryOptions& options) {
  const auto view = pack::ContainerView::open(bytes, kStateFormat);
  if (!view) return tl::unexpected(view.error());
  const auto meta = canonical::parse(view->bytes(SectionId::kMeta));
  if (!meta) return corrupt("what it says of itself is no JSON");
  const Json* saved_with = meta->find("options");
  if (saved_with == nullptr || *saved_with != options_json(options)) {
    return fail(ErrorCode::kConflict,
                std::string(kStateFormat.name) +
                    ": it was made with another time zone, max_lateness or max_clock_jump");
  }
  Errors errors;
  canonical::Fields fields(*meta, "", errors);
  History history(options);
  history.last_seq_ = static_cast<std::uint64_t>(fields.required_integer("last_seq", 0, INT64_MAX));
  history.now_us_ = fields.integer("now_us", 0, Event::kLatest.us);
  history.is_received_ = fields.boolean("is_received").value_or(false);
  history.names_after_compaction_ =
      static_cast<std::size_t>(fields.required_integer("names_after_compaction", 0, INT32_MAX));
  if (!errors.empty()) return corrupt("what it says of itself is incomplete");
  if (auto done = history.load_names(*view); !done) return tl::unexpected(done.error());
  if (auto done = history.load_timelines(*view); !done) return tl::unexpected(done.error());
  return history;
}

}  // namespace financescr::monitoring
