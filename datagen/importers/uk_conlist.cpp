#include "datagen/importers/uk_conlist.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "datagen/importers/csv_table.hpp"
#include "datagen/importers/import_session.hpp"
#include "datagen/importers/listed_date.hpp"
#include "datagen/importers/listed_text.hpp"
#include "datagen/importers/text_scan.hpp"

namespace financescr::datagen {
namespace {

using pack::EntityType;
using pack::WatchlistRow;

constexpr std::string_view kNotUsed = "not used";

struct Columns {
  std::size_t names[6] = {};  // Name 1 to Name 6
  std::size_t original, birth, nationality, passport, national_id, country, information;
  std::size_t group_type, alias_type, alias_quality, regime, group_id;
  std::size_t title, position, birth_place, birth_country;

  explicit Columns(const CsvColumns& header)
      : original(header.find({"Name Non-Latin Script"})),
        birth(header.find({"DOB"})),
        nationality(header.find({"Nationality"})),
        passport(header.find({"Passport Number", "Passport Details"})),
        national_id(header.find({"National Identification Number", "NI Number"})),
        country(header.find({"Country"})),
        information(header.find({"Other Information"})),
        group_type(header.find({"Group Type"})),
        alias_type(header.find({"Alias Type"})),
        alias_quality(header.find({"Alias Quality"})),
        regime(header.find({"Regime"})),
        group_id(header.find({"Group ID"})),
        title(header.find({"Title"})),
        position(header.find({"Position"})),
        birth_place(header.find({"Town of Birth"})),
        birth_country(header.find({"Country of Birth"})) {
    for (std::size_t i = 0; i < 6; ++i) names[i] = header.find({"Name " + std::to_string(i + 1)});
  }

  [[nodiscard]] bool complete() const {
    return group_id != CsvColumns::kNone && names[5] != CsvColumns::kNone;
  }
};

EntityType type_of(std::string_view group_type) {
  if (equal_ignoring_case(group_type, "Individual")) return EntityType::kPerson;
  if (equal_ignoring_case(group_type, "Entity")) return EntityType::kOrganisation;
  if (equal_ignoring_case(group_type, "Ship")) return EntityType::kVessel;
  return EntityType::kUnknown;
}

// The seven digits behind "IMO", or "".
std::string_view imo_number(std::string_view text) {
  constexpr std::size_t kDigits = 7;
  const std::size_t at = find_ignoring_case(text, "IMO");
  if (at == std::string_view::npos) return {};
  const std::size_t first = text.find_first_of("0123456789", at);
  if (first == std::string_view::npos) return {};
  const std::string_view digits =
      text.substr(first, text.find_first_not_of("0123456789", first) - first);
  return digits.size() == kDigits ? digits : std::string_view{};
}

class UkReader {
 public:
  UkReader(ImportSession& session, const Columns& columns) : session_(session), at_(columns) {}

  void read(const RecordGroup& group) {
    const CsvRecord* main = &group.records.front();
    for (const CsvRecord& record : group.records) {
      if (!is_primary(record)) continue;
      main = &record;
      break;
    }
    session_.at_line(main->line);
    const std::string_view listed_type = cell_of(*main, at_.group_type);
    WatchlistRow* const entry =
        session_.add_entry(group.id, type_of(listed_type), name_of(*main), "UK OFSI");
    if (entry == nullptr) return;
    if (entry->entity_type == EntityType::kUnknown) {
      session_.leave_out("Group Type unknown", listed_type);
    }
    session_.add_reference(*entry, "UK:" + group.id);
    CellsSeen seen;
    for (const CsvRecord& record : group.records) {
      session_.at_line(record.line);
      read_names(*entry, record, seen);
      read_facts(*entry, record, seen);
      read_information(*entry, cell_of(record, at_.information), seen);
    }
  }

 private:
  [[nodiscard]] bool is_primary(const CsvRecord& record) const {
    const std::string_view type = cell_of(record, at_.alias_type);
    return equal_ignoring_case(type, "Prime Alias") || equal_ignoring_case(type, "Primary name");
  }

  [[nodiscard]] std::string name_of(const CsvRecord& record) const {
    const auto part = [&](std::size_t i) { return cell_of(record, at_.names[i]); };
    return join_name_parts({part(0), part(1), part(2), part(3), part(4), part(5)});
  }

  void read_names(WatchlistRow& entry, const CsvRecord& record, CellsSeen& seen) {
    const std::string name = name_of(record);
    const std::string_view type = cell_of(record, at_.alias_type);
    const std::string_view quality = cell_of(record, at_.alias_quality);
    if (name.empty()) {
      session_.skip_row("no name", "Group ID " + entry.entity_id);
    } else if (name != entry.primary_name && seen.is_new(at_.names[5], name)) {
      const bool weak =
          starts_with_ignoring_case(quality, "Low") || starts_with_ignoring_case(type, "Low");
      const std::string_view kind = starts_with_ignoring_case(type, "Prim") ? "primary variation"
                                    : equal_ignoring_case(type, "FKA")      ? "fka"
                                                                            : "aka";
      if (weak) {
        session_.add_weak_alias(entry, name);
      } else {
        session_.add_alias(entry, name, kind);
      }
    }
    const std::string_view original = cell_of(record, at_.original);
    if (seen.is_new(at_.original, original)) {
      for (const std::string_view value : split_names(original)) {
        session_.add_alias(entry, value, "original script");
      }
    }
  }

  void read_facts(WatchlistRow& entry, const CsvRecord& record, CellsSeen& seen) {
    const auto once = [&](std::size_t column) {
      const std::string_view text = cell_of(record, column);
      return seen.is_new(column, text) ? text : std::string_view{};
    };
    if (const auto birth = once(at_.birth); !birth.empty()) {
      session_.add_birth(entry, parse_day_first(birth), birth);
    }
    for (std::string_view value : split_numbered(once(at_.nationality))) {
      while (!value.empty() && value.back() == ',') value.remove_suffix(1);
      session_.add_nationality_named(entry, value, "listed");
    }
    session_.add_residence_named(entry, once(at_.country), "from addresses");
    if (const auto text = once(at_.passport); !text.empty()) {
      add_document(session_, entry, "passport", text);
    }
    if (const auto text = once(at_.national_id); !text.empty()) {
      add_document(session_, entry, "national id", text);
    }
    session_.add_program(entry, once(at_.regime));
    if (!once(at_.title).empty()) session_.count(kNotUsed, "title");
    if (!once(at_.position).empty()) session_.count(kNotUsed, "position");
    if (!once(at_.birth_place).empty()) session_.count(kNotUsed, "town of birth");
    if (!once(at_.birth_country).empty()) session_.count(kNotUsed, "country of birth");
  }

  void read_information(WatchlistRow& entry, std::string_view text, CellsSeen& seen) {
    if (!seen.is_new(at_.information, text)) return;
    session_.count(kNotUsed, "other information");
    const std::string un = un_reference_in(text);
    if (!un.empty()) session_.add_reference(entry, "UN:" + un);
    if (entry.entity_type != EntityType::kVessel) return;
    const std::string_view imo = imo_number(text);
    if (!imo.empty()) session_.add_id(entry, "IMO number", imo);
  }

  ImportSession& session_;
  const Columns& at_;
};

}  // namespace

Result<ImportResult> import_uk_conlist(const ListFile& file, const ImportOptions& options) {
  constexpr std::string_view kNeeded =
      "the list's date on its first line and then the columns of OFSI's ConList.csv";
  ImportSession session("UK OFSI consolidated", options, file.text.size());
  std::vector<CsvRecord> header;
  RecordGroups groups;
  Columns columns{CsvColumns{}};
  CsvLayout layout;
  layout.banner = 1;
  for_each_csv_record(session, file, layout, [&](const CsvRecord& record) {
    if (header.size() < 2) {
      header.push_back(record);
      if (header.size() == 2) columns = Columns(CsvColumns(record));
      return;
    }
    if (!columns.complete()) return;
    const std::string_view id = cell_of(record, columns.group_id);
    if (id.empty()) return session.skip_row("no Group ID", cell_of(record, columns.names[5]));
    groups.add(id, record);
  });
  if (!columns.complete()) {
    return columns_missing(file, 2, kNeeded);
  }
  UkReader reader(session, columns);
  for (const RecordGroup& group : groups.all()) reader.read(group);
  return session.finish(kNeeded);
}

}  // namespace financescr::datagen
