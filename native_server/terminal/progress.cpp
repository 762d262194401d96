#include "native_server/terminal/progress.hpp"

#include <unistd.h>

#include <cstdio>

#include <fmt/format.h>

namespace financescr::terminal {
namespace {

constexpr std::chrono::milliseconds kInterval{100};

}  // namespace

Progress::Progress(std::string what)
    : what_(std::move(what)),
      terminal_(::isatty(STDERR_FILENO) == 1),
      next_(std::chrono::steady_clock::now() + kInterval) {}

Progress::~Progress() {
  if (shown_) std::fputs("\r\033[K", stderr);
}

void Progress::update(std::size_t done, std::size_t total) {
  if (!terminal_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now < next_) return;
  next_ = now + kInterval;
  shown_ = true;
  const std::string text = total == 0 ? fmt::format("\r\033[K{}: {}", what_, done)
                                      : fmt::format("\r\033[K{}: {} of {} ({} %)", what_, done,
                                                    total, done * 100 / total);
  std::fputs(text.c_str(), stderr);
  std::fflush(stderr);
}

}  // namespace financescr::terminal
