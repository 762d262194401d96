// Budget: the memory that requests hold, all together and for each of those that asked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace financescr::pistache {

// In whose shares something is held. Empty: in nobody's.
struct Holders {
  std::string peer;
  std::string principal;
};

// Thread-safe.
class Budget {
 public:
  // An eighth of all, and of each share, is kept for requests that hold no more than this, so that
  // large ones do not shut them out.
  static constexpr std::size_t kSmallBytes = 64U << 10U;

  enum class Room : std::uint8_t { kFree, kShareUsed, kUsed };

  Budget(std::size_t total, std::size_t share) : total_(total), share_(share) {}

  // Takes `bytes` for a request that holds `held` already, if there is room. Nothing taken is
  // still a question: whether a request may begin.
  [[nodiscard]] Room take(const Holders& holders, std::size_t held, std::size_t bytes);
  // The same for what is there already. The next that ask find the less room.
  void take_anyway(const Holders& holders, std::size_t bytes);
  void give_back(const Holders& holders, std::size_t bytes);
  [[nodiscard]] std::size_t held() const;

 private:
  [[nodiscard]] bool has_share(std::string_view holder, std::size_t bytes, bool is_small) const;
  void add(const Holders& holders, std::size_t bytes);

  const std::size_t total_;
  const std::size_t share_;
  mutable std::mutex mutex_;
  std::size_t held_ = 0;
  std::map<std::string, std::size_t, std::less<>> by_holder_;
};

// What one request holds of a budget, given back when it dies. Few bytes are not counted: the
// number of connections bounds them.
class Held {
 public:
  static constexpr std::size_t kFreeBytes = 4U << 10U;

  // The budget must outlive it.
  Held(Budget& budget, Holders holders) : budget_(&budget), holders_(std::move(holders)) {}
  ~Held() { budget_->give_back(holders_, bytes_); }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;

  // From now on it holds `bytes` in all, if there is room for what is more.
  [[nodiscard]] Budget::Room hold(std::size_t bytes);
  void hold_anyway(std::size_t bytes);
  // Takes what it holds to another budget, if that has room.
  [[nodiscard]] Budget::Room move_to(Budget& budget, Holders holders);
  void move_anyway(Budget& budget, Holders holders);
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  void change_to(Budget& budget, Holders holders);

  Budget* budget_;
  Holders holders_;
  std::size_t bytes_ = 0;
};

}  // namespace financescr::pistache
