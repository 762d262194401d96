#include "native_server/commands/history.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <random>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "native_server/commands/failure.hpp"
#include "native_server/commands/policy_file.hpp"
#include "native_server/files/files.hpp"
#include "native_server/terminal/line_reader.hpp"
#include "native_server/terminal/progress.hpp"

namespace financescr::commands {
namespace {

using backtest::Backtest;

constexpr std::int64_t kMostNoted = 10;

void note_fault(const std::string& path, std::size_t line, const Errors& errors) {
  for (const Error& error : errors) {
    const std::string where = error.pointer.empty() ? "" : error.pointer + ": ";
    fmt::print(stderr, "financescr: {}:{}: {}{}\n", path, line, where, error.detail);
  }
}

int cannot_read(const std::string& path) {
  return bad_input(
      {ErrorCode::kUnavailable, path + ": cannot be read: " + std::strerror(errno), ""});
}

// What a file says, line by line. Prints the first fault and returns nothing.
template <typename Read>
std::optional<Read> read_lines(const std::string& path, const std::string& what) {
  const auto file = files::open_to_read(path);
  if (!file) {
    pack_files::print_error(file.error());
    return std::nullopt;
  }
  Read read;
  terminal::LineReader reader(::fileno(file->stream.get()));
  terminal::Progress progress(what);
  for (auto batch = reader.next_batch(); !batch.empty(); batch = reader.next_batch()) {
    for (const terminal::InputLine& line : batch) {
      auto added = read.add_line(line.text);
      if (!added) {
        note_fault(path, line.number, added.error());
        return std::nullopt;
      }
    }
    progress.update(reader.byte_count(), file->byte_count);
  }
  if (!reader.failed()) return read;
  cannot_read(path);
  return std::nullopt;
}

std::vector<Backtest::Line> decide(const std::vector<terminal::InputLine>& batch,
                                   Backtest& backtest, terminal::Crew& crew) {
  std::vector<Backtest::Line> lines(batch.size());
  crew.for_each(batch.size(), [&](std::size_t i, decision::Workspace&) {
    lines[i] = batch[i].too_long ? Backtest::too_long(batch[i].number)
                                 : Backtest::read(batch[i].number, batch[i].text);
  });
  crew.for_each(backtest.policy_count(), [&](std::size_t policy, decision::Workspace&) {
    for (auto& line : lines) backtest.take(line, policy);
  });
  crew.for_each(batch.size(), [&](std::size_t i, decision::Workspace& workspace) {
    backtest.decide(lines[i], workspace);
  });
  return lines;
}

}  // namespace

void add_history_options(Command command, HistoryOptions& options) {
  command
      .add_option("--events", options.events,
                  "Events and ticks, one JSON object a line, in the order in which they arrived")
      .required();
  command.add_option("--labels", options.labels,
                     "What became known of events or accounts, one JSON object a line");
}

Check is_day() {
  return {"YYYY-MM-DD", [](const std::string& text) {
            return Date::parse(text) ? std::string() : "must be a day such as 2026-11-30";
          }};
}

std::optional<backtest::Truth> read_truth(const std::string& path) {
  if (path.empty()) return backtest::Truth();
  return read_lines<backtest::Truth>(path, "labels read, bytes");
}

std::optional<backtest::Oracle> read_oracle(const std::string& path) {
  return read_lines<backtest::Oracle>(path, "oracle read, bytes");
}

std::optional<monitoring::Policy> history_policy(const replay::EngineSet& engines,
                                                 const std::string& name) {
  return name == "pack" ? engines.monitoring().policy() : load_policy(name);
}

std::unique_ptr<backtest::PolicyRun> policy_run(const replay::EngineSet& engines,
                                                monitoring::Policy policy,
                                                const std::string& name) {
  return std::make_unique<backtest::PolicyRun>(engines.monitoring().with_policy(std::move(policy)),
                                               name, std::random_device()());
}

int run_history(const std::string& path, Backtest& backtest, terminal::Crew& crew,
                const UseDecided& use, bool notes_faults) {
  const auto file = files::open_to_read(path);
  if (!file) return bad_input(file.error());
  terminal::LineReader reader(::fileno(file->stream.get()));
  terminal::Progress progress("events decided, bytes");
  std::int64_t faults = 0;
  for (auto batch = reader.next_batch(); !batch.empty(); batch = reader.next_batch()) {
    for (const Backtest::Line& line : decide(batch, backtest, crew)) {
      if (!line.faults.empty() && ++faults <= kMostNoted && notes_faults) {
        note_fault(path, line.number, line.faults);
      }
      const auto decided = backtest.settle(line);
      if (!decided || !use) continue;
      if (auto used = use(*decided); !used) return bad_input(used.error());
    }
    progress.update(reader.byte_count(), file->byte_count);
  }
  if (reader.failed()) return cannot_read(path);
  if (faults > kMostNoted && notes_faults) {
    fmt::print(stderr, "financescr: {}: {} lines more are errors\n", path, faults - kMostNoted);
  }
  return faults > 0 ? kSomeFailed : kOk;
}

}  // namespace financescr::commands
