#include "datagen/importers/xml_list.hpp"

#include <string>
#include <utility>

namespace financescr::datagen {

Result<void> for_each_xml_record(ImportSession& session, const ListFile& file,
                                 const ImportOptions& options, std::vector<std::string_view> names,
                                 const std::function<void(const XmlElement&)>& take) {
  session.open_file(file);
  XmlRequest request;
  request.records = std::move(names);
  request.chunk_bytes = options.xml_chunk_bytes;
  request.use = [&](const XmlElement& record, std::size_t offset) {
    session.at_line(record.line);
    session.advance(offset);
    session.count_record();
    take(record);
  };
  request.too_large = [&](std::string_view name, std::size_t line) {
    session.at_line(line);
    session.skip_row("record too large", name);
  };
  const auto read = read_xml(file.text, request);
  session.close_file();
  if (read) return {};
  Error error = read.error();
  error.detail = std::string(file.name) + ": " + error.detail;
  return tl::unexpected(std::move(error));
}

}  // namespace financescr::datagen
