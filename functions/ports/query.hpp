// Query: which rows of a table are wanted, in which order, and what of them.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/core/timestamp.hpp"
#include "functions/ports/columns.hpp"
#include "functions/ports/describe.hpp"

namespace financescr::ports {

enum class Comparison : std::uint8_t {
  kEqual,
  kAtLeast,  // this and the next of times and numbers: databases differ in how they order texts
  kBefore,   // less than
  kIsNull,
  kIsSet,
  kOneOf,
};

// A column compared with so many values.
struct Condition {
  std::uint8_t column = 0;
  Comparison comparison = Comparison::kEqual;
  std::uint8_t values = 0;
  friend auto operator<=>(const Condition&, const Condition&) = default;
};

// A query without its values: a store makes the text of a statement once for each form. Of a fixed
// size, so that it is looked up without an allocation.
struct QueryForm {
  static constexpr std::size_t kMaxConditions = 16;
  static constexpr std::uint8_t kNoOrder = 255;

  const Shape* shape = nullptr;
  ColumnSet columns = kAllColumns;  // that a row of the answer has
  std::array<Condition, kMaxConditions> conditions{};
  std::uint8_t condition_count = 0;
  std::uint8_t order = kNoOrder;  // one of shape->orders
  bool is_reversed = false;       // the last row of the order first
  std::uint8_t after_count = 0;   // columns of the order whose values a page starts after
  bool is_limited = false;
  // An order among forms, for a map of them.
  friend bool operator<(const QueryForm& a, const QueryForm& b) {
    const auto rest = [](const QueryForm& form) {
      return std::tie(form.shape, form.columns, form.condition_count, form.order, form.is_reversed,
                      form.after_count, form.is_limited);
    };
    if (rest(a) != rest(b)) return rest(a) < rest(b);
    return std::lexicographical_compare(a.conditions.begin(), a.conditions.end(),
                                        b.conditions.begin(), b.conditions.end());
  }

  [[nodiscard]] const OrderShape& used_order() const { return shape->orders[order]; }
  [[nodiscard]] bool is_descending() const { return used_order().is_descending != is_reversed; }
};

// Where the next page begins: after the row with these values in the columns of the order.
struct PageStart {
  Timestamp at;
  std::string id;
};

struct Query {
  QueryForm form;
  std::vector<Value> values;  // of the conditions
  std::vector<Value> after;   // form.after_count of them
  std::size_t limit = 0;      // where form.is_limited
  // One of so many forms that it is not worth keeping a statement of it.
  bool is_rare = false;
  // No row can have such a value.
  bool is_empty = false;

  // Conditions, all of which a row meets.
  void where(std::size_t column, Comparison comparison, Value value);
  template <auto kMember, typename T>
  Query& equal(const T& value) {
    where(place_of<kMember>(), Comparison::kEqual, value_of<kMember>(value));
    return *this;
  }
  // Nothing: no condition.
  template <auto kMember, typename T>
  Query& equal_if(const std::optional<T>& value) {
    return value ? equal<kMember>(*value) : *this;
  }
  template <auto kMember>
  Query& at_least_if(const std::optional<Timestamp>& at) {
    if (at) where(place_of<kMember>(), Comparison::kAtLeast, value_of<kMember>(*at));
    return *this;
  }
  template <auto kMember>
  Query& before_if(const std::optional<Timestamp>& at) {
    if (at) where(place_of<kMember>(), Comparison::kBefore, value_of<kMember>(*at));
    return *this;
  }
  // Whether there is a value.
  template <auto kMember>
  Query& given(bool is_there) {
    where(place_of<kMember>(), is_there ? Comparison::kIsSet : Comparison::kIsNull);
    return *this;
  }
  template <auto kMember, typename T>
  Query& one_of(std::initializer_list<T> options) {
    where(place_of<kMember>(), Comparison::kOneOf);
    for (const T& option : options) values.push_back(value_of<kMember>(option));
    form.conditions[form.condition_count - 1U].values = static_cast<std::uint8_t>(options.size());
    return *this;
  }

  // In an order of the table.
  Query& in_order(std::size_t order = 0, bool is_reversed = false);
  // Rows after one with these values in the first columns of the order. A value that no row has
  // there ends them, so that a page starts after the values before it.
  Query& starting_after(std::vector<Value> values);
  Query& starting_after(const std::optional<PageStart>& start);
  Query& at_most(std::size_t count);
  Query& rarely();

  // What of a row is read.
  template <auto... kMembers>
  Query& without() {
    ((form.columns &= ~(ColumnSet{1} << place_of<kMembers>())), ...);
    return *this;
  }
  template <auto... kMembers>
  Query& only() {
    form.columns = ((ColumnSet{1} << place_of<kMembers>()) | ...);
    return *this;
  }

 private:
  void where(std::size_t column, Comparison comparison);
  // Only what the member can hold.
  template <auto kMember, typename T>
  [[nodiscard]] static Value value_of(const T& value) {
    using Type = typename Member<kMember>::BareType;
    if constexpr (std::is_same_v<Type, std::string>) {
      return to_value(std::string_view(value));
    } else {
      return to_value(static_cast<const Type&>(value));
    }
  }
};

// A query for records of one kind.
template <typename Record>
struct QueryOf : Query {
  QueryOf() { form.shape = &shape_of<Record>(); }
};

// Less than 0, 0 or more than 0, as rows are ordered: NULL, then integers, then texts byte by byte.
[[nodiscard]] int compare(const Value& a, const Value& b);
// Whether a row, with all columns of its table, meets the conditions.
[[nodiscard]] bool meets(const Query& query, const Row& row);
// Whether it comes after the start of the page.
[[nodiscard]] bool is_after_start(const Query& query, const Row& row);
// Whether a row comes before another in the query's order. Requires: it has one.
[[nodiscard]] bool comes_before(const QueryForm& form, const Row& a, const Row& b);

}  // namespace financescr::ports
