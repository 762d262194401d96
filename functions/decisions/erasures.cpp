#include "functions/decisions/erasures.hpp"

#include <algorithm>

#include "engine/canonical/fields.hpp"
#include "engine/canonical/reference.hpp"
#include "engine/core/limits.hpp"
#include "functions/call/load.hpp"
#include "functions/ports/ids.hpp"

namespace financescr::decisions {

using canonical::Json;

namespace {

constexpr std::size_t kMaxDecisions = 1'000;  // named in one request
constexpr std::size_t kBatch = 200;           // of one transaction

// A fixed word: a reason in own words would itself be text about the person.
const std::vector<std::string_view> kReasons = {"data_subject_request", "retention_expired",
                                                "legal_order", "entered_by_mistake"};

struct Request {
  std::optional<std::string> subject_id;
  std::optional<std::string> customer_ref;
  std::optional<std::string> conversation_id;
  std::vector<std::string> decision_ids;
  std::string reason;
};

tl::expected<Request, http::Problem> read_request(const Call& call) {
  const auto body = call.json();
  if (!body) return tl::unexpected(body.error());
  Errors errors;
  canonical::Fields fields(*body, "", errors);
  Request request;
  request.subject_id = fields.text("subject_id", limits::kMaxIdBytes);
  request.customer_ref = canonical::read_reference(fields, "customer_ref");
  request.conversation_id = fields.text("conversation_id", limits::kMaxIdBytes);
  const bool names_decisions = fields.find("decision_ids") != nullptr;
  fields.for_each_text("decision_ids", limits::kMaxIdBytes,
                       [&](std::size_t i, const std::string& text) {
                         if (auto id = parse_uuid(text)) {
                           request.decision_ids.push_back(*std::move(id));
                         } else {
                           fields.reject_at("decision_ids", i, ErrorCode::kInvalid, "is no id");
                         }
                       });
  if (request.decision_ids.size() > kMaxDecisions) {
    fields.reject("decision_ids", ErrorCode::kTooLarge,
                  "names more than " + std::to_string(kMaxDecisions) + " decisions");
  }
  const std::size_t reason = fields.required_choice("reason", kReasons);
  fields.reject_unknown();
  const int targets = (request.subject_id ? 1 : 0) + (request.customer_ref ? 1 : 0) +
                      (request.conversation_id ? 1 : 0) + (names_decisions ? 1 : 0);
  if (errors.empty() && targets != 1) {
    errors.push_back({targets == 0 ? ErrorCode::kMissing : ErrorCode::kConflict,
                      "Give one of subject_id, customer_ref, decision_ids and conversation_id",
                      ""});
  }
  if (!errors.empty()) return tl::unexpected(http::rejected(std::move(errors)));
  request.reason = kReasons[reason];
  return request;
}

ports::AuditEvent erasure_event(const Call& call, Timestamp at, Json details) {
  ports::AuditEvent event;
  event.at = at;
  event.event = "erasure";
  event.actor = call.principal.id;
  event.request_id = call.request_id;
  event.details = std::move(details);
  return event;
}

// Ids of the decisions that have this reference; erased ones have none.
ports::Stored<std::vector<std::string>> decisions_called(const Call& call,
                                                         const std::string& customer_ref) {
  ports::DecisionFilter filter;
  filter.customer_ref = customer_ref;
  std::vector<std::string> ids;
  std::optional<ports::PageStart> after;
  while (true) {
    const auto page =
        ports::list(call.context.store, ports::decisions_query(filter, after, kBatch));
    if (!page) return tl::unexpected(page.error());
    for (const ports::DecisionRecord& record : *page) ids.push_back(record.decision_id);
    if (page->size() < kBatch) return ids;
    after = ports::PageStart{page->back().created_at, page->back().decision_id};
  }
}

struct Erased {
  std::int64_t now = 0;
  std::int64_t before = 0;
};

// The records of the decisions. Errors: 404 that points at the first one there is not.
tl::expected<std::vector<ports::DecisionRecord>, http::Problem> find_all(
    const Call& call, const std::vector<std::string>& ids) {
  std::vector<ports::DecisionRecord> records;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    auto record = ports::find<ports::DecisionRecord>(call.context.store, ids[i]);
    if (!record) return tl::unexpected(http::store_fault(record.error()));
    if (!*record) {
      return tl::unexpected(http::rejected({{ErrorCode::kNotFound, "There is no decision " + ids[i],
                                             canonical::pointer_append("/decision_ids", i)}}));
    }
    (*record)->bundle.reset();
    records.push_back(**std::move(record));
  }
  return records;
}

// In several transactions: each is whole, and a request that broke off can be sent again.
ports::Stored<Erased> erase_decisions(const Call& call, const std::string& reason, Timestamp at,
                                      const std::vector<ports::DecisionRecord>& records) {
  Erased erased;
  ports::Transaction transaction;
  const auto flush = [&]() -> ports::Stored<void> {
    if (transaction.writes.empty()) return {};
    auto committed = call.context.store.commit(std::move(transaction));
    transaction = {};
    return committed;
  };
  for (const ports::DecisionRecord& record : records) {
    if (record.erased_at) {
      ++erased.before;
      continue;
    }
    transaction.writes.emplace_back(ports::EraseDecision{record.decision_id, at});
    auto event = erasure_event(call, at, Json::object({{"reason", reason}}));
    event.decision_id = record.decision_id;
    event.case_id = record.case_id;
    transaction.audit.push_back(std::move(event));
    ++erased.now;
    if (transaction.writes.size() < kBatch) continue;
    if (const auto done = flush(); !done) return tl::unexpected(done.error());
  }
  if (const auto done = flush(); !done) return tl::unexpected(done.error());
  return erased;
}

http::Response erase_conversation(const Call& call, const Request& request, Timestamp at) {
  const auto found =
      load_or_404<ports::ConversationRecord>(call, *request.conversation_id, "conversation");
  if (!found) return call.refuse(found.error());
  const std::string& id = found->conversation_id;
  const auto committed = call.context.store.commit(
      {{ports::EraseConversation{id, at}},
       {erasure_event(call, at,
                      Json::object({{"conversation_id", id}, {"reason", request.reason}}))}});
  if (!committed) return call.refuse(committed.error());
  return call.answer(200, Json::object({{"at", at.to_string()},
                                        {"conversation_id", id},
                                        {"decisions", 0},
                                        {"decisions_erased_before", 0}}));
}

}  // namespace

http::Response erase(Call& call) {
  auto request = read_request(call);
  if (!request) return call.refuse(request.error());
  const Timestamp at = call.context.clock.now();
  if (request->conversation_id) return erase_conversation(call, *request, at);
  std::vector<std::string>& ids = request->decision_ids;
  if (request->subject_id) {
    auto all = ports::texts(call.context.store, ports::decisions_of_query(*request->subject_id));
    if (!all) return call.refuse(all.error());
    ids = *std::move(all);
  }
  if (request->customer_ref) {
    auto all = decisions_called(call, *request->customer_ref);
    if (!all) return call.refuse(all.error());
    ids = *std::move(all);
  }
  std::stable_sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  const auto records = find_all(call, ids);
  if (!records) return call.refuse(records.error());
  const auto erased = erase_decisions(call, request->reason, at, *records);
  if (!erased) return call.refuse(erased.error());
  return call.answer(200, Json::object({{"at", at.to_string()},
                                        {"conversation_id", Json()},
                                        {"decisions", erased->now},
                                        {"decisions_erased_before", erased->before}}));
}

}  // namespace financescr::decisions
