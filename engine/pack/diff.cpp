#include "engine/pack/diff.hpp"

#include <algorithm>
#include <utility>

#include "engine/pack/domain_spec.hpp"

namespace financescr::pack {
namespace {

using canonical::Json;

// What `from` holds beyond `other`, values counted.
std::vector<Json> beyond(const Json::Array& from, const Json::Array& other) {
  std::vector<Json> rest;
  Json::Array unmatched = other;
  for (const Json& value : from) {
    const auto it = std::find(unmatched.begin(), unmatched.end(), value);
    if (it == unmatched.end()) {
      rest.push_back(value);
    } else {
      unmatched.erase(it);
    }
  }
  return rest;
}

const Json& or_null(const Json* value) {
  static const Json null;
  return value == nullptr ? null : *value;
}

void compare_lists(FieldChange change, const Json& before, const Json& after,
                   std::vector<FieldChange>& changes) {
  static const Json::Array none;
  const Json::Array& a = before.if_array() == nullptr ? none : *before.if_array();
  const Json::Array& b = after.if_array() == nullptr ? none : *after.if_array();
  if (a == b) return;
  change.removed = beyond(a, b);
  change.added = beyond(b, a);
  if (change.removed.empty() && change.added.empty()) {
    change.before = before;
    change.after = after;
  }
  changes.push_back(std::move(change));
}

void compare(const std::string& prefix, const Json& before, const Json& after,
             std::vector<FieldChange>& changes) {
  static const Json::Object none;
  const Json::Object& a = before.if_object() == nullptr ? none : *before.if_object();
  const Json::Object& b = after.if_object() == nullptr ? none : *after.if_object();
  std::vector<std::string> keys;
  for (const auto& [key, value] : a) keys.push_back(key);
  for (const auto& [key, value] : b) keys.push_back(key);
  std::stable_sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  for (const std::string& key : keys) {
    const Json& x = or_null(before.find(key));
    const Json& y = or_null(after.find(key));
    if (x == y) continue;
    const auto both = [&](auto is) { return (is(x) || x.is_null()) && (is(y) || y.is_null()); };
    if (both([](const Json& value) { return value.if_object() != nullptr; })) {
      compare(prefix + key + "/", x, y, changes);
    } else if (both([](const Json& value) { return value.if_array() != nullptr; })) {
      compare_lists({prefix + key, {}, {}, {}, {}}, x, y, changes);
    } else {
      changes.push_back({prefix + key, {}, {}, x, y});
    }
  }
}

// A sorted table as the merge below wants it. RowTable's rows are canonical text.
struct StoredRows {
  const RowTable& table;

  [[nodiscard]] std::size_t size() const { return table.size(); }
  [[nodiscard]] std::string_view id(std::size_t i) const { return table.id(i); }
  [[nodiscard]] bool same(std::size_t i, const StoredRows& other, std::size_t j) const {
    return table.json(i) == other.table.json(j);
  }
  // Rows are checked when a pack is opened by who decides on them; one that cannot be read here is
  // shown as having no fields.
  [[nodiscard]] Json json(std::size_t i) const {
    return canonical::parse(table.json(i)).value_or(Json::object());
  }
};

struct ListedRows {
  const Watchlist& list;

  [[nodiscard]] std::size_t size() const { return list.entity_count(); }
  [[nodiscard]] std::string_view id(std::size_t i) const {
    return list.entity_id(static_cast<std::uint32_t>(i));
  }
  [[nodiscard]] bool same(std::size_t i, const ListedRows& other, std::size_t j) const {
    return list.row(static_cast<std::uint32_t>(i)) == other.list.row(static_cast<std::uint32_t>(j));
  }
  [[nodiscard]] Json json(std::size_t i) const {
    return list.row(static_cast<std::uint32_t>(i)).to_json();
  }
};

template <typename Rows>
RowName name_of(const Rows& rows, std::size_t i) {
  const Json row = rows.json(i);
  for (const std::string_view key : {"primary_name", "name"}) {
    const Json* name = row.find(key);
    if (name != nullptr && name->if_string() != nullptr) {
      return {std::string(rows.id(i)), *name->if_string()};
    }
  }
  return {std::string(rows.id(i)), {}};
}

template <typename Rows>
TableDiff merge(std::string table, const Rows& before, const Rows& after) {
  TableDiff out;
  out.table = std::move(table);
  out.count_before = before.size();
  out.count_after = after.size();
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < before.size() || j < after.size()) {
    if (j == after.size() || (i < before.size() && before.id(i) < after.id(j))) {
      out.removed.push_back(name_of(before, i++));
    } else if (i == before.size() || after.id(j) < before.id(i)) {
      out.added.push_back(name_of(after, j++));
    } else {
      if (!before.same(i, after, j)) {
        out.changed.push_back({name_of(after, j), changed_fields(before.json(i), after.json(j))});
      }
      ++i;
      ++j;
    }
  }
  return out;
}

std::string hash_of(const Json& document) {
  return document.is_null() ? std::string() : canonical::content_hash(document).to_string();
}

DocumentDiff compare_documents(std::string name, const Json& before, const Json& after) {
  return {std::move(name), hash_of(before), hash_of(after), changed_fields(before, after)};
}

void compare_meta(const DomainMeta* before, const DomainMeta* after, DomainDiff& out) {
  static const DomainMeta absent;
  const DomainMeta& a = before == nullptr ? absent : *before;
  const DomainMeta& b = after == nullptr ? absent : *after;
  out.label_before = a.label;
  out.label_after = b.label;
  out.pack_hash_before = a.pack_hash;
  out.pack_hash_after = b.pack_hash;
  const auto manifest = [](const DomainMeta* meta) {
    return meta == nullptr ? Json() : meta->manifest.to_json();
  };
  out.documents.push_back(compare_documents("manifest", manifest(before), manifest(after)));
  out.documents.push_back(compare_documents("policy", a.policy, b.policy));
  out.documents.push_back(compare_documents("model", a.model, b.model));
}

DomainDiff compare_domains(const DomainSpec& spec, const DomainPack* before,
                           const DomainPack* after) {
  const DomainPack absent{spec.domain, {}, {}, {}};
  const DomainPack& a = before == nullptr ? absent : *before;
  const DomainPack& b = after == nullptr ? absent : *after;
  DomainDiff out;
  out.domain = spec.folder;
  compare_meta(before == nullptr ? nullptr : &a.meta, after == nullptr ? nullptr : &b.meta, out);
  for (const RowFile& file : spec.files) {
    if (!file.is_compared) continue;
    const std::string table(file.table());
    out.tables.push_back(
        file.storage == Storage::kWatchlist
            ? merge(table, ListedRows{a.watchlist}, ListedRows{b.watchlist})
            : merge(table, StoredRows{a.rows(file.name)}, StoredRows{b.rows(file.name)}));
  }
  return out;
}

Json json_of(const FieldChange& change) {
  Json json = Json::object({{"field", change.field}});
  if (change.removed.empty() && change.added.empty()) {
    json.set("before", change.before);
    json.set("after", change.after);
  } else {
    json.set("removed", Json(change.removed));
    json.set("added", Json(change.added));
  }
  return json;
}

template <typename T, typename Convert>
Json array_of(const std::vector<T>& values, Convert&& convert) {
  Json::Array array;
  for (const T& value : values) array.push_back(convert(value));
  return Json(std::move(array));
}

Json json_of(const RowName& row) {
  Json json = Json::object({{"id", row.id}});
  if (!row.name.empty()) json.set("name", row.name);
  return json;
}

Json fields_json(const std::vector<FieldChange>& fields) {
  return array_of(fields, [](const FieldChange& change) { return json_of(change); });
}

Json json_of(const TableDiff& table) {
  const auto names = [](const std::vector<RowName>& rows) {
    return array_of(rows, [](const RowName& row) { return json_of(row); });
  };
  const auto count = [](std::size_t n) { return Json(static_cast<std::int64_t>(n)); };
  return Json::object({{"table", table.table},
                       {"count_before", count(table.count_before)},
                       {"count_after", count(table.count_after)},
                       {"removed_count", count(table.removed.size())},
                       {"added_count", count(table.added.size())},
                       {"changed_count", count(table.changed.size())},
                       {"removed", names(table.removed)},
                       {"added", names(table.added)},
                       {"changed", array_of(table.changed, [](const RowChange& change) {
                          Json json = json_of(change.row);
                          json.set("fields", fields_json(change.fields));
                          return json;
                        })}});
}

Json json_of(const DocumentDiff& document) {
  const auto hash = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  return Json::object({{"document", document.document},
                       {"hash_before", hash(document.hash_before)},
                       {"hash_after", hash(document.hash_after)},
                       {"fields", fields_json(document.fields)}});
}

}  // namespace

std::vector<FieldChange> changed_fields(const Json& before, const Json& after) {
  std::vector<FieldChange> changes;
  compare("", before, after, changes);
  return changes;
}

bool DomainDiff::empty() const {
  const auto is_empty = [](const auto& part) { return part.empty(); };
  return label_before.empty() == label_after.empty() &&
         std::all_of(documents.begin(), documents.end(), is_empty) &&
         std::all_of(tables.begin(), tables.end(), is_empty);
}

bool PackDiff::empty() const {
  return std::all_of(domains.begin(), domains.end(),
                     [](const DomainDiff& domain) { return domain.empty(); });
}

PackDiff diff(const Pack& before, const Pack& after) {
  PackDiff out;
  for (const Domain domain : kDomains) {
    const DomainPack* a = before.domain(domain);
    const DomainPack* b = after.domain(domain);
    if (a == nullptr && b == nullptr) continue;
    out.domains.push_back(compare_domains(spec_of(domain), a, b));
  }
  return out;
}

Json to_json(const PackDiff& diff) {
  Json::Array domains;
  for (const DomainDiff& domain : diff.domains) {
    const auto text = [](const std::string& value) { return value.empty() ? Json() : Json(value); };
    domains.push_back(Json::object(
        {{"domain", domain.domain},
         {"label_before", text(domain.label_before)},
         {"label_after", text(domain.label_after)},
         {"pack_hash_before", text(domain.pack_hash_before)},
         {"pack_hash_after", text(domain.pack_hash_after)},
         {"documents",
          array_of(domain.documents, [](const DocumentDiff& part) { return json_of(part); })},
         {"tables",
          array_of(domain.tables, [](const TableDiff& part) { return json_of(part); })}}));
  }
  return Json::object({{"same", diff.empty()}, {"domains", Json(std::move(domains))}});
}

}  // namespace financescr::pack
