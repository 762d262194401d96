#include "wasm/abi/describe.hpp"

#include "engine/numeric/self_test.hpp"
#include "engine/pack/domain_spec.hpp"
#include "functions/packs/pack_json.hpp"

namespace financescr::browser {

using canonical::Json;

Json about(std::int64_t memory_limit_bytes) {
  return Json::object({{"version", FINANCESCR_VERSION},
                       {"decision_version", decision::kDecisionVersion},
                       {"bundle_version", decision::kBundleVersion},
                       {"self_test", numeric::self_test()},
                       {"memory_limit_bytes", memory_limit_bytes}});
}

Json describe(const replay::EngineSet& engines) {
  Json json = Json::object({{"synthetic", engines.pack().is_synthetic()}});
  for (const Domain domain : kDomains) {
    json.set(pack::spec_of(domain).folder, packs::domain_json(engines.of(domain)));
  }
  return json;
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
