#include "functions/ports/columns.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace financescr::ports {
namespace {

Places places_of(const Columns& wanted, const std::vector<ColumnShape>& columns) {
  Places places;
  for (const std::string_view name : wanted.names) {
    if (name.empty()) break;
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const ColumnShape& column) { return column.name == name; });
    places.push_back(static_cast<std::size_t>(std::distance(columns.begin(), found)));
  }
  return places;
}

bool is_set_by_store(Role role) {
  switch (role) {
    case Role::kRecordId:
    case Role::kRecordSalt:
    case Role::kAuditChain:
    case Role::kAuditSeq:
      return true;
    case Role::kPlain:
    case Role::kKey:
    case Role::kVersion:
    case Role::kElsewhere:
    case Role::kBundleSalt:
      return false;
  }
  return false;
}

bool takes(const ColumnShape& column, const Value& value) {
  if (is_set_by_store(column.role)) return true;
  if (std::holds_alternative<std::monostate>(value)) return column.is_nullable;
  switch (column.kind) {
    case Kind::kText:
    case Kind::kTime:
      return std::holds_alternative<std::string>(value) && has_form(column.form, value);
    case Kind::kInteger:
    case Kind::kFlag:
      return std::holds_alternative<std::int64_t>(value);
  }
  return false;
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

Shape make_shape(std::string_view table, std::vector<ColumnShape> columns,
                 const TableRules& rules) {
  Shape shape;
  shape.table = table;
  for (std::size_t place = 0; place < columns.size(); ++place) {
    const Role role = columns[place].role;
    shape.record_version = std::max(shape.record_version, columns[place].since);
    if (role == Role::kKey) shape.key.push_back(place);
    if (role == Role::kRecordId) shape.id = {place};
    if (role == Role::kVersion) shape.version = place;
    if (role == Role::kRecordSalt) shape.salt = place;
    if (role == Role::kAuditChain) shape.chain = place;
    if (role == Role::kAuditSeq) shape.seq = place;
  }
  if (shape.id.empty()) shape.id = shape.key;
  for (const Columns& unique : rules.unique) shape.unique.push_back(places_of(unique, columns));
  for (const Reference& reference : rules.references) {
    shape.references.push_back({places_of({{reference.column}}, columns).front(), reference.table});
  }
  for (const Order& order : rules.orders) {
    shape.orders.push_back({places_of(order.columns, columns), order.is_descending});
  }
  shape.concern = rules.concern;
  shape.columns = std::move(columns);
  return shape;
}

const Shape* find_shape(std::string_view table) {
  for (const Shape* shape : bound_shapes()) {
    if (shape->table == table) return shape;
  }
  return nullptr;
}

bool takes(const Shape& shape, const Row& row) {
  if (row.size() != shape.columns.size()) return false;
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    if (!takes(shape.columns[i], row[i])) return false;
  }
  return true;
}

Row key_of(const Shape& shape, const Row& row) {
  Row key;
  key.reserve(shape.key.size());
  for (const std::size_t place : shape.key) key.push_back(row[place]);
  return key;
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
