#include "functions/handlers/pack_json.hpp"

#include <optional>
#include <utility>

namespace financescr::handlers {
namespace {

using canonical::Json;

Json domain_json(const pack::DomainMeta& meta, const replay::Provenance& provenance,
                 std::string_view policy_version) {
  return Json::object(
      {{"label", meta.label},
       {"as_of", meta.manifest.as_of ? Json(meta.manifest.as_of->to_string()) : Json()},
       {"pack_hash", provenance.pack_hash},
       {"policy_hash", provenance.policy_hash},
       {"policy_version", policy_version},
       {"model_hash", provenance.model_hash},
       {"rows", meta.rows}});
}

}  // namespace

Json pack_json(const ports::LoadedPack& pack) {
  const replay::Engine& engine = pack.engine;
  Json screening;
  Json credit;
  if (const auto* domain = engine.pack().fincrime()) {
    screening =
        domain_json(domain->meta, engine.screening_provenance(), engine.screener().policy.version);
  }
  if (const auto* domain = engine.pack().credit()) {
    credit =
        domain_json(domain->meta, engine.credit_provenance(), engine.underwriter().policy.version);
  }
  return Json::object({{"pack_id", pack.pack_id},
                       {"synthetic", engine.pack().is_synthetic()},
                       {"screening", std::move(screening)},
                       {"credit", std::move(credit)}});
}

Json activation_json(const ports::PackActivationRecord& record) {
  return Json::object(
      {{"activation_id", record.activation_id},
       {"created_at", record.created_at.to_string()},
       {"pack_id", record.pack_id},
       {"screening_pack_hash", record.screening_pack_hash},
       {"credit_pack_hash", record.credit_pack_hash},
       {"status", to_string(record.status)},
       {"maker", record.maker},
       {"checker", record.checker ? Json(*record.checker) : Json()},
       {"decided_at", record.decided_at ? Json(record.decided_at->to_string()) : Json()}});
}

Json job_json(const ports::JobRecord& record) {
  return Json::object({{"job_id", record.job_id},
                       {"created_at", record.created_at.to_string()},
                       {"updated_at", record.updated_at.to_string()},
                       {"kind", record.kind},
                       {"status", to_string(record.status)},
                       {"progress", canonical::parse(record.state).value_or(Json())}});
}

}  // namespace financescr::handlers
