#include "engine/core/result.hpp"

namespace financescr {

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::kMalformed:
      return "malformed";
    case ErrorCode::kMissing:
      return "missing";
    case ErrorCode::kInvalid:
      return "invalid";
    case ErrorCode::kConflict:
      return "conflict";
    case ErrorCode::kNotFound:
      return "not_found";
    case ErrorCode::kUnsupported:
      return "unsupported";
    case ErrorCode::kTooLarge:
      return "too_large";
    case ErrorCode::kCorrupt:
      return "corrupt";
    case ErrorCode::kUnavailable:
      return "unavailable";
  }
  return "invalid";
}

void shorten(std::string& pointer) {
  if (pointer.size() <= limits::kMaxPointerBytes) return;
  const std::size_t end = pointer.rfind('/', limits::kMaxPointerBytes);
  pointer.resize(end == std::string::npos ? 0 : end);
}

}  // namespace financescr
