#include "functions/memory_store/tables.hpp"

#include <algorithm>
#include <utility>

namespace financescr::memory_store {

using ports::Comparison;
using ports::Condition;
using ports::Places;
using ports::Query;
using ports::Row;
using ports::Shape;
using ports::Value;

namespace {

// What a row has in these columns; nothing if one of them is NULL.
std::optional<Row> values_in(const Row& row, const Places& places) {
  Row values;
  for (const std::size_t place : places) {
    if (std::holds_alternative<std::monostate>(row[place])) return std::nullopt;
    values.push_back(row[place]);
  }
  return values;
}

// The values that a query says the first of these columns equal.
Row prefix_of(const Query& query, const Places& places) {
  Row prefix;
  for (const std::size_t place : places) {
    const std::size_t before = prefix.size();
    std::size_t value = 0;
    for (std::size_t i = 0; i < query.form.condition_count && prefix.size() == before; ++i) {
      const Condition& condition = query.form.conditions[i];
      if (condition.column == place && condition.comparison == Comparison::kEqual) {
        prefix.push_back(query.values[value]);
      }
      value += condition.values;
    }
    if (prefix.size() == before) break;
  }
  return prefix;
}

bool starts_with(const Row& row, const Row& prefix) {
  return std::equal(prefix.begin(), prefix.end(), row.begin());
}

}  // namespace

bool RowLess::operator()(const Row& a, const Row& b) const {
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    const int order = ports::compare(a[i], b[i]);
    if (order != 0) return order < 0;
  }
  return a.size() < b.size();
}

const Row* Table::find(const Row& key) const {
  const auto found = rows_.find(key);
  return found == rows_.end() ? nullptr : &found->second;
}

bool Table::is_taken(const Row& row) const {
  const Row key = ports::key_of(*shape_, row);
  for (std::size_t i = 0; i < unique_.size(); ++i) {
    const auto values = values_in(row, shape_->unique[i]);
    const auto found = values ? unique_[i].find(*values) : unique_[i].end();
    if (found != unique_[i].end() && found->second != key) return true;
  }
  return false;
}

void Table::note(const Row& row) {
  for (std::size_t i = 0; i < unique_.size(); ++i) {
    if (auto values = values_in(row, shape_->unique[i])) {
      unique_[i].emplace(*std::move(values), ports::key_of(*shape_, row));
    }
  }
}

void Table::forget(const Row& row) {
  for (std::size_t i = 0; i < unique_.size(); ++i) {
    if (const auto values = values_in(row, shape_->unique[i])) unique_[i].erase(*values);
  }
}

bool Table::insert(Row row) {
  Row key = ports::key_of(*shape_, row);
  const auto [place, is_new] = rows_.try_emplace(std::move(key), std::move(row));
  if (is_new) note(place->second);
  return is_new;
}

void Table::replace(Row row) {
  Row& place = rows_.at(ports::key_of(*shape_, row));
  forget(place);
  place = std::move(row);
  note(place);
}

void Table::remove(const Row& key) {
  const auto found = rows_.find(key);
  if (found == rows_.end()) return;
  forget(found->second);
  rows_.erase(found);
}

std::vector<const Row*> Table::which(const Query& query) const {
  std::vector<const Row*> found;
  if (query.is_empty) return found;
  const Row by_key = prefix_of(query, shape_->key);
  for (std::size_t i = 0; i < unique_.size() && by_key.empty(); ++i) {
    const Row prefix = prefix_of(query, shape_->unique[i]);
    if (prefix.empty()) continue;
    for (auto at = unique_[i].lower_bound(prefix);
         at != unique_[i].end() && starts_with(at->first, prefix); ++at) {
      const Row& row = rows_.at(at->second);
      if (meets(query, row)) found.push_back(&row);
    }
    return found;
  }
  for (auto at = rows_.lower_bound(by_key); at != rows_.end() && starts_with(at->first, by_key);
       ++at) {
    if (meets(query, at->second)) found.push_back(&at->second);
  }
  return found;
}

std::vector<const Row*> Table::select(const Query& query) const {
  std::vector<const Row*> found = which(query);
  std::erase_if(found, [&](const Row* row) { return !is_after_start(query, *row); });
  if (query.form.order != ports::QueryForm::kNoOrder) {
    std::stable_sort(found.begin(), found.end(),
                     [&](const Row* a, const Row* b) { return comes_before(query.form, *a, *b); });
  }
  if (query.form.is_limited && found.size() > query.limit) found.resize(query.limit);
  return found;
}

Table& Tables::of(const Shape& shape) {
  return tables_.try_emplace(shape.table, shape).first->second;
}

const Table* Tables::find(std::string_view name) const {
  const auto found = tables_.find(name);
  return found == tables_.end() ? nullptr : &found->second;
}

Table* Tables::find(std::string_view name) {
  const auto found = tables_.find(name);
  return found == tables_.end() ? nullptr : &found->second;
}

}  // namespace financescr::memory_store
