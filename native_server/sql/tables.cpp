#include <array>
#include <type_traits>

#include "native_server/sql/table.hpp"

namespace financescr::sql {

using namespace ports;  // NOLINT(google-build-using-namespace): the records, in every line

namespace {

Value to_value(const std::string& text) { return text; }
Value to_value(std::int64_t number) { return number; }
Value to_value(bool flag) { return std::int64_t{flag ? 1 : 0}; }
Value to_value(Micro number) { return number.value; }
Value to_value(Timestamp at) { return at.to_string(); }
template <typename T>
Value to_value(const std::optional<T>& value) {
  return value ? to_value(*value) : Value{};
}

bool from_value(std::string& out, Value value) {
  auto* text = std::get_if<std::string>(&value);
  if (text != nullptr) out = std::move(*text);
  return text != nullptr;
}

bool from_value(std::int64_t& out, const Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  if (number != nullptr) out = *number;
  return number != nullptr;
}

bool from_value(bool& out, const Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  if (number != nullptr) out = *number != 0;
  return number != nullptr;
}

bool from_value(Micro& out, const Value& value) { return from_value(out.value, value); }

bool from_value(Timestamp& out, Value value) {
  auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return false;
  // Postgres in a UTC session: "2026-11-22 03:05:06.1+00".
  if (text->ends_with("+00")) *text += ":00";
  const auto parsed = Timestamp::parse(*text);
  if (parsed) out = *parsed;
  return parsed.has_value();
}

template <typename T>
bool from_value(std::optional<T>& out, Value value) {
  if (std::holds_alternative<std::monostate>(value)) {
    out.reset();
    return true;
  }
  return from_value(out.emplace(), std::move(value));
}

template <typename>
struct MemberOf;
template <typename T, typename Record>
struct MemberOf<T Record::*> {
  using Owner = Record;
};

template <auto kMember>
constexpr auto column(std::string_view name, Role role = Role::kPlain, Form form = Form::kAny) {
  using Record = typename MemberOf<decltype(kMember)>::Owner;
  return Column<Record>{
      name, [](const Record& record) { return to_value(record.*kMember); },
      [](Record& record, Value value) { return from_value(record.*kMember, std::move(value)); },
      role, form};
}

template <auto kMember>
constexpr auto uuid(std::string_view name, Role role = Role::kPlain) {
  return column<kMember>(name, role, Form::kUuid);
}

}  // namespace

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    const bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    if (hyphen ? c != '-' : !digit) return false;
  }
  return true;
}

template <>
const Table<DecisionRecord>& table_of() {
  using R = DecisionRecord;
  static constexpr std::array kColumns = {
      uuid<&R::decision_id>("decision_id", Role::kKey),
      column<&R::created_at>("created_at"),
      column<&R::kind>("kind"),
      column<&R::outcome>("outcome"),
      column<&R::principal>("principal"),
      column<&R::request_id>("request_id"),
      column<&R::subject_id>("subject_id"),
      uuid<&R::case_id>("case_id"),
      column<&R::pack_id>("pack_id"),
      column<&R::policy_version>("policy_version"),
      column<&R::bundle>("bundle"),
      column<&R::salt>("salt"),
      column<&R::erased_at>("erased_at"),
      column<&R::version>("version", Role::kVersion),
  };
  static constexpr Table<R> kTable{"decisions", kColumns};
  return kTable;
}

template <>
const Table<CaseRecord>& table_of() {
  using R = CaseRecord;
  static constexpr std::array kColumns = {
      uuid<&R::case_id>("case_id", Role::kKey),
      column<&R::created_at>("created_at"),
      column<&R::updated_at>("updated_at"),
      column<&R::due_at>("due_at"),
      column<&R::closed_at>("closed_at"),
      column<&R::domain>("domain"),
      column<&R::status>("status"),
      column<&R::severity>("severity"),
      column<&R::priority>("priority"),
      column<&R::decision>("decision"),
      column<&R::entity_name>("entity_name"),
      column<&R::risk_score>("risk_score_micro"),
      uuid<&R::decision_id>("decision_id"),
      column<&R::request_id>("request_id"),
      column<&R::subject_id>("subject_id"),
      column<&R::version_stamp>("version_stamp"),
      column<&R::assignee>("assignee"),
      column<&R::disposition>("disposition"),
      column<&R::maker>("maker"),
      column<&R::version>("version", Role::kVersion),
  };
  static constexpr Table<R> kTable{"cases", kColumns};
  return kTable;
}

template <>
const Table<CaseEventRecord>& table_of() {
  using R = CaseEventRecord;
  static constexpr std::array kColumns = {
      uuid<&R::case_id>("case_id", Role::kKey),
      column<&R::seq>("seq", Role::kKey),
      column<&R::at>("occurred_at"),
      column<&R::actor>("actor"),
      column<&R::action>("action"),
      column<&R::from_status>("from_status"),
      column<&R::to_status>("to_status"),
      column<&R::text>("comment_text"),
  };
  static constexpr Table<R> kTable{"case_events", kColumns};
  return kTable;
}

template <>
const Table<ConversationRecord>& table_of() {
  using R = ConversationRecord;
  static constexpr std::array kColumns = {
      uuid<&R::conversation_id>("conversation_id", Role::kKey),
      column<&R::created_at>("created_at"),
      column<&R::updated_at>("updated_at"),
      column<&R::status>("status"),
      column<&R::owner>("owner"),
      column<&R::metadata>("metadata"),
      column<&R::version>("version", Role::kVersion),
  };
  static constexpr Table<R> kTable{"conversations", kColumns};
  return kTable;
}

template <>
const Table<MessageRecord>& table_of() {
  using R = MessageRecord;
  static constexpr std::array kColumns = {
      uuid<&R::message_id>("message_id", Role::kKey),
      uuid<&R::conversation_id>("conversation_id"),
      column<&R::seq>("seq"),
      column<&R::created_at>("created_at"),
      column<&R::role>("role"),
      column<&R::content>("content"),
      column<&R::tool_name>("tool_name"),
      column<&R::trace>("trace"),
      column<&R::ref_request_id>("ref_request_id"),
      uuid<&R::ref_case_id>("ref_case_id"),
  };
  static constexpr Table<R> kTable{"conversation_messages", kColumns};
  return kTable;
}

template <>
const Table<UserRecord>& table_of() {
  using R = UserRecord;
  static constexpr std::array kColumns = {
      column<&R::user_id>("user_id", Role::kKey),
      column<&R::created_at>("created_at"),
      column<&R::username>("username"),
      column<&R::email>("email"),
      column<&R::full_name>("full_name"),
      column<&R::role>("role"),
      column<&R::password_hash>("password_hash"),
      column<&R::is_active>("is_active"),
      column<&R::version>("version", Role::kVersion),
  };
  static constexpr Table<R> kTable{"users", kColumns};
  return kTable;
}

template <>
const Table<ApiKeyRecord>& table_of() {
  using R = ApiKeyRecord;
  static constexpr std::array kColumns = {
      column<&R::key_id>("key_id", Role::kKey),
      column<&R::created_at>("created_at"),
      column<&R::name>("name"),
      column<&R::owner>("owner"),
      column<&R::role>("role"),
      column<&R::scopes>("scopes"),
      column<&R::key_hash>("key_hash"),
      column<&R::expires_at>("expires_at"),
      column<&R::revoked_at>("revoked_at"),
      column<&R::version>("version", Role::kVersion),
  };
  static constexpr Table<R> kTable{"api_keys", kColumns};
  return kTable;
}

template <>
const Table<IdempotencyRecord>& table_of() {
  using R = IdempotencyRecord;
  static constexpr std::array kColumns = {
      column<&R::principal>("principal", Role::kKey),
      column<&R::key>("idempotency_key", Role::kKey),
      column<&R::created_at>("created_at"),
      column<&R::fingerprint>("fingerprint"),
      column<&R::status>("status"),
      column<&R::content_type>("content_type"),
      column<&R::body>("body"),
      uuid<&R::decision_id>("decision_id"),
  };
  static constexpr Table<R> kTable{"idempotency", kColumns};
  return kTable;
}

template <>
const Table<PackActivationRecord>& table_of() {
  using R = PackActivationRecord;
  static constexpr std::array kColumns = {
      column<&R::activation_id>("activation_id", Role::kKey),
      column<&R::created_at>("created_at"),
      column<&R::pack_id>("pack_id"),
      column<&R::screening_pack_hash>("screening_pack_hash"),
      column<&R::credit_pack_hash>("credit_pack_hash"),
      column<&R::status>("status"),
      column<&R::maker>("maker"),
      column<&R::checker>("checker"),
      column<&R::decided_at>("decided_at"),
      column<&R::version>("version", Role::kVersion),
  };
  static constexpr Table<R> kTable{"pack_activations", kColumns};
  return kTable;
}

template <>
const Table<JobRecord>& table_of() {
  using R = JobRecord;
  static constexpr std::array kColumns = {
      column<&R::job_id>("job_id", Role::kKey),
      column<&R::created_at>("created_at"),
      column<&R::updated_at>("updated_at"),
      column<&R::kind>("kind"),
      column<&R::status>("status"),
      column<&R::state>("state"),
      column<&R::version>("version", Role::kVersion),
  };
  static constexpr Table<R> kTable{"jobs", kColumns};
  return kTable;
}

template <>
const Table<AuditRow>& table_of() {
  using R = AuditRow;
  static constexpr std::array kColumns = {
      column<&R::chain>("chain", Role::kKey),
      column<&R::seq>("seq", Role::kKey),
      column<&R::row>("row_text"),
      column<&R::hash>("hash"),
      column<&R::at>("occurred_at"),
      column<&R::event>("event"),
      column<&R::actor>("actor"),
      column<&R::request_id>("request_id"),
      column<&R::decision_id>("decision_id"),
      column<&R::case_id>("case_id"),
      column<&R::seal>("seal"),
  };
  static constexpr Table<R> kTable{"audit_log", kColumns};
  return kTable;
}

template <>
const Table<AuditHead>& table_of() {
  using R = AuditHead;
  static constexpr std::array kColumns = {
      column<&R::chain>("chain", Role::kKey),
      column<&R::count>("row_count", Role::kKey),
      column<&R::hash>("hash"),
      column<&R::at>("signed_at"),
      column<&R::public_key>("public_key"),
      column<&R::signature>("signature"),
  };
  static constexpr Table<R> kTable{"audit_heads", kColumns};
  return kTable;
}

}  // namespace financescr::sql
