#include "native_server/bench/measure.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <iterator>
#include <thread>

#include "engine/pack/container.hpp"
#include "engine/pack/domain_spec.hpp"
#include "engine/screening/decide.hpp"
#include "native_server/bench/cpu_time.hpp"
#include "native_server/pack_files/pack_loader.hpp"

namespace financescr::bench {
namespace {

using canonical::Json;
using Clock = std::chrono::steady_clock;

constexpr auto kReview = screening::Decision::kReview;
constexpr std::size_t kWarmUpQueries = 1000;
constexpr std::chrono::milliseconds kCreditTime{500};

std::int64_t nanoseconds(Clock::duration time) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(time).count();
}

// What this thread has used so far.
double per_second(std::size_t count, Clock::duration time) {
  const auto ns = std::max<std::int64_t>(1, nanoseconds(time));
  return static_cast<double>(count) * 1e9 / static_cast<double>(ns);
}

std::size_t watchlist_bytes_of(std::string_view bytes) {
  const auto container = pack::ContainerView::open(bytes);
  if (!container) return 0;
  std::size_t total = 0;
  for (auto id = static_cast<std::uint32_t>(pack::SectionId::kStrings);
       id <= static_cast<std::uint32_t>(pack::SectionId::kGivenNameWords); ++id) {
    total += container->bytes(static_cast<pack::SectionId>(id)).size();
  }
  return total;
}

std::string request_text(const bench_sets::BenchQuery& query) {
  return canonical::write(Json::object({{"subject", Json::object({{"name", query.name}})}}));
}

struct Timed {
  std::int64_t decide_ns = 0;
  std::int64_t line_ns = 0;
  bool review = false;
};

// A line as `screen` handles it. Requires: a valid request.
Timed timed_line(const replay::EngineSet& engine, const std::string& text,
                 decision::Workspace& workspace) {
  const auto start = Clock::now();
  const auto request = canonical::parse(text);
  const auto parsed = Clock::now();
  const auto verdict = engine.screening().decide(*request, workspace, decision::Form::kText);
  const auto decided = Clock::now();
  const std::string answer = verdict ? verdict->decision_text.text() : std::string();
  const auto end = Clock::now();
  Timed timed{nanoseconds(decided - parsed), nanoseconds(end - start), false};
  const Json* decision = verdict ? verdict->decision.find("decision") : nullptr;
  timed.review = decision != nullptr && *decision == Json(screening::to_string(kReview));
  return timed;
}

double throughput(const replay::EngineSet& engine, const std::vector<std::string>& texts,
                  std::size_t threads) {
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    decision::Workspace workspace;
    for (std::size_t i = next++; i < texts.size(); i = next++) {
      static_cast<void>(timed_line(engine, texts[i], workspace));
    }
  };
  const auto start = Clock::now();
  std::vector<std::thread> pool;
  for (std::size_t t = 1; t < threads; ++t) pool.emplace_back(work);
  work();
  for (auto& thread : pool) thread.join();
  return per_second(texts.size(), Clock::now() - start);
}

// Whether the list says that both are one party.
bool is_same_party(const pack::Watchlist& list, std::uint32_t a, std::uint32_t b) {
  if (a == b) return true;
  const auto same_as = list.row(a).same_as;
  return std::find(same_as.begin(), same_as.end(), list.entity_id(b)) != same_as.end();
}

// The place of the query's own party among the ten best; nothing if it is not there.
std::optional<std::size_t> place_of(const replay::EngineSet& engine,
                                    const bench_sets::BenchQuery& query,
                                    decision::Workspace& workspace) {
  screening::ScreenRequest request;
  request.subject.emplace();
  request.subject->name = query.name;
  request.top_k = 10;
  const auto outcome =
      screening::decide(request, *engine.screening().rows(), engine.screening().screener(),
                        workspace.part<screening::Workspace>());
  if (!outcome) return std::nullopt;
  for (std::size_t i = 0; i < outcome->matches.size(); ++i) {
    if (is_same_party(engine.screening().rows()->watchlist, *query.entity,
                      outcome->matches[i].entity)) {
      return i;
    }
  }
  return std::nullopt;
}

struct Times {
  std::vector<std::int64_t> decide;
  std::vector<std::int64_t> line;
};

void add(ScreenFigures& figures, const Timed& timed, std::optional<std::size_t> place) {
  ++figures.queries;
  figures.review += timed.review ? 1U : 0U;
  figures.found_at_1 += place == std::size_t{0} ? 1U : 0U;
  figures.found_at_10 += place ? 1U : 0U;
}

std::vector<credit::Application> read_applications(const pack::DomainPack& pack) {
  std::vector<credit::Application> applications;
  const pack::RowTable& rows = pack.rows(pack::files::kApplications);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto json = canonical::parse(rows.json(i));
    if (!json) continue;
    Errors errors;
    Pointers ignored;
    auto application =
        credit::read_application(*json, "", credit::ApplicationForm::kPackRow, errors, ignored);
    if (application) applications.push_back(std::move(*application));
  }
  return applications;
}

// How many times a second `work(i)` can be done, with i from 0 to count - 1 again and again.
template <typename Work>
double rate_of(std::size_t count, const Work& work) {
  for (std::size_t i = 0; i < count; ++i) work(i);
  std::size_t done = 0;
  const auto start = Clock::now();
  auto now = start;
  while (now - start < kCreditTime) {
    for (std::size_t i = 0; i < count; ++i) work(i);
    done += count;
    now = Clock::now();
  }
  return per_second(done, now - start);
}

}  // namespace

std::optional<Loaded> measure_load(const std::string& path) {
  LoadFigures figures;
  figures.from_folder = files::is_folder(path);
  files::FileBytes file;
  auto start = Clock::now();
  if (figures.from_folder) {
    const auto compiled = pack_files::compile_folder(path);
    if (!compiled) return std::nullopt;
    figures.compile_ns = nanoseconds(Clock::now() - start);
    start = Clock::now();
    auto copy = pack::copy_aligned(compiled->bytes);
    file = {std::move(copy.owner), copy.view};
  } else {
    auto read = files::read_file(path);
    if (!read) {
      pack_files::print_error(read.error());
      return std::nullopt;
    }
    file = std::move(*read);
  }
  auto opened = pack::Pack::open(file.view, file.owner);
  if (!opened) {
    pack_files::print_error({opened.error().code, path + ": " + opened.error().detail, ""});
    return std::nullopt;
  }
  auto engine = replay::EngineSet::create(std::move(*opened));
  if (!engine) {
    pack_files::print_errors(engine.error());
    return std::nullopt;
  }
  figures.open_ns = nanoseconds(Clock::now() - start);
  figures.bytes = file.view.size();
  figures.watchlist_bytes = watchlist_bytes_of(file.view);
  return Loaded{std::move(*engine), figures};
}

Percentiles percentiles_of(std::vector<std::int64_t> values_ns) {
  if (values_ns.empty()) return {};
  std::sort(values_ns.begin(), values_ns.end());
  const auto rank = [&values_ns](std::size_t percent) {
    return values_ns[(values_ns.size() * percent + 99) / 100 - 1];
  };
  return {rank(50), rank(90), rank(99), values_ns.back()};
}

ScreenReport measure_screening(const replay::EngineSet& engine,
                               const std::vector<bench_sets::BenchQuery>& queries,
                               std::size_t threads, terminal::Progress& progress) {
  std::vector<std::string> texts;
  for (const bench_sets::BenchQuery& query : queries) texts.push_back(request_text(query));
  decision::Workspace workspace;
  for (std::size_t i = 0; i < std::min(kWarmUpQueries, texts.size()); ++i) {
    static_cast<void>(timed_line(engine, texts[i], workspace));
  }
  ScreenReport report;
  std::vector<Timed> timed(queries.size());
  std::int64_t total_ns = 0;
  const std::int64_t cpu_before_ns = cpu_nanoseconds();
  for (std::size_t i = 0; i < queries.size(); ++i) {
    timed[i] = timed_line(engine, texts[i], workspace);
    total_ns += timed[i].line_ns;
    progress.update(i, 2 * queries.size());
  }
  report.decisions_per_second = per_second(queries.size(), std::chrono::nanoseconds(total_ns));
  const std::int64_t cpu_ns = cpu_nanoseconds() - cpu_before_ns;
  report.cpu_ns_per_line = cpu_ns / std::max<std::int64_t>(1, std::ssize(queries));
  report.cpu_share =
      static_cast<double>(cpu_ns) / static_cast<double>(std::max<std::int64_t>(1, total_ns));
  report.threads = threads;
  if (threads > 1) report.threads_decisions_per_second = throughput(engine, texts, threads);

  std::array<Times, bench_sets::kQueryKindCount> times;
  Times all;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    const auto place = queries[i].entity ? place_of(engine, queries[i], workspace) : std::nullopt;
    const std::size_t kind = bench_sets::index_of(queries[i].kind);
    add(report.kinds[kind], timed[i], place);
    add(report.all, timed[i], place);
    for (Times* where : {&times[kind], &all}) {
      where->decide.push_back(timed[i].decide_ns);
      where->line.push_back(timed[i].line_ns);
    }
    progress.update(queries.size() + i, 2 * queries.size());
  }
  for (std::size_t kind = 0; kind < bench_sets::kQueryKindCount; ++kind) {
    report.kinds[kind].decide = percentiles_of(std::move(times[kind].decide));
    report.kinds[kind].line = percentiles_of(std::move(times[kind].line));
  }
  report.all.decide = percentiles_of(std::move(all.decide));
  report.all.line = percentiles_of(std::move(all.line));
  return report;
}

std::optional<CreditReport> measure_credit(const replay::EngineSet& engine) {
  const auto* pack = engine.credit().rows();
  if (pack == nullptr) return std::nullopt;
  const auto applications = read_applications(*pack);
  if (applications.empty()) return std::nullopt;
  const pack::RowTable& rows = pack->rows(pack::files::kApplications);
  std::vector<Json> requests;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    requests.push_back(Json::object({{"application_id", rows.id(i)}}));
  }
  decision::Workspace workspace;
  // What is computed must be seen to be used, or a compiler may leave it out.
  volatile std::int64_t seen = 0;
  CreditReport report;
  report.applications = applications.size();
  report.assess_per_second = rate_of(applications.size(), [&](std::size_t i) {
    const auto outcome = credit::assess(applications[i], engine.credit().underwriter());
    seen = seen + outcome.prediction.pd.value;
  });
  report.apply_per_second = rate_of(requests.size(), [&](std::size_t i) {
    const auto verdict = engine.credit().decide(requests[i], workspace);
    seen = seen + (verdict ? 1 : 0);
  });
  return report;
}

}  // namespace financescr::bench
