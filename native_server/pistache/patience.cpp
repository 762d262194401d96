#include "native_server/pistache/patience.hpp"

#include <chrono>
#include <new>
#include <thread>
#include <utility>

namespace financescr::pistache {
namespace {

constexpr std::chrono::milliseconds kPause{2};

thread_local bool t_is_patient = false;

void on_no_memory() {
  if (!t_is_patient) throw std::bad_alloc();
  std::this_thread::sleep_for(kPause);
}

}  // namespace

void wait_where_patient() { std::set_new_handler(on_no_memory); }

Patience::Patience(bool is_patient) : before_(std::exchange(t_is_patient, is_patient)) {}

Patience::~Patience() { t_is_patient = before_; }

void be_patient() { t_is_patient = true; }

}  // namespace financescr::pistache
