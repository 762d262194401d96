#include "functions/handlers/api_keys.hpp"

#include <algorithm>

#include "engine/canonical/fields.hpp"
#include "engine/canonical/members.hpp"
#include "functions/auth/api_key.hpp"
#include "functions/auth/user_event.hpp"
#include "functions/handlers/plain_text.hpp"
#include "functions/ids.hpp"
#include "functions/routes.hpp"

namespace financescr::handlers {

using canonical::Json;
using canonical::nullable;
using ports::ApiKeyRecord;

namespace {

constexpr std::size_t kMaxKeyNameBytes = 100;
constexpr std::int64_t kDefaultLife_days = 90;
constexpr std::int64_t kMaxLife_days = 366;

Json key_json(const ApiKeyRecord& record) {
  Json scopes = Json::array();
  std::string_view rest = record.scopes;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    scopes.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return Json::object({{"key_id", record.key_id},
                       {"name", record.name},
                       {"owner", record.owner},
                       {"role", record.role},
                       {"scopes", std::move(scopes)},
                       {"created_at", record.created_at.to_string()},
                       {"expires_at", nullable(record.expires_at)},
                       {"revoked_at", nullable(record.revoked_at)}});
}

bool is_group(std::string_view name) {
  const auto all = routes();
  return std::any_of(all.begin(), all.end(),
                     [&](const Route& route) { return route.group == name; });
}

// The scopes as they are stored.
std::string read_scopes(canonical::Fields& fields) {
  std::vector<std::string> scopes;
  fields.for_each_text("scopes", 32, [&](std::size_t i, const std::string& scope) {
    if (!is_group(scope)) {
      fields.reject_at("scopes", i, ErrorCode::kInvalid, "is no group of routes");
    } else if (std::find(scopes.begin(), scopes.end(), scope) == scopes.end()) {
      scopes.push_back(scope);
    }
  });
  std::string joined;
  for (const std::string& scope : scopes) joined.append(joined.empty() ? "" : ",").append(scope);
  return joined;
}

tl::expected<ApiKeyRecord, http::Problem> read_key(const Call& call) {
  const auto body = call.json();
  if (!body) return tl::unexpected(body.error());
  Errors errors;
  canonical::Fields fields(*body, "", errors);
  ApiKeyRecord record;
  record.name = read_required_text(fields, "name", kMaxKeyNameBytes);
  record.role = fields.text("role", 32).value_or(std::string(to_string(call.principal.role)));
  record.scopes = read_scopes(fields);
  const std::int64_t life_days =
      fields.integer("expires_in_days", 1, kMaxLife_days).value_or(kDefaultLife_days);
  const auto role = auth::parse_role(record.role);
  if (!role || *role > call.principal.role) {
    fields.reject("role", ErrorCode::kInvalid, "must be a role that is not above your own");
  }
  fields.reject_unknown();
  if (!errors.empty()) return tl::unexpected(http::rejected(std::move(errors)));
  record.key_id = make_id(call.context.clock, call.context.entropy);
  record.created_at = call.context.clock.now();
  record.owner = call.principal.id;
  record.expires_at = Timestamp{record.created_at.us + life_days * Timestamp::kDay};
  return record;
}

ports::AuditEvent key_event(const Call& call, std::string_view event, const ApiKeyRecord& record) {
  return auth::user_event(event, call.principal.id, call.request_id, call.context.clock.now(),
                          Json::object({{"key_id", record.key_id},
                                        {"owner", record.owner},
                                        {"role", record.role},
                                        {"scopes", record.scopes},
                                        {"expires_at", nullable(record.expires_at)}}));
}

bool may_see(const auth::Principal& principal, const ApiKeyRecord& record) {
  return principal.at_least(auth::Role::kAdmin) || record.owner == principal.id;
}

}  // namespace

http::Response make_api_key(Call& call) {
  if (!call.principal.id.starts_with(auth::kUserPrefix)) {
    return call.refuse({403, "forbidden", "Only a user who is logged in makes keys"});
  }
  auto record = read_key(call);
  if (!record) return call.refuse(record.error());
  const std::string text = auth::make_api_key(*record, call.context.entropy);
  const auto committed = call.context.store.commit(
      {{ports::Insert<ApiKeyRecord>{*record}}, {key_event(call, "api_key_created", *record)}});
  if (!committed) return call.refuse(committed.error());
  Json answer = key_json(*record);
  answer.set("key", text);
  return call.answer(201, answer);
}

http::Response api_keys(Call& call) {
  const auto all = call.context.store.api_keys();
  if (!all) return call.refuse(all.error());
  Json items = Json::array();
  for (const ApiKeyRecord& record : *all) {
    if (may_see(call.principal, record)) items.push_back(key_json(record));
  }
  return call.answer(200, Json::object({{"items", std::move(items)}, {"next_cursor", Json()}}));
}

http::Response revoke_api_key(Call& call) {
  const auto id = parse_uuid(call.parameters.front());
  auto found = id ? call.context.store.api_key(*id) : std::optional<ApiKeyRecord>();
  if (!found) return call.refuse(found.error());
  if (!*found || !may_see(call.principal, **found)) {
    return call.refuse(http::not_found("There is no such key"));
  }
  http::Response response;
  response.status = 204;
  ApiKeyRecord& record = **found;
  if (record.revoked_at) return response;
  record.revoked_at = call.context.clock.now();
  ++record.version;
  const auto committed = call.context.store.commit(
      {{ports::Update<ApiKeyRecord>{record}}, {key_event(call, "api_key_revoked", record)}});
  if (!committed) return call.refuse(committed.error());
  return response;
}

}  // namespace financescr::handlers
