#include "functions/audit/record_check.hpp"

#include <utility>

#include "engine/canonical/members.hpp"
#include "functions/audit/adoption.hpp"
#include "functions/audit/binding.hpp"

namespace financescr::audit {

using canonical::find_text;
using canonical::Json;
using canonical::text_of;
using ports::Row;
using ports::Shape;
using ports::Stored;

namespace {

constexpr std::size_t kRecordsAtOnce = 32;
// Steps that are gone back from a record's newest entry to an older one.
constexpr int kMaxSteps = 100;
constexpr std::size_t kShownBytes = 100;
constexpr std::string_view kAnswers = "idempotency";

// A text out of a table as far as it can be shown.
std::string shown(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, kShownBytes)) out += c >= ' ' && c <= '~' ? c : '?';
  if (text.size() > kShownBytes) out += "...";
  return out;
}

std::string name_of(const Shape& shape, std::string_view id) {
  return std::string(shape.table) + " " + shown(id);
}

std::optional<std::int64_t> integer_in(const Json& object, std::string_view key) {
  const Json* value = object.find(key);
  const auto* number = value == nullptr ? nullptr : value->if_integer();
  return number == nullptr ? std::nullopt : std::optional(*number);
}

std::int64_t number_in(const Row& row, std::size_t place) {
  const auto* number = std::get_if<std::int64_t>(&row[place]);
  return number == nullptr ? 0 : *number;
}

// What the log calls the record that has this key; the column that says so may be another's.
std::string id_by_key(const Shape& shape, const Row& row) {
  if (shape.columns[shape.id.front()].role != ports::Role::kRecordId) return id_of(shape, row);
  return answer_id(text_in(row, shape.key[0]), text_in(row, shape.key[1]));
}

bool is_bound(const Shape& shape, const Row& row) {
  return !std::holds_alternative<std::monostate>(row[shape.chain]);
}

// Whether an answer that was given then may be forgotten.
bool is_past(Timestamp given, Timestamp now) {
  return given.us + ports::kAnswerLifetime_us <= now.us;
}

// The digest that a step states of the record before it, in the version of an older entry.
std::string previous_digest(const Json& previous, std::int64_t version) {
  const Json* digests = previous.find("digests");
  const auto* list = digests == nullptr ? nullptr : digests->if_array();
  const auto place = static_cast<std::size_t>(version - 1);
  if (list == nullptr || version < 1 || place >= list->size()) return "";
  const std::string* digest = (*list)[place].if_string();
  return digest == nullptr ? "" : *digest;
}

}  // namespace

void RecordCheck::report(Fault fault, const ports::AuditRow& row, std::string detail) {
  found_({fault, row.chain, row.seq, false, std::move(detail)});
}

Stored<void> RecordCheck::check_entries(const Json& text, const ports::AuditRow& row) {
  const Json* entries = text.find("records");
  if (entries == nullptr || entries->if_array() == nullptr) return {};
  const bool is_adoption = find_text(text, "event") == kAdopting;
  for (const Json& entry : *entries->if_array()) {
    const std::string table = text_of(entry, "table");
    const Shape* shape = ports::find_shape(table);
    const auto version = integer_in(entry, "record_version");
    if (shape == nullptr || !version || *version < 1 || *version > shape->record_version) {
      report(Fault::kRecordUnreadable, row,
             "The row is about a record of " + shown(table) +
                 " in a version that this program does not know");
      continue;
    }
    if (find_entry(text, table, text_of(entry, "id")) != &entry) continue;
    const bool is_first = entry.find("previous") == nullptr && entry.find("is_new") == nullptr;
    if (is_first && integer_in(entry, "version").value_or(1) != 1 && !is_adoption) {
      report(Fault::kRecordChanged, row,
             "Nothing bound " + name_of(*shape, text_of(entry, "id")) + " before this step");
    }
    if (const auto done = check_previous(entry, *shape, row); !done) return done;
    if (const auto done = check_entry(entry, row, is_adoption); !done) return done;
  }
  return {};
}

Stored<void> RecordCheck::check_erasure(const Json& text, const ports::AuditRow& row) {
  if (find_text(text, "event") != "erasure") return {};
  const Json* details = text.find("details");
  ports::ErasureClaim claim;
  claim.decision_id = text_of(text, "decision_id");
  if (details != nullptr) claim.conversation_id = text_of(*details, "conversation_id");
  claim.chain = row.chain;
  claim.seq = row.seq;
  claim.at = row.at;
  claim.is_bound = text.find("records") != nullptr;
  if (claim.decision_id.empty() && claim.conversation_id.empty()) return {};
  const std::string what = claim.decision_id.empty()
                               ? "conversation " + shown(claim.conversation_id)
                               : "decision " + shown(claim.decision_id);
  const auto left = records_.left_by_erasure(claim);
  if (!left && left.error() == ports::StoreFault::kUnreadable) {
    report(Fault::kRecordUnreadable, row, "What is left of " + what + " cannot be read");
    return {};
  }
  if (!left) return tl::unexpected(left.error());
  for (const std::string& table : *left) {
    report(Fault::kErasureNotDone, row,
           "The row says that " + what + " was erased; of it " + table +
               " still holds what an erasure takes away");
  }
  return {};
}

Stored<void> RecordCheck::check_previous(const Json& entry, const Shape& shape,
                                         const ports::AuditRow& row) {
  const Json* previous = entry.find("previous");
  if (previous == nullptr) return {};
  const std::string id = text_of(entry, "id");
  const auto text =
      rows_.row(text_of(*previous, "chain"), integer_in(*previous, "seq").value_or(0));
  if (!text) return tl::unexpected(text.error());
  const Json* before = *text == nullptr ? nullptr : find_entry(**text, shape.table, id);
  if (before == nullptr) {
    report(Fault::kRecordChanged, row,
           "What " + name_of(shape, id) + " was before this step is in no row");
    return {};
  }
  const std::int64_t version = integer_in(*before, "record_version").value_or(0);
  if (previous_digest(*previous, version) != text_of(*before, "digest")) {
    report(Fault::kRecordChanged, row,
           name_of(shape, id) + " was changed between its row before and this step");
  }
  return {};
}

Stored<void> RecordCheck::check_entry(const Json& entry, const ports::AuditRow& row,
                                      bool is_adoption) {
  const Shape& shape = *ports::find_shape(text_of(entry, "table"));
  const std::string id = text_of(entry, "id");
  auto record = records_.raw_record(shape.table, id);
  // The walk through the tables says so, once.
  if (!record && record.error() == ports::StoreFault::kUnreadable) return {};
  if (!record) return tl::unexpected(record.error());
  if (!*record) {
    // How old an adopted answer was, its row does not say.
    const bool may_be_forgotten =
        shape.table == kAnswers && (!now_ || is_adoption || is_past(row.at, *now_));
    if (!may_be_forgotten) {
      report(Fault::kRecordMissing, row, name_of(shape, id) + " is not in the store");
    }
    return {};
  }
  Row& values = (*record)->row;
  if (shape.find_odd(values)) return {};  // the walk through the tables says so, once
  const Place newest{std::string(text_in(values, shape.chain)), number_in(values, shape.seq)};
  if (newest.seq == row.seq && newest.chain == row.chain) {
    compare(entry, shape, values, row);
    return {};
  }
  const auto is_later = follows(shape, id, newest, {row.chain, row.seq});
  if (!is_later) return tl::unexpected(is_later.error());
  if (!*is_later) {
    report(Fault::kRecordRolledBack, row,
           name_of(shape, id) +
               " does not follow from this row; an older state was put back, or "
               "the place of its row was changed");
  }
  return {};
}

void RecordCheck::compare(const Json& entry, const Shape& shape, const Row& record,
                          const ports::AuditRow& row) {
  const std::int64_t version = *integer_in(entry, "record_version");
  const std::string_view salt = text_in(record, shape.salt);
  if (record_digest(shape, record, salt, version) == text_of(entry, "digest")) return;
  const std::string_view column =
      differing_column(shape, record, salt, version, text_of(entry, "columns"));
  const std::string name = name_of(shape, text_of(entry, "id"));
  report(Fault::kRecordChanged, row,
         column.empty()
             ? "A column of " + name + " is not the one of its row"
             : "The column " + std::string(column) + " of " + name + " is not the one of its row");
}

Stored<bool> RecordCheck::follows(const Shape& shape, const std::string& id, Place newest,
                                  const Place& at) {
  for (int steps = 0; steps < kMaxSteps; ++steps) {
    const auto text = rows_.row(newest.chain, newest.seq);
    if (!text) return tl::unexpected(text.error());
    const Json* entry = *text == nullptr ? nullptr : find_entry(**text, shape.table, id);
    if (entry == nullptr) return false;
    const Json* previous = entry->find("previous");
    if (previous == nullptr) {
      // A key that was used again after its time.
      return shape.table == kAnswers;
    }
    newest = {text_of(*previous, "chain"), integer_in(*previous, "seq").value_or(0)};
    if (newest.seq == at.seq && newest.chain == at.chain) return true;
  }
  return true;
}

Stored<bool> RecordCheck::awaits_adoption() {
  if (!awaits_adoption_) {
    const auto adopted = is_adopted(bound_);
    if (!adopted) return adopted;
    awaits_adoption_ = !*adopted;
  }
  return *awaits_adoption_;
}

Stored<void> RecordCheck::check_record(const Shape& shape, const ports::RawRecord& record) {
  const auto say = [&](Fault fault, std::string detail) {
    found_({fault, "", 0, false, std::move(detail)});
  };
  Row row = record.row;
  if (const auto bad = shape.find_odd(row)) {
    say(Fault::kRecordUnreadable, "The column " + std::string(shape.columns[*bad].name) + " of " +
                                      name_of(shape, id_of(shape, record.row)) +
                                      " holds what no record holds");
    return {};
  }
  if (!is_bound(shape, row)) {
    const auto awaits = awaits_adoption();
    if (!awaits) return tl::unexpected(awaits.error());
    if (!*awaits) {
      say(Fault::kRecordSurplus, "No row is about " + name_of(shape, id_of(shape, row)));
    }
    return {};
  }
  const std::string id = id_by_key(shape, row);
  const auto text = rows_.row(std::string(text_in(row, shape.chain)), number_in(row, shape.seq));
  if (!text) return tl::unexpected(text.error());
  const Json* entry = *text == nullptr ? nullptr : find_entry(**text, shape.table, id);
  if (entry == nullptr) {
    say(Fault::kRecordSurplus, "The row that is stated by " + name_of(shape, id) +
                                   (*text == nullptr ? " is not in the log" : " is not about it"));
    return {};
  }
  const auto stands_twice = is_second(shape, id, row, *entry);
  if (!stands_twice) return tl::unexpected(stands_twice.error());
  if (*stands_twice) {
    say(Fault::kRecordSurplus, name_of(shape, id) + " stands in its table twice");
  }
  return {};
}

Stored<bool> RecordCheck::is_second(const Shape& shape, const std::string& id, const Row& row,
                                    const Json& entry) {
  const std::int64_t version = integer_in(entry, "record_version").value_or(0);
  const std::string digest = record_digest(shape, row, text_in(row, shape.salt), version);
  if (digest == text_of(entry, "digest")) return false;
  auto known = records_.raw_record(shape.table, id);
  if (!known && known.error() == ports::StoreFault::kUnreadable) return false;
  if (!known) return tl::unexpected(known.error());
  // The one that was compared with its entry is another.
  return *known && !shape.find_odd((*known)->row) && (*known)->row[shape.salt] == row[shape.salt] &&
         (*known)->row != row;
}

Stored<bool> RecordCheck::walk(RecordsPlace& place, std::int64_t max_records,
                               std::int64_t& looked_up) {
  for (const Shape* each : ports::bound_shapes()) {
    const Shape& shape = *each;
    if (!place.table.empty() && place.table != shape.table) continue;
    place.table = shape.table;
    while (true) {
      if (looked_up >= max_records) return false;
      const auto page = records_.raw_records(shape.table, place.after, kRecordsAtOnce);
      if (!page && page.error() == ports::StoreFault::kUnreadable) {
        found_({Fault::kRecordUnreadable, "", 0, false,
                "The table " + std::string(shape.table) + " cannot be read to its end"});
        break;
      }
      if (!page) return tl::unexpected(page.error());
      if (page->empty()) break;
      for (const ports::RawRecord& record : *page) {
        if (const auto done = check_record(shape, record); !done) {
          return tl::unexpected(done.error());
        }
      }
      looked_up += static_cast<std::int64_t>(page->size());
      place.after = page->back().place;
    }
    place = {};
  }
  return true;
}

}  // namespace financescr::audit
