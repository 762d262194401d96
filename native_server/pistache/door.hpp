// Door: which connections come in.
//
// So many are served, and so many of one peer. A few more are told that there is no seat (and
// whether the server lives, if they ask that); beyond those the door is closed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "native_server/pistache/options.hpp"

namespace financescr::pistache {

class Door;

// A connection's place, left when it dies.
class Seat {
 public:
  Seat(Door& door, std::string peer) : door_(door), peer_(std::move(peer)) {}
  ~Seat();
  Seat(const Seat&) = delete;
  Seat& operator=(const Seat&) = delete;

  [[nodiscard]] const std::string& peer() const { return peer_; }
  [[nodiscard]] bool is_served() const { return is_served_; }
  // From now on it is counted.
  void take(bool is_served);

 private:
  Door& door_;
  const std::string peer_;
  bool is_taken_ = false;
  bool is_served_ = false;
};

// Thread-safe. Must outlive its seats.
class Door {
 public:
  explicit Door(const Limits& limits) : limits_(limits) {}

  // Returns: nothing if the connection must be closed at once.
  [[nodiscard]] std::shared_ptr<Seat> enter(const std::string& peer);
  // Those that are told that there is no seat.
  [[nodiscard]] std::size_t told() const;

 private:
  friend class Seat;
  void leave(const Seat& seat);

  const Limits& limits_;
  mutable std::mutex mutex_;
  std::size_t served_ = 0;
  std::size_t told_ = 0;
  std::map<std::string, std::size_t, std::less<>> by_peer_;
};

}  // namespace financescr::pistache
