// The lines of events.jsonl and labels.jsonl (docs/MONITORING.md), and where they go.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"
#include "engine/core/timestamp.hpp"
#include "engine/monitoring/event.hpp"

namespace financescr::datagen::histories {

// Takes the next bytes of a file. Errors: what the host says; nothing more is written then.
using Sink = std::function<Result<void>(std::string_view bytes)>;

// Lines to a sink, in blocks. The first failure is kept.
class LineWriter {
 public:
  explicit LineWriter(Sink sink) : sink_(std::move(sink)) {}

  void event(const monitoring::Event& event);
  // `id_key`: "event_id" or "account_id". `typology`: of fraud; empty: not known.
  void label(std::string_view id_key, std::string_view id, bool is_fraud, std::string_view typology,
             Timestamp known_at);
  [[nodiscard]] Result<void> finish();
  [[nodiscard]] bool ok() const { return state_.has_value(); }

 private:
  void end_line();
  void flush();

  Sink sink_;
  std::string block_;
  Result<void> state_;
};

// "none" of the innocent, "unknown" where a history does not say which fraud it is.
[[nodiscard]] std::string_view shown_typology(bool is_fraud, std::string_view typology);

}  // namespace financescr::datagen::histories
