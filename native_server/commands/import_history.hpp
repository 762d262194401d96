// financescr import of transaction histories: events.jsonl and labels.jsonl.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "datagen/importers/histories/history_format.hpp"
#include "native_server/commands/command.hpp"

namespace financescr::commands {

struct HistoryCommand {
  std::string in;
  std::string out;
  std::string report;
  // Of histories only; none of them is given for a list.
  std::optional<std::string> labels;
  std::optional<std::string> map;
  std::optional<std::string> currency;
  std::optional<std::int64_t> label_delay_days;

  [[nodiscard]] bool has_options_of_histories() const {
    return labels || map || currency || label_delay_days;
  }
};

void add_history_options(Command import, HistoryCommand& options);

// Returns: the exit code; what is wrong is printed.
int import_history(const datagen::histories::HistoryFormat& format, const HistoryCommand& options);

}  // namespace financescr::commands
