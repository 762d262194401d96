// Result and Error: how every fallible function of the engine reports.
//
// No exception crosses a module border; an exception means a bug or no memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

#include "engine/core/capped_list.hpp"

namespace financescr {

enum class ErrorCode : std::uint8_t {
  kMalformed,    // not UTF-8, not JSON, not the format it claims to be
  kMissing,      // a required field is absent
  kInvalid,      // wrong type, outside its range, not a member of its enumeration
  kConflict,     // two fields that exclude each other
  kNotFound,     // an id that the pack does not hold
  kUnsupported,  // understood, but not possible here
  kTooLarge,     // beyond a limit of core/limits.hpp
  kCorrupt,      // a checksum or an internal structure does not hold
  kUnavailable,  // cannot be done now; trying again may help
};

// The stable name of a code, as it appears in error objects ("invalid", "not_found", ...).
[[nodiscard]] std::string_view to_string(ErrorCode code);

// What went wrong, for a person, and where.
struct Error {
  ErrorCode code = ErrorCode::kInvalid;
  std::string detail;   // one sentence, no trailing full stop
  std::string pointer;  // JSON pointer (RFC 6901) of the bad field; "" is the whole document
};

template <typename T>
using Result = tl::expected<T, Error>;

inline void shorten(Error& error) { shorten(error.pointer); }
inline bool operator==(const Error& a, const Error& b) {
  return a.code == b.code && a.detail == b.detail && a.pointer == b.pointer;
}

// The first faults of something, and how many there were.
using Errors = CappedList<Error>;

// The first JSON pointers of many, and how many there were.
using Pointers = CappedList<std::string>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string detail,
                                                std::string pointer = {}) {
  return tl::unexpected<Error>(Error{code, std::move(detail), std::move(pointer)});
}

}  // namespace financescr
