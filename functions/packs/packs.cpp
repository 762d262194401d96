#include "functions/packs/packs.hpp"

#include <algorithm>
#include <utility>

#include "functions/accounts/person.hpp"
#include "functions/call/load.hpp"
#include "functions/jobs/rescreen.hpp"
#include "functions/packs/pack_json.hpp"
#include "functions/ports/ids.hpp"
#include "functions/ports/pack_hashes.hpp"

namespace financescr::packs {

using canonical::Json;
using ports::ActivationStatus;
using ports::PackActivationRecord;

namespace {

constexpr std::size_t kMaxActivationsShown = 100;

ports::AuditEvent audit_of(const Call& call, std::string_view event,
                           const PackActivationRecord& record, Timestamp at) {
  ports::AuditEvent row;
  row.at = at;
  row.event = std::string(event);
  row.actor = call.principal.id;
  row.request_id = call.request_id;
  row.details = Json::object({{"activation_id", record.activation_id},
                              {"pack_id", record.pack_id},
                              {"maker", record.maker}});
  ports::add_pack_hashes(row.details, ports::pack_hashes(record));
  return row;
}

http::Response answer_activation(const Call& call, int status, const PackActivationRecord& record) {
  return call.answer(status, Json::object({{"activation", activation_json(record)}}));
}

http::Problem already_decided(const PackActivationRecord& record) {
  return {409, "already_decided",
          "This activation is " + std::string(to_string(record.status)) + " and not PROPOSED"};
}

// A proposal that this person may decide, as it is once decided.
tl::expected<PackActivationRecord, http::Response> decided_proposal(const Call& call,
                                                                    ActivationStatus status) {
  auto found = load_or_404<PackActivationRecord>(call, "activation");
  if (!found) return tl::unexpected(call.refuse(found.error()));
  PackActivationRecord record = *std::move(found);
  if (record.status != ActivationStatus::kProposed)
    return tl::unexpected(call.refuse(already_decided(record)));
  const auto person = accounts::person_behind(call);
  if (!person) return tl::unexpected(call.refuse(person.error()));
  if (const auto problem = accounts::four_eyes_problem(call.context.store, record.maker, *person)) {
    return tl::unexpected(call.refuse(*problem));
  }
  record.status = status;
  record.checker = *person;
  record.decided_at = call.context.clock.now();
  ++record.version;
  return record;
}

// Those that are active now, as they are once another is.
std::vector<PackActivationRecord> superseded(const std::vector<PackActivationRecord>& all) {
  std::vector<PackActivationRecord> changed;
  for (const PackActivationRecord& record : all) {
    if (record.status != ActivationStatus::kActive) continue;
    changed.push_back(record);
    changed.back().status = ActivationStatus::kSuperseded;
    ++changed.back().version;
  }
  return changed;
}

}  // namespace

http::Response packs(Call& call) {
  const auto activations = ports::list(call.context.store, ports::pack_activations_query());
  if (!activations) return call.refuse(activations.error());
  Json items = Json::array();
  for (const ports::PackEntry& entry : call.context.packs.list()) {
    items.push_back(Json::object(
        {{"pack_id", entry.pack_id}, {"is_active", entry.pack_id == call.context.pack->pack_id}}));
  }
  Json shown = Json::array();
  const std::size_t count = std::min(activations->size(), kMaxActivationsShown);
  for (std::size_t i = 0; i < count; ++i) shown.push_back(activation_json((*activations)[i]));
  return call.answer(200, Json::object({{"active", pack_json(*call.context.pack)},
                                        {"items", std::move(items)},
                                        {"activations", std::move(shown)}}));
}

http::Response pack_detail(Call& call) {
  const std::string& pack_id = call.parameters.front();
  auto answer = call.context.packs.describe(pack_id, pack_json);
  if (!answer) return call.refuse(http::rejected(answer.error()));
  answer->set("is_active", pack_id == call.context.pack->pack_id);
  return call.answer(200, *answer);
}

http::Response propose_pack(Call& call) {
  Context& context = call.context;
  const auto opened = context.packs.open(call.parameters.front());
  if (!opened) return call.refuse(http::rejected(opened.error()));
  const auto activations = ports::list(context.store, ports::pack_activations_query());
  if (!activations) return call.refuse(activations.error());
  for (const PackActivationRecord& other : *activations) {
    if (other.status == ActivationStatus::kProposed && ports::is_of(**opened, other)) {
      return call.refuse({409, "already_proposed",
                          "Activation " + other.activation_id + " proposes this pack already"});
    }
  }
  const auto person = accounts::person_behind(call);
  if (!person) return call.refuse(person.error());
  PackActivationRecord record;
  record.activation_id = make_id(context.clock, context.entropy);
  record.created_at = context.clock.now();
  record.pack_id = (*opened)->pack_id;
  ports::set_pack_hashes(record, ports::pack_hashes(**opened));
  record.status = ActivationStatus::kProposed;
  record.maker = *person;
  const auto committed =
      context.store.commit({{ports::Insert<PackActivationRecord>{record}},
                            {audit_of(call, "pack_proposed", record, record.created_at)}});
  if (!committed) return call.refuse(committed.error());
  return answer_activation(call, 201, record);
}

http::Response approve_pack(Call& call) {
  Context& context = call.context;
  auto record = decided_proposal(call, ActivationStatus::kActive);
  if (!record) return std::move(record.error());
  const auto opened = context.packs.open(record->pack_id);
  if (!opened) return call.refuse(http::rejected(opened.error()));
  if (!ports::is_of(**opened, *record)) {
    return call.refuse(
        {409, "pack_changed", "The pack is no longer the one that was proposed; propose it again"});
  }
  const auto all = ports::list(context.store, ports::pack_activations_query());
  if (!all) return call.refuse(all.error());
  const auto before = superseded(*all);
  const std::string old_pack = before.empty() ? context.pack->pack_id : before.front().pack_id;
  const ports::JobRecord rescreen =
      jobs::rescreen_job(make_id(context.clock, context.entropy), *record->decided_at, old_pack,
                         record->pack_id, call.request_id);
  ports::Transaction transaction;
  for (const auto& other : before) {
    transaction.writes.emplace_back(ports::Update<PackActivationRecord>{other});
  }
  transaction.writes.emplace_back(ports::Update<PackActivationRecord>{*record});
  transaction.writes.emplace_back(ports::Insert<ports::JobRecord>{rescreen});
  transaction.audit.push_back(audit_of(call, "pack_activated", *record, *record->decided_at));
  const auto committed = context.store.commit(std::move(transaction));
  if (!committed) return call.refuse(committed.error());
  context.packs.activate(*opened);
  return call.answer(
      200, Json::object({{"activation", activation_json(*record)}, {"job", job_json(rescreen)}}));
}

http::Response reject_pack(Call& call) {
  auto record = decided_proposal(call, ActivationStatus::kRejected);
  if (!record) return std::move(record.error());
  const auto committed =
      call.context.store.commit({{ports::Update<PackActivationRecord>{*record}},
                                 {audit_of(call, "pack_rejected", *record, *record->decided_at)}});
  if (!committed) return call.refuse(committed.error());
  return answer_activation(call, 200, *record);
}

http::Response job(Call& call) {
  const auto found = load_or_404<ports::JobRecord>(call, "job");
  if (!found) return call.refuse(found.error());
  return call.answer(200, job_json(*found));
}

}  // namespace financescr::packs
