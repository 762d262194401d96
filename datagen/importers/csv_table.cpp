#include "datagen/importers/csv_table.hpp"

#include <utility>

#include "datagen/importers/text_scan.hpp"

namespace financescr::datagen {
namespace {

// "\"a;b;c\"" read as one field becomes three; other records are left alone.
void unnest(CsvRecord& record, const CsvOptions& options) {
  if (record.fields.size() != 1) return;
  const std::string line(trim(record.fields.front()));
  CsvRecord inner;
  CsvReader reader(line, options);
  const Result<bool> more = reader.next(inner);
  if (more && *more && reader.offset() == line.size()) record.fields = std::move(inner.fields);
}

}  // namespace

void for_each_csv_record(ImportSession& session, const ListFile& file, const CsvLayout& layout,
                         const std::function<void(const CsvRecord&)>& take) {
  session.open_file(file);
  CsvReader reader(file.text, layout.csv);
  CsvRecord record;
  std::size_t columns = layout.columns;
  std::size_t banner = layout.banner;
  while (true) {
    const Result<bool> more = reader.next(record);
    session.at_line(record.line);
    session.advance(reader.offset());
    if (!more) {
      session.skip_row("not a CSV record", more.error().detail);
      continue;
    }
    if (!*more) break;
    if (layout.nested) unnest(record, layout.csv);
    const bool in_banner = banner > 0;
    if (in_banner) --banner;
    if (columns == 0 && !in_banner) columns = record.fields.size();
    if (!in_banner && record.fields.size() != columns) {
      session.skip_row(
          "wrong number of columns",
          std::to_string(record.fields.size()) + " columns instead of " + std::to_string(columns));
      continue;
    }
    for (std::string& field : record.fields) session.decode(field);
    session.count_record();
    take(record);
  }
  session.close_file();
}

CsvColumns::CsvColumns(const CsvRecord& header) {
  for (const std::string& name : header.fields) names_.emplace_back(trim(name));
}

std::size_t CsvColumns::find(std::initializer_list<std::string_view> names,
                             std::size_t from) const {
  for (const std::string_view wanted : names) {
    for (std::size_t i = from; i < names_.size(); ++i) {
      if (equal_ignoring_case(names_[i], wanted)) return i;
    }
  }
  return kNone;
}

tl::unexpected<Error> columns_missing(const ListFile& file, std::size_t line,
                                      std::string_view needed) {
  return fail(ErrorCode::kMalformed, std::string(file.name) + ": line " + std::to_string(line) +
                                         " does not name the columns; the list needs " +
                                         std::string(needed));
}

void RecordGroups::add(std::string_view id, const CsvRecord& record) {
  const auto [found, added] = index_.emplace(id, groups_.size());
  if (added) groups_.push_back({std::string(id), {}});
  groups_[found->second].records.push_back(record);
}

std::string_view cell_of(const CsvRecord& record, std::size_t column) {
  return column < record.fields.size() ? trim(record.fields[column]) : std::string_view{};
}

}  // namespace financescr::datagen
