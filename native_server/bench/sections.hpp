// The sections of a bench report that are about where a list came from, how long it took to build
// and which aliases were found; report.hpp puts them together.
#pragma once

#include "engine/canonical/json.hpp"
#include "native_server/bench/report.hpp"
#include "native_server/explain/document.hpp"

namespace financescr::bench {

void append_sources(explain::Document& document, const Report& report);
void append_retrieval(explain::Document& document, const Retrieval& retrieval);
void append_goals(explain::Document& document, const Report& report);

[[nodiscard]] canonical::Json sources_json(const Report& report);
[[nodiscard]] canonical::Json retrieval_json(const Retrieval& retrieval);
[[nodiscard]] canonical::Json goals_json(const Report& report);

}  // namespace financescr::bench
