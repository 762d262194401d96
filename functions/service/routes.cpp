#include "functions/service/routes.hpp"

#include "functions/service/health.hpp"
#include "functions/service/pages.hpp"

namespace financescr::service {
namespace {

using auth::Role;
using http::Method;

constexpr Route kRoutes[] = {
    {Method::kGet, "/health", "getHealth", "health", {}, BodyKind::kNone, health},
    {Method::kGet, kLivenessPath, "getLiveness", "health", {}, BodyKind::kNone, liveness},
    {Method::kGet, "/readyz", "getReadiness", "health", {}, BodyKind::kNone, readiness},
    {Method::kGet, "/version", "getVersion", "health", {}, BodyKind::kNone, version},
    {Method::kGet, "/metrics", "getMetrics", "health", Role::kViewer, BodyKind::kNone, metrics},
    {Method::kGet, "/openapi.json", "getOpenapi", "pages", {}, BodyKind::kNone, openapi},
    {Method::kGet, "/docs", "getDocs", "pages", {}, BodyKind::kNone, docs},
    {Method::kGet, "/ui", "getUi", "pages", {}, BodyKind::kNone, ui},
    {Method::kGet, "/ui/app.js", "getUiScript", "pages", {}, BodyKind::kNone, ui_script},
    {Method::kGet, "/ui/app.css", "getUiStyle", "pages", {}, BodyKind::kNone, ui_style},
};

}  // namespace

std::span<const Route> routes() { return kRoutes; }

}  // namespace financescr::service
