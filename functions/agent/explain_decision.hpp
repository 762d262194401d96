// A stored screening decision in words: the same words for the same decision, and nothing that does
// not stand in it.
#pragma once

#include <string>

#include "engine/canonical/json.hpp"
#include "functions/ports/records.hpp"

namespace financescr::agent {

// What a screening found, in one or two sentences. Requires: a screening decision.
[[nodiscard]] std::string result_in_words(const canonical::Json& decision);

// Why a stored decision is what it is: result, reasons one by one, what was not known of the
// subject. Says so where the evidence has been erased or cannot be read.
[[nodiscard]] std::string explanation_of(const ports::DecisionRecord& record);

}  // namespace financescr::agent
