#include "functions/audit/binding.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/canonical/content_hash.hpp"
#include "engine/canonical/members.hpp"
#include "engine/canonical/sha256.hpp"

namespace financescr::audit {

using canonical::Json;
using ports::ColumnShape;
using ports::Role;
using ports::Row;
using ports::Shape;
using ports::Value;

namespace {

constexpr std::size_t kUsualBytes = 1'024;  // of what a digest is made of
constexpr std::size_t kSaltDigits = 32;
constexpr std::size_t kMarkDigits = 4;
constexpr std::size_t kMembers = 8;  // of an entry, at the most

bool is_part(const ColumnShape& column, std::int64_t version) {
  switch (column.role) {
    case Role::kPlain:
    case Role::kKey:
    case Role::kVersion:
    case Role::kRecordId:
      return column.since <= version;
    case Role::kElsewhere:
    case Role::kBundleSalt:
    case Role::kRecordSalt:
    case Role::kAuditChain:
    case Role::kAuditSeq:
      return false;
  }
  return false;
}

void append_line(std::string& out, const ColumnShape& column, const Value& value) {
  out += column.name;
  out += '=';
  if (const auto* text = std::get_if<std::string>(&value)) {
    out += std::to_string(text->size());
    out += ':';
    out += *text;
  } else if (const auto* number = std::get_if<std::int64_t>(&value)) {
    out += std::to_string(*number);
  } else {
    out += "null";
  }
  out += '\n';
}

// The bits that cover the marks, 16 for each column.
std::string cover(std::string_view salt, std::size_t columns) {
  std::string bytes;
  for (int block = 0; bytes.size() < 2 * columns; ++block) {
    const auto digest =
        canonical::sha256(std::string(salt) + "\ncolumn marks\n" + std::to_string(block));
    bytes.append(digest.begin(), digest.end());
  }
  return bytes;
}

// What a digest is made of. Calls take(column, line) for each column that is part of it.
template <typename Take>
std::string digest_text(const Shape& shape, const Row& row, std::string_view salt,
                        std::int64_t version, Take take) {
  std::string text;
  text.reserve(kUsualBytes);
  text += "financescr record ";
  text += std::to_string(version);
  text += '\n';
  text += salt;
  text += '\n';
  text += shape.table;
  text += '\n';
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    if (!is_part(shape.columns[i], version)) continue;
    const std::size_t begin = text.size();
    append_line(text, shape.columns[i], row[i]);
    take(shape.columns[i], std::string_view(text).substr(begin));
  }
  return text;
}

// The marks of lines, one after the other.
class Marker {
 public:
  Marker(std::string_view salt, std::size_t columns) : covers_(cover(salt, columns)) {}

  std::string next(std::string_view line) {
    const auto hash = canonical::content_hash(line);
    std::array<std::uint8_t, kMarkDigits / 2> mark{};
    for (std::size_t k = 0; k < mark.size(); ++k) {
      mark[k] =
          static_cast<std::uint8_t>(hash.bytes[k] ^ static_cast<std::uint8_t>(covers_[at_++]));
    }
    return canonical::hex(mark);
  }

 private:
  std::string covers_;
  std::size_t at_ = 0;
};

// When the record was last written, for a row that is about nothing else.
Timestamp time_of(const Shape& shape, const Row& row) {
  std::optional<Timestamp> at;
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    if (shape.columns[i].kind != ports::Kind::kTime) continue;
    if (at && shape.columns[i].name != "updated_at") continue;
    if (const auto time = Timestamp::parse(text_in(row, i))) at = *time;
  }
  return at.value_or(Timestamp{});
}

Json entry_of(const Shape& shape, const Row& row, const std::string& salt, std::string id,
              Json previous, bool is_new) {
  std::string marks;
  marks.reserve(kMarkDigits * shape.columns.size());
  Marker marker(salt, shape.columns.size());
  const std::string text =
      digest_text(shape, row, salt, shape.record_version,
                  [&](const ColumnShape&, std::string_view line) { marks += marker.next(line); });
  Json::Object members;  // in the order of their keys
  members.reserve(kMembers);
  members.emplace_back("columns", std::move(marks));
  members.emplace_back("digest", canonical::hex(canonical::sha256(text)));
  members.emplace_back("id", std::move(id));
  if (is_new) members.emplace_back("is_new", true);
  if (!previous.is_null()) members.emplace_back("previous", std::move(previous));
  members.emplace_back("record_version", shape.record_version);
  members.emplace_back("table", shape.table);
  if (shape.version) members.emplace_back("version", std::get<std::int64_t>(row[*shape.version]));
  return Json::object(std::move(members));
}

Json to_json(const Previous& previous) {
  Json digests = Json::array();
  for (const std::string& digest : previous.digests) digests.push_back(digest);
  return Json::object(
      {{"chain", previous.chain}, {"digests", std::move(digests)}, {"seq", previous.seq}});
}

}  // namespace

std::string_view text_in(const Row& row, std::size_t place) {
  const auto* text = std::get_if<std::string>(&row[place]);
  return text == nullptr ? std::string_view() : std::string_view(*text);
}

std::string record_digest(const Shape& shape, const Row& row, std::string_view salt,
                          std::int64_t version) {
  const std::string text =
      digest_text(shape, row, salt, version, [](const ColumnShape&, std::string_view) {});
  return canonical::hex(canonical::sha256(text));
}

std::string_view differing_column(const Shape& shape, const Row& row, std::string_view salt,
                                  std::int64_t version, std::string_view marks) {
  std::string_view name;
  std::size_t at = 0;
  bool is_any_equal = false;
  Marker marker(salt, shape.columns.size());
  (void)digest_text(shape, row, salt, version, [&](const ColumnShape& column, auto line) {
    const std::string mark = marker.next(line);
    const std::string_view stated = marks.substr(std::min(at, marks.size()), kMarkDigits);
    at += kMarkDigits;
    if (stated == mark) is_any_equal = true;
    if (name.empty() && stated != mark) name = column.name;
  });
  return is_any_equal || name.empty() ? name : shape.columns[shape.salt].name;
}

std::optional<Previous> previous_of(const Shape& shape, const Row& row) {
  const auto* seq = std::get_if<std::int64_t>(&row[shape.seq]);
  const std::string_view salt = text_in(row, shape.salt);
  if (seq == nullptr || std::holds_alternative<std::monostate>(row[shape.chain])) {
    return std::nullopt;
  }
  Previous previous{std::string(text_in(row, shape.chain)), *seq, std::string(salt), {}};
  for (std::int64_t version = 1; version <= shape.record_version; ++version) {
    previous.digests.push_back(record_digest(shape, row, salt, version));
  }
  return previous;
}

std::string Salts::next() {
  const std::lock_guard lock(mutex_);
  if (spare_.empty()) {
    spare_ = canonical::hex(canonical::sha256(seed_ + "\nsalt\n" + std::to_string(++drawn_)));
  }
  std::string salt = spare_.substr(spare_.size() - kSaltDigits);
  spare_.resize(spare_.size() - kSaltDigits);
  return salt;
}

Binder::Binder(std::string_view chain, std::int64_t end_seq, std::vector<ports::AuditEvent>& events,
               Salts& salts)
    : chain_(chain), end_seq_(end_seq), events_(events), salts_(salts) {
  for (std::size_t event = 0; event < events.size(); ++event) {
    for (std::size_t entry = 0; entry < events[event].records.size(); ++entry) {
      const Json& known = events[event].records[entry];
      bound_.push_back(
          {canonical::text_of(known, "table"), canonical::text_of(known, "id"), "", event, entry});
    }
  }
}

Binder::Bound* Binder::find(std::string_view table, std::string_view id) {
  for (Bound& bound : bound_) {
    if (bound.id == id && bound.table == table) return &bound;
  }
  return nullptr;
}

const std::string* Binder::salt_of(const Shape& shape, std::string_view id) {
  const Bound* bound = find(shape.table, id);
  return bound == nullptr ? nullptr : &bound->salt;
}

Binder::Bound& Binder::place(const Shape& shape, const Row& row, std::string id) {
  if (events_.empty()) {
    ports::AuditEvent own;
    own.at = time_of(shape, row);
    own.event = "records";
    own.actor = "system";
    events_.push_back(std::move(own));
  }
  if (events_.back().records.size() >= kEntriesOfRow) {
    ports::AuditEvent more;
    more.at = events_.back().at;
    more.event = "records";
    more.actor = events_.back().actor;
    more.request_id = events_.back().request_id;
    events_.push_back(std::move(more));
  }
  std::vector<Json>& entries = events_.back().records;
  bound_.push_back(
      {std::string(shape.table), std::move(id), "", events_.size() - 1, entries.size()});
  entries.emplace_back();
  return bound_.back();
}

void Binder::bind(const Shape& shape, Row& row, const std::optional<Previous>& previous) {
  if (shape.columns[shape.id.front()].role == Role::kRecordId) {
    row[shape.id.front()] = answer_id(text_in(row, shape.key[0]), text_in(row, shape.key[1]));
  }
  std::string id = id_of(shape, row);
  Bound* bound = find(shape.table, id);
  Json before;
  bool is_new = false;  // in this transaction, and changed since
  if (bound != nullptr) {
    const Json& first = events_[bound->event].records[bound->entry];
    if (const Json* previous_entry = first.find("previous")) before = *previous_entry;
    const Json* version = first.find("version");
    is_new = first.find("is_new") != nullptr || (version != nullptr && *version == Json(1));
  } else {
    bound = &place(shape, row, id);
    if (previous) before = to_json(*previous);
  }
  bound->salt = salts_.next();
  row[shape.salt] = bound->salt;
  row[shape.chain] = chain_;
  row[shape.seq] = end_seq_ + 1 + static_cast<std::int64_t>(bound->event);
  Json& entry = events_[bound->event].records[bound->entry];
  entry = entry_of(shape, row, bound->salt, std::move(id), std::move(before), is_new);
}

std::string answer_id(std::string_view principal, std::string_view key) {
  std::string text(principal);
  text += '\n';
  text += key;
  return canonical::hex(canonical::sha256(text)).substr(0, kSaltDigits);
}

}  // namespace financescr::audit
