// Stored: what a store answers, or why it does not.
#pragma once

#include <cstdint>

#include <tl/expected.hpp>

namespace financescr::ports {

enum class StoreFault : std::uint8_t {
  kConflict,     // a key that exists, or a version that is no longer the stored one
  kBusy,         // the queue of commits is full; nothing was done
  kUnavailable,  // the store cannot be reached or cannot write; nothing of it is acknowledged
  kUnreadable,   // a record is there, and its values are not those of one
};

template <typename T>
using Stored = tl::expected<T, StoreFault>;

}  // namespace financescr::ports
