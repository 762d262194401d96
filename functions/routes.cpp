#include "functions/routes.hpp"

#include "functions/handlers/accounts.hpp"
#include "functions/handlers/agent.hpp"
#include "functions/handlers/api_keys.hpp"
#include "functions/handlers/audit.hpp"
#include "functions/handlers/cases.hpp"
#include "functions/handlers/credit.hpp"
#include "functions/handlers/decisions.hpp"
#include "functions/handlers/erasures.hpp"
#include "functions/handlers/health.hpp"
#include "functions/handlers/pack_file.hpp"
#include "functions/handlers/packs.hpp"
#include "functions/handlers/pages.hpp"
#include "functions/handlers/screen.hpp"
#include "functions/handlers/what_if.hpp"

namespace financescr {
namespace {

using auth::Role;
using http::Method;

constexpr std::string_view kLivenessPath = "/healthz";

constexpr Route kRoutes[] = {
    {Method::kGet, "/health", "getHealth", "health", {}, BodyKind::kNone, handlers::health},
    {Method::kGet, kLivenessPath, "getLiveness", "health", {}, BodyKind::kNone, handlers::liveness},
    {Method::kGet, "/readyz", "getReadiness", "health", {}, BodyKind::kNone, handlers::readiness},
    {Method::kGet, "/version", "getVersion", "health", {}, BodyKind::kNone, handlers::version},
    {Method::kGet, "/metrics", "getMetrics", "health", Role::kViewer, BodyKind::kNone,
     handlers::metrics},
    {Method::kPost, "/screen", "screen", "decide", Role::kAnalyst, BodyKind::kJson,
     handlers::screen},
    {Method::kPost, "/screen/batch", "screenBatch", "decide", Role::kAnalyst, BodyKind::kLines,
     handlers::screen_batch},
    {Method::kPost, "/credit/apply", "applyForCredit", "decide", Role::kAnalyst, BodyKind::kJson,
     handlers::apply},
    {Method::kPost, "/replay", "replay", "decide", Role::kViewer, BodyKind::kJson,
     handlers::replay},
    {Method::kGet, "/decisions", "listDecisions", "decide", Role::kViewer, BodyKind::kNone,
     handlers::decisions},
    {Method::kGet, "/decisions/{decision_id}", "getDecision", "decide", Role::kViewer,
     BodyKind::kNone, handlers::decision},
    {Method::kGet, "/decisions/{decision_id}/proof", "getDecisionProof", "decide", Role::kAnalyst,
     BodyKind::kNone, handlers::decision_proof},
    {Method::kPost, "/what-if/screening", "whatIfScreening", "decide", Role::kAnalyst,
     BodyKind::kJson, handlers::what_if_screening},
    {Method::kPost, "/what-if/credit", "whatIfCredit", "decide", Role::kAnalyst, BodyKind::kJson,
     handlers::what_if_credit},
    {Method::kPost, "/auth/login", "login", "auth", {}, BodyKind::kJson, handlers::login},
    {Method::kPost, "/auth/register", "registerUser", "users", Role::kAdmin, BodyKind::kJson,
     handlers::register_user},
    {Method::kGet, "/auth/me", "getCurrentUser", "auth", Role::kViewer, BodyKind::kNone,
     handlers::current_user},
    {Method::kPost, "/auth/password", "changePassword", "auth", Role::kViewer, BodyKind::kJson,
     handlers::change_password},
    {Method::kGet, "/users", "listUsers", "users", Role::kAdmin, BodyKind::kNone, handlers::users},
    {Method::kGet, "/users/{user_id}", "getUser", "users", Role::kAdmin, BodyKind::kNone,
     handlers::user_detail},
    {Method::kPatch, "/users/{user_id}", "changeUser", "users", Role::kAdmin, BodyKind::kJson,
     handlers::change_user},
    {Method::kPost, "/users/{user_id}/role/approve", "approveRole", "users", Role::kAdmin,
     BodyKind::kNone, handlers::approve_role},
    {Method::kPost, "/users/{user_id}/role/reject", "rejectRole", "users", Role::kAdmin,
     BodyKind::kNone, handlers::reject_role},
    {Method::kPost, "/users/{user_id}/password", "resetPassword", "users", Role::kAdmin,
     BodyKind::kNone, handlers::reset_password},
    {Method::kPost, "/api-keys", "createApiKey", "keys", Role::kViewer, BodyKind::kJson,
     handlers::make_api_key},
    {Method::kGet, "/api-keys", "listApiKeys", "keys", Role::kViewer, BodyKind::kNone,
     handlers::api_keys},
    {Method::kDelete, "/api-keys/{key_id}", "revokeApiKey", "keys", Role::kViewer, BodyKind::kNone,
     handlers::revoke_api_key},
    {Method::kGet, "/audit", "listAudit", "audit", Role::kComplianceOfficer, BodyKind::kNone,
     handlers::audit_log},
    {Method::kGet, "/audit/verify", "verifyAudit", "audit", Role::kComplianceOfficer,
     BodyKind::kNone, handlers::verify_audit},
    {Method::kGet, "/audit/{chain}/{seq}/proof", "getAuditProof", "audit", Role::kComplianceOfficer,
     BodyKind::kNone, handlers::audit_proof},
    {Method::kPost, "/erasures", "erase", "erasures", Role::kComplianceOfficer, BodyKind::kJson,
     handlers::erase},

    {Method::kGet, "/cases", "listCases", "cases", Role::kViewer, BodyKind::kNone, handlers::cases},
    {Method::kGet, "/cases/{case_id}", "getCase", "cases", Role::kViewer, BodyKind::kNone,
     handlers::case_detail},
    {Method::kPost, "/cases/{case_id}/assign", "assignCase", "cases", Role::kAnalyst,
     BodyKind::kJson, handlers::assign_case},
    {Method::kPost, "/cases/{case_id}/comments", "commentCase", "cases", Role::kAnalyst,
     BodyKind::kJson, handlers::comment_case},
    {Method::kPost, "/cases/{case_id}/decide", "decideCase", "cases", Role::kAnalyst,
     BodyKind::kJson, handlers::decide_case},
    {Method::kPost, "/cases/{case_id}/approve", "approveCase", "cases", Role::kSeniorAnalyst,
     BodyKind::kJson, handlers::approve_case},
    {Method::kPost, "/cases/{case_id}/reject", "rejectCase", "cases", Role::kSeniorAnalyst,
     BodyKind::kJson, handlers::reject_case},
    {Method::kPost, "/cases/{case_id}/escalate", "escalateCase", "cases", Role::kAnalyst,
     BodyKind::kJson, handlers::escalate_case},
    {Method::kPost, "/cases/{case_id}/close", "closeCase", "cases", Role::kAnalyst, BodyKind::kJson,
     handlers::close_case},
    {Method::kPost, "/cases/{case_id}/reopen", "reopenCase", "cases", Role::kAnalyst,
     BodyKind::kJson, handlers::reopen_case},

    {Method::kPost, "/agent/chat", "chat", "agent", Role::kAnalyst, BodyKind::kJson,
     handlers::chat},
    {Method::kGet, "/agent/conversations/{conversation_id}", "getConversation", "agent",
     Role::kViewer, BodyKind::kNone, handlers::conversation},

    {Method::kGet, "/packs", "listPacks", "packs", Role::kViewer, BodyKind::kNone, handlers::packs},
    {Method::kGet, "/packs/{pack_id}", "getPack", "packs", Role::kAnalyst, BodyKind::kNone,
     handlers::pack_detail},
    {Method::kGet, "/packs/{pack_id}/file", "getPackFile", "packs", Role::kComplianceOfficer,
     BodyKind::kNone, handlers::pack_file},
    {Method::kGet, "/packs/{pack_id}/diff", "diffPack", "packs", Role::kAnalyst, BodyKind::kNone,
     handlers::pack_diff},
    {Method::kPost, "/packs/{pack_id}/activations", "proposePack", "packs",
     Role::kComplianceOfficer, BodyKind::kNone, handlers::propose_pack},
    {Method::kPost, "/packs/activations/{activation_id}/approve", "approvePack", "packs",
     Role::kComplianceOfficer, BodyKind::kNone, handlers::approve_pack},
    {Method::kPost, "/packs/activations/{activation_id}/reject", "rejectPack", "packs",
     Role::kComplianceOfficer, BodyKind::kNone, handlers::reject_pack},
    {Method::kGet, "/jobs/{job_id}", "getJob", "packs", Role::kViewer, BodyKind::kNone,
     handlers::job},
    {Method::kGet, "/openapi.json", "getOpenapi", "pages", {}, BodyKind::kNone, handlers::openapi},
    {Method::kGet, "/docs", "getDocs", "pages", {}, BodyKind::kNone, handlers::docs},
    {Method::kGet, "/ui", "getUi", "pages", {}, BodyKind::kNone, handlers::ui},
    {Method::kGet, "/ui/app.js", "getUiScript", "pages", {}, BodyKind::kNone, handlers::ui_script},
    {Method::kGet, "/ui/app.css", "getUiStyle", "pages", {}, BodyKind::kNone, handlers::ui_style},
};

// Takes the first segment of a path that starts with '/'.
std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(1);
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

// The decoded parameters if `path` is one of `pattern`.
std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path) {
  std::vector<std::string> parameters;
  while (pattern.starts_with('/') && path.starts_with('/')) {
    const std::string_view expected = take_segment(pattern);
    const std::string_view given = take_segment(path);
    if (!expected.starts_with('{')) {
      if (expected != given) return std::nullopt;
      continue;
    }
    auto decoded = http::percent_decode(given);
    if (!decoded || decoded->empty()) return std::nullopt;
    parameters.push_back(std::move(*decoded));
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return parameters;
}

}  // namespace

std::span<const Route> routes() { return kRoutes; }

bool asks_liveness(Method method, std::string_view path) {
  return (method == Method::kGet || method == Method::kHead) && path == kLivenessPath;
}

RouteMatch find_route(Method method, std::string_view path) {
  RouteMatch result;
  const Method wanted = method == Method::kHead ? Method::kGet : method;
  for (const Route& route : kRoutes) {
    auto parameters = match(route.path, path);
    if (!parameters) continue;
    if (!result.allowed_methods.empty()) result.allowed_methods += ", ";
    result.allowed_methods += http::to_string(route.method);
    if (route.method == Method::kGet) result.allowed_methods += ", HEAD";
    if (route.method != wanted || result.route != nullptr) continue;
    result.route = &route;
    result.parameters = std::move(*parameters);
  }
  if (!result.allowed_methods.empty()) result.allowed_methods += ", OPTIONS";
  return result;
}

}  // namespace financescr
