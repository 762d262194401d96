#include "functions/audit/routes.hpp"

#include "functions/audit/log.hpp"

namespace financescr::audit {
namespace {

using auth::Role;
using http::Method;

constexpr Route kRoutes[] = {
    {Method::kGet, "/audit", "listAudit", "audit", Role::kComplianceOfficer, BodyKind::kNone,
     audit_log},
    {Method::kGet, "/audit/verify", "verifyAudit", "audit", Role::kComplianceOfficer,
     BodyKind::kNone, verify_audit},
    {Method::kGet, "/audit/{chain}/{seq}/proof", "getAuditProof", "audit", Role::kComplianceOfficer,
     BodyKind::kNone, audit_proof},
};

}  // namespace

std::span<const Route> routes() { return kRoutes; }

}  // namespace financescr::audit
