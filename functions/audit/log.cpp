#include "functions/audit/log.hpp"

#include <charconv>

#include "engine/canonical/members.hpp"
#include "engine/canonical/sha256.hpp"
#include "engine/core/limits.hpp"
#include "functions/audit/proof.hpp"
#include "functions/audit/verify.hpp"
#include "functions/http/paging.hpp"
#include "functions/http/query_fields.hpp"
#include "functions/ports/ids.hpp"

namespace financescr::audit {

using canonical::Json;
using canonical::nullable;

namespace {

constexpr std::string_view kListing = "audit";
constexpr std::string_view kVerification = "audit verification";
constexpr std::string_view kPageParameters[] = {"limit", "cursor"};
constexpr std::int64_t kMaxVerifiedRows = 5'000;  // of one request
constexpr std::int64_t kMaxListedFindings = 100;

// Digits of a cursor, which is signed, or of a path.
std::optional<std::int64_t> read_number(std::string_view text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, fault] = std::from_chars(text.data(), end, number);
  return fault == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

http::Problem no_row() { return http::not_found("There is no such row"); }

Json row_json(const ports::AuditRow& row) {
  const auto text = canonical::parse(row.row);
  const Json* details = text ? text->find("details") : nullptr;
  return Json::object({{"chain", row.chain},
                       {"seq", row.seq},
                       {"at", row.at.to_string()},
                       {"event", row.event},
                       {"actor", row.actor},
                       {"request_id", row.request_id},
                       {"decision_id", nullable(row.decision_id)},
                       {"case_id", nullable(row.case_id)},
                       {"details", details == nullptr ? Json() : *details},
                       {"hash", row.hash}});
}

// Names in a cursor: they may be of any bytes.
std::string to_hex(std::string_view text) {
  return canonical::hex({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

std::string from_hex(std::string_view digits) {
  std::string text;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    unsigned byte = 0;
    std::from_chars(digits.data() + i, digits.data() + i + 2, byte, 16);
    text.push_back(static_cast<char>(byte));
  }
  return text;
}

audit::VerifyProgress start_of(const http::PageRequest& page) {
  if (!page.after) return {};
  const http::Position& after = *page.after;
  audit::VerifyProgress progress;
  progress.chain = from_hex(after[0]);
  progress.from = read_number(after[1]).value_or(progress.from);
  progress.bound = read_number(after[2]).value_or(0);
  progress.is_on_decisions = after[3] == "decisions";
  progress.after_decision = from_hex(after[4]);
  progress.is_on_records = after[3] == "records";
  progress.records.table = after[5];
  if (!after[6].empty()) progress.records.after = after[6].substr(1);
  return progress;
}

http::Position position_of(const audit::VerifyProgress& progress) {
  const std::string_view phase = progress.is_on_records     ? "records"
                                 : progress.is_on_decisions ? "decisions"
                                                            : "rows";
  return {to_hex(progress.chain),
          std::to_string(progress.from),
          std::to_string(progress.bound),
          std::string(phase),
          to_hex(progress.after_decision),
          progress.records.table,
          progress.records.after ? "=" + *progress.records.after : ""};
}

}  // namespace

audit::BoundRows bound_rows(Context& context) {
  const bool signs = context.store.signing().state != ports::Signing::State::kNone;
  return {context.store, {context.secrets, trusted_keys(context)}, !signs};
}

std::vector<std::string> trusted_keys(const Context& context) {
  std::vector<std::string> keys = context.settings.trusted_audit_keys;
  if (auto own = context.secrets.public_key()) keys.push_back(*std::move(own));
  return keys;
}

http::Response audit_log(Call& call) {
  Errors errors;
  http::QueryFields query(call.query, errors);
  ports::AuditFilter filter;
  filter.event = query.text("event", limits::kMaxIdBytes);
  filter.actor = query.text("actor", limits::kMaxIdBytes);
  filter.request_id = query.text("request_id", http::kMaxShownRequestId);
  if (filter.request_id) {
    filter.request_id = loggable_id(*filter.request_id, call.context.secrets.token_key());
  }
  filter.decision_id = query.text("decision_id", limits::kMaxIdBytes);
  filter.case_id = query.text("case_id", limits::kMaxIdBytes);
  query.reject_unknown(kPageParameters);
  const std::string_view key = call.context.secrets.token_key();
  const auto page = http::read_page(call.query, kListing, 3, key);
  if (!page) errors.append(page.error());
  if (!errors.empty()) return call.refuse(http::rejected(std::move(errors)));
  std::optional<ports::AuditPageStart> after;
  if (page->after) {
    const http::Position& position = *page->after;
    after = ports::AuditPageStart{Timestamp{read_number(position[0]).value_or(0)},
                                  from_hex(position[1]), read_number(position[2]).value_or(0)};
  }
  auto bound = bound_rows(call.context);
  const auto found = bound.search(filter, after, page->limit);
  if (!found) return call.refuse(found.error());
  std::optional<std::string> next;
  if (found->next) {
    const ports::AuditPageStart& last = *found->next;
    next = http::make_cursor(
        kListing, {std::to_string(last.at.us), to_hex(last.chain), std::to_string(last.seq)}, key);
  }
  Json::Array items;
  for (const ports::AuditRow& row : found->rows) items.push_back(row_json(row));
  return http::page_response(call.request.path, call.query, std::move(items), next,
                             {{"unverified_rows", found->unverified}});
}

http::Response verify_audit(Call& call) {
  Context& context = call.context;
  Errors errors;
  http::QueryFields(call.query, errors).reject_unknown(kPageParameters);
  const std::string_view key = context.secrets.token_key();
  const auto page = http::read_page(call.query, kVerification, 7, key);
  if (!page) errors.append(page.error());
  if (!errors.empty()) return call.refuse(http::rejected(std::move(errors)));

  audit::StoreSource source(context.store);
  audit::VerifyOptions options;
  options.trusted_keys = trusted_keys(context);
  options.records = &context.store;
  options.now = context.clock.now();
  options.wants_seals = context.store.signing().state != ports::Signing::State::kNone;
  Json findings = Json::array();
  std::int64_t listed = 0;
  const auto result = audit::verify(
      source, context.secrets, options,
      [&](const audit::Finding& finding) {
        if (listed++ < kMaxListedFindings) findings.push_back(to_json(finding));
      },
      start_of(*page), kMaxVerifiedRows);
  if (!result) return call.refuse(result.error());

  Json chains = Json::array();
  for (const audit::ChainReport& report : result->chains) chains.push_back(to_json(report));
  Json trusted = Json::array();
  for (const std::string& name : options.trusted_keys) trusted.push_back(name);
  Json next;
  if (result->next) next = http::make_cursor(kVerification, position_of(*result->next), key);
  return call.answer(200, Json::object({{"valid", result->findings == 0},
                                        {"complete", !result->next.has_value()},
                                        {"next_cursor", std::move(next)},
                                        {"finding_count", result->findings},
                                        {"findings", std::move(findings)},
                                        {"chains", std::move(chains)},
                                        {"trusted_keys", std::move(trusted)},
                                        {"decisions_looked_up", result->decisions_looked_up},
                                        {"records_looked_up", result->records_looked_up}}));
}

tl::expected<Json, http::Problem> prove_row(Context& context, std::string_view chain,
                                            std::int64_t seq) {
  audit::StoreSource source(context.store);
  const audit::Trust trust{context.secrets, trusted_keys(context)};
  const auto proof = audit::make_proof(source, chain, seq, trust);
  if (!proof) return tl::unexpected(http::store_fault(proof.error()));
  if (*proof) return to_json(**proof, seq);
  switch (proof->error()) {
    case audit::ProofFault::kNoRow:
      return tl::unexpected(no_row());
    case audit::ProofFault::kNoHeadYet:
      return tl::unexpected(
          http::Problem{409, "not_signed_yet",
                        "No signed head covers this row yet; one is written every second"});
    case audit::ProofFault::kBroken:
      return tl::unexpected(
          http::Problem{409, "row_not_verified",
                        "The row and those behind it do not lead to what was signed; "
                        "GET /audit/verify says where they break"});
    case audit::ProofFault::kHeadTooFar:
      break;
  }
  return tl::unexpected(http::Problem{
      409, "head_too_far",
      "The next signed head is more than " + std::to_string(audit::kMaxProofRows) + " rows away"});
}

http::Response audit_proof(Call& call) {
  const auto seq = read_number(call.parameters[1]);
  if (!seq || *seq < 1) return call.refuse(no_row());
  const auto proof = prove_row(call.context, call.parameters[0], *seq);
  return proof ? call.answer(200, *proof) : call.refuse(proof.error());
}

}  // namespace financescr::audit
