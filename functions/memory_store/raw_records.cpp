// Records as verification reads them.
#include <utility>

#include "engine/canonical/json.hpp"
#include "functions/memory_store/memory_store.hpp"

namespace financescr::memory_store {

using namespace ports;  // NOLINT(google-build-using-namespace): the records, in every line

namespace {

using canonical::Json;

// A key as a text that can be read back.
std::string place_of(const Row& key) {
  Json parts = Json::array();
  for (const Value& part : key) {
    if (const auto* text = std::get_if<std::string>(&part)) parts.push_back(*text);
    if (const auto* number = std::get_if<std::int64_t>(&part)) parts.push_back(*number);
  }
  return canonical::write(parts);
}

Row key_at(const std::string& place) {
  Row key;
  const auto parsed = canonical::parse(place);
  const auto* parts = parsed ? parsed->if_array() : nullptr;
  if (parts == nullptr) return key;
  for (const Json& part : *parts) {
    if (part.if_string() != nullptr) key.emplace_back(*part.if_string());
    if (part.if_integer() != nullptr) key.emplace_back(*part.if_integer());
  }
  return key;
}

RawRecord raw(const Shape& shape, const Row& row) {
  RawRecord found{place_of(key_of(shape, row)), row};
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (shape.columns[i].role == Role::kElsewhere) found.row[i] = Value{};
  }
  return found;
}

}  // namespace

Stored<std::vector<RawRecord>> MemoryStore::raw_records(std::string_view table,
                                                        const std::optional<std::string>& place,
                                                        std::size_t limit) {
  const std::lock_guard lock(mutex_);
  std::vector<RawRecord> found;
  const Table* records = tables_.find(table);
  if (records == nullptr) return found;
  auto at = place ? records->rows().upper_bound(key_at(*place)) : records->rows().begin();
  for (; at != records->rows().end() && found.size() < limit; ++at) {
    found.push_back(raw(records->shape(), at->second));
  }
  return found;
}

Stored<std::optional<RawRecord>> MemoryStore::raw_record(std::string_view table,
                                                         std::string_view id) {
  const std::lock_guard lock(mutex_);
  const Table* records = tables_.find(table);
  if (records == nullptr) return std::nullopt;
  const Shape& shape = records->shape();
  const auto parts = parse_id(shape, id);
  if (!parts) return std::nullopt;
  if (shape.id == shape.key) {
    const Row* row = records->find(*parts);
    return row == nullptr ? std::nullopt : std::optional(raw(shape, *row));
  }
  for (const auto& [key, row] : records->rows()) {
    if (id_of(shape, row) == id) return raw(shape, row);
  }
  return std::nullopt;
}

Stored<std::vector<std::string>> MemoryStore::raw_keys(std::string_view table,
                                                       std::string_view after, std::size_t limit) {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> keys;
  const Table* records = tables_.find(table);
  if (records == nullptr) return keys;
  for (auto at = records->rows().upper_bound({Value(std::string(after))});
       at != records->rows().end() && keys.size() < limit; ++at) {
    if (const auto* text = std::get_if<std::string>(&at->first.front())) keys.push_back(*text);
  }
  return keys;
}

}  // namespace financescr::memory_store
