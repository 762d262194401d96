#include "functions/audit/chain.hpp"

#include "engine/canonical/sha256.hpp"

namespace financescr::audit {

using canonical::Json;

namespace {

constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kUsualRow = 2'048;  // bytes, without its entries
constexpr std::size_t kUsualEntry = 320;

int nibble(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return -1;
}

// The bytes before a row's text in what is hashed.
std::optional<std::string> hash_bytes(std::string_view previous) {
  if (previous.empty()) return std::string(kHashBytes, '\0');
  if (previous.size() != 2 * kHashBytes) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < previous.size(); i += 2) {
    const int high = nibble(previous[i]);
    const int low = nibble(previous[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<char>(high * 16 + low));
  }
  return bytes;
}

}  // namespace

// Written member by member in the order of their keys: a tree of the whole row would copy its
// largest parts in the thread that writes.
std::string row_text(std::string_view chain, std::int64_t seq, const ports::AuditEvent& event) {
  std::string text;
  text.reserve(kUsualRow + event.records.size() * kUsualEntry);
  text += '{';
  const auto add_key = [&text](std::string_view key) {
    if (text.size() > 1) text += ',';
    text.append("\"").append(key).append("\":");
  };
  const auto add = [&](std::string_view key, std::string_view value) {
    add_key(key);
    canonical::append_string(text, value);
  };
  const auto add_if = [&add](std::string_view key, const std::optional<std::string>& value) {
    if (value) add(key, *value);
  };
  add("actor", event.actor);
  add("at", event.at.to_string());
  add_if("bundle_digest", event.bundle_digest);
  add_if("case_id", event.case_id);
  add("chain", chain);
  add_if("decision_id", event.decision_id);
  add_key("details");
  canonical::append(text, event.details);
  add("event", event.event);
  if (!event.records.empty()) {
    add_key("records");
    char before = '[';
    for (const Json& entry : event.records) {
      text += before;
      canonical::append(text, entry);
      before = ',';
    }
    text += ']';
  }
  add("request_id", event.request_id);
  add_key("seq");
  text += std::to_string(seq);
  text += '}';
  return text;
}

std::optional<std::string> row_hash(std::string_view previous, std::string_view row) {
  auto message = hash_bytes(previous);
  if (!message) return std::nullopt;
  message->append(row);
  return canonical::hex(canonical::sha256(*message));
}

ports::AuditRow append(std::string_view chain, const ChainEnd& end,
                       const ports::AuditEvent& event) {
  ports::AuditRow row;
  row.chain = chain;
  row.seq = end.seq + 1;
  row.row = row_text(chain, row.seq, event);
  row.hash = row_hash(end.hash, row.row).value_or("");
  row.at = event.at;
  row.event = event.event;
  row.actor = event.actor;
  row.request_id = event.request_id;
  row.decision_id = event.decision_id;
  row.case_id = event.case_id;
  return row;
}

ChainEnd end_after(const ports::AuditRow& row) { return {row.seq, row.hash}; }

}  // namespace financescr::audit
