#include "functions/http/message.hpp"

#include <algorithm>
#include <array>

#include "functions/http/text.hpp"

namespace financescr::http {
namespace {

constexpr std::array<std::pair<Method, std::string_view>, 7> kMethods = {{
    {Method::kGet, "GET"},
    {Method::kHead, "HEAD"},
    {Method::kPost, "POST"},
    {Method::kPut, "PUT"},
    {Method::kPatch, "PATCH"},
    {Method::kDelete, "DELETE"},
    {Method::kOptions, "OPTIONS"},
}};

}  // namespace

std::string_view to_string(Method method) {
  return kMethods[static_cast<std::size_t>(method)].second;
}

std::optional<Method> parse_method(std::string_view name) {
  for (const auto& [method, text] : kMethods) {
    if (text == name) return method;
  }
  return std::nullopt;
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
  for (const Field& field : fields_) {
    if (equal_ignoring_case(field.first, name)) return field.second;
  }
  return std::nullopt;
}

std::optional<std::string> Headers::joined(std::string_view name) const {
  std::optional<std::string> all;
  for (const Field& field : fields_) {
    if (!equal_ignoring_case(field.first, name)) continue;
    if (all) *all += ", ";
    all = std::move(all).value_or("") + field.second;
  }
  return all;
}

void Headers::add(std::string name, std::string value) {
  fields_.emplace_back(std::move(name), std::move(value));
}

void Headers::set(std::string_view name, std::string value) {
  remove(name);
  add(std::string(name), std::move(value));
}

void Headers::remove(std::string_view name) {
  std::erase_if(fields_,
                [name](const Field& field) { return equal_ignoring_case(field.first, name); });
}

}  // namespace financescr::http
