#include "datagen/importers/histories/history_lines.hpp"

#include <utility>

#include "engine/canonical/json.hpp"
#include "engine/canonical/json_text.hpp"

namespace financescr::datagen::histories {
namespace {

constexpr std::size_t kLineBlockBytes = std::size_t{1} << 18U;

}  // namespace

void LineWriter::event(const monitoring::Event& event) {
  canonical::append(block_, event.to_json());
  end_line();
}

void LineWriter::label(std::string_view id_key, std::string_view id, bool is_fraud,
                       std::string_view typology, Timestamp known_at) {
  canonical::JsonText line;
  line.begin_object();
  line.key(id_key);
  line.string(id);
  line.key("known_at");
  line.string(known_at.to_string());
  line.key("label");
  line.string(is_fraud ? "fraud" : "legitimate");
  line.key("typology");
  line.string(shown_typology(is_fraud, typology));
  line.end_object();
  block_ += std::move(line).take();
  end_line();
}

void LineWriter::end_line() {
  block_ += '\n';
  if (block_.size() >= kLineBlockBytes) flush();
}

void LineWriter::flush() {
  if (state_ && !block_.empty()) state_ = sink_(block_);
  block_.clear();
}

Result<void> LineWriter::finish() {
  flush();
  return state_;
}

std::string_view shown_typology(bool is_fraud, std::string_view typology) {
  if (!is_fraud) return "none";
  return typology.empty() ? "unknown" : typology;
}

}  // namespace financescr::datagen::histories
