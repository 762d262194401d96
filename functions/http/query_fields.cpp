#include "functions/http/query_fields.hpp"

#include <algorithm>
#include <utility>

#include "functions/http/plain_text.hpp"

namespace financescr::http {

const std::string* QueryFields::find(std::string_view name) {
  known_.push_back(name);
  for (const auto& [key, value] : query_) {
    if (key == name) return &value;
  }
  return nullptr;
}

void QueryFields::reject(std::string_view name, std::string detail) {
  errors_.push_back({ErrorCode::kInvalid, std::move(detail), "/query/" + std::string(name)});
}

std::optional<std::string> QueryFields::text(std::string_view name, std::size_t max_bytes) {
  const std::string* value = find(name);
  if (value == nullptr) return std::nullopt;
  if (value->empty() || value->size() > max_bytes || !is_plain_text(*value)) {
    reject(name, std::string(name) + " must be a text of 1 to " + std::to_string(max_bytes) +
                     " bytes without control characters");
    return std::nullopt;
  }
  return *value;
}

std::optional<std::string> QueryFields::choice(std::string_view name,
                                               std::span<const std::string_view> names) {
  const std::string* value = find(name);
  if (value == nullptr) return std::nullopt;
  if (std::find(names.begin(), names.end(), *value) != names.end()) return *value;
  std::string list;
  for (const std::string_view one : names) list.append(list.empty() ? "" : ", ").append(one);
  reject(name, std::string(name) + " must be one of " + list);
  return std::nullopt;
}

std::optional<bool> QueryFields::boolean(std::string_view name) {
  constexpr std::string_view kNames[] = {"true", "false"};
  const auto value = choice(name, kNames);
  if (!value) return std::nullopt;
  return *value == "true";
}

std::optional<Timestamp> QueryFields::instant(std::string_view name) {
  const std::string* value = find(name);
  if (value == nullptr) return std::nullopt;
  auto instant = Timestamp::parse(*value);
  if (!instant) instant = Timestamp::parse(*value + "T00:00:00Z");
  if (!instant) {
    reject(name, std::string(name) + " must be a time as 2026-11-22T02:55:01Z, or a date");
  }
  return instant;
}

void QueryFields::reject_unknown(std::span<const std::string_view> others) {
  const auto holds = [](const auto& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  for (std::size_t i = 0; i < query_.size(); ++i) {
    const std::string& name = query_[i].first;
    const bool repeated =
        std::any_of(query_.begin(), query_.begin() + static_cast<std::ptrdiff_t>(i),
                    [&name](const auto& before) { return before.first == name; });
    if (repeated) {
      errors_.push_back({ErrorCode::kConflict, "A filter is given twice", "/query"});
    } else if (!holds(known_, name) && !holds(others, name)) {
      errors_.push_back({ErrorCode::kInvalid, "The query holds a filter that is not known",
                         is_plain_text(name) ? "/query/" + name : "/query"});
    }
  }
}

}  // namespace financescr::http
