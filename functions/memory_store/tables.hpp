// The tables of a MemoryStore, kept by their descriptors.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "functions/ports/columns.hpp"
#include "functions/ports/query.hpp"

namespace financescr::memory_store {

// As ports::compare orders values, one after the other.
struct RowLess {
  bool operator()(const ports::Row& a, const ports::Row& b) const;
};

// The rows of one table, by their keys.
class Table {
 public:
  using Rows = std::map<ports::Row, ports::Row, RowLess>;

  explicit Table(const ports::Shape& shape) : shape_(&shape), unique_(shape.unique.size()) {}

  [[nodiscard]] const ports::Shape& shape() const { return *shape_; }
  [[nodiscard]] const Rows& rows() const { return rows_; }
  // Returns: nullptr if there is none.
  [[nodiscard]] const ports::Row* find(const ports::Row& key) const;
  // Whether a row would share with another one, of another key, what no two rows share.
  [[nodiscard]] bool is_taken(const ports::Row& row) const;

  // Requires: it is not taken. Returns: false if there is a row of its key.
  [[nodiscard]] bool insert(ports::Row row);
  // Requires: there is a row of its key; it is not taken.
  void replace(ports::Row row);
  void remove(const ports::Row& key);

  // The rows that meet the conditions of a query: by the key or by what is unique where the query
  // gives the first columns of that, and else by looking at each.
  [[nodiscard]] std::vector<const ports::Row*> which(const ports::Query& query) const;
  // The same in the query's order, from its start on and as many as it asks for.
  [[nodiscard]] std::vector<const ports::Row*> select(const ports::Query& query) const;

 private:
  using Keys = std::map<ports::Row, ports::Row, RowLess>;

  void note(const ports::Row& row);
  void forget(const ports::Row& row);

  const ports::Shape* shape_;
  Rows rows_;
  std::vector<Keys> unique_;  // what is unique, to keys; in order of shape_->unique
};

// Tables come into being when something is first written to them.
class Tables {
 public:
  [[nodiscard]] Table& of(const ports::Shape& shape);
  // Returns: nullptr while nothing was written to it.
  [[nodiscard]] const Table* find(std::string_view name) const;
  [[nodiscard]] Table* find(std::string_view name);

 private:
  std::map<std::string_view, Table> tables_;
};

}  // namespace financescr::memory_store
