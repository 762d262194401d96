#include "functions/packs/routes.hpp"

#include "functions/packs/pack_file.hpp"
#include "functions/packs/packs.hpp"

namespace financescr::packs {
namespace {

using auth::Role;
using http::Method;

constexpr Route kRoutes[] = {
    {Method::kGet, "/packs", "listPacks", "packs", Role::kViewer, BodyKind::kNone, packs},
    {Method::kGet, "/packs/{pack_id}", "getPack", "packs", Role::kAnalyst, BodyKind::kNone,
     pack_detail},
    {Method::kGet, "/packs/{pack_id}/file", "getPackFile", "packs", Role::kComplianceOfficer,
     BodyKind::kNone, pack_file},
    {Method::kGet, "/packs/{pack_id}/diff", "diffPack", "packs", Role::kAnalyst, BodyKind::kNone,
     pack_diff},
    {Method::kPost, "/packs/{pack_id}/activations", "proposePack", "packs",
     Role::kComplianceOfficer, BodyKind::kNone, propose_pack},
    {Method::kPost, "/packs/activations/{activation_id}/approve", "approvePack", "packs",
     Role::kComplianceOfficer, BodyKind::kNone, approve_pack},
    {Method::kPost, "/packs/activations/{activation_id}/reject", "rejectPack", "packs",
     Role::kComplianceOfficer, BodyKind::kNone, reject_pack},
    {Method::kGet, "/jobs/{job_id}", "getJob", "packs", Role::kViewer, BodyKind::kNone, job},
};

}  // namespace

std::span<const Route> routes() { return kRoutes; }

}  // namespace financescr::packs
