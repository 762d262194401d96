// The reports of an evaluation and of a tuning, as pages.
#pragma once

#include <string>
#include <vector>

#include "engine/backtest/report.hpp"
#include "engine/backtest/tuning.hpp"
#include "engine/evaluation/credit_report.hpp"
#include "engine/evaluation/credit_tuning.hpp"
#include "engine/evaluation/fincrime_report.hpp"
#include "engine/evaluation/fincrime_tuning.hpp"
#include "native_server/report/page.hpp"

namespace financescr::report {

[[nodiscard]] Page page_of(const evaluation::FincrimeReport& report);
[[nodiscard]] Page page_of(const evaluation::CreditReport& report);
[[nodiscard]] Page page_of(const evaluation::FincrimeTuning& tuning);
[[nodiscard]] Page page_of(const evaluation::CreditTuning& tuning);
[[nodiscard]] Page page_of(const backtest::Report& report);
[[nodiscard]] Page page_of(const backtest::Tuning& tuning);

// Parts that several pages have.

// Corners of a curve that steps at every distinct score, thinned for drawing.
[[nodiscard]] Series roc_series(const std::vector<evaluation::Tie>& ties, std::string name,
                                Tone tone);
[[nodiscard]] Series precision_recall_series(const std::vector<evaluation::Tie>& ties,
                                             std::string name, Tone tone);
// The row of hashes that says what was evaluated.
[[nodiscard]] explain::Table provenance_table(const decision::Provenance& provenance,
                                              const std::string& model, const std::string& policy);
// Kinds of label noise with the rows they touch; only those that occur.
[[nodiscard]] explain::Table noise_table(const std::vector<evaluation::Noise>& noise,
                                         const std::vector<evaluation::ScenarioLabel>& labels);

}  // namespace financescr::report
