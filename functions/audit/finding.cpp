#include "functions/audit/finding.hpp"

#include "engine/canonical/sha256.hpp"

namespace financescr::audit {

using canonical::Json;

std::string_view to_string(Fault fault) {
  switch (fault) {
    case Fault::kRowUnreadable:
      return "row_unreadable";
    case Fault::kRowChanged:
      return "row_changed";
    case Fault::kRowOutOfPlace:
      return "row_out_of_place";
    case Fault::kRowMissing:
      return "row_missing";
    case Fault::kRowRepeated:
      return "row_repeated";
    case Fault::kCopyChanged:
      return "copy_changed";
    case Fault::kHeadForged:
      return "head_forged";
    case Fault::kHeadUntrusted:
      return "head_untrusted";
    case Fault::kHeadDiffers:
      return "head_differs";
    case Fault::kHeadOutOfOrder:
      return "head_out_of_order";
    case Fault::kTruncated:
      return "truncated";
    case Fault::kDecisionMissing:
      return "decision_missing";
    case Fault::kDecisionChanged:
      return "decision_changed";
    case Fault::kBundleChanged:
      return "bundle_changed";
    case Fault::kDecisionUnaudited:
      return "decision_unaudited";
    case Fault::kErasureUnaudited:
      return "erasure_unaudited";
    case Fault::kRecordMissing:
      return "record_missing";
    case Fault::kRecordChanged:
      return "record_changed";
    case Fault::kRecordRolledBack:
      return "record_rolled_back";
    case Fault::kRecordSurplus:
      return "record_surplus";
    case Fault::kRowUnsealed:
      return "row_unsealed";
    case Fault::kSealForged:
      return "seal_forged";
    case Fault::kSealUntrusted:
      return "seal_untrusted";
    case Fault::kChainUndeclared:
      return "chain_undeclared";
    case Fault::kRecordUnreadable:
      return "record_unreadable";
    case Fault::kKeyUnreadable:
      return "key_unreadable";
    case Fault::kErasureNotDone:
      return "erasure_not_done";
    case Fault::kHeadMissing:
      return "head_missing";
    case Fault::kSchemaChanged:
      return "schema_changed";
    case Fault::kIndexCorrupt:
      return "index_corrupt";
  }
  return "";
}

std::string printable(std::string_view text) {
  Json quoted = Json::array();
  quoted.push_back(text);
  if (canonical::parse(canonical::write(quoted))) return std::string(text);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  return "hex:" + canonical::hex({bytes, text.size()});
}

Json to_json(const Finding& finding) {
  return Json::object({{"fault", to_string(finding.fault)},
                       {"chain", printable(finding.chain)},
                       {"seq", finding.seq},
                       {"is_anchor", finding.is_anchor},
                       {"detail", finding.detail}});
}

}  // namespace financescr::audit
