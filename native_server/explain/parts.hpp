// Parts that the explanations of all decisions share: reading what may be absent, the waterfall of
// contributions, the hashes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/canonical/members.hpp"
#include "native_server/explain/document.hpp"

namespace financescr::explain {

using canonical::Json;
using canonical::text_of;

// Members that are absent or of another type read as empty: the decision may come from elsewhere,
// and what it does say is still worth showing.
[[nodiscard]] std::optional<Micro> number_of(const Json& object, std::string_view key);
[[nodiscard]] const Json& member_of(const Json& object, std::string_view key);
[[nodiscard]] const Json::Array& array_of(const Json& object, std::string_view key);
[[nodiscard]] std::vector<std::string> texts_of(const Json& object, std::string_view key);

// The number as it stands, "not known" if there is none.
[[nodiscard]] std::string shown(std::optional<Micro> value);
// A scalar as it stands, anything else as canonical JSON.
[[nodiscard]] std::string plain(const Json& value);

// " (request q1)", or nothing without an id.
[[nodiscard]] std::string request_note(const Json& request_id);

// How one table row per contribution leads to the log-odds, largest first.
struct Waterfall {
  std::string title;
  const Json& contributions;  // by feature, and "intercept"
  const Json& features;       // their values
  std::string_view missing;   // how a feature that is not known is written, "-1"; may be empty
  std::optional<Micro> log_odds;
  std::string_view result_name;  // "probability"
  std::optional<Micro> result;
};

// The table, and a sentence that says whether the column adds up to the log-odds.
void append_waterfall(Document& document, const Waterfall& waterfall);

void append_ignored_fields(Document& document, const Json& decision);
void append_hashes(Document& document, const Json& decision);

}  // namespace financescr::explain
