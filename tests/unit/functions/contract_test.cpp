// The contract that clients read and the program that answers them say the same.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "engine/canonical/json.hpp"
#include "engine/credit/decide.hpp"
#include "engine/screening/decide.hpp"
#include "functions/contract/documents.hpp"
#include "functions/routes.hpp"

namespace financescr {
namespace {

using canonical::Json;

const Json& document() {
  static const Json parsed = [] {
    auto json = canonical::parse(contract::kOpenapi.text);
    REQUIRE(json.has_value());
    return std::move(*json);
  }();
  return parsed;
}

// The value at a path of member names; fails the test if there is none.
const Json& at(const Json& json, std::initializer_list<std::string_view> path) {
  const Json* found = &json;
  for (const std::string_view key : path) {
    found = found->find(key);
    INFO("member ", key);
    REQUIRE(found != nullptr);
  }
  return *found;
}

std::string text_at(const Json& json, std::initializer_list<std::string_view> path) {
  const std::string* text = at(json, path).if_string();
  REQUIRE(text != nullptr);
  return *text;
}

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

// "GET /health getHealth health public none"
std::string line_of(const Route& route) {
  const auto body = [&route]() -> std::string_view {
    switch (route.body) {
      case BodyKind::kNone:
        return "none";
      case BodyKind::kJson:
        return "application/json";
      case BodyKind::kLines:
        return "application/x-ndjson";
    }
    return "";
  };
  return std::string(http::to_string(route.method)) + " " + std::string(route.path) + " " +
         std::string(route.operation_id) + " " + std::string(route.group) + " " +
         (route.least ? std::string(auth::to_string(*route.least)) : "public") + " " +
         std::string(body());
}

std::string line_of(const std::string& method, const std::string& path, const Json& operation) {
  std::string body = "none";
  if (operation.find("requestBody") != nullptr) {
    body = at(operation, {"requestBody", "content"}).if_object()->front().first;
  }
  const Json::Array& tags = *at(operation, {"tags"}).if_array();
  REQUIRE(tags.size() == 1);
  return upper(method) + " " + path + " " + text_at(operation, {"operationId"}) + " " +
         *tags.front().if_string() + " " + text_at(operation, {"x-least-role"}) + " " + body;
}

template <typename Use>
void for_each_operation(const Use& use) {
  for (const auto& [path, item] : *at(document(), {"paths"}).if_object()) {
    for (const auto& [method, operation] : *item.if_object()) {
      if (method != "parameters") use(method, path, operation);
    }
  }
}

void check_codes(std::string_view schema, const std::vector<std::string>& expected) {
  std::vector<std::string> listed;
  for (const Json& row : *at(document(), {"components", "schemas", schema, "x-codes"}).if_array()) {
    listed.push_back(text_at(row, {"code"}) + ": " + text_at(row, {"text"}));
    CHECK(!text_at(row, {"when"}).empty());
  }
  CHECK(listed == expected);
}

TEST_CASE("the contract names exactly the routes that exist, with their roles and bodies") {
  std::set<std::string> served;
  for (const Route& route : routes()) served.insert(line_of(route));
  std::set<std::string> promised;
  for_each_operation(
      [&](const std::string& method, const std::string& path, const Json& operation) {
        promised.insert(line_of(method, path, operation));
      });
  for (const auto& line : served) {
    INFO("a route that the contract lacks or describes otherwise");
    CHECK_MESSAGE(promised.count(line) == 1, line);
  }
  for (const auto& line : promised) {
    INFO("an operation of the contract that is not served so");
    CHECK_MESSAGE(served.count(line) == 1, line);
  }
}

TEST_CASE("an operation is public exactly where nobody is asked for a token") {
  for_each_operation([](const std::string&, const std::string&, const Json& operation) {
    const Json* security = operation.find("security");
    INFO(text_at(operation, {"operationId"}));
    const bool is_public = text_at(operation, {"x-least-role"}) == "public";
    CHECK((security != nullptr && security->if_array()->empty()) == is_public);
    if (!is_public) CHECK(at(operation, {"responses"}).find("401") != nullptr);
  });
}

TEST_CASE("every parameter of a path is described where the path is") {
  for_each_operation([](const std::string&, const std::string& path, const Json& operation) {
    std::size_t in_path = 0;
    const Json* parameters = operation.find("parameters");
    if (parameters != nullptr) {
      for (const Json& given : *parameters->if_array()) {
        const Json* reference = given.find("$ref");
        const std::string name = reference == nullptr
                                     ? ""
                                     : reference->if_string()->substr(
                                           std::string_view("#/components/parameters/").size());
        const Json& parameter =
            reference == nullptr ? given : at(document(), {"components", "parameters", name});
        if (text_at(parameter, {"in"}) != "path") continue;
        ++in_path;
        CHECK(path.find("{" + text_at(parameter, {"name"}) + "}") != std::string::npos);
      }
    }
    INFO(path);
    CHECK(in_path == static_cast<std::size_t>(std::count(path.begin(), path.end(), '{')));
  });
}

TEST_CASE("the reason codes of the contract are those of the engine, with their texts") {
  std::vector<std::string> screening;
  for (std::size_t i = 0; i < screening::kReasonCodeCount; ++i) {
    const auto code = static_cast<screening::ReasonCode>(i);
    screening.push_back(std::string(screening::to_string(code)) + ": " +
                        std::string(screening::describe(code)));
  }
  check_codes("ScreeningReasonCode", screening);
  std::vector<std::string> credit;
  for (const auto& row : credit::reason_table()) {
    credit.push_back(std::string(row.name) + ": " + std::string(row.text));
  }
  check_codes("CreditReasonCode", credit);
}

TEST_CASE("the warnings, branches and features of the contract are those of the engine") {
  std::vector<std::string> warnings;
  for (std::size_t i = 0; i < credit::kWarningCount; ++i) {
    const auto warning = static_cast<credit::Warning>(i);
    warnings.push_back(std::string(credit::to_string(warning)) + ": " +
                       std::string(credit::describe(warning)));
  }
  check_codes("CreditWarningCode", warnings);
  std::vector<std::string> of_screening;
  for (std::size_t i = 0; i < screening::kWarningCodeCount; ++i) {
    const auto code = static_cast<screening::WarningCode>(i);
    of_screening.push_back(std::string(screening::to_string(code)) + ": " +
                           std::string(screening::describe(code)));
  }
  check_codes("ScreeningWarningCode", of_screening);

  const Json& schemas = at(document(), {"components", "schemas"});
  const Json::Array& branches = *at(schemas, {"CreditBranch", "enum"}).if_array();
  REQUIRE(branches.size() == credit::kBranchCount);
  for (std::size_t i = 0; i < branches.size(); ++i) {
    CHECK(*branches[i].if_string() == credit::to_string(static_cast<credit::Branch>(i)));
  }
  const Json::Array& screening = *at(schemas, {"ScreeningFeatures", "required"}).if_array();
  REQUIRE(screening.size() == screening::kFeatureCount);
  for (std::size_t i = 0; i < screening.size(); ++i) {
    CHECK(*screening[i].if_string() == screening::to_string(screening::feature_at(i)));
  }
  const Json::Array& credit = *at(schemas, {"CreditFeatures", "required"}).if_array();
  REQUIRE(credit.size() == credit::kFeatureCount);
  for (std::size_t i = 0; i < credit.size(); ++i) {
    CHECK(*credit[i].if_string() == credit::to_string(credit::feature_at(i)));
  }
}

TEST_CASE("the codes of field faults are those that errors can have") {
  std::set<std::string> listed;
  for (const Json& code :
       *at(document(), {"components", "schemas", "FaultCode", "enum"}).if_array()) {
    listed.insert(*code.if_string());
  }
  std::set<std::string> known;
  for (int i = 0; i <= static_cast<int>(ErrorCode::kUnavailable); ++i) {
    known.insert(std::string(to_string(static_cast<ErrorCode>(i))));
  }
  CHECK(listed == known);
}

TEST_CASE("the pages say what they are and load nothing from elsewhere") {
  for (const contract::Document* page : {&contract::kDocsPage, &contract::kUiPage}) {
    CHECK(page->media_type == "text/html; charset=utf-8");
    CHECK(page->text.find("<title>Financescr") != std::string_view::npos);
    CHECK(page->text.find("http://") == std::string_view::npos);
    CHECK(page->text.find("https://") == std::string_view::npos);
    CHECK(page->text.find("<script>") == std::string_view::npos);
    CHECK(page->text.find("style=") == std::string_view::npos);
    CHECK(page->text.find(" onclick") == std::string_view::npos);
  }
  CHECK(contract::kUiScript.text.find("innerHTML") == std::string_view::npos);
}

}  // namespace
}  // namespace financescr
