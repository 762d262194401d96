#include "functions/jobs/late_decisions.hpp"

#include <optional>
#include <string>
#include <utility>

#include "engine/pack/domain_spec.hpp"
#include "functions/decisions/store_decision.hpp"
#include "functions/jobs/follow_activation.hpp"
#include "functions/jobs/rescreen.hpp"

namespace financescr::jobs {

using canonical::Json;

namespace {

constexpr std::size_t kAtOnce = 50;

// What the active pack says of a stored decision's input.
struct Anew {
  std::optional<decision::Decided> decided;  // nothing: it cannot be decided on this pack
  bool differs = false;
};

std::optional<Anew> decide_anew(const ports::DecisionRecord& record, Context& context) {
  if (!record.bundle || record.kind != pack::spec_of(Domain::kScreening).kind) return std::nullopt;
  const auto bundle = canonical::parse(*record.bundle);
  const Json* input = bundle ? bundle->find("input") : nullptr;
  const Json* before = bundle ? bundle->find("decision") : nullptr;
  if (input == nullptr || before == nullptr) return std::nullopt;
  auto after =
      context.pack->engine.screening().decide(*input, context.workspace, decision::Form::kText);
  Anew anew;
  if (!after) return anew;
  anew.differs = differs(*before, after->decision);
  anew.decided = std::move(*after);
  return anew;
}

ports::AuditEvent note_of(const ports::DecisionRecord& record, const Anew& anew,
                          const std::optional<std::string>& next, const Context& context) {
  ports::AuditEvent event;
  event.at = context.clock.now();
  event.event = "late_decision";
  event.actor = std::string(kRescreenActor);
  event.request_id = record.request_id;
  event.decision_id = record.decision_id;
  event.details = Json::object({{"pack_id", context.pack->pack_id},
                                {"is_decided", anew.decided.has_value()},
                                {"differs", anew.differs},
                                {"next_decision_id", next ? Json(*next) : Json()}});
  return event;
}

ports::Transaction transaction_for(const ports::DecisionRecord& record, Context& context) {
  ports::Transaction transaction;
  std::optional<std::string> next;
  const auto anew = decide_anew(record, context);
  if (anew && anew->differs) {
    auto prepared =
        decisions::prepare_decision(context, std::string(kRescreenActor),
                                    {record.request_id, record.request_id}, *anew->decided);
    next = prepared.decision_id;
    transaction = std::move(prepared.transaction);
  }
  transaction.writes.emplace_back(ports::forget_late(record.decision_id));
  if (anew) transaction.audit.push_back(note_of(record, *anew, next, context));
  return transaction;
}

}  // namespace

ports::Stored<bool> LateDecisions::look(Context& context) {
  const auto ids = ports::texts(context.store, ports::late_decisions_query(kAtOnce));
  if (!ids) return tl::unexpected(ids.error());
  if (ids->empty()) return false;
  const auto followed = is_followed(context);
  if (!followed) return tl::unexpected(followed.error());
  if (!*followed) return false;
  context.pack = context.packs.active();
  for (const std::string& id : *ids) {
    const auto record = ports::find<ports::DecisionRecord>(context.store, id);
    if (!record) return tl::unexpected(record.error());
    if (!*record) continue;
    const auto committed = context.store.commit(transaction_for(**record, context));
    // A conflict: another server was faster.
    if (!committed && committed.error() != ports::StoreFault::kConflict) {
      return tl::unexpected(committed.error());
    }
  }
  return true;
}

}  // namespace financescr::jobs
