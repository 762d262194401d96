// Limits on everything that comes from outside, in one place.
#pragma once

#include <cstddef>
#include <cstdint>

namespace financescr::limits {

inline constexpr std::size_t kMaxLineBytes = 4U << 20U;    // one JSON line
inline constexpr std::size_t kMaxJsonDepth = 32;           // nested arrays and objects
inline constexpr std::size_t kMaxJsonTokens = 1U << 16U;   // commas, [ and { in one document
inline constexpr std::size_t kMaxListedFaults = 100;       // faults listed; the rest is counted
inline constexpr std::size_t kMaxPointerBytes = 256;       // JSON pointer of one fault
inline constexpr std::size_t kMaxIdBytes = 128;            // any identifier
inline constexpr std::size_t kMaxNameBytes = 1024;         // one name, UTF-8
inline constexpr std::size_t kMaxNameTokens = 32;          // words of one name that are compared
inline constexpr std::size_t kMaxTokenBytes = 64;          // letters of one word that are compared
inline constexpr std::size_t kMaxListValues = 512;         // aliases, dates, ids ... of one entry
inline constexpr std::size_t kMaxListedNames = 1U << 24U;  // of all entries of a watchlist
inline constexpr std::size_t kMaxPackErrors = 100;         // errors listed before a pack is refused
inline constexpr std::int64_t kMaxSearchWork = 1 << 24;    // of one query, in postings read
inline constexpr std::int64_t kMaxTopK = 200;              // candidates retrieved and returned
inline constexpr std::size_t kMaxWhatIfRows = 100'000;     // labelled rows one request decides

}  // namespace financescr::limits
