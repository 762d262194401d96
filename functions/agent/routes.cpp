#include "functions/agent/routes.hpp"

#include "functions/agent/chat.hpp"

namespace financescr::agent {
namespace {

using auth::Role;
using http::Method;

constexpr Route kRoutes[] = {
    {Method::kPost, "/agent/chat", "chat", "agent", Role::kAnalyst, BodyKind::kJson, chat},
    {Method::kGet, "/agent/conversations/{conversation_id}", "getConversation", "agent",
     Role::kViewer, BodyKind::kNone, conversation},
};

}  // namespace

std::span<const Route> routes() { return kRoutes; }

}  // namespace financescr::agent
