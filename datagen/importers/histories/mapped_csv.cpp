#include "datagen/importers/histories/mapped_csv.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "datagen/importers/text_scan.hpp"
#include "engine/canonical/json.hpp"
#include "engine/core/currency.hpp"
#include "engine/monitoring/event.hpp"

namespace financescr::datagen::histories {
namespace {

using canonical::Json;
using monitoring::Direction;

struct MappedColumn {
  std::string member;
  Column column;
  const std::map<std::string, MappedMembers>* values =
      nullptr;  // null: cells are taken as they are
};

// A level is a number; one that is none is warned about as one that there is not.
void set_text(Json& json, const std::string& member, const std::string& text) {
  if (member == "kyc_level") {
    json.set(member, text.size() == 1 && is_digit(text[0]) ? text[0] - '0' : 0);
  } else {
    json.set(member, text);
  }
}

class MappedRows {
 public:
  MappedRows(Header& header, const HistoryContext& context)
      : map_(context.map),
        currency_(context.currency),
        amount_(header.required({map_.amount_column})) {
    for (const std::string& name : map_.time_columns) time_.push_back(header.required({name}));
    for (const auto& [member, name] : map_.columns) {
      const auto values = map_.values.find(member);
      columns_.push_back({member, header.required({name}),
                          values == map_.values.end() ? nullptr : &values->second});
    }
    if (!map_.label) return;
    label_ = header.required({map_.label->column});
    if (!map_.label->typology_column.empty()) {
      typology_ = header.required({map_.label->typology_column});
    }
  }

  void read(Cells& cells, Transaction& to) const {
    Json json = Json::object();
    for (const auto& [member, text] : map_.constants) set_text(json, member, text);
    for (const MappedColumn& column : columns_) set_as_written(cells, column, json);
    for (const MappedColumn& column : columns_) set_by_values(cells, column, json);
    if (json.find("event_id") == nullptr) json.set("event_id", cells.id_of_line());
    if (json.find("client_id") == nullptr && json.find("account_id") != nullptr) {
      json.set("client_id", *json.find("account_id"));
    }
    set_time(cells, json);
    set_amount(cells, json);
    read_label(cells, to);
    if (!cells.ok() || !read_event(cells, json, to.event)) return;
    const bool is_transfer_out =
        to.event.type == monitoring::EventType::kTransfer && to.event.direction == Direction::kOut;
    if (map_.has_both_accounts && is_transfer_out && to.event.counterparty_account_id) {
      add_received(to, *to.event.counterparty_account_id);
    }
  }

 private:
  static void set_as_written(const Cells& cells, const MappedColumn& column, Json& json) {
    const std::string cell(cells.text(column.column));
    if (column.values == nullptr && !cell.empty()) set_text(json, column.member, cell);
  }

  static void set_by_values(Cells& cells, const MappedColumn& column, Json& json) {
    if (column.values == nullptr) return;
    const std::string cell(cells.text(column.column));
    auto found = column.values->find(cell);
    if (found == column.values->end()) found = column.values->find(std::string(CsvMap::kAnyOther));
    if (found == column.values->end()) {
      cells.skip("value that the map does not have", column.column.name + ": " + cell);
      return;
    }
    for (const auto& [member, text] : found->second) set_text(json, member, text);
  }

  void set_time(Cells& cells, Json& json) const {
    std::string text;
    for (const Column& column : time_) {
      text.append(text.empty() ? "" : " ").append(cells.text(column));
    }
    for (const TimeFormat& format : map_.time_formats) {
      const auto at = format.read(text, map_.ahead_us);
      if (!at) continue;
      json.set("occurred_at", at->to_string());
      return;
    }
    cells.skip(kTimeNotUnderstood, time_.front().name + ": " + text);
  }

  void set_amount(Cells& cells, Json& json) const {
    Currency currency = currency_;
    const Json* code = json.find("currency");
    if (code == nullptr) {
      json.set("currency", currency.text());
    } else if (const auto read = parse_currency(*code->if_string())) {
      currency = *read;
    }
    bool is_negative = false;
    const Money amount = cells.signed_amount(amount_, currency, map_.marks, is_negative);
    json.set("amount", monitoring::major_units(amount));
    if (map_.sign == SignMeaning::kNone) {
      if (is_negative) cells.skip(kAmountBelowZero, amount_.name);
      return;
    }
    const bool is_out = is_negative == (map_.sign == SignMeaning::kNegativeIsOut);
    json.set("direction", to_string(is_out ? Direction::kOut : Direction::kIn));
  }

  void read_label(Cells& cells, Transaction& to) const {
    if (!map_.label) return;
    const auto is_in = [](const std::vector<std::string>& list, std::string_view text) {
      return std::find(list.begin(), list.end(), text) != list.end();
    };
    const std::string_view cell = cells.text(label_);
    if (is_in(map_.label->fraud, cell)) {
      to.is_fraud = true;
      to.typology = typology_text(cells.text(typology_));
    } else if (is_in(map_.label->legitimate, cell) ||
               (map_.label->legitimate.empty() && !cell.empty())) {
      to.is_fraud = false;
    } else if (!cell.empty()) {
      cells.notice("label that the map does not have, not used",
                   label_.name + ": " + std::string(cell));
    }
  }

  static bool read_event(Cells& cells, const Json& json, monitoring::Event& event) {
    Errors errors;
    Pointers ignored;
    auto read = monitoring::Event::read(json, {}, errors, ignored);
    if (!read) {
      cells.skip("no event that can be monitored",
                 errors.front().pointer + ": " + errors.front().detail);
      return false;
    }
    for (const monitoring::Warning warning : read->warnings) {
      cells.notice(to_string(warning), read->event_id);
    }
    event = *std::move(read);
    return true;
  }

  const CsvMap& map_;
  Currency currency_;
  Column amount_;
  std::vector<Column> time_;
  std::vector<MappedColumn> columns_;
  Column label_;
  Column typology_;
};

}  // namespace

RowReader open_mapped_csv(Header& header, const HistoryContext& context) {
  return
      [rows = MappedRows(header, context)](Cells& cells, Transaction& to) { rows.read(cells, to); };
}

}  // namespace financescr::datagen::histories
