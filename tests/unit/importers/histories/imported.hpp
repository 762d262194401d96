// Imports made-up histories in memory, for tests.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "datagen/importers/histories/import_history.hpp"
#include "engine/core/currency.hpp"
#include "engine/monitoring/incoming.hpp"

namespace financescr::datagen::histories {

struct Imported {
  std::string events;
  std::string labels;
  ImportReport report;
  Error error;  // with a detail if it was refused
};

inline Imported imported(std::string_view format, const HistoryFiles& files,
                         HistoryOptions options = {}) {
  if (options.currency == Currency{}) options.currency = parse_currency("USD").value();
  Imported result;
  const auto to = [](std::string& text) {
    return [&text](std::string_view bytes) -> Result<void> {
      text += bytes;
      return {};
    };
  };
  auto report = import_history(*find_history_format(format), files, options,
                               {to(result.events), to(result.labels)});
  if (report) {
    result.report = std::move(*report);
  } else {
    result.error = report.error();
  }
  return result;
}

inline Imported imported(std::string_view format, std::string_view text,
                         HistoryOptions options = {}) {
  return imported(format, HistoryFiles{{{"tx.csv", text}}, {}}, std::move(options));
}

inline std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

// The events, read as monitoring reads them. Empty if one of them cannot be.
inline std::vector<monitoring::Event> events_of(const Imported& result) {
  std::vector<monitoring::Event> events;
  for (const std::string& line : lines_of(result.events)) {
    std::vector<canonical::RoundedNumber> rounded;
    const auto json = canonical::parse(line, rounded);
    Errors errors;
    Pointers ignored;
    auto event = json ? monitoring::Event::read(*json, rounded, errors, ignored) : std::nullopt;
    if (!event || !event->warnings.empty() || !ignored.empty()) return {};
    events.push_back(*std::move(event));
  }
  return events;
}

}  // namespace financescr::datagen::histories
