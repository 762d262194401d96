// import_history: a published history of transactions as a stream of events to monitor, in the
// order of time, and what became known of them.
//
// In: files as bytes, which may be mapped: rows are read twice, first for their times and faults,
// then in the order of time. 24 bytes are kept of each row. Out: lines of events.jsonl and
// labels.jsonl, and a report. A bad row costs only itself and is in the report. Refused whole are:
// a header that lacks a column, and files without a single valid row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "datagen/importers/histories/history_format.hpp"
#include "datagen/importers/histories/history_lines.hpp"
#include "datagen/importers/import_report.hpp"
#include "datagen/importers/import_types.hpp"
#include "engine/core/result.hpp"

namespace financescr::datagen::histories {

inline constexpr std::size_t kMaxHistoryRows = 200'000'000;

struct HistoryFiles {
  std::vector<ListFile> transactions;  // in the order that settles equal times
  std::vector<ListFile> beside;
};

struct HistoryOptions {
  Currency currency;
  std::int64_t label_delay_us = 7 * Timestamp::kDay;
  CsvMap map;
  // As ImportOptions has it.
  std::function<void(std::size_t done_bytes, std::size_t total_bytes)> progress;
};

struct HistorySinks {
  Sink events;
  Sink labels;
};

// Errors: see above; those of the sinks; kTooLarge (more than kMaxHistoryRows); kCorrupt (a file
// changed while it was read).
[[nodiscard]] Result<ImportReport> import_history(const HistoryFormat& format,
                                                  const HistoryFiles& files,
                                                  const HistoryOptions& options,
                                                  const HistorySinks& sinks);

}  // namespace financescr::datagen::histories
