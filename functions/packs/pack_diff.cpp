// The difference of two packs, its rows in pages.
#include <charconv>
#include <utility>

#include "engine/core/limits.hpp"
#include "engine/pack/diff.hpp"
#include "functions/call/viewed.hpp"
#include "functions/http/paging.hpp"
#include "functions/http/query_fields.hpp"
#include "functions/packs/packs.hpp"
#include "functions/ports/pack_hashes.hpp"

namespace financescr::packs {

using canonical::Json;

namespace {

using Opened = tl::expected<std::shared_ptr<const ports::LoadedPack>, Errors>;

constexpr std::string_view kListing = "pack_diff";
constexpr std::size_t kPositionParts = 3;  // both packs' hashes, number of the row
constexpr std::string_view kPageParameters[] = {"limit", "cursor"};

// What identifies the rows of a pack.
std::string hashes_of(const ports::LoadedPack& pack) {
  std::string joined;
  for (const std::string& hash : ports::pack_hashes(pack)) {
    joined.append(hash).append("/");
  }
  return joined;
}

// Row changes as one sequence: domain by domain, table by table; added, changed, removed.
class RowSequence {
 public:
  RowSequence(std::size_t first, std::size_t limit) : first_(first), limit_(limit) {}

  void add(const std::string& domain, const Json& table) {
    for (const std::string_view change : {"added", "changed", "removed"}) {
      for (const Json& row : *table.find(change)->if_array()) {
        if (count_++ < first_ || items_.size() >= limit_) continue;
        Json item = row;
        item.set("domain", domain);
        item.set("table", *table.find("table"));
        item.set("change", change);
        items_.push_back(std::move(item));
      }
    }
  }

  [[nodiscard]] bool has_more() const { return count_ > first_ + items_.size(); }
  [[nodiscard]] std::size_t next() const { return first_ + items_.size(); }
  [[nodiscard]] Json::Array take_items() { return std::move(items_); }

 private:
  std::size_t first_;
  std::size_t limit_;
  std::size_t count_ = 0;
  Json::Array items_;
};

// A table without its rows.
Json counts_of(const Json& table) {
  Json counts = Json::object();
  for (const auto& [key, value] : *table.if_object()) {
    if (value.if_array() == nullptr) counts.set(key, value);
  }
  return counts;
}

// The domains without the rows, which go into `rows`.
Json domains_of(const Json& diff, RowSequence& rows) {
  Json domains = Json::array();
  for (const Json& domain : *diff.find("domains")->if_array()) {
    Json tables = Json::array();
    for (const Json& table : *domain.find("tables")->if_array()) {
      rows.add(*domain.find("domain")->if_string(), table);
      tables.push_back(counts_of(table));
    }
    Json shown = domain;
    shown.set("tables", std::move(tables));
    domains.push_back(std::move(shown));
  }
  return domains;
}

// Where the page begins; nothing if the cursor is of packs that have changed since.
std::optional<std::size_t> first_of(const http::PageRequest& page, const ports::LoadedPack& before,
                                    const ports::LoadedPack& after) {
  if (!page.after) return 0;
  const http::Position& position = *page.after;
  if (position[0] != hashes_of(before) || position[1] != hashes_of(after)) return std::nullopt;
  std::size_t first = 0;
  const std::string& text = position[2];
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), first);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return first;
}

}  // namespace

http::Response pack_diff(Call& call) {
  Errors errors;
  http::QueryFields query(call.query, errors);
  const auto against = query.text("against", limits::kMaxIdBytes);
  query.reject_unknown(kPageParameters);
  const std::string_view key = call.context.secrets.token_key();
  const auto page = http::read_page(call.query, kListing, kPositionParts, key);
  if (!page) errors.append(page.error());
  if (!errors.empty()) return call.refuse(http::rejected(std::move(errors)));

  ports::PackLibrary& library = call.context.packs;
  const Opened after = library.open(call.parameters.front());
  if (!after) return call.refuse(http::rejected(after.error()));
  const Opened before = against ? library.open(*against) : Opened(call.context.pack);
  if (!before) return call.refuse(http::rejected(before.error()));
  const auto first = first_of(*page, **before, **after);
  if (!first) {
    return call.refuse(http::rejected(
        {{ErrorCode::kInvalid, "The packs have changed since; begin without a cursor",
          "/query/cursor"}}));
  }
  const Json diff = pack::to_json(pack::diff((*before)->engine.pack(), (*after)->engine.pack()));
  RowSequence rows(*first, page->limit);
  Json answer = Json::object({{"pack_id", (*after)->pack_id},
                              {"against", (*before)->pack_id},
                              {"same", *diff.find("same")},
                              {"domains", domains_of(diff, rows)},
                              {"next_cursor", Json()}});
  if (rows.has_more()) {
    answer.set(
        "next_cursor",
        http::make_cursor(
            kListing, {hashes_of(**before), hashes_of(**after), std::to_string(rows.next())}, key));
  }
  Json::Array items = rows.take_items();
  if (!items.empty()) {
    const auto noted = call.context.store.commit(
        {{}, {pack_diff_viewed(call, (*after)->pack_id, (*before)->pack_id)}});
    if (!noted) return call.refuse(noted.error());
  }
  answer.set("items", Json(std::move(items)));
  return call.answer(200, answer);
}

}  // namespace financescr::packs
