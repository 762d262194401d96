// The record that a request names by its id.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "functions/call/call.hpp"
#include "functions/ports/ids.hpp"
#include "functions/ports/store.hpp"

namespace financescr {

// `text`: an id as somebody wrote it. `what`: what people call such a record.
// Errors: 404 "There is no such ..." where there is none, or the text is no id; 503 of the store.
template <typename Record>
[[nodiscard]] tl::expected<Record, http::Problem> load_or_404(const Call& call,
                                                              std::string_view text,
                                                              std::string_view what) {
  const auto id = parse_uuid(text);
  auto found = id ? ports::find<Record>(call.context.store, *id) : std::optional<Record>();
  if (!found) return tl::unexpected(http::store_fault(found.error()));
  if (!*found) return tl::unexpected(http::not_found("There is no such " + std::string(what)));
  return **std::move(found);
}

// The same by the first parameter of the path.
template <typename Record>
[[nodiscard]] tl::expected<Record, http::Problem> load_or_404(const Call& call,
                                                              std::string_view what) {
  return load_or_404<Record>(call, call.parameters.front(), what);
}

}  // namespace financescr
