// Durable transactions a second and how long each takes: `store_bench URL [SECONDS]`.
//
// A transaction is what a request stores: "clear" a decision and its audit row, "review" also a
// case, its first event and a remembered answer. The bundle has 2,000 bytes. Each thread waits for
// its commit before it makes the next, as handlers do.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "native_server/stores/open_store.hpp"

namespace {

using namespace financescr;
using SteadyClock = std::chrono::steady_clock;

// Ids made later sort later, as those of the service do.
std::string id(int kind, std::int64_t n) {
  return fmt::format("{:08x}-{:04x}-7{:03x}-8000-{:012x}", n >> 16, n & 0xFFFF, kind, n);
}

ports::Transaction make(std::int64_t n, bool with_case) {
  const Timestamp at{1'790'000'000'000'000 + n};
  ports::Transaction transaction;
  ports::DecisionRecord decision;
  decision.decision_id = id(1, n);
  decision.created_at = at;
  decision.kind = "screen";
  decision.outcome = with_case ? "REVIEW" : "CLEAR";
  decision.principal = "analyst";
  decision.request_id = id(2, n);
  decision.subject_id = "C_" + std::to_string(n);
  decision.pack_id = "seed42";
  decision.policy_version = "1";
  decision.bundle = std::string(2000, 'b');
  decision.salt = std::string(32, 'a');
  ports::AuditEvent audit;
  audit.at = at;
  audit.event = "decision";
  audit.actor = "analyst";
  audit.request_id = decision.request_id;
  audit.decision_id = decision.decision_id;
  audit.bundle_digest = std::string(64, 'd');
  audit.details = canonical::Json::object({{"outcome", "REVIEW"}});
  if (with_case) {
    ports::CaseRecord row;
    row.case_id = id(3, n);
    row.created_at = row.updated_at = row.due_at = at;
    row.domain = "screen";
    row.status = ports::CaseStatus::kOpen;
    row.severity = "HIGH";
    row.priority = "P0";
    row.decision = "REVIEW";
    row.entity_name = "A name";
    row.decision_id = decision.decision_id;
    row.request_id = decision.request_id;
    row.version_stamp = "financescr@bench";
    ports::CaseEventRecord event;
    event.case_id = row.case_id;
    event.at = at;
    event.actor = "analyst";
    event.action = "created";
    event.to_status = ports::CaseStatus::kOpen;
    ports::IdempotencyRecord answer;
    answer.principal = "analyst";
    answer.key = id(4, n);
    answer.created_at = at;
    answer.fingerprint = std::string(64, 'f');
    answer.content_type = "application/json";
    answer.body = std::string(1000, 'j');
    answer.decision_id = decision.decision_id;
    decision.case_id = row.case_id;
    audit.case_id = row.case_id;
    transaction.writes.emplace_back(ports::Insert<ports::CaseRecord>{row});
    transaction.writes.emplace_back(ports::Insert<ports::CaseEventRecord>{event});
    transaction.writes.emplace_back(ports::Insert<ports::IdempotencyRecord>{answer});
  }
  transaction.writes.emplace_back(ports::Insert<ports::DecisionRecord>{decision});
  transaction.audit.push_back(audit);
  return transaction;
}

double at_quantile(const std::vector<double>& sorted, double q) {
  return sorted[static_cast<std::size_t>(q * static_cast<double>(sorted.size() - 1))];
}

// `next`: a number that no transaction had before, also in earlier runs.
void measure(ports::Store& store, std::atomic<std::int64_t>& next, int thread_count, bool with_case,
             double seconds) {
  std::vector<std::vector<double>> latencies(static_cast<std::size_t>(thread_count));
  std::vector<std::thread> threads;
  const auto began = SteadyClock::now();
  const auto until = began + std::chrono::duration<double>(seconds);
  for (int thread = 0; thread < thread_count; ++thread) {
    threads.emplace_back([&, thread] {
      while (SteadyClock::now() < until) {
        const auto start = SteadyClock::now();
        if (!store.commit(make(next++, with_case))) std::abort();
        latencies[static_cast<std::size_t>(thread)].push_back(
            std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const double took = std::chrono::duration<double>(SteadyClock::now() - began).count();
  std::vector<double> all;
  for (const auto& one : latencies) all.insert(all.end(), one.begin(), one.end());
  std::sort(all.begin(), all.end());
  fmt::print("{:<7} {:>3} threads  {:>8.0f}/s  p50 {:>6.2f} ms  p99 {:>6.2f} ms\n",
             with_case ? "review" : "clear", thread_count, static_cast<double>(all.size()) / took,
             at_quantile(all, 0.5), at_quantile(all, 0.99));
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("usage: store_bench URL [SECONDS]\n", stderr);
    return 2;
  }
  const auto store = stores::open_store(argv[1], "bench");
  if (!store) {
    std::fprintf(stderr, "%s\n", store.error().detail.c_str());
    return 3;
  }
  const double seconds = argc > 2 ? std::atof(argv[2]) : 3;
  std::atomic<std::int64_t> next = std::chrono::duration_cast<std::chrono::microseconds>(
                                       std::chrono::system_clock::now().time_since_epoch())
                                       .count() %
                                   (1LL << 47);
  for (const bool with_case : {false, true}) {
    for (const int threads : {1, 16, 64}) {
      measure(**store, next, threads, with_case, seconds);
    }
  }
  return 0;
}
