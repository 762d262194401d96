#include "datagen/importers/jsonl.hpp"

#include <string>
#include <string_view>

#include "engine/core/limits.hpp"
#include "engine/pack/domain_source.hpp"

namespace financescr::datagen {
namespace {

void read_line(ImportSession& session, std::string_view line,
               const std::function<void(const canonical::Json&)>& take) {
  if (line.size() > limits::kMaxLineBytes) return session.skip_row("line too long", line);
  const auto json = canonical::parse(line);
  if (!json) {
    const Error& error = json.error();
    const std::string where = error.pointer.empty() ? "" : " at " + error.pointer;
    return session.skip_row("not a JSON object", error.detail + where);
  }
  if (json->if_object() == nullptr) return session.skip_row("not a JSON object", json->kind());
  session.count_record();
  take(*json);
}

}  // namespace

void for_each_json_line(ImportSession& session, const ListFile& file,
                        const std::function<void(const canonical::Json&)>& take) {
  session.open_file(file);
  pack::for_each_line(file.text, [&](std::size_t number, std::string_view line) {
    session.at_line(number);
    session.advance(static_cast<std::size_t>(line.data() - file.text.data()));
    read_line(session, line, take);
  });
  session.close_file();
}

}  // namespace financescr::datagen
