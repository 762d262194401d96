#include "tests/service/memory/failing_new.hpp"

#include <atomic>
#include <cstdlib>
#include <new>
#include <thread>

namespace financescr::memory_test {
namespace {

std::atomic<bool> g_refuses = false;
std::atomic<std::int64_t> g_after = 0;
std::atomic<std::int64_t> g_every = 0;
std::atomic<std::int64_t> g_count = 0;
std::atomic<std::int64_t> g_refused = 0;

// The first thread is the tests'.
const std::thread::id g_tests = std::this_thread::get_id();

bool refuses() {
  if (!g_refuses || std::this_thread::get_id() == g_tests) return false;
  const std::int64_t number = g_count++ - g_after;
  if (number < 0) return false;
  const bool refused = g_every == 0 ? number == 0 : number % g_every == 0;
  if (refused) ++g_refused;
  return refused;
}

}  // namespace

Refusing::Refusing(std::int64_t after, std::int64_t every) {
  g_after = after;
  g_every = every;
  g_count = 0;
  g_refused = 0;
  g_refuses = true;
}

Refusing::~Refusing() { g_refuses = false; }

bool Refusing::has_refused() { return g_refused > 0; }

}  // namespace financescr::memory_test

void* operator new(std::size_t size) {
  for (;;) {
    if (!financescr::memory_test::refuses()) {
      if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
    }
    const std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
