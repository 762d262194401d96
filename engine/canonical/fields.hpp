// Fields: reads the members of a JSON object into typed values and gathers every fault with its
// pointer, so that a caller reports all of them at once instead of the first.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/core/country.hpp"
#include "engine/core/date.hpp"
#include "engine/core/result.hpp"

namespace financescr::canonical {

class Fields {
 public:
  // Requires: `value` and `errors` outlive this. If `value` is no object, that is one error and
  // every getter answers as for an absent field.
  Fields(const Json& value, std::string pointer, Errors& errors);

  // The member, or nullptr when it is absent or null. Counts as known.
  [[nodiscard]] const Json* find(std::string_view key);

  // Absent or null: nothing. Wrong type or range: an error, and nothing.
  [[nodiscard]] std::optional<std::string> text(std::string_view key, std::size_t max_bytes);
  [[nodiscard]] std::optional<bool> boolean(std::string_view key);
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key, std::int64_t low,
                                                    std::int64_t high);
  [[nodiscard]] std::optional<Micro> number(std::string_view key, Micro low, Micro high);
  [[nodiscard]] std::optional<Date> date(std::string_view key);
  [[nodiscard]] std::optional<Country> country(std::string_view key);
  [[nodiscard]] std::optional<std::size_t> choice(std::string_view key,
                                                  const std::vector<std::string_view>& names);
  // Calls use(index, text) for every string of an array; any other member of it is an error.
  void for_each_text(std::string_view key, std::size_t max_bytes,
                     const std::function<void(std::size_t, const std::string&)>& use);
  // Absent or null: empty.
  [[nodiscard]] std::vector<std::string> texts(std::string_view key, std::size_t max_bytes);
  [[nodiscard]] std::vector<Country> countries(std::string_view key);

  // The same, but absent or null is an error; the value is then a default one.
  [[nodiscard]] std::string required_text(std::string_view key, std::size_t max_bytes);
  [[nodiscard]] std::int64_t required_integer(std::string_view key, std::int64_t low,
                                              std::int64_t high);
  [[nodiscard]] Micro required_number(std::string_view key, Micro low, Micro high);
  [[nodiscard]] std::size_t required_choice(std::string_view key,
                                            const std::vector<std::string_view>& names);

  // Calls read(Fields&) on the object at `key`, then makes an error of each member of it that was
  // not asked for. Absent or null: does nothing.
  void section(std::string_view key, const std::function<void(Fields&)>& read);

  // Adds an error at a member.
  void reject(std::string_view key, ErrorCode code, std::string detail);
  // Adds an error at an element of an array.
  void reject_at(std::string_view key, std::size_t index, ErrorCode code, std::string detail);
  [[nodiscard]] std::string pointer_to(std::string_view key) const;
  // Members that no getter asked for, as pointers.
  [[nodiscard]] Pointers unknown() const;
  // Makes each member that no getter asked for an error.
  void reject_unknown();

 private:
  void missing(std::string_view key);

  const Json& value_;
  std::string pointer_;
  Errors& errors_;
  std::vector<bool> is_known_;  // by the place of each member
};

}  // namespace financescr::canonical
