#include "functions/audit/row_check.hpp"

#include "engine/canonical/members.hpp"
#include "functions/audit/bundle_digest.hpp"

namespace financescr::audit {

using canonical::Json;

namespace {

std::optional<std::string> outcome_of(const Json& text) {
  const Json* details = text.find("details");
  return details == nullptr ? std::nullopt : find_text(*details, "outcome");
}

ports::Stored<bool> is_erasure_audited(BoundRows& bound, const std::string& decision_id) {
  ports::AuditFilter filter;
  filter.event = "erasure";
  filter.decision_id = decision_id;
  std::optional<ports::AuditPageStart> after;
  do {
    const auto page = bound.search(filter, after, 1);
    if (!page) return tl::unexpected(page.error());
    if (!page->rows.empty()) return true;
    after = page->next;
  } while (after);
  return false;
}

// A row keeps an id that a caller made up as a keyed hash ("h:", functions/ids.hpp). What it was
// then stands in the bundle, which the row's digest covers; once that is erased nothing tells.
bool is_request_id_right(const Json& text, const ports::DecisionRecord& record) {
  const auto logged = find_text(text, "request_id");
  if (!logged || !logged->starts_with("h:")) return logged == record.request_id;
  if (!record.bundle) return true;
  const auto bundle = canonical::parse(*record.bundle);
  return bundle && find_text(*bundle, "request_id") == record.request_id;
}

void check_record(const Json& text, const ports::AuditRow& row, const ports::DecisionRecord& record,
                  const Found& found) {
  const auto differs = [&](std::string_view what) {
    found({Fault::kDecisionChanged, row.chain, row.seq, false,
           "The " + std::string(what) + " of decision " + record.decision_id +
               " is not the one of its row"});
  };
  if (outcome_of(text) != record.outcome) differs("outcome");
  if (find_text(text, "actor") != record.principal) differs("principal");
  if (!is_request_id_right(text, record)) differs("request id");
  if (find_text(text, "case_id") != record.case_id) differs("case");
  if (find_text(text, "at") != record.created_at.to_string()) differs("time");
  if (record.erased_at.has_value() == record.bundle.has_value()) differs("bundle");
}

}  // namespace

std::optional<Json> check_text(const ports::AuditRow& row, const Found& found) {
  auto text = canonical::parse(row.row);
  const Json* seq = text ? text->find("seq") : nullptr;
  if (seq == nullptr || seq->if_integer() == nullptr || !find_text(*text, "chain")) {
    found({Fault::kRowUnreadable, row.chain, row.seq, false, "The text is not the JSON of a row"});
    return std::nullopt;
  }
  if (find_text(*text, "chain") != row.chain || *seq->if_integer() != row.seq) {
    found({Fault::kRowOutOfPlace, row.chain, row.seq, false,
           "The text is the one of row " + std::to_string(*seq->if_integer())});
    return std::nullopt;
  }
  const auto compare = [&](std::string_view column, const std::optional<std::string>& copy) {
    if (find_text(*text, column) == copy) return;
    found({Fault::kCopyChanged, row.chain, row.seq, false,
           "The column " + std::string(column) + " differs from the text"});
  };
  compare("at", row.at.to_string());
  compare("event", row.event);
  compare("actor", row.actor);
  compare("request_id", row.request_id);
  compare("decision_id", row.decision_id);
  compare("case_id", row.case_id);
  return std::move(*text);
}

ports::Stored<DecisionState> check_decision(const Json& text, const ports::AuditRow& row,
                                            ports::Store& records, BoundRows& bound,
                                            const Found& found) {
  const auto decision_id = find_text(text, "decision_id");
  if (find_text(text, "event") != "decision" || !decision_id) return DecisionState::kNone;
  const auto record = ports::find<ports::DecisionRecord>(records, *decision_id);
  if (!record && record.error() == ports::StoreFault::kUnreadable) {
    found({Fault::kRecordUnreadable, row.chain, row.seq, false,
           "The values of decision " + *decision_id + " are not those of a decision"});
    return DecisionState::kNone;
  }
  if (!record) return tl::unexpected(record.error());
  if (!*record) {
    found({Fault::kDecisionMissing, row.chain, row.seq, false,
           "Decision " + *decision_id + " is not in the store"});
    return DecisionState::kNone;
  }
  check_record(text, row, **record, found);
  if (!(*record)->bundle) {
    const auto audited = is_erasure_audited(bound, *decision_id);
    if (!audited) return tl::unexpected(audited.error());
    if (!*audited) {
      found({Fault::kErasureUnaudited, row.chain, row.seq, false,
             "Decision " + *decision_id + " is erased, and no row says by whom"});
    }
    return DecisionState::kErased;
  }
  const std::string digest = bundle_digest((*record)->salt.value_or(""), *(*record)->bundle);
  const std::string& bundle = *(*record)->bundle;
  const bool is_object = bundle.starts_with('{') && bundle.ends_with('}');
  if (!is_object || find_text(text, "bundle_digest") != digest) {
    found({Fault::kBundleChanged, row.chain, row.seq, false,
           "The bundle of decision " + *decision_id + " is not the one that was decided on"});
  }
  return DecisionState::kPresent;
}

}  // namespace financescr::audit
