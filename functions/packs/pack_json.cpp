#include "functions/packs/pack_json.hpp"

#include <optional>
#include <utility>

#include "engine/pack/domain_spec.hpp"
#include "functions/ports/pack_hashes.hpp"

namespace financescr::packs {

using canonical::Json;

Json domain_json(const decision::DomainEngine& engine) {
  if (engine.rows() == nullptr) return {};
  const pack::DomainMeta& meta = engine.rows()->meta;
  const decision::Provenance& provenance = engine.provenance();
  return Json::object(
      {{"label", meta.label},
       {"as_of", meta.manifest.as_of ? Json(meta.manifest.as_of->to_string()) : Json()},
       {"pack_hash", provenance.pack_hash},
       {"policy_hash", provenance.policy_hash},
       {"policy_version", engine.policy_version()},
       {"model_hash", provenance.model_hash},
       {"rows", meta.rows}});
}

Json pack_json(const ports::LoadedPack& pack) {
  Json json =
      Json::object({{"pack_id", pack.pack_id}, {"synthetic", pack.engine.pack().is_synthetic()}});
  for (const Domain domain : kDomains) {
    json.set(pack::spec_of(domain).name, domain_json(pack.engine.of(domain)));
  }
  return json;
}

Json activation_json(const ports::PackActivationRecord& record) {
  Json json = Json::object(
      {{"activation_id", record.activation_id},
       {"created_at", record.created_at.to_string()},
       {"pack_id", record.pack_id},
       {"status", to_string(record.status)},
       {"maker", record.maker},
       {"checker", record.checker ? Json(*record.checker) : Json()},
       {"decided_at", record.decided_at ? Json(record.decided_at->to_string()) : Json()}});
  ports::add_pack_hashes(json, ports::pack_hashes(record));
  return json;
}

Json job_json(const ports::JobRecord& record) {
  return Json::object({{"job_id", record.job_id},
                       {"created_at", record.created_at.to_string()},
                       {"updated_at", record.updated_at.to_string()},
                       {"kind", record.kind},
                       {"status", to_string(record.status)},
                       {"progress", canonical::parse(record.state).value_or(Json())}});
}

}  // namespace financescr::packs
