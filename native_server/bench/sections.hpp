// The sections of a bench report that are about where a list came from and which goals are reached;
// report.hpp puts them together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/canonical/json.hpp"
#include "native_server/bench/report.hpp"
#include "native_server/explain/document.hpp"

namespace financescr::bench {

[[nodiscard]] inline canonical::Json count(std::size_t n) { return {static_cast<std::int64_t>(n)}; }
// part / whole, 0 of nothing; the same with one decimal, "-" of nothing.
[[nodiscard]] double share(std::size_t part, std::size_t whole);
[[nodiscard]] std::string percent(std::size_t part, std::size_t whole);

void append_sources(explain::Document& document, const Report& report);
void append_goals(explain::Document& document, const Report& report);

[[nodiscard]] canonical::Json sources_json(const Report& report);
[[nodiscard]] canonical::Json goals_json(const Report& report);

}  // namespace financescr::bench
