#include "datagen/importers/histories/csv_map.hpp"

#include <algorithm>
#include <array>

#include "engine/canonical/fields.hpp"
#include "engine/core/currency.hpp"
#include "engine/core/limits.hpp"
#include "engine/monitoring/event.hpp"

namespace financescr::datagen::histories {
namespace {

using canonical::Fields;
using canonical::Json;

constexpr std::size_t kMaxTimeColumns = 3;
constexpr std::size_t kMaxTimeFormats = 8;
constexpr std::size_t kMaxLabelValues = 1'000;

// Members of an event that are texts, whatever monitoring makes of them.
constexpr std::array<std::string_view, 19> kMembers = {
    "account_id",        "actor_type",   "agent_id",
    "branch_id",         "client_id",    "counterparty_account_id",
    "counterparty_name", "country_code", "currency",
    "device_id",         "direction",    "event_id",
    "instrument",        "ip_address",   "kyc_level",
    "loan_id",           "merchant_id",  "type",
    "user_agent"};

// What is wrong with the text of a member; empty if nothing is.
std::string fault_of_text(std::string_view member, std::string_view text) {
  const auto names = [text](auto first, std::size_t count) -> std::string {
    using Enum = decltype(first);
    std::string list;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string_view name = monitoring::to_string(static_cast<Enum>(i));
      if (name == text) return {};
      list.append(list.empty() ? "must be one of " : ", ").append(name);
    }
    return list;
  };
  if (member == "type") return names(monitoring::EventType{}, monitoring::kEventTypeCount);
  if (member == "direction") return names(monitoring::Direction{}, 2);
  if (member == "instrument") return names(monitoring::Instrument{}, monitoring::kInstrumentCount);
  if (member == "actor_type") return names(monitoring::ActorType{}, 3);
  if (member == "kyc_level" && (text.size() != 1 || text[0] < '1' || text[0] > '4')) {
    return "must be 1, 2, 3 or 4";
  }
  if (member == "currency" && !parse_currency(text)) return "must be three capital letters";
  return text.empty() ? "must not be empty" : std::string();
}

// One ASCII sign, `usual` where none is given.
char read_sign(Fields& fields, std::string_view key, char usual, std::string_view allowed) {
  const auto text = fields.text(key, limits::kMaxIdBytes);
  if (!text) return usual;
  if (text->size() == 1 && allowed.find((*text)[0]) != std::string_view::npos) return (*text)[0];
  std::string list;
  for (const char c : allowed) {
    const std::string shown = c == '\t' ? "a tab" : c == ' ' ? "a blank" : std::string(1, c);
    list.append(list.empty() ? "must be one of " : "  ").append(shown);
  }
  fields.reject(key, ErrorCode::kInvalid, list);
  return usual;
}

std::string column_name(Fields& fields, std::string_view key, bool is_required) {
  auto name = fields.text(key, limits::kMaxNameBytes);
  if (name && name->empty()) fields.reject(key, ErrorCode::kInvalid, "must not be empty");
  if (!name && is_required && fields.find(key) == nullptr) {
    fields.reject(key, ErrorCode::kMissing, "is required");
  }
  return std::move(name).value_or(std::string());
}

void read_time_columns(Fields& fields, CsvMap& map) {
  constexpr std::string_view kKey = "occurred_at";
  const Json* given = fields.find(kKey);
  if (given != nullptr && given->if_array() != nullptr) {
    map.time_columns = fields.texts(kKey, limits::kMaxNameBytes);
    if (map.time_columns.empty() || map.time_columns.size() > kMaxTimeColumns) {
      fields.reject(kKey, ErrorCode::kInvalid, "must be one to three columns");
    }
    return;
  }
  map.time_columns.push_back(column_name(fields, kKey, true));
}

void read_columns(Fields& fields, CsvMap& map) {
  for (const std::string_view member : kMembers) {
    std::string name = column_name(fields, member, false);
    if (!name.empty()) map.columns.emplace_back(member, std::move(name));
  }
  map.amount_column = column_name(fields, "amount", true);
  read_time_columns(fields, map);
}

void read_constants(Fields& fields, CsvMap& map) {
  for (const std::string_view member : kMembers) {
    auto text = fields.text(member, limits::kMaxNameBytes);
    if (!text) continue;
    const std::string fault = fault_of_text(member, *text);
    const bool is_column = std::any_of(map.columns.begin(), map.columns.end(),
                                       [&](const auto& column) { return column.first == member; });
    if (!fault.empty()) fields.reject(member, ErrorCode::kInvalid, fault);
    if (is_column) fields.reject(member, ErrorCode::kConflict, "is a column already");
    map.constants.emplace_back(member, *std::move(text));
  }
}

void read_time(Fields& fields, CsvMap& map) {
  const auto formats = fields.texts("formats", limits::kMaxNameBytes);
  if (formats.empty() || formats.size() > kMaxTimeFormats) {
    fields.reject("formats", ErrorCode::kInvalid, "must be one to eight formats");
  }
  for (std::size_t i = 0; i < formats.size(); ++i) {
    auto format = TimeFormat::parse(formats[i]);
    if (format) {
      map.time_formats.push_back(*std::move(format));
    } else {
      fields.reject_at("formats", i, format.error().code, format.error().detail);
    }
  }
  const auto offset = fields.text("offset", limits::kMaxIdBytes);
  if (!offset) return;
  const auto shifted = Timestamp::parse("1970-01-02T00:00:00" + *offset);
  if (shifted) {
    map.ahead_us = Timestamp::kDay - shifted->us;
  } else {
    fields.reject("offset", ErrorCode::kInvalid, "must be Z or such as +01:00");
  }
}

void read_amount_rules(Fields& fields, CsvMap& map) {
  map.marks.decimal = read_sign(fields, "decimal_mark", '.', ".,");
  map.marks.thousands = read_sign(fields, "thousands_mark", '\0', ",.' _");
  if (map.marks.thousands == map.marks.decimal) {
    fields.reject("thousands_mark", ErrorCode::kConflict, "is the decimal mark");
  }
  const auto sign = fields.choice("sign", {"none", "negative_is_out", "negative_is_in"});
  map.sign = static_cast<SignMeaning>(sign.value_or(0));
}

void read_label(Fields& fields, CsvMap& map) {
  MappedLabel& label = map.label.emplace();
  label.column = column_name(fields, "column", true);
  label.typology_column = column_name(fields, "typology", false);
  label.fraud = fields.texts("fraud", limits::kMaxNameBytes);
  label.legitimate = fields.texts("legitimate", limits::kMaxNameBytes);
  if (label.fraud.empty() || label.fraud.size() > kMaxLabelValues) {
    fields.reject("fraud", ErrorCode::kInvalid, "must be one to a thousand values");
  }
  if (label.legitimate.size() > kMaxLabelValues) {
    fields.reject("legitimate", ErrorCode::kTooLarge, "must be at most a thousand values");
  }
}

// {"type": {"ATM": {"type": "withdrawal", "instrument": "cash"}, "*": "other"}}.
class ValueReader {
 public:
  ValueReader(CsvMap& map, Errors& errors) : map_(map), errors_(errors) {}

  void read(const Json& values) {
    if (values.if_object() == nullptr) return fault("/values", "must be an object");
    for (const auto& [member, cells] : *values.if_object()) {
      const std::string pointer = canonical::pointer_append("/values", member);
      const bool is_column =
          std::any_of(map_.columns.begin(), map_.columns.end(),
                      [&member = member](const auto& column) { return column.first == member; });
      if (!is_column) {
        fault(pointer, "has no column");
      } else if (cells.if_object() == nullptr) {
        fault(pointer, "must be an object");
      } else {
        for (const auto& [cell, means] : *cells.if_object()) {
          read_meaning(member, means, canonical::pointer_append(pointer, cell),
                       map_.values[member][cell]);
        }
      }
    }
  }

 private:
  void read_meaning(const std::string& member, const Json& means, const std::string& pointer,
                    MappedMembers& members) {
    if (means.if_string() != nullptr) {
      add(member, *means.if_string(), pointer, members);
    } else if (means.if_object() != nullptr) {
      for (const auto& [name, text] : *means.if_object()) {
        const std::string at = canonical::pointer_append(pointer, name);
        if (std::find(kMembers.begin(), kMembers.end(), name) == kMembers.end()) {
          fault(at, "is not known");
        } else if (text.if_string() == nullptr) {
          fault(at, "must be a string");
        } else {
          add(name, *text.if_string(), at, members);
        }
      }
    } else {
      fault(pointer, "must be a string, or an object of members of the event");
    }
  }

  void add(const std::string& member, const std::string& text, const std::string& pointer,
           MappedMembers& members) {
    std::string wrong = fault_of_text(member, text);
    if (!wrong.empty()) fault(pointer, std::move(wrong));
    members.emplace_back(member, text);
  }

  void fault(const std::string& pointer, std::string detail) {
    errors_.push_back({ErrorCode::kInvalid, std::move(detail), pointer});
  }

  CsvMap& map_;
  Errors& errors_;
};

// What no event goes without may be a column or the same of all events.
void require_member(const CsvMap& map, std::string_view member, Errors& errors) {
  const auto is_it = [member](const auto& each) { return each.first == member; };
  if (std::any_of(map.columns.begin(), map.columns.end(), is_it) ||
      std::any_of(map.constants.begin(), map.constants.end(), is_it)) {
    return;
  }
  errors.push_back({ErrorCode::kMissing, "is required, here or among the constants",
                    canonical::pointer_append("/columns", member)});
}

}  // namespace

std::optional<CsvMap> CsvMap::read(const Json& json, Errors& errors) {
  const std::size_t before = errors.count();
  CsvMap map;
  Fields fields(json, "", errors);
  map.csv.separator = read_sign(fields, "delimiter", ',', ",;\t|");
  map.csv.quote = read_sign(fields, "quote", '"', "\"'");
  for (const std::string_view section : {"columns", "time"}) {
    if (fields.find(section) == nullptr) fields.reject(section, ErrorCode::kMissing, "is required");
  }
  fields.section("columns", [&map](Fields& each) { read_columns(each, map); });
  fields.section("constants", [&map](Fields& each) { read_constants(each, map); });
  fields.section("time", [&map](Fields& each) { read_time(each, map); });
  fields.section("amount", [&map](Fields& each) { read_amount_rules(each, map); });
  fields.section("label", [&map](Fields& each) { read_label(each, map); });
  map.has_both_accounts = fields.boolean("both_accounts").value_or(false);
  const Json* values = fields.find("values");
  if (values != nullptr) ValueReader(map, errors).read(*values);
  fields.reject_unknown();
  if (json.find("columns") != nullptr) {
    require_member(map, "account_id", errors);
    require_member(map, "type", errors);
  }
  if (errors.count() != before) return std::nullopt;
  return map;
}

}  // namespace financescr::datagen::histories
