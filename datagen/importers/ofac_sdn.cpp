#include "datagen/importers/ofac_sdn.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "datagen/importers/country_names.hpp"
#include "datagen/importers/csv.hpp"
#include "datagen/importers/encoding.hpp"
#include "datagen/importers/listed_date.hpp"
#include "datagen/importers/ofac_remarks.hpp"
#include "datagen/importers/text_scan.hpp"
#include "engine/core/limits.hpp"

namespace financescr::datagen {
namespace {

using pack::EntityType;
using pack::WatchlistRow;

constexpr std::size_t kProgressRecords = 512;
constexpr std::size_t kMaxDetailBytes = 160;

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

struct SourceFile {
  std::string_view name;
  std::string_view text;
  std::size_t columns = 0;
};

// A cell without blanks; "" for OFAC's null, "-0-".
std::string_view cell(const CsvRecord& record, std::size_t column) {
  const std::string_view text = trim(record.fields[column]);
  return text == "-0-" ? std::string_view{} : text;
}

// At most kMaxDetailBytes of a text, cut between characters.
std::string shortened(std::string_view text) {
  if (text.size() <= kMaxDetailBytes) return std::string(text);
  std::size_t end = kMaxDetailBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "...";
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
      : options_(options),
        sdn_{"sdn.csv", sources.sdn, kSdnColumns},
        alt_{"alt.csv", sources.alt, kAltColumns},
        add_{"add.csv", sources.add, kAddColumns},
        total_bytes_(sources.sdn.size() + sources.alt.size() + sources.add.size()) {}

  Result<ImportResult> run() {
    report().list = "OFAC SDN";
    if (trim(sdn_.text).empty()) return fail(ErrorCode::kMissing, "sdn.csv is empty");
    for_each_record(sdn_, [this](const CsvRecord& record) { read_entry(record); });
    if (result_.rows.empty()) return no_valid_row();
    for_each_record(alt_, [this](const CsvRecord& record) { read_alias(record); });
    for_each_record(add_, [this](const CsvRecord& record) { read_address(record); });
    if (options_.progress) options_.progress(total_bytes_, total_bytes_);
    return std::move(result_);
  }

 private:
  ImportReport& report() { return result_.report; }

  void finding(FindingKind kind, std::string_view reason, std::string_view detail) {
    report().add_finding(kind, reason,
                         FindingExample{std::string(file_name_), line_, shortened(detail)});
  }
  void skip_row(std::string_view reason, std::string_view detail) {
    finding(FindingKind::kSkippedRow, reason, detail);
  }
  void leave_out(std::string_view reason, std::string_view detail) {
    finding(FindingKind::kUnusedPart, reason, detail);
  }

  // Calls `take` with every well-formed record of the right width, its fields in UTF-8.
  template <typename Take>
  void for_each_record(const SourceFile& file, Take take) {
    report().files.push_back({std::string(file.name), file.text.size(), 0, !file.text.empty()});
    file_name_ = file.name;
    CsvReader reader(file.text);
    CsvRecord record;
    for (std::size_t count = 1;; ++count) {
      const Result<bool> more = reader.next(record);
      line_ = record.line;
      if (options_.progress && count % kProgressRecords == 0) {
        options_.progress(done_bytes_ + reader.offset(), total_bytes_);
      }
      if (!more) {
        skip_row("not a CSV record", more.error().detail);
      } else if (!*more) {
        break;
      } else if (record.fields.size() != file.columns) {
        skip_row("wrong number of columns", std::to_string(record.fields.size()) +
                                                " columns instead of " +
                                                std::to_string(file.columns));
      } else {
        decode(record);
        ++report().files.back().records;
        take(record);
      }
    }
    done_bytes_ += file.text.size();
  }

  void decode(CsvRecord& record) {
    for (std::string& field : record.fields) {
      if (is_utf8(field)) continue;
      field = windows_1252_to_utf8(field);
      leave_out("field not UTF-8, read as Windows-1252", field);
    }
  }

  // Adds what is not there yet. Returns: whether it was added.
  template <typename T>
  bool add_distinct(std::vector<T>& values, T value, std::string_view what) {
    if (std::find(values.begin(), values.end(), value) != values.end()) return false;
    if (values.size() >= limits::kMaxListValues) {
      leave_out("more values than one entry can have", what);
      return false;
    }
    values.push_back(std::move(value));
    return true;
  }

  void read_entry(const CsvRecord& record) {
    const std::string_view ent_num = cell(record, kEntNum);
    const std::string_view name = cell(record, kName);
    if (!is_ent_num(ent_num)) return skip_row("ent_num is not a number", ent_num);
    if (name.empty()) return skip_row("no name", "ent_num " + std::string(ent_num));
    if (name.size() > limits::kMaxNameBytes) return skip_row("name too long", name);
    if (!index_.emplace(ent_num, result_.rows.size()).second) {
      return skip_row("ent_num twice", std::string(ent_num) + " " + std::string(name));
    }
    WatchlistRow entry;
    entry.entity_id = ent_num;
    entry.primary_name = name;
    entry.source = "OFAC";
    entry.programs = split_programs(cell(record, kProgram));
    if (const auto type = listed_type(cell(record, kType))) {
      entry.entity_type = *type;
    } else {
      leave_out("SDN_Type unknown", cell(record, kType));
    }
    report().add_count("entries", to_string(entry.entity_type));
    report().add_count("names", "primary");
    read_vessel(entry, record);
    read_remarks(entry, cell(record, kRemarks));
    result_.rows.push_back(std::move(entry));
  }

  // The flag is a vessel's nationality; the call sign is one of its identifiers.
  void read_vessel(WatchlistRow& entry, const CsvRecord& record) {
    const std::string_view flag = cell(record, kVesselFlag);
    if (!flag.empty() && !equal_ignoring_case(flag, "None Identified")) {
      if (const auto country = country_from_name(flag)) {
        add_nationality(entry, *country, "from the vessel's flag");
      } else {
        leave_out("country unknown", flag);
      }
    }
    const std::string_view call_sign = cell(record, kCallSign);
    if (!call_sign.empty()) add_id(entry, "vessel call sign", call_sign);
  }

  void read_remarks(WatchlistRow& entry, std::string_view text) {
    OfacRemarks remarks = parse_ofac_remarks(text);
    for (const PartialDate& date : remarks.births) {
      const bool added = add_distinct(entry.dates_of_birth, date, "dob");
      report().add_count("dates of birth", added ? precision_of(date) : "repeated");
    }
    for (const Country country : remarks.nationalities) {
      add_nationality(entry, country, "from the remarks");
    }
    for (std::string& name : remarks.weak_aliases) add_weak_alias(entry, std::move(name));
    for (const ListedId& id : remarks.ids) add_id(entry, id.kind, id.number);
    for (const std::string_view kind : remarks.unused) {
      report().add_count("remarks not used", kind);
    }
    for (const RemarkNote& note : remarks.notes) leave_out(note.reason, note.detail);
  }

  void add_nationality(WatchlistRow& entry, Country country, std::string_view origin) {
    const bool added = add_distinct(entry.nationalities, country, "nationalities");
    report().add_count("nationalities", added ? origin : "repeated");
  }

  void add_weak_alias(WatchlistRow& entry, std::string name) {
    if (name.size() > limits::kMaxNameBytes) return leave_out("name too long", name);
    const bool added = name != entry.primary_name &&
                       add_distinct(entry.weak_aliases, std::move(name), "weak_aliases");
    report().add_count("weak aliases", added ? "kept" : "repeated");
  }

  void add_id(WatchlistRow& entry, std::string_view kind, std::string_view number) {
    report().add_count("ids", kind);
    if (!options_.hash_id) {
      report().add_count("remarks not used", "id dropped, no hash function given");
      return;
    }
    if (!add_distinct(entry.id_hashes, options_.hash_id(number), "id_hashes")) {
      report().add_count("ids repeated in one entry", kind);
    }
  }

  // The entry that alt.csv or add.csv refers to, or nullptr after reporting that there is none.
  WatchlistRow* entry_of(const CsvRecord& record) {
    const std::string_view ent_num = cell(record, kEntNum);
    const auto found = index_.find(ent_num);
    if (found != index_.end()) return &result_.rows[found->second];
    skip_row("ent_num not in sdn.csv", ent_num);
    return nullptr;
  }

  void read_alias(const CsvRecord& record) {
    WatchlistRow* const entry = entry_of(record);
    if (entry == nullptr) return;
    const std::string_view name = cell(record, kAltName);
    if (name.empty()) return skip_row("no name", "ent_num " + entry->entity_id);
    if (name.size() > limits::kMaxNameBytes) return skip_row("name too long", name);
    std::string_view type = cell(record, kAltType);
    if (type != "aka" && type != "fka" && type != "nka") {
      leave_out("alt_type unknown, name kept as an alias", type);
      type = "other";
    }
    if (!cell(record, kAltRemarks).empty()) {
      leave_out("alt_remarks not used", cell(record, kAltRemarks));
    }
    const bool added =
        name != entry->primary_name && add_distinct(entry->aliases, std::string(name), "aliases");
    report().add_count("alternative names", added ? type : "repeated");
    if (added) report().add_count("names", "alternative");
  }

  void read_address(const CsvRecord& record) {
    WatchlistRow* const entry = entry_of(record);
    if (entry == nullptr) return;
    const std::string_view name = cell(record, kCountry);
    if (name.empty() || equal_ignoring_case(name, "undetermined")) {
      report().add_count("addresses", "without a country");
      return;
    }
    const auto country = country_from_name(name);
    report().add_count("addresses", country ? "with a country" : "with an unknown country");
    if (!country) return leave_out("country unknown", name);
    const bool added = add_distinct(entry->residence_countries, *country, "residence_countries");
    if (added) report().add_count("residence countries", "from addresses");
  }

  tl::unexpected<Error> no_valid_row() {
    std::string detail =
        "sdn.csv holds no valid row; it needs 12 columns as in OFAC's SDN data "
        "specification";
    for (const auto& [reason, found] : report().findings) {
      if (found.kind != FindingKind::kSkippedRow || found.examples.empty()) continue;
      const FindingExample& first = found.examples.front();
      detail += "; line " + std::to_string(first.line) + ": " + reason + " (" + first.detail + ")";
    }
    return fail(ErrorCode::kMalformed, std::move(detail));
  }

  const ImportOptions& options_;
  SourceFile sdn_;
  SourceFile alt_;
  SourceFile add_;
  std::size_t total_bytes_ = 0;
  std::size_t done_bytes_ = 0;
  std::string_view file_name_;
  std::size_t line_ = 0;
  std::map<std::string, std::size_t, std::less<>> index_;  // ent_num → place in entries
  ImportResult result_;
};

}  // namespace

Result<ImportResult> import_ofac_sdn(const OfacSources& sources, const ImportOptions& options) {
  return OfacImporter(sources, options).run();
}

}  // namespace financescr::datagen
