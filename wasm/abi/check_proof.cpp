#include "wasm/abi/check_proof.hpp"

#include "engine/canonical/fields.hpp"
#include "engine/canonical/members.hpp"
#include "functions/audit/bundle_digest.hpp"
#include "functions/audit/head.hpp"
#include "functions/audit/proof.hpp"

namespace financescr::browser {

using canonical::Json;

namespace {

constexpr std::size_t kMaxSaltBytes = 64;

void add_below(std::string_view pointer, const Errors& found, Errors& errors) {
  for (Error error : found) {
    error.pointer.insert(0, pointer);
    errors.push_back(std::move(error));
  }
}

}  // namespace

tl::expected<Json, Errors> check_proof(const Json& request) {
  Errors errors;
  canonical::Fields fields(request, "", errors);
  const std::string salt = fields.required_text("salt", kMaxSaltBytes);
  const Json* bundle = fields.find("bundle");
  const Json* given = fields.find("proof");
  if (bundle == nullptr) fields.reject("bundle", ErrorCode::kMissing, "bundle is missing");
  if (given == nullptr) fields.reject("proof", ErrorCode::kMissing, "proof is missing");
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  const auto proof = audit::proof_from_json(*given);
  if (!proof) add_below("/proof", proof.error(), errors);
  const Json* seq = given->find("seq");
  if (seq == nullptr || seq->if_integer() == nullptr) {
    errors.push_back({ErrorCode::kMissing, "seq must be an integer", "/proof/seq"});
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  const std::string chain = canonical::text_of(*given, "chain");
  const Json row =
      proof->rows.empty() ? Json() : canonical::parse(proof->rows.front()).value_or(Json());
  const std::string digest = audit::bundle_digest(salt, canonical::write(*bundle));
  return Json::object(
      {{"chain", audit::covers(*proof, chain, *seq->if_integer())},
       {"digest", canonical::find_text(row, "bundle_digest") == digest},
       {"row_decision_id", canonical::nullable(canonical::find_text(row, "decision_id"))},
       {"chain_name", chain},
       {"seq", *seq},
       {"head_text", audit::signed_text(*proof)},
       {"signature", proof->head.signature},
       {"key", proof->head.public_key}});
}

}  // namespace financescr::browser
