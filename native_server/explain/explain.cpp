#include "native_server/explain/explain.hpp"

#include <array>

#include <fmt/format.h>

#include "engine/canonical/fields.hpp"
#include "engine/decision/decision.hpp"
#include "engine/pack/domain_spec.hpp"
#include "native_server/explain/parts.hpp"
#include "native_server/explain/text.hpp"

namespace financescr::explain {
namespace {

Document explain_error(const Json& line) {
  Json::Array faults = array_of(line, "errors");
  if (faults.empty()) faults.push_back(member_of(line, "error"));
  const Json& place = member_of(faults.front(), "line");
  const std::string where = place.is_null() ? "" : " in line " + plain(place);
  Document document;
  document.emplace_back(Heading{"NOT DECIDED" + request_note(member_of(line, "request_id"))});
  document.emplace_back(Paragraph{
      fmt::format("Nothing was decided: the request{} has {}.", where,
                  faults.size() == 1 ? "a fault" : std::to_string(faults.size()) + " faults")});
  Table table{"", {{"field"}, {"what is wrong"}, {"code"}}, {}, 0};
  for (const Json& fault : faults) {
    const std::string pointer = text_of(fault, "pointer");
    table.rows.push_back({pointer.empty() ? "(the whole line)" : pointer, text_of(fault, "detail"),
                          text_of(fault, "code")});
  }
  document.emplace_back(std::move(table));
  return document;
}

// What it means that a field is the first to differ.
std::string_view cause_of(const std::string& field) {
  if (field == "/decision/pack_hash") return "The pack is not the one the decision was made with.";
  if (field == "/decision/policy_hash") return "The policy has changed since the decision.";
  if (field == "/decision/model_hash") return "The model has changed since the decision.";
  if (field == "/decision/input_hash") return "The input of the bundle is not what was decided on.";
  if (field == "/decision/decision_version") return "Another version of the engine made it.";
  if (field == "/input" || field.starts_with("/input/")) {
    return "The input of the bundle holds more or less than what was decided on.";
  }
  if (!field.starts_with("/decision")) return "The bundle holds a member that no bundle has.";
  return "Pack, policy, model and input are the same, so the recorded decision was altered, or "
         "the engine does not decide as it did.";
}

Result<Document> explain_replay(const Json& line) {
  Errors errors;
  canonical::Fields fields(line, "", errors);
  const bool different = fields.required_choice("status", {"identical", "different"}) == 1;
  if (!errors.empty()) return tl::unexpected(errors.front());
  const std::string field = text_of(line, "field");
  Document document;
  document.emplace_back(Heading{std::string(different ? "DIFFERENT" : "IDENTICAL") +
                                request_note(member_of(line, "request_id"))});
  document.emplace_back(Paragraph{
      different
          ? fmt::format("Made again, the decision differs, first in {}. {}", field, cause_of(field))
          : std::string("Made again, the decision is the same, byte by byte.")});
  Table table{"", {{"what"}, {"value"}}, {}, 0};
  if (different) {
    table.rows.push_back({"recorded", plain(member_of(line, "recorded"))});
    table.rows.push_back({"made again", plain(member_of(line, "replayed"))});
  }
  table.rows.push_back({"result hash", plain(member_of(line, "result_hash"))});
  document.emplace_back(std::move(table));
  return document;
}

Document explain_pair(const Json& line) {
  Document document;
  document.emplace_back(
      Heading{text_of(line, "decision") + request_note(member_of(line, "request_id"))});
  document.emplace_back(Paragraph{
      fmt::format("The probability that the two are one is {}. `match` gives no evidence; "
                  "`screen` does.",
                  shown(number_of(line, "score")))});
  return document;
}

// How the decisions of a domain are told, and the member by which one is known without its bundle.
struct Telling {
  std::string_view mark;
  Result<Document> (*explain)(const Json& decision, const Json& request_id);
};

// In the order of Domain.
constexpr auto kTellings = std::to_array<Telling>({
    {"match_probability", explain_screening},
    {"pd_12m", explain_credit},
    {"rule_score", explain_monitoring},
});
static_assert(kTellings.size() == kDomainCount);

Result<Document> explain_bundle(const Json& bundle) {
  Errors errors;
  canonical::Fields fields(bundle, "", errors);
  const std::string version = fields.required_text("bundle_version", 256);
  const Domain domain = kDomains[fields.required_choice("kind", pack::domain_kinds())];
  if (!errors.empty()) return tl::unexpected(errors.front());
  if (version != decision::kBundleVersion) {
    return fail(ErrorCode::kUnsupported, "is not \"" + std::string(decision::kBundleVersion) + "\"",
                "/bundle_version");
  }
  const Json& decision = member_of(bundle, "decision");
  if (decision.if_object() == nullptr) {
    return fail(ErrorCode::kMissing, "is required and must be an object", "/decision");
  }
  const Json& request_id = member_of(bundle, "request_id");
  auto document = kTellings[index_of(domain)].explain(decision, request_id);
  if (!document) document.error().pointer = "/decision" + document.error().pointer;
  return document;
}

}  // namespace

Result<Document> explain(const Json& line) {
  const auto has = [&line](std::string_view key) { return line.find(key) != nullptr; };
  if (has("bundle_version")) return explain_bundle(line);
  if (member_of(line, "error").if_object() != nullptr) return explain_error(line);
  if (has("status")) return explain_replay(line);
  if (has("loan_watches")) return explain_tick(line);
  const Json& request_id = member_of(line, "request_id");
  for (const Telling& telling : kTellings) {
    if (has(telling.mark)) return telling.explain(line, request_id);
  }
  if (has("score") && has("decision")) return explain_pair(line);
  return fail(
      ErrorCode::kUnsupported,
      "is no answer of screen, apply, monitor, match or replay, no bundle and no error object");
}

Result<std::string> explain(const Json& line, const Style& style) {
  const auto document = explain(line);
  if (!document) return tl::unexpected(document.error());
  return render(*document, style);
}

}  // namespace financescr::explain
