#include "functions/decisions/routes.hpp"

#include "functions/decisions/credit.hpp"
#include "functions/decisions/decisions.hpp"
#include "functions/decisions/erasures.hpp"
#include "functions/decisions/screen.hpp"
#include "functions/decisions/what_if.hpp"

namespace financescr::decisions {
namespace {

using auth::Role;
using http::Method;

constexpr Route kRoutes[] = {
    {Method::kPost, "/screen", "screen", "decide", Role::kAnalyst, BodyKind::kJson, screen},
    {Method::kPost, "/screen/batch", "screenBatch", "decide", Role::kAnalyst, BodyKind::kLines,
     screen_batch},
    {Method::kPost, "/credit/apply", "applyForCredit", "decide", Role::kAnalyst, BodyKind::kJson,
     apply},
    {Method::kPost, "/replay", "replay", "decide", Role::kViewer, BodyKind::kJson, replay},
    {Method::kGet, "/decisions", "listDecisions", "decide", Role::kViewer, BodyKind::kNone,
     decisions},
    {Method::kGet, "/decisions/{decision_id}", "getDecision", "decide", Role::kViewer,
     BodyKind::kNone, decision},
    {Method::kGet, "/decisions/{decision_id}/proof", "getDecisionProof", "decide", Role::kAnalyst,
     BodyKind::kNone, decision_proof},
    {Method::kPost, "/what-if/screening", "whatIfScreening", "decide", Role::kAnalyst,
     BodyKind::kJson, what_if_screening},
    {Method::kPost, "/what-if/credit", "whatIfCredit", "decide", Role::kAnalyst, BodyKind::kJson,
     what_if_credit},
    {Method::kPost, "/erasures", "erase", "erasures", Role::kComplianceOfficer, BodyKind::kJson,
     erase},
};

}  // namespace

std::span<const Route> routes() { return kRoutes; }

}  // namespace financescr::decisions
