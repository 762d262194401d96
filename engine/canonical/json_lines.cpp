#include "engine/canonical/json_lines.hpp"

namespace financescr::canonical {
namespace {

template <typename Answer>
void add_pointers(Answer& answer, const Pointers& pointers) {
  if (pointers.empty()) return;
  answer.set("ignored_fields", Json(Json::Array(pointers.begin(), pointers.end())));
  if (pointers.is_cut()) {
    answer.set("ignored_field_count", static_cast<std::int64_t>(pointers.count()));
  }
}

}  // namespace

std::string error_line(std::size_t line, const Json& id, const Errors& errors,
                       std::string_view id_key) {
  Json::Array all;
  for (const Error& error : errors) {
    all.push_back(Json::object({{"code", to_string(error.code)},
                                {"detail", error.detail},
                                {"pointer", error.pointer},
                                {"line", static_cast<std::int64_t>(line)}}));
  }
  Json json = Json::object({{id_key, id}, {"error", all.front()}});
  if (errors.count() > 1) {
    json.set("errors", Json(std::move(all)));
    json.set("error_count", static_cast<std::int64_t>(errors.count()));
  }
  return write(json);
}

void add_ignored_fields(Json& answer, const Pointers& pointers) { add_pointers(answer, pointers); }

void add_ignored_fields(ObjectText& answer, const Pointers& pointers) {
  add_pointers(answer, pointers);
}

Json request_id_of(const Json& request) {
  const Json* id = request.find("request_id");
  return id == nullptr ? Json() : *id;
}

}  // namespace financescr::canonical
