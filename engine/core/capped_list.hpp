// CappedList: the first elements of a list that may be of any length, and how many there were. What
// comes from outside may hold any number of faults; neither memory nor an answer grows with them.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/limits.hpp"

namespace financescr {

// A JSON pointer longer than limits::kMaxPointerBytes becomes that of an object or array around it.
void shorten(std::string& pointer);

// Each element is made short by `shorten(T&)`.
template <typename T>
class CappedList {
 public:
  CappedList() = default;
  CappedList(std::initializer_list<T> elements) {
    for (const T& element : elements) push_back(element);
  }

  // Counts it, and keeps it if it is one of the first limits::kMaxListedFaults.
  void push_back(T element) {
    ++count_;
    if (is_full()) return;
    shorten(element);
    first_.push_back(std::move(element));
  }
  // Counts all that `other` counted.
  void append(const CappedList& other) {
    const std::size_t all = count_ + other.count_;
    for (const T& element : other) push_back(element);
    count_ = all;
  }
  // Counts `more` that nobody needs to make.
  void count_more(std::size_t more) { count_ += more; }

  // How many there were, which may be more than size().
  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] bool is_cut() const { return count_ > first_.size(); }
  // Whether what is added from now on is only counted.
  [[nodiscard]] bool is_full() const { return first_.size() >= limits::kMaxListedFaults; }

  // Those that are kept.
  [[nodiscard]] std::size_t size() const { return first_.size(); }
  [[nodiscard]] bool empty() const { return count_ == 0; }
  [[nodiscard]] const T& front() const { return first_.front(); }
  [[nodiscard]] const T& back() const { return first_.back(); }
  [[nodiscard]] const T& operator[](std::size_t i) const { return first_[i]; }
  [[nodiscard]] auto begin() { return first_.begin(); }
  [[nodiscard]] auto end() { return first_.end(); }
  [[nodiscard]] auto begin() const { return first_.begin(); }
  [[nodiscard]] auto end() const { return first_.end(); }

  void clear() { *this = {}; }
  bool operator==(const CappedList&) const = default;

 private:
  std::vector<T> first_;
  std::size_t count_ = 0;
};

}  // namespace financescr
