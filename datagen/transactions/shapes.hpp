// The shapes of cases: what each typology looks like, by difficulty and guise. Whether a case is a
// crime is not known here, so that a look-alike cannot look any different.
#pragma once

#include "datagen/transactions/case_plan.hpp"

namespace financescr::datagen {

// Of cash: shapes_cash.cpp.
void draw_structuring(CasePlan& plan);
void draw_agent_structuring(CasePlan& plan);
void draw_farming(CasePlan& plan);
void draw_collusion(CasePlan& plan);
// Of many accounts: shapes_network.cpp.
void draw_circular(CasePlan& plan);
void draw_scatter_gather(CasePlan& plan);
void draw_bipartite(CasePlan& plan);
void draw_stacking(CasePlan& plan);
void draw_rapid_pairs(CasePlan& plan);
// Of one account: shapes_account.cpp.
void draw_loan_and_run(CasePlan& plan);
void draw_night(CasePlan& plan);
void draw_new_counterparties(CasePlan& plan);
void draw_mule_pass_through(CasePlan& plan);
void draw_dormant_wake_up(CasePlan& plan);

// Draws a case of any typology to its end.
void draw_case(CasePlan& plan, Typology typology);

}  // namespace financescr::datagen
