// Memory that is asked for before it is needed, so that several waits are one. No result depends on
// it.
#pragma once

#include <cstddef>

namespace financescr::monitoring {

inline void prefetch_memory(const void* from, std::size_t bytes) {
  constexpr std::size_t kLine = 64;
  const char* const line = static_cast<const char*>(from);
  for (std::size_t at = 0; at < bytes; at += kLine) __builtin_prefetch(line + at);
  if (bytes > 0) __builtin_prefetch(line + bytes - 1);
}

}  // namespace financescr::monitoring
