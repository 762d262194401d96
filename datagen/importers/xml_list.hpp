// A list's XML file read through an ImportSession.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "datagen/importers/import_session.hpp"
#include "datagen/importers/xml_reader.hpp"
#include "engine/core/result.hpp"

namespace financescr::datagen {

// Calls `take` with every record of these names; the session's line is then the record's. Records
// that are too large are reported and skipped.
// Errors: those of read_xml, with the file's name before the line. A list that breaks off is
// refused whole, since nobody could tell which entries are missing.
[[nodiscard]] Result<void> for_each_xml_record(ImportSession& session, const ListFile& file,
                                               const ImportOptions& options,
                                               std::vector<std::string_view> names,
                                               const std::function<void(const XmlElement&)>& take);

}  // namespace financescr::datagen
