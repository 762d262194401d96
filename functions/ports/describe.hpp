// The words in which records/NAME.cpp describes a table: one line for each member of the struct.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "engine/core/micro.hpp"
#include "engine/core/timestamp.hpp"
#include "functions/ports/columns.hpp"
#include "functions/ports/names.hpp"
#include "functions/ports/records/binding.hpp"

namespace financescr::ports {

// What a column holds of a member. Texts, integers, flags (0 or 1), millionths, instants as the
// texts of RFC 3339, and enums by their names.
[[nodiscard]] inline Value to_value(std::string_view text) { return std::string(text); }
[[nodiscard]] inline Value to_value(const char* text) { return std::string(text); }
[[nodiscard]] inline Value to_value(const std::string& text) { return text; }
[[nodiscard]] inline Value to_value(std::int64_t number) { return number; }
[[nodiscard]] inline Value to_value(bool flag) { return std::int64_t{flag ? 1 : 0}; }
[[nodiscard]] inline Value to_value(Micro number) { return number.value; }
[[nodiscard]] inline Value to_value(Timestamp at) { return at.to_string(); }
template <Named Enum>
[[nodiscard]] Value to_value(Enum value) {
  return std::string(to_string(value));
}
template <typename T>
[[nodiscard]] Value to_value(const std::optional<T>& value) {
  return value ? to_value(*value) : Value{};
}

// The way back. Returns: false if no member holds this value.
[[nodiscard]] bool from_value(std::string& out, Value value);
[[nodiscard]] bool from_value(std::int64_t& out, const Value& value);
[[nodiscard]] bool from_value(bool& out, const Value& value);
[[nodiscard]] bool from_value(Micro& out, const Value& value);
// In one form only: databases compare the texts.
[[nodiscard]] bool from_value(Timestamp& out, const Value& value);
template <Named Enum>
[[nodiscard]] bool from_value(Enum& out, const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  const auto parsed = text == nullptr ? std::nullopt : parse_name<Enum>(*text);
  if (parsed) out = *parsed;
  return parsed.has_value();
}
template <typename T>
[[nodiscard]] bool from_value(std::optional<T>& out, Value value) {
  if (std::holds_alternative<std::monostate>(value)) {
    out.reset();
    return true;
  }
  return from_value(out.emplace(), std::move(value));
}

constexpr Kind kind_of(const std::string* /*of*/) { return Kind::kText; }
constexpr Kind kind_of(const std::int64_t* /*of*/) { return Kind::kInteger; }
constexpr Kind kind_of(const Micro* /*of*/) { return Kind::kInteger; }
constexpr Kind kind_of(const bool* /*of*/) { return Kind::kFlag; }
constexpr Kind kind_of(const Timestamp* /*of*/) { return Kind::kTime; }
template <Named Enum>
constexpr Kind kind_of(const Enum* /*of*/) {
  return Kind::kText;
}

template <typename T>
struct Bare {
  using Type = T;
  static constexpr bool kIsNullable = false;
};
template <typename T>
struct Bare<std::optional<T>> {
  using Type = T;
  static constexpr bool kIsNullable = true;
};

template <typename>
struct MemberOf;
template <typename T, typename Record>
struct MemberOf<T Record::*> {
  using Owner = Record;
  using Type = T;
  using BareType = typename Bare<T>::Type;
};
template <auto kMember>
using Member = MemberOf<decltype(kMember)>;

// Its address is the member's mark: pointers to members of different types cannot be compared.
template <auto kMember>
inline constexpr char kMark = 0;

template <auto kMember>
constexpr auto column(std::string_view name, Role role = Role::kPlain, Form form = Form::kAny) {
  using Record = typename Member<kMember>::Owner;
  using Type = typename Member<kMember>::Type;
  return Column<Record>{
      name,
      [](const Record& record) { return to_value(record.*kMember); },
      [](Record& record, Value value) { return from_value(record.*kMember, std::move(value)); },
      &kMark<kMember>,
      Bare<Type>::kIsNullable,
      Named<typename Bare<Type>::Type>,
      kind_of(static_cast<const typename Bare<Type>::Type*>(nullptr)),
      role,
      form};
}

// A column that came later, with this Shape::record_version.
template <auto kMember>
constexpr auto added(std::string_view name, std::int64_t since) {
  auto late = column<kMember>(name);
  late.since = since;
  return late;
}

template <auto kMember>
constexpr auto uuid(std::string_view name, Role role = Role::kPlain) {
  return column<kMember>(name, role, Form::kUuid);
}

// A column of where the record's newest digest is.
template <typename Record, auto kMember>
constexpr Column<Record> binding(std::string_view name, Role role) {
  using Type = typename Member<kMember>::BareType;
  const Form form = role == Role::kRecordSalt ? Form::kSalt : Form::kAny;
  return Column<Record>{name,
                        [](const Record& record) { return to_value(record.binding.*kMember); },
                        [](Record& record, Value value) {
                          return from_value(record.binding.*kMember, std::move(value));
                        },
                        &kMark<kMember>,
                        true,
                        false,
                        kind_of(static_cast<const Type*>(nullptr)),
                        role,
                        form};
}

// Where the record's newest digest is, as the last three columns of every bound table.
template <typename Record>
inline constexpr Column<Record> kRecordSalt =
    binding<Record, &Binding::salt>("record_salt", Role::kRecordSalt);
template <typename Record>
inline constexpr Column<Record> kAuditChain =
    binding<Record, &Binding::chain>("audit_chain", Role::kAuditChain);
template <typename Record>
inline constexpr Column<Record> kAuditSeq =
    binding<Record, &Binding::seq>("audit_seq", Role::kAuditSeq);

// The place of a member's column.
template <auto kMember>
[[nodiscard]] std::size_t place_of() {
  static const std::size_t kPlace = [] {
    const auto columns = table_of<typename Member<kMember>::Owner>().columns;
    std::size_t place = 0;
    while (place < columns.size() && columns[place].member != &kMark<kMember>) ++place;
    return place;
  }();
  return kPlace;
}

}  // namespace financescr::ports
