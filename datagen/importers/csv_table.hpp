// CsvTable: a list's CSV file read through an ImportSession, columns addressed by their names.
//
// A record that is not CSV or has too many or too few fields is reported and costs only itself;
// fields that are not UTF-8 are read as Windows-1252 and reported. What a record's line is, the
// session knows while `take` runs.
#pragma once

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "datagen/importers/csv.hpp"
#include "datagen/importers/import_session.hpp"
#include "engine/core/result.hpp"

namespace financescr::datagen {

struct CsvLayout {
  CsvOptions csv;
  std::size_t columns = 0;  // exactly so many, or 0: as many as the header has
  std::size_t banner = 0;   // records before the header, of any width
  bool nested = false;      // a record may come as one quoted field that holds the whole record
};

// Calls `take` with every well-formed record of the layout's width.
void for_each_csv_record(ImportSession& session, const ListFile& file, const CsvLayout& layout,
                         const std::function<void(const CsvRecord&)>& take);

// The columns of a header, by name.
class CsvColumns {
 public:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  CsvColumns() = default;
  explicit CsvColumns(const CsvRecord& header);

  // The first column from `from` on with one of these names, ASCII case and blanks around ignored,
  // or kNone.
  [[nodiscard]] std::size_t find(std::initializer_list<std::string_view> names,
                                 std::size_t from = 0) const;

 private:
  std::vector<std::string> names_;
};

// The error for a list whose header lacks a column that nothing goes without.
[[nodiscard]] tl::unexpected<Error> columns_missing(const ListFile& file, std::size_t line,
                                                    std::string_view needed);

// Records that belong to one party, which need not follow each other in the file.
struct RecordGroup {
  std::string id;
  std::vector<CsvRecord> records;
};

// Gathers records by the party's id, parties in order of their first record.
class RecordGroups {
 public:
  void add(std::string_view id, const CsvRecord& record);
  [[nodiscard]] const std::vector<RecordGroup>& all() const { return groups_; }

 private:
  std::vector<RecordGroup> groups_;
  std::map<std::string, std::size_t, std::less<>> index_;
};

// Lists repeat a cell on every record of a party: tells which ones are new.
class CellsSeen {
 public:
  // True for text that is not empty and was not asked for with this column before.
  [[nodiscard]] bool is_new(std::size_t column, std::string_view text) {
    return !text.empty() && seen_.emplace(column, text).second;
  }

 private:
  std::set<std::pair<std::size_t, std::string>> seen_;
};

// A cell without blanks around it, "" if the list has no such column.
[[nodiscard]] std::string_view cell_of(const CsvRecord& record, std::size_t column);

}  // namespace financescr::datagen
