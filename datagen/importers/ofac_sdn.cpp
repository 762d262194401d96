#include "datagen/importers/ofac_sdn.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "datagen/importers/country_names.hpp"
#include "datagen/importers/csv_table.hpp"
#include "datagen/importers/import_session.hpp"
#include "datagen/importers/ofac_remarks.hpp"
#include "datagen/importers/text_scan.hpp"

namespace financescr::datagen {
namespace {

using pack::EntityType;
using pack::WatchlistRow;

// Columns of sdn.csv, alt.csv and add.csv.
enum SdnColumn : std::size_t {
  kEntNum = 0,
  kName = 1,
  kType = 2,
  kProgram = 3,
  kCallSign = 5,
  kVesselFlag = 9,
  kRemarks = 11,
  kSdnColumns = 12
};
enum AltColumn : std::size_t { kAltType = 2, kAltName = 3, kAltRemarks = 4, kAltColumns = 5 };
enum AddColumn : std::size_t { kCountry = 4, kAddColumns = 6 };

// A cell without blanks; "" for OFAC's null, "-0-".
std::string_view cell(const CsvRecord& record, std::size_t column) {
  const std::string_view text = trim(record.fields[column]);
  return text == "-0-" ? std::string_view{} : text;
}

bool is_ent_num(std::string_view text) {
  return !text.empty() && text.size() <= 10 && std::all_of(text.begin(), text.end(), is_digit);
}

std::optional<EntityType> listed_type(std::string_view sdn_type) {
  if (sdn_type.empty()) return EntityType::kOrganisation;  // OFAC: null means an entity
  if (equal_ignoring_case(sdn_type, "individual")) return EntityType::kPerson;
  if (equal_ignoring_case(sdn_type, "entity")) return EntityType::kOrganisation;
  if (equal_ignoring_case(sdn_type, "vessel")) return EntityType::kVessel;
  if (equal_ignoring_case(sdn_type, "aircraft")) return EntityType::kAircraft;
  return std::nullopt;
}

// "SDGT] [IFSR" → "SDGT", "IFSR".
std::vector<std::string> split_programs(std::string_view text) {
  std::vector<std::string> programs;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(']'), text.size());
    std::string_view program = trim(text.substr(0, end));
    if (!program.empty() && program.front() == '[') program = trim(program.substr(1));
    if (!program.empty()) programs.emplace_back(program);
    text = text.substr(std::min(end + 1, text.size()));
  }
  return programs;
}

class OfacImporter {
 public:
  OfacImporter(const OfacSources& sources, const ImportOptions& options)
      : sources_(sources),
        session_("OFAC SDN", options,
                 sources.sdn.size() + sources.alt.size() + sources.add.size()) {}

  Result<ImportResult> run() {
    if (trim(sources_.sdn).empty()) return fail(ErrorCode::kMissing, "sdn.csv is empty");
    for_each_csv_record(session_, {"sdn.csv", sources_.sdn}, layout(kSdnColumns),
                        [this](const CsvRecord& record) { read_entry(record); });
    constexpr std::string_view kNeeded = "12 columns as in OFAC's SDN data specification";
    if (session_.empty()) return session_.finish(kNeeded);
    for_each_csv_record(session_, {"alt.csv", sources_.alt}, layout(kAltColumns),
                        [this](const CsvRecord& record) { read_alias(record); });
    for_each_csv_record(session_, {"add.csv", sources_.add}, layout(kAddColumns),
                        [this](const CsvRecord& record) { read_address(record); });
    return session_.finish(kNeeded);
  }

 private:
  static CsvLayout layout(std::size_t columns) {
    CsvLayout layout;
    layout.columns = columns;
    return layout;
  }

  void read_entry(const CsvRecord& record) {
    const std::string_view ent_num = cell(record, kEntNum);
    if (!is_ent_num(ent_num)) return session_.skip_row("ent_num is not a number", ent_num);
    const auto type = listed_type(cell(record, kType));
    WatchlistRow* const entry = session_.add_entry(ent_num, type.value_or(EntityType::kUnknown),
                                                   cell(record, kName), "OFAC");
    if (entry == nullptr) return;
    if (!type) session_.leave_out("SDN_Type unknown", cell(record, kType));
    session_.add_reference(*entry, "OFAC:" + entry->entity_id);
    for (const std::string& program : split_programs(cell(record, kProgram))) {
      session_.add_program(*entry, program);
    }
    read_vessel(*entry, record);
    read_remarks(*entry, cell(record, kRemarks));
  }

  // The flag is a vessel's nationality; the call sign is one of its identifiers.
  void read_vessel(WatchlistRow& entry, const CsvRecord& record) {
    const std::string_view flag = cell(record, kVesselFlag);
    if (!flag.empty() && !equal_ignoring_case(flag, "None Identified")) {
      if (const auto country = country_from_name(flag)) {
        session_.add_nationality(entry, *country, "from the vessel's flag");
      } else {
        session_.leave_out("country unknown", flag);
      }
    }
    const std::string_view call_sign = cell(record, kCallSign);
    if (!call_sign.empty()) session_.add_id(entry, "vessel call sign", call_sign);
  }

  void read_remarks(WatchlistRow& entry, std::string_view text) {
    OfacRemarks remarks = parse_ofac_remarks(text);
    for (const PartialDate& date : remarks.births) session_.add_birth(entry, date);
    for (const Country country : remarks.nationalities) {
      session_.add_nationality(entry, country, "from the remarks");
    }
    for (const std::string& name : remarks.weak_aliases) session_.add_weak_alias(entry, name);
    for (const ListedId& id : remarks.ids) session_.add_id(entry, id.kind, id.number);
    for (const std::string_view kind : remarks.unused) session_.count("remarks not used", kind);
    for (const RemarkNote& note : remarks.notes) session_.leave_out(note.reason, note.detail);
  }

  // The entry that alt.csv or add.csv refers to, or nullptr after reporting that there is none.
  WatchlistRow* entry_of(const CsvRecord& record) {
    const std::string_view ent_num = cell(record, kEntNum);
    WatchlistRow* const entry = session_.find_entry(ent_num);
    if (entry == nullptr) session_.skip_row("ent_num not in sdn.csv", ent_num);
    return entry;
  }

  void read_alias(const CsvRecord& record) {
    WatchlistRow* const entry = entry_of(record);
    if (entry == nullptr) return;
    const std::string_view name = cell(record, kAltName);
    if (name.empty()) return session_.skip_row("no name", "ent_num " + entry->entity_id);
    std::string_view type = cell(record, kAltType);
    if (type != "aka" && type != "fka" && type != "nka") {
      session_.leave_out("alt_type unknown, name kept as an alias", type);
      type = "other";
    }
    if (!cell(record, kAltRemarks).empty()) {
      session_.leave_out("alt_remarks not used", cell(record, kAltRemarks));
    }
    session_.add_alias(*entry, name, type);
  }

  void read_address(const CsvRecord& record) {
    WatchlistRow* const entry = entry_of(record);
    if (entry == nullptr) return;
    const std::string_view name = cell(record, kCountry);
    if (name.empty() || equal_ignoring_case(name, "undetermined")) {
      return session_.count("addresses", "without a country");
    }
    const auto country = country_from_name(name);
    session_.count("addresses", country ? "with a country" : "with an unknown country");
    if (!country) return session_.leave_out("country unknown", name);
    session_.add_residence(*entry, *country, "from addresses");
  }

  const OfacSources& sources_;
  ImportSession session_;
};

}  // namespace

Result<ImportResult> import_ofac_sdn(const OfacSources& sources, const ImportOptions& options) {
  return OfacImporter(sources, options).run();
}

}  // namespace financescr::datagen
