#include "functions/jobs/forget_answers.hpp"

#include <algorithm>

#include "functions/call/idempotency.hpp"

namespace financescr::jobs {
namespace {

constexpr std::int64_t kPause_us = 60 * 60 * Timestamp::kSecond;
// Answers of how long are removed in one step: some ten thousand where a server is busy.
constexpr std::int64_t kStep_us = 10 * Timestamp::kSecond;

}  // namespace

ports::Stored<bool> ForgetAnswers::look(Context& context) {
  if (context.clock.elapsed_us() < next_at_us_) return false;
  const auto oldest = ports::first(context.store, ports::oldest_answer_query());
  if (!oldest) return tl::unexpected(oldest.error());
  const std::int64_t end_us = context.clock.now().us - kIdempotencyLifetime_us;
  if (!*oldest || (*oldest)->created_at.us >= end_us) {
    next_at_us_ = context.clock.elapsed_us() + kPause_us;
    return false;
  }
  const Timestamp before{std::min((*oldest)->created_at.us + kStep_us, end_us)};
  const auto done = context.store.commit({{ports::forget_answers(before)}, {}});
  if (!done) return tl::unexpected(done.error());
  return true;
}

}  // namespace financescr::jobs
