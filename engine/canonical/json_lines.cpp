#include "engine/canonical/json_lines.hpp"

namespace financescr::canonical {
namespace {

Json::Array texts_json(const std::vector<std::string>& texts) {
  return Json::Array(texts.begin(), texts.end());
}

}  // namespace

std::string error_line(std::size_t line, const Json& request_id, const Errors& errors) {
  Json::Array all;
  for (const Error& error : errors) {
    all.push_back(Json::object({{"code", to_string(error.code)},
                                {"detail", error.detail},
                                {"pointer", error.pointer},
                                {"line", static_cast<std::int64_t>(line)}}));
  }
  Json json = Json::object({{"request_id", request_id}, {"error", all.front()}});
  if (all.size() > 1) json.set("errors", Json(std::move(all)));
  return write(json);
}

void add_ignored_fields(Json& answer, const std::vector<std::string>& pointers) {
  if (!pointers.empty()) answer.set("ignored_fields", Json(texts_json(pointers)));
}

void add_ignored_fields(ObjectText& answer, const std::vector<std::string>& pointers) {
  if (!pointers.empty()) answer.set("ignored_fields", Json(texts_json(pointers)));
}

Json request_id_of(const Json& request) {
  const Json* id = request.find("request_id");
  return id == nullptr ? Json() : *id;
}

}  // namespace financescr::canonical
