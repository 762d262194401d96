#include "functions/ports/columns.hpp"

#include <array>
#include <charconv>
#include <type_traits>

namespace financescr::ports {
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
  if (number == nullptr || *number < 0 || *number > 1) return false;
  out = *number == 1;
  return true;
}

bool from_value(Micro& out, const Value& value) { return from_value(out.value, value); }

// In one form only: databases compare the texts.
bool from_value(Timestamp& out, const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  const auto parsed = text == nullptr ? std::nullopt : Timestamp::parse(*text);
  if (!parsed || parsed->to_string() != *text) return false;
  out = *parsed;
  return true;
}

template <typename T>
bool from_value(std::optional<T>& out, Value value) {
  if (std::holds_alternative<std::monostate>(value)) {
    out.reset();
    return true;
  }
  return from_value(out.emplace(), std::move(value));
}

constexpr Kind kind_of(const std::string*) { return Kind::kText; }
constexpr Kind kind_of(const std::int64_t*) { return Kind::kInteger; }
constexpr Kind kind_of(const Micro*) { return Kind::kInteger; }
constexpr Kind kind_of(const bool*) { return Kind::kFlag; }
constexpr Kind kind_of(const Timestamp*) { return Kind::kTime; }
template <typename T>
constexpr Kind kind_of(const std::optional<T>*) {
  return kind_of(static_cast<const T*>(nullptr));
}

template <typename>
struct MemberOf;
template <typename T, typename Record>
struct MemberOf<T Record::*> {
  using Owner = Record;
  using Type = T;
};

template <auto kMember>
constexpr auto column(std::string_view name, Role role = Role::kPlain, Form form = Form::kAny) {
  using Record = typename MemberOf<decltype(kMember)>::Owner;
  using Type = typename MemberOf<decltype(kMember)>::Type;
  return Column<Record>{
      name,
      [](const Record& record) { return to_value(record.*kMember); },
      [](Record& record, Value value) { return from_value(record.*kMember, std::move(value)); },
      kind_of(static_cast<const Type*>(nullptr)),
      role,
      form};
}

template <auto kMember>
constexpr auto uuid(std::string_view name, Role role = Role::kPlain) {
  return column<kMember>(name, role, Form::kUuid);
}

// A column of where the record's newest digest is.
template <typename Record, auto kMember>
constexpr Column<Record> binding(std::string_view name, Role role) {
  using Type = typename MemberOf<decltype(kMember)>::Type;
  const Form form = role == Role::kRecordSalt ? Form::kSalt : Form::kAny;
  return Column<Record>{name,
                        [](const Record& record) { return to_value(record.binding.*kMember); },
                        [](Record& record, Value value) {
                          return from_value(record.binding.*kMember, std::move(value));
                        },
                        kind_of(static_cast<const Type*>(nullptr)),
                        role,
                        form};
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

bool has_form(Form form, const Value& value) {
  constexpr std::size_t kSaltDigits = 32;
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return true;
  switch (form) {
    case Form::kAny:
      return true;
    case Form::kUuid:
      return is_uuid(*text);
    case Form::kSalt:
      return text->size() == kSaltDigits &&
             text->find_first_not_of("0123456789abcdef") == std::string::npos;
  }
  return false;
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
      column<&R::customer_ref>("customer_ref"),
      uuid<&R::case_id>("case_id"),
      column<&R::pack_id>("pack_id"),
      column<&R::policy_version>("policy_version"),
      column<&R::bundle>("bundle", Role::kElsewhere),
      column<&R::salt>("salt", Role::kBundleSalt, Form::kSalt),
      column<&R::erased_at>("erased_at"),
      column<&R::version>("version", Role::kVersion),
      binding<R, &Binding::salt>("record_salt", Role::kRecordSalt),
      binding<R, &Binding::chain>("audit_chain", Role::kAuditChain),
      binding<R, &Binding::seq>("audit_seq", Role::kAuditSeq),
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
      column<&R::customer_ref>("customer_ref"),
      column<&R::version_stamp>("version_stamp"),
      column<&R::assignee>("assignee"),
      column<&R::disposition>("disposition"),
      column<&R::maker>("maker"),
      column<&R::version>("version", Role::kVersion),
      binding<R, &Binding::salt>("record_salt", Role::kRecordSalt),
      binding<R, &Binding::chain>("audit_chain", Role::kAuditChain),
      binding<R, &Binding::seq>("audit_seq", Role::kAuditSeq),
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
      binding<R, &Binding::salt>("record_salt", Role::kRecordSalt),
      binding<R, &Binding::chain>("audit_chain", Role::kAuditChain),
      binding<R, &Binding::seq>("audit_seq", Role::kAuditSeq),
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
      binding<R, &Binding::salt>("record_salt", Role::kRecordSalt),
      binding<R, &Binding::chain>("audit_chain", Role::kAuditChain),
      binding<R, &Binding::seq>("audit_seq", Role::kAuditSeq),
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
      binding<R, &Binding::salt>("record_salt", Role::kRecordSalt),
      binding<R, &Binding::chain>("audit_chain", Role::kAuditChain),
      binding<R, &Binding::seq>("audit_seq", Role::kAuditSeq),
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
      column<&R::created_by>("created_by"),
      column<&R::password_reset_by>("password_reset_by"),
      column<&R::role_changed_by>("role_changed_by"),
      column<&R::must_change_password>("must_change_password"),
      column<&R::password_expires_at>("password_expires_at"),
      column<&R::deactivated_at>("deactivated_at"),
      column<&R::proposed_role>("proposed_role"),
      column<&R::proposed_by>("proposed_by"),
      binding<R, &Binding::salt>("record_salt", Role::kRecordSalt),
      binding<R, &Binding::chain>("audit_chain", Role::kAuditChain),
      binding<R, &Binding::seq>("audit_seq", Role::kAuditSeq),
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
      binding<R, &Binding::salt>("record_salt", Role::kRecordSalt),
      binding<R, &Binding::chain>("audit_chain", Role::kAuditChain),
      binding<R, &Binding::seq>("audit_seq", Role::kAuditSeq),
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
      column<&R::record_id>("record_id", Role::kRecordId),
      binding<R, &Binding::salt>("record_salt", Role::kRecordSalt),
      binding<R, &Binding::chain>("audit_chain", Role::kAuditChain),
      binding<R, &Binding::seq>("audit_seq", Role::kAuditSeq),
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
      binding<R, &Binding::salt>("record_salt", Role::kRecordSalt),
      binding<R, &Binding::chain>("audit_chain", Role::kAuditChain),
      binding<R, &Binding::seq>("audit_seq", Role::kAuditSeq),
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

namespace {

template <typename Record>
std::optional<std::size_t> find_odd(const Row& row) {
  const auto columns = table_of<Record>().columns;
  Record record;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].role == Role::kElsewhere) continue;
    if (!set_column(columns[i], record, row[i])) return i;
  }
  return std::nullopt;
}

template <typename Record>
Shape make_shape() {
  Shape shape;
  shape.table = table_of<Record>().name;
  shape.find_odd = find_odd<Record>;
  for (const auto& column : table_of<Record>().columns) {
    const std::size_t place = shape.columns.size();
    shape.columns.push_back({column.name, column.kind, column.role, column.form, column.since});
    if (column.role == Role::kKey) shape.key.push_back(place);
    if (column.role == Role::kRecordId) shape.id = {place};
    if (column.role == Role::kVersion) shape.version = place;
    if (column.role == Role::kRecordSalt) shape.salt = place;
    if (column.role == Role::kAuditChain) shape.chain = place;
    if (column.role == Role::kAuditSeq) shape.seq = place;
  }
  if (shape.id.empty()) shape.id = shape.key;
  return shape;
}

std::optional<Value> parse_part(const ColumnShape& column, std::string_view text) {
  if (column.form == Form::kUuid && !is_uuid(text)) return std::nullopt;
  if (column.kind != Kind::kInteger) return Value(std::string(text));
  std::int64_t number = 0;
  const auto [stop, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return Value(number);
}

}  // namespace

std::span<const Shape> shapes() {
  static const std::vector<Shape> kShapes = {
      make_shape<DecisionRecord>(),      make_shape<CaseRecord>(),
      make_shape<CaseEventRecord>(),     make_shape<ConversationRecord>(),
      make_shape<MessageRecord>(),       make_shape<UserRecord>(),
      make_shape<ApiKeyRecord>(),        make_shape<IdempotencyRecord>(),
      make_shape<PackActivationRecord>()};
  return kShapes;
}

const Shape* find_shape(std::string_view table) {
  for (const Shape& shape : shapes()) {
    if (shape.table == table) return &shape;
  }
  return nullptr;
}

std::string id_of(const Shape& shape, const Row& row) {
  std::string id;
  for (const std::size_t place : shape.id) {
    if (place != shape.id.front()) id += '/';
    if (const auto* text = std::get_if<std::string>(&row[place])) id += *text;
    if (const auto* number = std::get_if<std::int64_t>(&row[place])) id += std::to_string(*number);
  }
  return id;
}

std::optional<Row> parse_id(const Shape& shape, std::string_view id) {
  Row parts;
  for (const std::size_t place : shape.id) {
    const std::size_t slash = place == shape.id.back() ? std::string_view::npos : id.find('/');
    auto part = parse_part(shape.columns[place], id.substr(0, slash));
    if (!part) return std::nullopt;
    parts.push_back(*std::move(part));
    id.remove_prefix(slash == std::string_view::npos ? id.size() : slash + 1);
  }
  return parts;
}

}  // namespace financescr::ports
