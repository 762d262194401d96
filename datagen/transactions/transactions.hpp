// A stream of transactions from a seed: ordinary life of clients with crimes and innocent
// look-alikes planted in it, in the order of its ingestion, and the pack that monitoring decides
// on.
//
// Out: monitoring/v1 with policy, agents and manifest; events.jsonl with a tick at the end of each
// day; labels.jsonl with what is known later; oracle.jsonl with the chance that an event is of a
// crime, the best that any rule could know (docs/DATAGEN.md). The same options give the same bytes
// in every build.
#pragma once

#include "datagen/output.hpp"
#include "datagen/transactions/options.hpp"

namespace financescr::datagen {

// An event that arrives late does so an hour to twenty days after it occurred, half of them within
// five.
inline constexpr std::int64_t kLatestArrival_days = 20;

// Memory: what happens in five days, some 100 bytes an event, 130 bytes a client and 30 a case.
// Errors: those of validate() and of the output.
[[nodiscard]] Result<void> write_transactions(const TransactionOptions& options, Output& output);

}  // namespace financescr::datagen
