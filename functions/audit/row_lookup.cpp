#include "functions/audit/row_lookup.hpp"

#include "engine/canonical/members.hpp"

namespace financescr::audit {

using canonical::Json;
using ports::Stored;

namespace {

constexpr std::size_t kKnown = 16;

bool is_text(const Json* value, std::string_view wanted) {
  return value != nullptr && value->if_string() != nullptr && *value->if_string() == wanted;
}

}  // namespace

Stored<std::shared_ptr<const Json>> RowLookup::row(std::string_view chain, std::int64_t seq) {
  for (const Known& known : known_) {
    if (known.seq == seq && known.chain == chain) return known.text;
  }
  auto text = read(chain, seq);
  if (!text) return text;
  known_.push_back({std::string(chain), seq, *text});
  if (known_.size() > kKnown) known_.pop_front();
  return text;
}

Stored<std::shared_ptr<const Json>> RowLookup::read(std::string_view chain, std::int64_t seq) {
  if (seq < 1) return nullptr;
  const auto rows = source_.rows(chain, seq, 1);
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty() || rows->front().seq != seq) return nullptr;
  const auto holds = bound_.holds(rows->front());
  if (!holds) return tl::unexpected(holds.error());
  auto text = *holds ? canonical::parse(rows->front().row) : fail(ErrorCode::kNotFound, "");
  if (!text) return nullptr;
  return std::make_shared<const Json>(*std::move(text));
}

const Json* find_entry(const Json& text, std::string_view table, std::string_view id) {
  const Json* entries = text.find("records");
  if (entries == nullptr || entries->if_array() == nullptr) return nullptr;
  const Json* found = nullptr;
  for (const Json& entry : *entries->if_array()) {
    if (is_text(entry.find("id"), id) && is_text(entry.find("table"), table)) found = &entry;
  }
  return found;
}

}  // namespace financescr::audit
