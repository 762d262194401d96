// Who may use which route. The table below is what people decided; the test holds the program to
// it and fails for a route that is not in it.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "functions/routes.hpp"
#include "tests/unit/functions/accounts.hpp"

namespace financescr {
namespace {

using auth::Role;
using canonical::Json;
using samples::body_of;
using samples::Service;

enum class Owner : std::uint8_t {
  kNobody,  // what the route shows or changes belongs to nobody
  kSelf,    // only what belongs to who asks
  kOthers,  // never what belongs to who asks
};

struct Rule {
  std::string_view operation_id;
  std::optional<Role> least;  // nothing: public
  Owner owner = Owner::kNobody;
};

constexpr Rule kRules[] = {
    {"getHealth", {}},
    {"getLiveness", {}},
    {"getReadiness", {}},
    {"getVersion", {}},
    {"getOpenapi", {}},
    {"getDocs", {}},
    {"getUi", {}},
    {"getUiScript", {}},
    {"getUiStyle", {}},
    {"login", {}},
    {"getMetrics", Role::kViewer},
    {"getCurrentUser", Role::kViewer, Owner::kSelf},
    {"changePassword", Role::kViewer, Owner::kSelf},
    {"createApiKey", Role::kViewer, Owner::kSelf},
    {"listApiKeys", Role::kViewer, Owner::kSelf},
    {"revokeApiKey", Role::kViewer, Owner::kSelf},
    {"screen", Role::kAnalyst},
    {"screenBatch", Role::kAnalyst},
    {"applyForCredit", Role::kAnalyst},
    {"replay", Role::kViewer},
    {"listDecisions", Role::kViewer},
    {"getDecision", Role::kViewer},
    {"getDecisionProof", Role::kAnalyst},
    {"whatIfScreening", Role::kAnalyst},
    {"whatIfCredit", Role::kAnalyst},
    {"listCases", Role::kViewer},
    {"getCase", Role::kViewer},
    {"assignCase", Role::kAnalyst},
    {"commentCase", Role::kAnalyst},
    {"decideCase", Role::kAnalyst},
    {"escalateCase", Role::kAnalyst},
    {"closeCase", Role::kAnalyst},
    {"reopenCase", Role::kAnalyst},
    {"approveCase", Role::kSeniorAnalyst, Owner::kOthers},
    {"rejectCase", Role::kSeniorAnalyst, Owner::kOthers},
    {"chat", Role::kAnalyst, Owner::kSelf},
    {"getConversation", Role::kViewer, Owner::kSelf},
    {"listPacks", Role::kViewer},
    {"getPack", Role::kAnalyst},
    {"diffPack", Role::kAnalyst},
    {"getPackFile", Role::kComplianceOfficer},
    {"getJob", Role::kViewer},
    {"proposePack", Role::kComplianceOfficer},
    {"approvePack", Role::kComplianceOfficer, Owner::kOthers},
    {"rejectPack", Role::kComplianceOfficer, Owner::kOthers},
    {"listAudit", Role::kComplianceOfficer},
    {"verifyAudit", Role::kComplianceOfficer},
    {"getAuditProof", Role::kComplianceOfficer},
    {"erase", Role::kComplianceOfficer},
    {"registerUser", Role::kAdmin},
    {"listUsers", Role::kAdmin},
    {"getUser", Role::kAdmin},
    {"changeUser", Role::kAdmin, Owner::kOthers},
    {"approveRole", Role::kAdmin, Owner::kOthers},
    {"rejectRole", Role::kAdmin, Owner::kOthers},
    {"resetPassword", Role::kAdmin, Owner::kOthers},
};

constexpr Role kRoles[] = {Role::kViewer, Role::kAnalyst, Role::kSeniorAnalyst,
                           Role::kComplianceOfficer, Role::kAdmin};

const Rule* rule_of(std::string_view operation_id) {
  const auto found = std::find_if(std::begin(kRules), std::end(kRules), [&](const Rule& rule) {
    return rule.operation_id == operation_id;
  });
  return found == std::end(kRules) ? nullptr : found;
}

// A path of the route that names things there are not.
std::string path_of(const Route& route) {
  std::string path;
  std::string_view rest = route.path;
  while (!rest.empty()) {
    const std::size_t open = std::min(rest.find('{'), rest.size());
    path += rest.substr(0, open);
    rest.remove_prefix(open);
    if (rest.empty()) break;
    path += rest.starts_with("{seq}") ? "1" : "00000000-0000-7000-8000-000000000099";
    rest.remove_prefix(rest.find('}') + 1);
  }
  return path;
}

// "unauthenticated", "forbidden", or empty if the request came to the handler.
std::string stopped_by(Service& service, const Route& route,
                       const std::vector<http::Headers::Field>& headers) {
  const auto response = service.ask(http::to_string(route.method), path_of(route),
                                    route.body == BodyKind::kNone ? "" : "{}", headers);
  if (response.status != 401 && response.status != 403) return {};
  const Json problem = body_of(response);
  REQUIRE(problem.find("code") != nullptr);
  return *problem.find("code")->if_string();
}

TEST_CASE("no route is outside the table, and the table names no route that there is not") {
  std::set<std::string_view> ids;
  for (const Route& route : routes()) {
    CAPTURE(route.operation_id);
    const Rule* rule = rule_of(route.operation_id);
    REQUIRE_MESSAGE(rule != nullptr, "decide who may use this route, and add it to the table");
    CHECK(route.least == rule->least);
    CHECK(ids.insert(route.operation_id).second);
  }
  for (const Rule& rule : kRules) {
    CAPTURE(rule.operation_id);
    CHECK(ids.contains(rule.operation_id));
  }
}

TEST_CASE("every route lets in its role and those above, and nobody else") {
  Service service;
  service.settings.demo = false;
  std::map<Role, std::string> tokens;
  for (const Role role : kRoles) {
    tokens[role] = samples::token_for(service, "user" + std::to_string(static_cast<int>(role)),
                                      to_string(role));
  }
  for (const Route& route : routes()) {
    const Rule* rule = rule_of(route.operation_id);
    if (rule == nullptr || route.operation_id == "login") continue;
    CAPTURE(route.operation_id);
    CHECK(stopped_by(service, route, {}) == (rule->least ? "unauthenticated" : ""));
    for (const Role role : kRoles) {
      CAPTURE(to_string(role));
      const std::string stopped = stopped_by(service, route, samples::bearer(tokens[role]));
      CHECK(stopped == (rule->least && role < *rule->least ? "forbidden" : ""));
    }
  }
}

TEST_CASE("an API key opens the groups of its scopes only") {
  Service service;
  service.settings.demo = false;
  const std::string admin = samples::token_for(service, "admin", "admin");
  std::set<std::string_view> groups;
  for (const Route& route : routes()) groups.insert(route.group);
  for (const std::string_view group : groups) {
    const auto made =
        service.ask("POST", "/api-keys", R"({"name":"k","scopes":[")" + std::string(group) + "\"]}",
                    samples::bearer(admin));
    REQUIRE(made.status == 201);
    const Json made_body = body_of(made);
    const std::string key = *made_body.find("key")->if_string();
    for (const Route& route : routes()) {
      const Rule* rule = rule_of(route.operation_id);
      // These two answer "forbidden" themselves: a key has no password and makes no keys.
      if (rule == nullptr || !rule->least || route.operation_id == "createApiKey" ||
          route.operation_id == "changePassword") {
        continue;
      }
      CAPTURE(group);
      CAPTURE(route.operation_id);
      const std::string stopped = stopped_by(service, route, samples::bearer(key));
      CHECK(stopped == (route.group == group ? "" : "forbidden"));
    }
  }
}

TEST_CASE("a key belongs to who made it; an administrator sees and revokes all") {
  Service service;
  service.settings.demo = false;
  const auto ann = samples::bearer(samples::token_for(service, "ann", "analyst"));
  const auto bob = samples::bearer(samples::token_for(service, "bob", "compliance_officer"));
  const auto admin = samples::bearer(samples::token_for(service, "root", "admin"));
  const Json made = body_of(service.ask("POST", "/api-keys", R"({"name":"mine"})", ann));
  const std::string path = "/api-keys/" + *made.find("key_id")->if_string();
  const auto listed = [&](const std::vector<http::Headers::Field>& who) {
    const Json body = body_of(service.ask("GET", "/api-keys", "", who));
    return body.find("items")->if_array()->size();
  };
  CHECK(listed(ann) == 1);
  CHECK(listed(bob) == 0);
  CHECK(listed(admin) == 1);
  CHECK(service.ask("DELETE", path, "", bob).status == 404);
  CHECK(service.ask("DELETE", path, "", admin).status == 204);
  CHECK(service.ask("DELETE", path, "", ann).status == 204);  // is revoked already
}

TEST_CASE("a conversation is its owner's; a compliance officer may read it") {
  Service service;
  service.settings.demo = false;
  const auto ann = samples::bearer(samples::token_for(service, "ann", "analyst"));
  const auto bob = samples::bearer(samples::token_for(service, "bob", "senior_analyst"));
  const auto eve = samples::bearer(samples::token_for(service, "eve", "compliance_officer"));
  const std::string id = "00000000-0000-7000-8000-000000000042";
  const std::string turn = R"({"message":"help","conversation_id":")" + id + "\"}";
  REQUIRE(service.ask("POST", "/agent/chat", turn, ann).status == 200);
  CHECK(service.ask("GET", "/agent/conversations/" + id, "", ann).status == 200);
  CHECK(service.ask("GET", "/agent/conversations/" + id, "", bob).status == 403);
  CHECK(service.ask("GET", "/agent/conversations/" + id, "", eve).status == 200);
  CHECK(service.ask("POST", "/agent/chat", turn, bob).status == 403);
}

}  // namespace
}  // namespace financescr
