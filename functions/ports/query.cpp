#include "functions/ports/query.hpp"

#include <stdexcept>

namespace financescr::ports {
namespace {

bool meets(const Condition& condition, const Value* values, const Value& value) {
  switch (condition.comparison) {
    case Comparison::kIsNull:
      return std::holds_alternative<std::monostate>(value);
    case Comparison::kIsSet:
      return !std::holds_alternative<std::monostate>(value);
    case Comparison::kEqual:
    case Comparison::kAtLeast:
    case Comparison::kBefore:
    case Comparison::kOneOf:
      break;
  }
  if (std::holds_alternative<std::monostate>(value)) return false;
  if (condition.comparison == Comparison::kAtLeast) return compare(value, values[0]) >= 0;
  if (condition.comparison == Comparison::kBefore) return compare(value, values[0]) < 0;
  for (std::size_t i = 0; i < condition.values; ++i) {
    if (compare(value, values[i]) == 0) return true;
  }
  return false;
}

}  // namespace

void Query::where(std::size_t column, Comparison comparison) {
  if (form.condition_count == QueryForm::kMaxConditions) {
    throw std::length_error("a query of more than 16 conditions");
  }
  form.conditions[form.condition_count++] = {static_cast<std::uint8_t>(column), comparison, 0};
}

void Query::where(std::size_t column, Comparison comparison, Value value) {
  where(column, comparison);
  form.conditions[form.condition_count - 1U].values = 1;
  if (!has_form(form.shape->columns[column].form, value)) is_empty = true;
  values.push_back(std::move(value));
}

Query& Query::in_order(std::size_t order, bool is_reversed) {
  form.order = static_cast<std::uint8_t>(order);
  form.is_reversed = is_reversed;
  return *this;
}

Query& Query::starting_after(std::vector<Value> start) {
  after = std::move(start);
  for (std::size_t i = 0; i < after.size(); ++i) {
    const ColumnShape& column = form.shape->columns[form.used_order().columns[i]];
    if (!has_form(column.form, after[i])) after.resize(i);
  }
  form.after_count = static_cast<std::uint8_t>(after.size());
  return *this;
}

Query& Query::starting_after(const std::optional<PageStart>& start) {
  return start ? starting_after({to_value(start->at), to_value(start->id)}) : *this;
}

Query& Query::at_most(std::size_t count) {
  form.is_limited = true;
  limit = count;
  return *this;
}

Query& Query::rarely() {
  is_rare = true;
  return *this;
}

int compare(const Value& a, const Value& b) {
  if (a.index() != b.index()) return a.index() < b.index() ? -1 : 1;
  if (const auto* text = std::get_if<std::string>(&a))
    return text->compare(*std::get_if<std::string>(&b));
  const auto* number = std::get_if<std::int64_t>(&a);
  if (number == nullptr) return 0;
  const std::int64_t other = *std::get_if<std::int64_t>(&b);
  return *number < other ? -1 : static_cast<int>(*number > other);
}

bool meets(const Query& query, const Row& row) {
  const Value* values = query.values.data();
  for (std::size_t i = 0; i < query.form.condition_count; ++i) {
    const Condition& condition = query.form.conditions[i];
    if (!meets(condition, values, row[condition.column])) return false;
    values += condition.values;
  }
  return true;
}

bool is_after_start(const Query& query, const Row& row) {
  if (query.form.after_count == 0) return true;
  const Places& places = query.form.used_order().columns;
  for (std::size_t i = 0; i < query.form.after_count; ++i) {
    const int order = compare(row[places[i]], query.after[i]);
    if (order != 0) return query.form.is_descending() == (order < 0);
  }
  return false;
}

bool comes_before(const QueryForm& form, const Row& a, const Row& b) {
  for (const std::size_t place : form.used_order().columns) {
    const int order = compare(a[place], b[place]);
    if (order != 0) return form.is_descending() == (order > 0);
  }
  return false;
}

}  // namespace financescr::ports
