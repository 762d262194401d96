#include "datagen/importers/eu_fsf.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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
  std::size_t id, reference, un_id, remark, type, programme;
  std::size_t whole, first, middle, last, language, name_remark, function, title;
  std::size_t address_country, citizenship;
  std::size_t birth, day, month, year, from, to, circa, calendar, birth_place;
  std::size_t number, number_kind;

  explicit Columns(const CsvColumns& header)
      : id(header.find({"Entity_LogicalId", "Entity_logical_id"})),
        reference(header.find({"Entity_EU_ReferenceNumber", "EU_ref_num"})),
        un_id(header.find({"Entity_UnitedNationId"})),
        remark(header.find({"Entity_Remark"})),
        type(header.find({"Entity_SubjectType_ClassificationCode", "Subject_type"})),
        programme(header.find({"Entity_Regulation_Programme", "Programme"})),
        whole(header.find({"NameAlias_WholeName", "Naal_wholename"})),
        first(header.find({"NameAlias_FirstName", "Naal_firstname"})),
        middle(header.find({"NameAlias_MiddleName", "Naal_middlename"})),
        last(header.find({"NameAlias_LastName", "Naal_lastname"})),
        language(header.find({"NameAlias_NameLanguage", "Naal_language"})),
        name_remark(header.find({"NameAlias_Remark"})),
        function(header.find({"NameAlias_Function", "Naal_function"})),
        title(header.find({"NameAlias_Title", "Naal_title"})),
        address_country(header.find({"Address_CountryIso2Code", "Addr_country"})),
        citizenship(header.find({"Citizenship_CountryIso2Code", "Citi_country"})),
        birth(header.find({"BirthDate_BirthDate", "Birt_date"})),
        day(header.find({"BirthDate_Day"})),
        month(header.find({"BirthDate_Month"})),
        year(header.find({"BirthDate_Year"})),
        from(header.find({"BirthDate_YearRangeFrom"})),
        to(header.find({"BirthDate_YearRangeTo"})),
        circa(header.find({"BirthDate_Circa"})),
        calendar(header.find({"BirthDate_CalendarType"})),
        birth_place(header.find({"BirthDate_City", "Birt_place"})),
        number(header.find({"Identification_Number", "Iden_number"})),
        number_kind(header.find({"Identification_TypeDescription"})) {}

  [[nodiscard]] bool complete() const {
    return id != CsvColumns::kNone && whole != CsvColumns::kNone;
  }
};

EntityType type_of(std::string_view code) {
  if (code == "P" || equal_ignoring_case(code, "person")) return EntityType::kPerson;
  if (code == "E" || equal_ignoring_case(code, "enterprise")) return EntityType::kOrganisation;
  return EntityType::kUnknown;
}

bool is_true(std::string_view text) { return equal_ignoring_case(text, "true") || text == "1"; }

class EuReader {
 public:
  EuReader(ImportSession& session, const Columns& columns) : session_(session), at_(columns) {}

  void read(const RecordGroup& group) {
    const CsvRecord* const main = &main_record(group);
    session_.at_line(main->line);
    const std::string_view reference = cell_of(*main, at_.reference);
    const std::string_view listed_type = cell_of(*main, at_.type);
    WatchlistRow* const entry =
        session_.add_entry(reference.empty() ? std::string_view(group.id) : reference,
                           type_of(listed_type), name_of(*main), "EU FSF");
    if (entry == nullptr) return;
    if (entry->entity_type == EntityType::kUnknown) {
      session_.leave_out("subject type unknown", listed_type);
    }
    if (!reference.empty()) session_.add_reference(*entry, "EU:" + std::string(reference));
    CellsSeen seen;
    for (const CsvRecord& record : group.records) {
      session_.at_line(record.line);
      read_entity(*entry, record, seen);
      read_name(*entry, record);
      read_birth(*entry, record);
      read_rest(*entry, record);
    }
  }

 private:
  // The first with a name in Latin letters, else the first with a name, else the first.
  [[nodiscard]] const CsvRecord& main_record(const RecordGroup& group) const {
    const CsvRecord* named = nullptr;
    for (const CsvRecord& record : group.records) {
      const std::string name = name_of(record);
      if (std::any_of(name.begin(), name.end(), is_letter)) return record;
      if (named == nullptr && !name.empty()) named = &record;
    }
    return named == nullptr ? group.records.front() : *named;
  }

  [[nodiscard]] std::string name_of(const CsvRecord& record) const {
    const std::string whole = squeezed(cell_of(record, at_.whole));
    if (!whole.empty()) return whole;
    return join_name_parts(
        {cell_of(record, at_.first), cell_of(record, at_.middle), cell_of(record, at_.last)});
  }

  void read_entity(WatchlistRow& entry, const CsvRecord& record, CellsSeen& seen) {
    const std::string_view remark = cell_of(record, at_.remark);
    if (seen.is_new(at_.remark, remark)) session_.count(kNotUsed, "remark");
    std::string un = un_reference(cell_of(record, at_.un_id));
    if (un.empty()) un = un_reference_in(remark);
    if (!un.empty()) session_.add_reference(entry, "UN:" + un);
    session_.add_program(entry, cell_of(record, at_.programme));
  }

  void read_name(WatchlistRow& entry, const CsvRecord& record) {
    const std::string name = name_of(record);
    if (name.empty()) return;
    if (!cell_of(record, at_.function).empty()) session_.count(kNotUsed, "function");
    if (!cell_of(record, at_.title).empty()) session_.count(kNotUsed, "title");
    const bool is_main = name == entry.primary_name;
    if (is_main && !std::exchange(main_seen_, true)) return;
    const std::string_view language = cell_of(record, at_.language);
    const std::string_view remark = cell_of(record, at_.name_remark);
    if (find_ignoring_case(remark, "low quality") != std::string_view::npos) {
      return session_.add_weak_alias(entry, name);
    }
    session_.add_alias(entry, name, language.empty() ? "no language given" : "with a language");
  }

  void read_birth(WatchlistRow& entry, const CsvRecord& record) {
    const std::string_view date = cell_of(record, at_.birth);
    const std::string_view year = cell_of(record, at_.year);
    const std::string_view from = cell_of(record, at_.from);
    const std::string_view calendar = cell_of(record, at_.calendar);
    if (!cell_of(record, at_.birth_place).empty()) session_.count(kNotUsed, "place of birth");
    if (!calendar.empty() && !starts_with_ignoring_case(calendar, "GREGOR")) {
      return session_.leave_out("date of birth in another calendar", calendar);
    }
    std::optional<PartialDate> known;
    if (date.empty() && year.empty() && from.empty()) return;
    if (equal_ignoring_case(date, "N/A")) {
      return session_.count("dates of birth not given", "N/A");
    }
    if (!date.empty()) {
      known = parse_year_first(date);
    } else if (!year.empty()) {
      known = date_from_numbers(number_in(year), number_in(cell_of(record, at_.month)),
                                number_in(cell_of(record, at_.day)));
    } else {
      known = date_from_years(number_in(from), number_in(cell_of(record, at_.to)));
    }
    if (known && !known->is_range() && is_true(cell_of(record, at_.circa))) known->approximate = 1;
    session_.add_birth(entry, known, !date.empty() ? date : !year.empty() ? year : from);
  }

  static int number_in(std::string_view text) { return parse_whole_number(text).value_or(0); }

  void read_rest(WatchlistRow& entry, const CsvRecord& record) {
    const auto country = [&](std::size_t column) {
      const std::string_view code = cell_of(record, column);
      return code == "00" ? std::string_view{} : code;  // the list's code for unknown
    };
    session_.add_residence_named(entry, country(at_.address_country), "from addresses");
    session_.add_nationality_named(entry, country(at_.citizenship), "citizenship");
    const std::string_view number = cell_of(record, at_.number);
    if (number.empty()) return;
    const std::string_view kind = cell_of(record, at_.number_kind);
    add_document(session_, entry, kind.empty() ? number : kind, number);
  }

  ImportSession& session_;
  const Columns& at_;
  bool main_seen_ = false;  // the record that gave the primary name was met
};

}  // namespace

Result<ImportResult> import_eu_fsf(const ListFile& file, const ImportOptions& options) {
  constexpr std::string_view kNeeded =
      "a first line with the column names of the EU's FSF list, separated by semicolons";
  ImportSession session("EU FSF", options, file.text.size());
  RecordGroups groups;
  std::optional<Columns> columns;
  CsvLayout layout;
  layout.csv.separator = ';';
  layout.nested = true;
  for_each_csv_record(session, file, layout, [&](const CsvRecord& record) {
    if (!columns) {
      columns.emplace(CsvColumns(record));
      return;
    }
    if (!columns->complete()) return;
    const std::string_view id = cell_of(record, columns->id);
    if (id.empty()) return session.skip_row("no logical id", cell_of(record, columns->whole));
    groups.add(id, record);
  });
  if (!columns || !columns->complete()) {
    return columns_missing(file, 1, kNeeded);
  }
  for (const RecordGroup& group : groups.all()) EuReader(session, *columns).read(group);
  return session.finish(kNeeded);
}

}  // namespace financescr::datagen
