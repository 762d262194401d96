// Administrators and the accounts they make, over HTTP.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/functions/accounts.hpp"

namespace financescr::samples {

inline constexpr std::string_view kOwnPassword = "what the owner has chosen 7";

// One bank's service and whoever asks it.
struct Office {
  Service service;

  Office() { service.settings.demo = false; }

  static std::string text(const canonical::Json& json, std::string_view key) {
    const canonical::Json* member = json.find(key);
    REQUIRE_MESSAGE(member != nullptr, key);
    REQUIRE_MESSAGE(member->if_string() != nullptr, key);
    return *member->if_string();
  }

  // An account that nobody of the bank has made, and a token of it.
  std::string person(const std::string& name, std::string_view role) {
    return token_for(service, name, role);
  }

  http::Response ask(const std::string& token, std::string_view method, std::string_view target,
                     std::string body = {}, const std::string& tag = {}) {
    auto headers = token.empty() ? std::vector<http::Headers::Field>() : bearer(token);
    if (!tag.empty()) headers.emplace_back("If-Match", tag);
    return service.ask(method, target, std::move(body), headers);
  }

  static std::string registration(const std::string& name, std::string_view role) {
    return R"({"username":")" + name + R"(","email":")" + name +
           R"(@bank.example","full_name":"Somebody","role":")" + std::string(role) + "\"}";
  }

  http::Response log_in(const std::string& name, std::string_view password) {
    return ask("", "POST", "/auth/login",
               R"({"username":")" + name + R"(","password":")" + std::string(password) + "\"}");
  }

  // Status of the change. `keep`: JSON.
  http::Response set_password(const std::string& token, std::string_view current,
                              std::string_view wanted, const std::string& keep = "null") {
    return ask(token, "POST", "/auth/password",
               R"({"current_password":")" + std::string(current) + R"(","new_password":")" +
                   std::string(wanted) + R"(","keep_api_keys":)" + keep + "}");
  }

  // The account as it is stored.
  ports::UserRecord user(const std::string& name) {
    const auto found = ports::first(service.store, ports::user_named_query(name)).value();
    REQUIRE(found);
    return *found;
  }
  std::string path(const std::string& name) { return "/users/" + user(name).user_id; }
  std::string id(const std::string& name) { return "user:" + user(name).user_id; }
  std::string tag(const std::string& name) {
    return "\"" + std::to_string(user(name).version) + "\"";
  }

  http::Response patch(const std::string& token, const std::string& name, std::string change) {
    return ask(token, "PATCH", path(name), std::move(change), tag(name));
  }
  http::Response post(const std::string& token, const std::string& name, const std::string& what) {
    return ask(token, "POST", path(name) + what, "", tag(name));
  }

  // Whoever has a one-time password logs in with it and sets his own. Returns: a token.
  std::string take_over(const std::string& name, const std::string& one_time) {
    const auto first = log_in(name, one_time);
    REQUIRE_MESSAGE(first.status == 200, first.body);
    const auto set = set_password(text(body_of(first), "access_token"), one_time, kOwnPassword);
    REQUIRE_MESSAGE(set.status == 204, set.body);
    return text(body_of(log_in(name, kOwnPassword)), "access_token");
  }

  // An account that an administrator makes, in its owner's hands. Returns: his token.
  std::string hire(const std::string& admin, const std::string& name, std::string_view role) {
    const auto made = ask(admin, "POST", "/auth/register", registration(name, role));
    REQUIRE_MESSAGE(made.status == 201, made.body);
    return take_over(name, text(body_of(made), "one_time_password"));
  }

  // "403 four_eyes", "200".
  static std::string told(const http::Response& response) {
    std::string status = std::to_string(response.status);
    if (response.status >= 400) status += " " + text(body_of(response), "code");
    return status;
  }

  std::string audit(std::string_view event) {
    std::string all;
    ports::AuditFilter filter;
    filter.event = std::string(event);
    const auto rows = service.store.audit(filter, std::nullopt, 1'000).value();
    for (const auto& row : rows) all += row.row;
    return all;
  }
};

}  // namespace financescr::samples
