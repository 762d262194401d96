// What the connections of one server share.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "native_server/pistache/budget.hpp"
#include "native_server/pistache/door.hpp"
#include "native_server/pistache/options.hpp"
#include "native_server/pistache/pool.hpp"
#include "native_server/pistache/streams.hpp"

namespace financescr::pistache {

enum class Stage : std::uint8_t {
  kServing,
  kDraining,  // requests in flight finish, new ones get 503
  kClosing,   // connections without a request are closed
  kAborting,  // all others are, too
};

struct Core {
  Core(Options given, HandlerFactory factory)
      : options(std::move(given)),
        memory(options.limits.memory_bytes, options.limits.memory_share_bytes),
        entrance(options.limits.door_bytes, options.limits.door_share_bytes),
        door(options.limits),
        streams(options.streams),
        pool(options.threads, options.queue, std::move(factory)) {}

  const Options options;
  std::atomic<Stage> stage{Stage::kServing};
  std::atomic<std::size_t> reactors{0};  // that run
  std::atomic<std::size_t> connections{0};
  std::atomic<std::size_t> in_flight{0};  // requests whose answer is not yet handed to the system
  Budget memory;                          // for those who are known
  Budget entrance;                        // for those who are not, or not yet
  Door door;
  Streams streams;
  Pool pool;
};

}  // namespace financescr::pistache
