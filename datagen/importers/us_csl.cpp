#include "datagen/importers/us_csl.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "datagen/importers/country_names.hpp"
#include "datagen/importers/csv_table.hpp"
#include "datagen/importers/import_session.hpp"
#include "datagen/importers/listed_date.hpp"
#include "datagen/importers/ofac_remarks.hpp"
#include "datagen/importers/text_scan.hpp"

namespace financescr::datagen {
namespace {

using pack::EntityType;
using pack::WatchlistRow;

constexpr std::string_view kNotUsed = "not used";

struct Columns {
  std::size_t id, source, entity_number, type, programs, name, title, addresses, call_sign;
  std::size_t vessel_flag, remarks, alt_names, citizenships, births, nationalities, places, ids;

  explicit Columns(const CsvColumns& header)
      : id(header.find({"_id"})),
        source(header.find({"source"})),
        entity_number(header.find({"entity_number"})),
        type(header.find({"type"})),
        programs(header.find({"programs"})),
        name(header.find({"name"})),
        title(header.find({"title"})),
        addresses(header.find({"addresses"})),
        call_sign(header.find({"call_sign"})),
        vessel_flag(header.find({"vessel_flag"})),
        remarks(header.find({"remarks"})),
        alt_names(header.find({"alt_names"})),
        citizenships(header.find({"citizenships"})),
        births(header.find({"dates_of_birth"})),
        nationalities(header.find({"nationalities"})),
        places(header.find({"places_of_birth"})),
        ids(header.find({"ids"})) {}

  [[nodiscard]] bool complete() const {
    return id != CsvColumns::kNone && source != CsvColumns::kNone && name != CsvColumns::kNone;
  }
};

// "Denied Persons List (DPL) - Bureau of ..." → "DPL", "... (NS-MBS List) - ..." → "NS-MBS".
std::string_view abbreviation(std::string_view source) {
  const std::size_t open = source.find('(');
  const std::size_t close = source.find(')', open == std::string_view::npos ? 0 : open);
  if (open == std::string_view::npos || close == std::string_view::npos) return trim(source);
  const std::string_view inside = source.substr(open + 1, close - open - 1);
  return inside.substr(0, inside.find(' '));
}

std::optional<EntityType> type_of(std::string_view listed) {
  if (listed.empty()) return EntityType::kUnknown;  // the lists of Commerce and State say nothing
  if (equal_ignoring_case(listed, "Individual")) return EntityType::kPerson;
  if (equal_ignoring_case(listed, "Entity")) return EntityType::kOrganisation;
  if (equal_ignoring_case(listed, "Vessel")) return EntityType::kVessel;
  if (equal_ignoring_case(listed, "Aircraft")) return EntityType::kAircraft;
  return std::nullopt;
}

bool is_country_code(std::string_view text) {
  return text.size() == 2 && is_letter(text[0]) && is_letter(text[1]) &&
         Country::parse(text).has_value();
}

class CslReader {
 public:
  CslReader(ImportSession& session, const Columns& columns) : session_(session), at_(columns) {}

  void read(const CsvRecord& record) {
    const std::string_view source = cell_of(record, at_.source);
    const std::string_view number = cell_of(record, at_.id);
    if (number.empty()) return session_.skip_row("no id", cell_of(record, at_.name));
    const auto type = type_of(cell_of(record, at_.type));
    WatchlistRow* const entry = session_.add_entry(
        std::string(abbreviation(source)) + "-" + std::string(number),
        type.value_or(EntityType::kUnknown), squeezed(cell_of(record, at_.name)), source);
    if (entry == nullptr) return;
    if (!type) session_.leave_out("type unknown", cell_of(record, at_.type));
    session_.count("lists", source);
    const std::string_view ofac = cell_of(record, at_.entity_number);
    const bool treasury = find_ignoring_case(source, "Treasury") != std::string_view::npos;
    if (treasury && !ofac.empty()) session_.add_reference(*entry, "OFAC:" + std::string(ofac));
    read_lists(*entry, record);
    read_vessel(*entry, record);
    for (const std::string_view address : split_trimmed(cell_of(record, at_.addresses), ';')) {
      read_address(*entry, address);
    }
    for (const std::string_view id : split_trimmed(cell_of(record, at_.ids), ';')) {
      read_id(*entry, id);
    }
    if (!cell_of(record, at_.title).empty()) session_.count(kNotUsed, "title");
    if (!cell_of(record, at_.remarks).empty()) session_.count(kNotUsed, "remarks");
    if (!cell_of(record, at_.places).empty()) session_.count(kNotUsed, "place of birth");
  }

 private:
  void read_lists(WatchlistRow& entry, const CsvRecord& record) {
    const auto each = [&](std::size_t column) {
      return split_trimmed(cell_of(record, column), ';');
    };
    for (const auto program : each(at_.programs)) session_.add_program(entry, program);
    for (const auto name : each(at_.alt_names)) {
      session_.add_alias(entry, squeezed(name), "alternative");
    }
    for (const auto text : each(at_.births)) {
      session_.add_birth(entry, birth_of(text), text);
    }
    for (const auto code : each(at_.nationalities)) {
      session_.add_nationality_named(entry, code, "nationality");
    }
    for (const auto code : each(at_.citizenships)) {
      session_.add_nationality_named(entry, code, "citizenship");
    }
  }

  // This file writes a month as its first day: what OFAC lists as "Mar 1965" is 1965-03-01 here, as
  // what it lists as the first of March. So such a day is no more than the month. 1 January stays:
  // comparisons take it for the year, which it often is.
  std::optional<PartialDate> birth_of(std::string_view text) {
    auto date = parse_year_first(text);
    const bool in_numbers = text.size() > 4 && text[4] == '-';
    if (date && in_numbers && date->day == 1 && date->month > 1 && date->approximate == 0) {
      date->day = 0;
      session_.count("days of birth", "first of a month, taken as the month");
    }
    return date;
  }

  void read_vessel(WatchlistRow& entry, const CsvRecord& record) {
    const std::string_view flag = cell_of(record, at_.vessel_flag);
    if (!equal_ignoring_case(flag, "None Identified")) {
      session_.add_nationality_named(entry, flag, "from the vessel's flag");
    }
    const std::string_view call_sign = cell_of(record, at_.call_sign);
    if (!call_sign.empty()) session_.add_id(entry, "vessel call sign", call_sign);
  }

  // "Street, City, 12345, DE": the country is the code at the end.
  void read_address(WatchlistRow& entry, std::string_view address) {
    const std::size_t comma = address.rfind(',');
    const std::string_view last =
        trim(comma == std::string_view::npos ? address : address.substr(comma + 1));
    const bool known = is_country_code(last);
    session_.count("addresses", known ? "with a country" : "without a country");
    if (known) session_.add_residence_named(entry, last, "from addresses");
  }

  // "MX, 55501, 2001-05-03, 2011-05-03, Passport": country and dates are optional.
  void read_id(WatchlistRow& entry, std::string_view text) {
    const std::size_t comma = text.rfind(", ");
    const std::string_view kind = comma == std::string_view::npos ? text : text.substr(comma + 2);
    std::string_view value = comma == std::string_view::npos ? "" : text.substr(0, comma);
    const std::size_t first_comma = value.find(", ");
    if (first_comma != std::string_view::npos && is_country_code(value.substr(0, first_comma))) {
      value = value.substr(first_comma + 2);
    }
    const RemarkLabel* const label = find_ofac_remark_label(kind);
    if (label == nullptr) {
      return session_.leave_out("id of an unknown kind", mask_digits(text));
    }
    switch (label->use) {
      case RemarkUse::kIdNumber:
      case RemarkUse::kIdCode:
        return read_number(entry, *label, value, text);
      case RemarkUse::kNationality:
        return session_.add_nationality_named(entry, value, "from the ids");
      case RemarkUse::kBirthDate:
      case RemarkUse::kName:
      case RemarkUse::kUnused:
        return session_.count("ids not used", label->kind);
    }
  }

  void read_number(WatchlistRow& entry, const RemarkLabel& label, std::string_view value,
                   std::string_view text) {
    const std::string_view number = isolate_id_number(value);
    if (number.empty() || (label.use == RemarkUse::kIdNumber && !has_digit(number))) {
      return session_.leave_out("identity document without a number", mask_digits(text));
    }
    session_.add_id(entry, label.kind, number);
  }

  ImportSession& session_;
  const Columns& at_;
};

}  // namespace

Result<ImportResult> import_us_csl(const ListFile& file, const ImportOptions& options) {
  constexpr std::string_view kNeeded =
      "a first line with the column names of the Consolidated Screening List (_id, source, ...)";
  ImportSession session("US Consolidated Screening List", options, file.text.size());
  std::optional<Columns> columns;
  for_each_csv_record(session, file, {}, [&](const CsvRecord& record) {
    if (!columns) {
      columns.emplace(CsvColumns(record));
    } else if (columns->complete()) {
      CslReader(session, *columns).read(record);
    }
  });
  if (!columns || !columns->complete()) {
    return columns_missing(file, 1, kNeeded);
  }
  return session.finish(kNeeded);
}

}  // namespace financescr::datagen
