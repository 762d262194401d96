#include "functions/jobs/forget_answers.hpp"

#include <doctest/doctest.h>

#include <string>

#include "functions/call/idempotency.hpp"
#include "tests/unit/functions/service.hpp"

namespace financescr::jobs {
namespace {

using samples::Service;

void remember(Service& service, const std::string& key) {
  ports::IdempotencyRecord record;
  record.principal = "analyst";
  record.key = key;
  record.created_at = service.clock.now();
  ports::Transaction transaction;
  remember_answer(transaction, record);
  REQUIRE(service.store.commit(std::move(transaction)));
}

// Looks until there is no more to do. Returns: how often.
int look(ForgetAnswers& job, Service& service) {
  Context context{service.packs.active(), service.packs,   service.store,    service.clock,
                  service.entropy,        service.secrets, service.log,      service.metrics,
                  service.rate_limiter,   service.scores,  service.settings, service.workspace};
  int looks = 1;
  while (job.look(context).value() && looks < 100'000) ++looks;
  return looks;
}

bool is_remembered(Service& service, const std::string& key) {
  return ports::find<ports::IdempotencyRecord>(service.store, "analyst", key).value().has_value();
}

TEST_CASE("remembered answers are removed within an hour after their day is over") {
  Service service;
  ForgetAnswers job;
  remember(service, "first");
  service.clock.advance_us(Timestamp::kHour);
  remember(service, "second");
  CHECK(look(job, service) == 1);
  for (int hours = 0; hours < 23; ++hours) {
    service.clock.advance_us(Timestamp::kHour);
    look(job, service);
    CHECK(is_remembered(service, "first"));
  }
  service.clock.advance_us(Timestamp::kHour);
  look(job, service);
  CHECK_FALSE(is_remembered(service, "first"));
  CHECK(is_remembered(service, "second"));
}

TEST_CASE("many expired answers are removed in steps, those of a moment together") {
  Service service;
  ForgetAnswers job;
  for (int i = 0; i < 300; ++i) {
    remember(service, "key-" + std::to_string(i));
    service.clock.advance_us(Timestamp::kSecond);
  }
  service.clock.advance_us(2 * Timestamp::kDay);
  const int looks = look(job, service);
  CHECK(looks > 10);
  CHECK(looks < 100);
  CHECK(!ports::first(service.store, ports::oldest_answer_query()).value());
  remember(service, "late");
  CHECK(look(job, service) == 1);
}

}  // namespace
}  // namespace financescr::jobs
