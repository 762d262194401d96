// QueryFields: the filters of a listing, read from a query. What it does not know is an error, so
// that a misspelt filter does not list everything.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/limits.hpp"
#include "engine/core/result.hpp"
#include "engine/core/timestamp.hpp"
#include "functions/http/text.hpp"

namespace financescr::http {

// Of a request's id as answers show it: the line of a batch has the batch's and a number.
inline constexpr std::size_t kMaxShownRequestId = limits::kMaxIdBytes + 21;

class QueryFields {
 public:
  // Requires: both outlive this. Errors point at "/query/NAME".
  QueryFields(const http::QueryParameters& query, Errors& errors)
      : query_(query), errors_(errors) {}

  // Absent: nothing. Wrong: an error, and nothing.
  [[nodiscard]] std::optional<std::string> text(std::string_view name, std::size_t max_bytes);
  [[nodiscard]] std::optional<std::string> choice(std::string_view name,
                                                  std::span<const std::string_view> names);
  [[nodiscard]] std::optional<bool> boolean(std::string_view name);
  // An instant of RFC 3339, or a date, which is its first instant.
  [[nodiscard]] std::optional<Timestamp> instant(std::string_view name);

  // Makes an error of each parameter that was neither asked for nor is one of `others`, and of
  // each that is given twice.
  void reject_unknown(std::span<const std::string_view> others);

 private:
  const std::string* find(std::string_view name);
  void reject(std::string_view name, std::string detail);

  const http::QueryParameters& query_;
  Errors& errors_;
  std::vector<std::string_view> known_;
};

}  // namespace financescr::http
