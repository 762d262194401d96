#include "engine/evaluation/golden.hpp"

#include <optional>

#include "engine/pack/domain_source.hpp"

namespace financescr::evaluation {
namespace {

using canonical::Json;
using Kind = GoldenChange::Kind;

std::string shown(const Json& json, bool present) {
  return present ? canonical::write(json) : "absent";
}

void list_changes(const std::string& row, const std::string& pointer, const Json& before,
                  const Json& after, std::vector<GoldenChange>& out) {
  if (before == after) return;
  const auto* a = before.if_object();
  const auto* b = after.if_object();
  if (a == nullptr || b == nullptr) {
    out.push_back({row, pointer, before, after, Kind::kChanged});
    return;
  }
  for (const auto& [key, value] : *a) {
    const std::string inner = canonical::pointer_append(pointer, key);
    if (const Json* other = after.find(key)) {
      list_changes(row, inner, value, *other, out);
    } else {
      out.push_back({row, inner, value, {}, Kind::kGone});
    }
  }
  for (const auto& [key, value] : *b) {
    if (before.find(key) != nullptr) continue;
    out.push_back({row, canonical::pointer_append(pointer, key), {}, value, Kind::kNew});
  }
}

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::kChanged:
      return "changed";
    case Kind::kGone:
      return "gone";
    case Kind::kNew:
      return "new";
  }
  return "";
}

}  // namespace

Result<GoldenRows> read_golden_rows(std::string_view bytes, std::string_view id_key) {
  GoldenRows rows;
  std::optional<Error> fault;
  pack::for_each_line(bytes, [&](std::size_t line, std::string_view text) {
    if (fault) return;
    const std::string place = " (line " + std::to_string(line) + ")";
    auto json = canonical::parse(text);
    if (!json) {
      fault = json.error();
      fault->detail += place;
      return;
    }
    const Json* member = json->find(id_key);
    const std::string* id = member == nullptr ? nullptr : member->if_string();
    const std::string pointer = canonical::pointer_append("", id_key);
    if (id == nullptr) {
      fault = Error{ErrorCode::kMissing, "is required and must be a string" + place, pointer};
    } else if (!rows.emplace(*id, *json).second) {
      fault = Error{ErrorCode::kConflict, "stands on an earlier line already" + place, pointer};
    }
  });
  if (fault) return tl::unexpected(*fault);
  return rows;
}

std::vector<GoldenChange> golden_changes(const GoldenRows& accepted, const GoldenRows& now) {
  std::vector<GoldenChange> changes;
  for (const auto& [id, row] : accepted) {
    const auto it = now.find(id);
    if (it == now.end()) {
      changes.push_back({id, "", row, {}, Kind::kGone});
    } else {
      list_changes(id, "", row, it->second, changes);
    }
  }
  for (const auto& [id, row] : now) {
    if (accepted.count(id) == 0) changes.push_back({id, "", {}, row, Kind::kNew});
  }
  return changes;
}

std::string to_text(const std::vector<GoldenChange>& changes) {
  std::string text;
  for (const GoldenChange& change : changes) {
    if (change.pointer.empty() && change.kind != Kind::kChanged) {
      text += change.row + ": " + std::string(name_of(change.kind)) + "\n";
      continue;
    }
    text += change.row + " " + change.pointer + ": " +
            shown(change.before, change.kind != Kind::kNew) + " -> " +
            shown(change.after, change.kind != Kind::kGone) + "\n";
  }
  return text;
}

Json to_json(const std::vector<GoldenChange>& changes) {
  Json::Array rows;
  for (const GoldenChange& change : changes) {
    rows.push_back(Json::object({{"row", change.row},
                                 {"field", change.pointer},
                                 {"change", name_of(change.kind)},
                                 {"before", change.before},
                                 {"after", change.after}}));
  }
  return Json(std::move(rows));
}

Json golden_row_now(const Json& accepted, const Json& decision, std::string_view id_key) {
  Json row = Json::object();
  if (accepted.if_object() == nullptr) return row;
  for (const auto& [key, value] : *accepted.if_object()) {
    const Json* member = key == id_key ? &value : decision.find(key);
    if (member != nullptr) row.set(key, *member);
  }
  return row;
}

}  // namespace financescr::evaluation
