// How many events a second of its own time one thread takes, in worlds with short and with long
// timelines; in order, and with late events. With all kinds of key, which is a history, and with
// the timelines of accounts alone. The best of some runs.
//   usage: window_bench [EVENTS [RUNS [ACCOUNTS]]]
//          window_bench --twin FILE [EVENTS [ACCOUNTS]], for window_twin.py
#include <malloc.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <vector>

#include "engine/monitoring/history.hpp"
#include "tests/unit/monitoring/random_events.hpp"

namespace financescr::monitoring {
namespace {

double seconds_since(std::clock_t start) {
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

double bytes_in_use() {
  const struct mallinfo2 info = mallinfo2();
  return static_cast<double>(info.uordblks + info.hblkhd);
}

struct Measured {
  double seconds = 0;
  double bytes_an_entry = 0;
  std::uint64_t total = 0;  // of what was counted: the same in each run
};

Measured measure_all_kinds(const std::vector<Event>& events) {
  Measured measured;
  const double bytes_before = bytes_in_use();
  History history({});
  const std::clock_t start = std::clock();
  for (const Event& event : events) {
    const auto past = history.observe(event);
    for (const auto& facts : past->facts) {
      if (facts) measured.total += (*facts)[place_of(Span::k30d)].count;
    }
  }
  measured.seconds = seconds_since(start);
  measured.bytes_an_entry = (bytes_in_use() - bytes_before) / static_cast<double>(history.size());
  return measured;
}

// What the timelines of accounts see of events.
std::vector<Entry> entries_of(const std::vector<Event>& events) {
  Names names(0);
  const auto number_of = [&names](const std::optional<std::string>& text) {
    return text ? names.number_of(*text) : NameId{0};
  };
  std::vector<Entry> entries;
  for (const Event& event : events) {
    Entry& entry = entries.emplace_back();
    entry.at_us = event.occurred_at.us;
    entry.amount_minor = event.amount.minor;
    entry.account = names.number_of(event.account_id);
    entry.counterparty = number_of(event.counterparty_account_id);
    entry.ip_address = number_of(event.ip_address);
    entry.device = number_of(event.device_id);
    entry.currency = pack_code(event.amount.currency.code);
    if (event.country) entry.country = pack_code(event.country->code);
    entry.type = event.type;
    entry.direction = event.direction;
    if (event.instrument) entry.instrument = static_cast<std::uint8_t>(*event.instrument);
  }
  return entries;
}

// Calls use(entry, facts) for each.
template <typename Use>
Measured measure_accounts(const std::vector<Entry>& entries, Use use) {
  Measured measured;
  NameId accounts = 0;
  for (const Entry& entry : entries) accounts = std::max(accounts, entry.account);
  const double bytes_before = bytes_in_use();
  std::vector<Timeline> timelines(accounts + 1);
  WindowScratch scratch;
  std::int64_t now_us = 0;
  const std::clock_t start = std::clock();
  for (const Entry& entry : entries) {
    now_us = std::max(now_us, entry.at_us);
    Timeline& timeline = timelines[entry.account];
    timeline.expire(now_us - HistoryOptions{}.max_lateness_us - kLongestSpan_us);
    KeyFacts facts;
    timeline.read(KeyKind::kAccount, entry, WindowStarts::of(entry.at_us, 0), scratch, facts);
    timeline.insert(entry);
    measured.total += facts[place_of(Span::k30d)].count;
    use(entry, facts);
  }
  measured.seconds = seconds_since(start);
  std::size_t size = 0;
  for (const Timeline& timeline : timelines) size += timeline.size();
  measured.bytes_an_entry = (bytes_in_use() - bytes_before) / static_cast<double>(size);
  return measured;
}

template <typename Measure>
void print_best(const char* what, std::size_t events, int runs, Measure measure) {
  Measured best = measure();
  for (int run = 1; run < runs; ++run) {
    const Measured next = measure();
    if (next.seconds < best.seconds) best = next;
  }
  std::printf("  %s %8.0f events/s %5.0f bytes an entry (%ju)", what,
              static_cast<double>(events) / best.seconds, best.bytes_an_entry,
              static_cast<std::uintmax_t>(best.total));
  std::fflush(stdout);
}

void measure(std::size_t accounts, int late_percent, std::size_t count, int runs) {
  RandomEvents source(bank_of(accounts, late_percent), 1);
  std::vector<Event> events;
  for (std::size_t i = 0; i < count; ++i) events.push_back(source.next());
  const std::vector<Entry> entries = entries_of(events);
  std::printf("%6zu accounts %d %% late", accounts, late_percent);
  print_best("all kinds", count, runs, [&events] { return measure_all_kinds(events); });
  print_best("accounts", count, runs, [&entries] {
    return measure_accounts(entries, [](const Entry&, const KeyFacts&) {});
  });
  std::printf("\n");
}

constexpr std::array kTwinSpans = {Span::k1h, Span::k24h, Span::k7d, Span::k30d};

// An event and its windows, as the twin reads them.
struct TwinRow {
  std::int64_t account = 0;
  std::int64_t currency = 0;
  std::int64_t at_us = 0;
  std::int64_t amount_minor = 0;
  std::array<std::int64_t, kTwinSpans.size()> counts{};
  std::array<std::int64_t, kTwinSpans.size()> sums_minor{};
};

// Events in the order of their times, of which no two are the same: what others compute without
// knowing when an event came.
std::vector<Entry> entries_in_order(std::size_t accounts, std::size_t count) {
  RandomEvents source(bank_of(accounts, 0), 1);
  std::vector<Event> events;
  for (std::size_t i = 0; i < count; ++i) events.push_back(source.next());
  std::vector<Entry> entries = entries_of(events);
  for (std::size_t i = 0; i < count; ++i) entries[i].seq = i;
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return a.at_us != b.at_us ? a.at_us < b.at_us : a.seq < b.seq;
  });
  for (std::size_t i = 1; i < count; ++i) {
    entries[i].at_us = std::max(entries[i].at_us, entries[i - 1].at_us + 1);
  }
  return entries;
}

int write_for_twin(const char* path, std::size_t count, std::size_t accounts) {
  const std::vector<Entry> entries = entries_in_order(accounts, count);
  std::vector<TwinRow> rows;
  rows.reserve(count);
  const Measured measured = measure_accounts(entries, [&](const Entry& e, const KeyFacts& facts) {
    TwinRow& row = rows.emplace_back(TwinRow{e.account, e.currency, e.at_us, e.amount_minor});
    for (std::size_t i = 0; i < kTwinSpans.size(); ++i) {
      row.counts[i] = facts[place_of(kTwinSpans[i])].count;
      row.sums_minor[i] = facts[place_of(kTwinSpans[i])].sum_minor;
    }
  });
  std::FILE* const file = std::fopen(path, "wb");
  const bool is_written =
      file != nullptr && std::fwrite(rows.data(), sizeof(TwinRow), rows.size(), file) == count;
  if (file == nullptr || std::fclose(file) != 0 || !is_written) {
    std::fprintf(stderr, "window_bench: %s: %s\n", path, std::strerror(errno));
    return EXIT_FAILURE;
  }
  std::printf("ours %.0f events/s, all that windows of accounts hold\n",
              static_cast<double>(count) / measured.seconds);
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace financescr::monitoring

int main(int argc, char** argv) {
  const auto number = [&](int place, std::size_t usual) {
    return argc > place ? std::strtoul(argv[place], nullptr, 10) : usual;
  };
  if (argc > 2 && std::strcmp(argv[1], "--twin") == 0) {
    return financescr::monitoring::write_for_twin(argv[2], number(3, 300'000), number(4, 2'000));
  }
  const std::size_t count = number(1, 300'000);
  const int runs = static_cast<int>(number(2, 3));
  for (const std::size_t accounts : {100U, 2'000U, 50'000U}) {
    if (argc > 3 && accounts != number(3, 0)) continue;
    for (const int late_percent : {0, 5}) {
      financescr::monitoring::measure(accounts, late_percent, count, runs);
    }
  }
}
