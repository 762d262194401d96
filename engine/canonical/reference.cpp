#include "engine/canonical/reference.hpp"

#include <algorithm>

#include "engine/core/limits.hpp"

namespace financescr::canonical {

static_assert(limits::kMaxIdBytes == 128, "kReferenceForm says so");

bool is_reference(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("._:-/").find(c) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= limits::kMaxIdBytes &&
         std::all_of(text.begin(), text.end(), allowed);
}

std::optional<std::string> read_reference(Fields& fields, std::string_view key) {
  auto text = fields.text(key, limits::kMaxIdBytes);
  if (!text || text->empty()) return std::nullopt;
  if (is_reference(*text)) return text;
  fields.reject(key, ErrorCode::kInvalid, std::string(kReferenceForm));
  return std::nullopt;
}

}  // namespace financescr::canonical
