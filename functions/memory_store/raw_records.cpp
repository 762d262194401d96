// Records as verification reads them.
#include <charconv>
#include <utility>

#include "functions/memory_store/memory_store.hpp"

namespace financescr::memory_store {

using namespace ports;  // NOLINT(google-build-using-namespace): the records, in every line

namespace {

// Keys as texts that can be read back.
std::string place_of(const std::string& key) { return key; }

std::string place_of(const std::tuple<std::string, std::int64_t>& key) {
  return std::to_string(std::get<1>(key)) + "/" + std::get<0>(key);
}

std::string place_of(const std::tuple<std::string, std::string>& key) {
  const auto& [first, second] = key;
  return std::to_string(first.size()) + "/" + first + second;
}

// The number before the first "/" of a place.
std::int64_t number_in(const std::string& place) {
  std::int64_t number = 0;
  std::from_chars(place.data(), place.data() + place.find('/'), number);
  return number;
}

void read_key(const std::string& place, std::string& key) { key = place; }

void read_key(const std::string& place, std::tuple<std::string, std::int64_t>& key) {
  key = {place.substr(place.find('/') + 1), number_in(place)};
}

void read_key(const std::string& place, std::tuple<std::string, std::string>& key) {
  const std::string both = place.substr(place.find('/') + 1);
  const auto first = static_cast<std::size_t>(number_in(place));
  key = {both.substr(0, first), both.substr(first)};
}

template <typename Record>
RawRecord raw(const Record& record) {
  RawRecord found{place_of(key_of(record)), to_row(record)};
  const auto& columns = shape_of<Record>().columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].role == Role::kElsewhere) found.row[i] = Value{};
  }
  return found;
}

// Calls use(table) for the table of this name. Requires: a bound one.
template <typename Use>
void with_table(const Tables& tables, std::string_view name, Use use) {
  if (name == "decisions") use(tables.decisions);
  if (name == "cases") use(tables.cases);
  if (name == "case_events") use(tables.case_events);
  if (name == "conversations") use(tables.conversations);
  if (name == "conversation_messages") use(tables.messages);
  if (name == "users") use(tables.users);
  if (name == "api_keys") use(tables.api_keys);
  if (name == "idempotency") use(tables.idempotency);
  if (name == "pack_activations") use(tables.pack_activations);
}

}  // namespace

Stored<std::vector<RawRecord>> MemoryStore::raw_records(std::string_view table,
                                                        const std::optional<std::string>& place,
                                                        std::size_t limit) {
  const std::lock_guard lock(mutex_);
  std::vector<RawRecord> found;
  with_table(tables_, table, [&](const auto& records) {
    auto at = records.begin();
    if (place) {
      typename std::remove_cvref_t<decltype(records)>::key_type key;
      read_key(*place, key);
      at = records.upper_bound(key);
    }
    for (; at != records.end() && found.size() < limit; ++at) found.push_back(raw(at->second));
  });
  return found;
}

Stored<std::optional<RawRecord>> MemoryStore::raw_record(std::string_view table,
                                                         std::string_view id) {
  const std::lock_guard lock(mutex_);
  std::optional<RawRecord> found;
  with_table(tables_, table, [&](const auto& records) {
    using Record = typename std::remove_cvref_t<decltype(records)>::mapped_type;
    if constexpr (std::is_same_v<Key<Record>, std::string>) {
      const auto one = records.find(id);
      if (one != records.end()) found = raw(one->second);
    } else {
      for (const auto& [key, record] : records) {
        if (id_of(shape_of<Record>(), to_row(record)) == id) found = raw(record);
      }
    }
  });
  return found;
}

}  // namespace financescr::memory_store
