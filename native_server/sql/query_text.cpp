#include "native_server/sql/query_text.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "native_server/sql/kept.hpp"

namespace financescr::sql {

using ports::ColumnShape;
using ports::Comparison;
using ports::Condition;
using ports::QueryForm;

namespace {

constexpr std::size_t kLongestPage = 1'000'000;

// " WHERE " and " AND " between terms, and "$1", "$2" ...
class Terms {
 public:
  explicit Terms(std::string& text) : text_(text) {}
  std::string& next() { return text_ += std::exchange(is_first_, false) ? " WHERE " : " AND "; }
  std::string parameter() { return "$" + std::to_string(++count_); }
  // "$2, $3"
  std::string parameters(std::size_t count) {
    std::string list;
    for (std::size_t i = 0; i < count; ++i) list.append(i > 0 ? ", " : "").append(parameter());
    return list;
  }

 private:
  std::string& text_;
  bool is_first_ = true;
  std::size_t count_ = 0;
};

// A column where it is compared as greater or less. Texts are, in every database, by their bytes;
// Postgres does so if asked.
std::string ordered(const ColumnShape& column, std::string_view dialect) {
  const bool is_free_text = column.kind == ports::Kind::kText && column.form != ports::Form::kUuid;
  return std::string(column.name) + (is_free_text && dialect == "postgres" ? " COLLATE \"C\"" : "");
}

void add_condition(Terms& terms, const ColumnShape& column, const Condition& condition) {
  std::string& text = terms.next().append(column.name);
  switch (condition.comparison) {
    case Comparison::kEqual:
      text += " = " + terms.parameter();
      return;
    case Comparison::kAtLeast:
      text += " >= " + terms.parameter();
      return;
    case Comparison::kBefore:
      text += " < " + terms.parameter();
      return;
    case Comparison::kIsNull:
      text += " IS NULL";
      return;
    case Comparison::kIsSet:
      text += " IS NOT NULL";
      return;
    case Comparison::kOneOf:
      text += " IN (" + terms.parameters(condition.values) + ")";
      return;
  }
}

void add_conditions(Terms& terms, const QueryForm& form) {
  for (std::size_t i = 0; i < form.condition_count; ++i) {
    const Condition& condition = form.conditions[i];
    add_condition(terms, form.shape->columns[condition.column], condition);
  }
}

void add_start(Terms& terms, const QueryForm& form, std::string_view dialect) {
  if (form.after_count == 0) return;
  std::string names;
  for (std::size_t i = 0; i < form.after_count; ++i) {
    const ColumnShape& column = form.shape->columns[form.used_order().columns[i]];
    names.append(i > 0 ? ", " : "").append(ordered(column, dialect));
  }
  terms.next()
      .append("(" + names + ")")
      .append(form.is_descending() ? " < " : " > ")
      .append("(" + terms.parameters(form.after_count) + ")");
}

std::string order_text(const QueryForm& form, std::string_view dialect) {
  std::string text;
  for (const std::size_t place : form.used_order().columns) {
    text.append(text.empty() ? " ORDER BY " : ", ")
        .append(ordered(form.shape->columns[place], dialect))
        .append(form.is_descending() ? " DESC" : "");
  }
  return text;
}

// There are as many forms as there are places in the program that make one.
using Statements = Kept<QueryForm, Statement>;

}  // namespace

std::int64_t page_size(std::size_t limit) {
  return static_cast<std::int64_t>(std::min(limit, kLongestPage));
}

std::string query_text(const QueryForm& form, std::string_view dialect) {
  std::string text;
  for (std::size_t i = 0; i < form.shape->columns.size(); ++i) {
    if (!ports::holds(form.columns, i)) continue;
    text.append(text.empty() ? "SELECT " : ", ").append(form.shape->columns[i].name);
  }
  text.append(" FROM ").append(form.shape->table);
  Terms terms(text);
  add_conditions(terms, form);
  add_start(terms, form, dialect);
  if (form.order != QueryForm::kNoOrder) text += order_text(form, dialect);
  if (form.is_limited) text += " LIMIT " + terms.parameter();
  return text;
}

std::string remove_text(const QueryForm& form) {
  std::string text = "DELETE FROM " + std::string(form.shape->table);
  Terms terms(text);
  add_conditions(terms, form);
  return text;
}

std::vector<Value> parameters_of(ports::Query query) {
  std::vector<Value> values = std::move(query.values);
  std::move(query.after.begin(), query.after.end(), std::back_inserter(values));
  if (query.form.is_limited) values.emplace_back(page_size(query.limit));
  return values;
}

const Statement& query_statement(const QueryForm& form, std::string_view dialect) {
  static Statements of_sqlite;
  static Statements of_postgres;
  Statements& statements = dialect == "sqlite" ? of_sqlite : of_postgres;
  return statements.find(form, [&] { return Statement{query_text(form, dialect)}; });
}

const Statement& remove_statement(const QueryForm& form) {
  static Statements statements;
  return statements.find(form, [&] { return Statement{remove_text(form)}; });
}

Where where_of(const ports::AuditFilter& filter, std::vector<Value> after, std::string_view also,
               std::size_t limit) {
  Where where;
  Terms terms(where.text);
  const auto equal = [&](std::string_view name, const std::optional<std::string>& value) {
    if (!value) return;
    terms.next().append(name).append(" = " + terms.parameter());
    where.values.emplace_back(*value);
  };
  equal("event", filter.event);
  equal("actor", filter.actor);
  equal("request_id", filter.request_id);
  equal("decision_id", filter.decision_id);
  equal("case_id", filter.case_id);
  if (!after.empty()) {
    terms.next().append("(occurred_at, chain, seq) < (" + terms.parameters(after.size()) + ")");
    std::move(after.begin(), after.end(), std::back_inserter(where.values));
  }
  if (!also.empty()) terms.next().append(also);
  where.text.append(" ORDER BY ").append(kAuditOrder).append(" LIMIT " + terms.parameter());
  where.values.emplace_back(page_size(limit));
  return where;
}

}  // namespace financescr::sql
