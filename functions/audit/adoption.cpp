#include "functions/audit/adoption.hpp"

#include <utility>

#include "functions/ports/columns.hpp"

namespace financescr::audit {

using canonical::Json;
using ports::Stored;

namespace {

constexpr std::size_t kBatch = 100;

ports::AuditEvent event_of(std::string_view name, Timestamp now, const std::string& request_id,
                           Json details) {
  ports::AuditEvent event;
  event.at = now;
  event.event = name;
  event.actor = "system";
  event.request_id = request_id;
  event.details = std::move(details);
  return event;
}

// The keys of the records of a page that nothing binds.
std::vector<ports::Row> unbound_keys(const ports::Shape& shape,
                                     const std::vector<ports::RawRecord>& page) {
  std::vector<ports::Row> keys;
  for (const ports::RawRecord& record : page) {
    if (!std::holds_alternative<std::monostate>(record.row[shape.chain])) continue;
    ports::Row row = record.row;
    if (shape.find_odd(row)) continue;  // verification says that it cannot be read
    ports::Row& key = keys.emplace_back();
    for (const std::size_t place : shape.key) key.push_back(row[place]);
  }
  return keys;
}

Stored<std::int64_t> adopt_table(ports::Store& store, const ports::Shape& shape, Timestamp now,
                                 const std::string& request_id) {
  std::int64_t adopted = 0;
  std::optional<std::string> place;
  while (true) {
    const auto page = store.raw_records(shape.table, place, kBatch);
    if (!page) return tl::unexpected(page.error());
    if (page->empty()) return adopted;
    place = page->back().place;
    auto keys = unbound_keys(shape, *page);
    if (keys.empty()) continue;
    const auto count = static_cast<std::int64_t>(keys.size());
    const auto done =
        store.commit({{ports::AdoptRecords{std::string(shape.table), std::move(keys)}},
                      {event_of(kAdopting, now, request_id,
                                Json::object({{"table", shape.table}, {"records", count}}))}});
    if (!done) return tl::unexpected(done.error());
    adopted += count;
  }
}

}  // namespace

Stored<bool> is_adopted(BoundRows& rows) {
  ports::AuditFilter filter;
  filter.event = kAdopted;
  std::optional<ports::AuditPageStart> after;
  do {
    const auto page = rows.search(filter, after, 1);
    if (!page) return tl::unexpected(page.error());
    if (!page->rows.empty()) return true;
    after = page->next;
  } while (after);
  return false;
}

Stored<std::int64_t> adopt_records(ports::Store& store, BoundRows& rows, Timestamp now,
                                   const std::string& request_id) {
  if (store.signing().state == ports::Signing::State::kStopped) return 0;
  const auto before = is_adopted(rows);
  if (!before) return tl::unexpected(before.error());
  if (*before) return 0;
  std::int64_t adopted = 0;
  for (const ports::Shape* shape : ports::bound_shapes()) {
    const auto of_table = adopt_table(store, *shape, now, request_id);
    if (!of_table) return of_table;
    adopted += *of_table;
  }
  const auto done = store.commit(
      {{}, {event_of(kAdopted, now, request_id, Json::object({{"records", adopted}}))}});
  if (!done) return tl::unexpected(done.error());
  return adopted;
}

}  // namespace financescr::audit
