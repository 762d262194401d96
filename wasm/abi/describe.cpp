#include "wasm/abi/describe.hpp"

#include "engine/credit/policy.hpp"
#include "engine/numeric/self_test.hpp"

namespace financescr::browser {

using canonical::Json;

namespace {

Json domain_json(const pack::DomainMeta& meta, const replay::Provenance& provenance,
                 std::string_view policy_version) {
  const auto& as_of = meta.manifest.as_of;
  return Json::object({{"label", meta.label},
                       {"as_of", as_of ? Json(as_of->to_string()) : Json()},
                       {"pack_hash", provenance.pack_hash},
                       {"policy_hash", provenance.policy_hash},
                       {"model_hash", provenance.model_hash},
                       {"policy_version", policy_version},
                       {"rows", meta.rows}});
}

}  // namespace

Json about(std::int64_t memory_limit_bytes) {
  return Json::object({{"version", FINANCESCR_VERSION},
                       {"decision_version", replay::kDecisionVersion},
                       {"bundle_version", replay::kBundleVersion},
                       {"self_test", numeric::self_test()},
                       {"memory_limit_bytes", memory_limit_bytes}});
}

Json describe(const replay::Engine& engine) {
  const auto* fincrime = engine.pack().fincrime();
  const auto* credit = engine.pack().credit();
  return Json::object(
      {{"fincrime", fincrime ? domain_json(fincrime->meta, engine.screening_provenance(),
                                           engine.screener().policy.version)
                             : Json()},
       {"credit", credit ? domain_json(credit->meta, engine.credit_provenance(),
                                       engine.underwriter().policy.version)
                         : Json()},
       {"synthetic", engine.pack().is_synthetic()}});
}

std::string refusal(const Errors& errors) {
  Json list = Json::array();
  for (const Error& error : errors) {
    list.push_back(Json::object(
        {{"code", to_string(error.code)}, {"detail", error.detail}, {"pointer", error.pointer}}));
  }
  return canonical::write(Json::object({{"errors", std::move(list)}}));
}

}  // namespace financescr::browser
