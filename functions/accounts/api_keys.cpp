#include "functions/accounts/api_keys.hpp"

#include <algorithm>

#include "engine/canonical/fields.hpp"
#include "engine/canonical/members.hpp"
#include "functions/auth/api_key.hpp"
#include "functions/auth/user_event.hpp"
#include "functions/call/load.hpp"
#include "functions/call/route.hpp"
#include "functions/http/plain_text.hpp"
#include "functions/ports/ids.hpp"

namespace financescr::accounts {

using canonical::Json;
using canonical::nullable;
using ports::ApiKeyRecord;

namespace {

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
  return std::find(std::begin(kRouteGroups), std::end(kRouteGroups), name) !=
         std::end(kRouteGroups);
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
  record.name = http::read_required_text(fields, "name", kMaxKeyNameBytes);
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

tl::expected<std::vector<std::string>, http::Problem> named_keys(
    const Call& call, const std::string& user_id, const std::vector<std::string>& names) {
  std::vector<std::string> ids;
  if (names.empty()) return ids;
  const auto own = auth::keys_in_use(call.context.store, user_id);
  if (!own) return tl::unexpected(http::store_fault(own.error()));
  Errors errors;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto is_meant = [&](const ApiKeyRecord& record) {
      return record.name == names[i] || record.key_id == names[i];
    };
    const auto found = std::find_if(own->begin(), own->end(), is_meant);
    const auto count = std::count_if(own->begin(), own->end(), is_meant);
    const std::string pointer = "/keep_api_keys/" + std::to_string(i);
    if (count == 0) {
      errors.push_back({ErrorCode::kInvalid, "is no API key of yours that is in use", pointer});
    } else if (count > 1) {
      errors.push_back({ErrorCode::kInvalid, "names several API keys; give the key_id", pointer});
    } else if (std::find(ids.begin(), ids.end(), found->key_id) == ids.end()) {
      ids.push_back(found->key_id);
    }
  }
  if (!errors.empty()) return tl::unexpected(http::rejected(std::move(errors)));
  return ids;
}

ports::Stored<std::size_t> end_keys(const Call& call, ports::Transaction& transaction,
                                    const std::string& user_id,
                                    const std::vector<std::string>& keep) {
  auto own = auth::keys_in_use(call.context.store, user_id);
  if (!own) return tl::unexpected(own.error());
  std::size_t ended = 0;
  for (ApiKeyRecord& record : *own) {
    if (std::find(keep.begin(), keep.end(), record.key_id) != keep.end()) continue;
    record.revoked_at = call.context.clock.now();
    ++record.version;
    transaction.audit.push_back(key_event(call, "api_key_revoked", record));
    transaction.writes.emplace_back(ports::Update<ApiKeyRecord>{std::move(record)});
    ++ended;
  }
  return ended;
}

http::Response make_api_key(Call& call) {
  if (!call.principal.id.starts_with(auth::kUserPrefix)) {
    return call.refuse({403, "forbidden", "Only a user who is logged in makes keys"});
  }
  auto record = read_key(call);
  if (!record) return call.refuse(record.error());
  // Written back with the key: if the password changes or the account ends at the same time, one of
  // the two meets a conflict, and no key is left over.
  auto owner = ports::find<ports::UserRecord>(call.context.store,
                                              record->owner.substr(auth::kUserPrefix.size()));
  if (!owner) return call.refuse(owner.error());
  if (!*owner) return call.refuse(http::not_found("There is no such user"));
  ++(*owner)->version;
  const std::string text = auth::make_api_key(*record, call.context.entropy);
  const auto committed = call.context.store.commit(
      {{ports::Update<ports::UserRecord>{**owner}, ports::Insert<ApiKeyRecord>{*record}},
       {key_event(call, "api_key_created", *record)}});
  if (!committed) return call.refuse(committed.error());
  Json answer = key_json(*record);
  answer.set("key", text);
  return call.answer(201, answer);
}

http::Response api_keys(Call& call) {
  const auto all = ports::list(call.context.store, ports::api_keys_query());
  if (!all) return call.refuse(all.error());
  Json items = Json::array();
  for (const ApiKeyRecord& record : *all) {
    if (may_see(call.principal, record)) items.push_back(key_json(record));
  }
  return call.answer(200, Json::object({{"items", std::move(items)}, {"next_cursor", Json()}}));
}

http::Response revoke_api_key(Call& call) {
  auto found = load_or_404<ApiKeyRecord>(call, "key");
  if (!found) return call.refuse(found.error());
  if (!may_see(call.principal, *found)) {
    return call.refuse(http::not_found("There is no such key"));
  }
  http::Response response;
  response.status = 204;
  ApiKeyRecord& record = *found;
  if (record.revoked_at) return response;
  record.revoked_at = call.context.clock.now();
  ++record.version;
  const auto committed = call.context.store.commit(
      {{ports::Update<ApiKeyRecord>{record}}, {key_event(call, "api_key_revoked", record)}});
  if (!committed) return call.refuse(committed.error());
  return response;
}

}  // namespace financescr::accounts
