// Progress on a terminal, nothing in a pipe.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace financescr::terminal {

class Progress {
 public:
  // Shows nothing unless standard error is a terminal.
  explicit Progress(std::string what);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // "what: done / total" with a percentage; total 0 means not known. Cheap to call often.
  void update(std::size_t done, std::size_t total = 0);

 private:
  std::string what_;
  bool terminal_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point next_;
};

}  // namespace financescr::terminal
