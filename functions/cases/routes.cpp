#include "functions/cases/routes.hpp"

#include "functions/cases/cases.hpp"

namespace financescr::cases {
namespace {

using auth::Role;
using http::Method;

constexpr Route kRoutes[] = {
    {Method::kGet, "/cases", "listCases", "cases", Role::kViewer, BodyKind::kNone, cases},
    {Method::kGet, "/cases/{case_id}", "getCase", "cases", Role::kViewer, BodyKind::kNone,
     case_detail},
    {Method::kPost, "/cases/{case_id}/assign", "assignCase", "cases", Role::kAnalyst,
     BodyKind::kJson, assign_case},
    {Method::kPost, "/cases/{case_id}/comments", "commentCase", "cases", Role::kAnalyst,
     BodyKind::kJson, comment_case},
    {Method::kPost, "/cases/{case_id}/decide", "decideCase", "cases", Role::kAnalyst,
     BodyKind::kJson, decide_case},
    {Method::kPost, "/cases/{case_id}/approve", "approveCase", "cases", Role::kSeniorAnalyst,
     BodyKind::kJson, approve_case},
    {Method::kPost, "/cases/{case_id}/reject", "rejectCase", "cases", Role::kSeniorAnalyst,
     BodyKind::kJson, reject_case},
    {Method::kPost, "/cases/{case_id}/escalate", "escalateCase", "cases", Role::kAnalyst,
     BodyKind::kJson, escalate_case},
    {Method::kPost, "/cases/{case_id}/close", "closeCase", "cases", Role::kAnalyst, BodyKind::kJson,
     close_case},
    {Method::kPost, "/cases/{case_id}/reopen", "reopenCase", "cases", Role::kAnalyst,
     BodyKind::kJson, reopen_case},
};

}  // namespace

std::span<const Route> routes() { return kRoutes; }

}  // namespace financescr::cases
