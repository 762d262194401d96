// Paging: `limit` and `cursor` of a listing, and the page that answers them.
//
// A cursor says after which row the next page begins. It is opaque to clients and signed, and holds
// for one listing only, so that a handler may trust what it reads from it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "engine/canonical/json.hpp"
#include "engine/core/result.hpp"
#include "functions/http/message.hpp"
#include "functions/http/text.hpp"

namespace financescr::http {

inline constexpr std::size_t kDefaultPageLimit = 50;
inline constexpr std::size_t kMaxPageLimit = 200;

// Where a page begins: the sort keys of the row before it, in the handler's own order and form.
using Position = std::vector<std::string>;

struct PageRequest {
  std::size_t limit = kDefaultPageLimit;
  std::optional<Position> after;  // nothing: the first page
};

// `listing` is a fixed word for the listing ("cases"); `key` is Secrets::token_key().
[[nodiscard]] std::string make_cursor(std::string_view listing, const Position& position,
                                      std::string_view key);

// Errors: kInvalid for a limit outside 1..200 and for a cursor that we did not give for this
// listing, or whose position is not of `parts` texts; pointers "/query/limit", "/query/cursor".
[[nodiscard]] tl::expected<PageRequest, Errors> read_page(const QueryParameters& query,
                                                          std::string_view listing,
                                                          std::size_t parts, std::string_view key);

// 200 with {"items", "next_cursor"} and `more`; with a cursor also `Link: <path?...>; rel="next"`,
// which keeps the request's other parameters.
[[nodiscard]] Response page_response(std::string_view path, const QueryParameters& query,
                                     canonical::Json::Array items,
                                     const std::optional<std::string>& next_cursor,
                                     std::vector<canonical::Json::Member> more = {});

}  // namespace financescr::http
