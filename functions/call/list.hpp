// A listing of records: newest first, page by page, and a row of the audit log that says which were
// shown.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "functions/call/call.hpp"
#include "functions/call/viewed.hpp"
#include "functions/http/paging.hpp"
#include "functions/ports/store.hpp"

namespace financescr {

// Where a page of records begins that are listed by created_at and id.
[[nodiscard]] inline std::optional<ports::PageStart> page_start(const http::PageRequest& page) {
  if (!page.after) return std::nullopt;
  return ports::PageStart{Timestamp{std::stoll((*page.after)[0])}, (*page.after)[1]};
}

// `listing`: a fixed word, of cursors and, with "_listed", of the audit row. `errors`: of the
// filter. `query`: (start of the page, limit) to a query in the order of created_at and `id`.
template <typename Record, typename MakeQuery, typename ToJson>
[[nodiscard]] http::Response list_records(Call& call, std::string_view listing,
                                          std::string Record::* id, Errors errors,
                                          const MakeQuery& query, const ToJson& to_json) {
  const std::string_view key = call.context.secrets.token_key();
  const auto page = http::read_page(call.query, listing, 2, key);
  if (!page) errors.append(page.error());
  if (!errors.empty()) return call.refuse(http::rejected(std::move(errors)));
  auto records = ports::list(call.context.store, query(page_start(*page), page->limit + 1));
  if (!records) return call.refuse(records.error());
  std::optional<std::string> next;
  if (records->size() > page->limit) {
    records->resize(page->limit);
    const Record& last = records->back();
    next = http::make_cursor(listing, {std::to_string(last.created_at.us), last.*id}, key);
  }
  canonical::Json::Array items;
  std::vector<std::string> ids;
  for (const Record& record : *records) {
    items.push_back(to_json(record));
    ids.push_back(record.*id);
  }
  if (!ids.empty()) {
    const std::string event = std::string(listing) + "_listed";
    const auto noted = call.context.store.commit({{}, {listed(call, event, ids)}});
    if (!noted) return call.refuse(noted.error());
  }
  return http::page_response(call.request.path, call.query, std::move(items), next);
}

}  // namespace financescr
