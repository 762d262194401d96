#include "engine/monitoring/policy_changes.hpp"

#include <algorithm>

namespace financescr::monitoring {
namespace {

using canonical::Json;

std::string plain(const Json& value) {
  const std::string* text = value.if_string();
  return text == nullptr ? canonical::write(value) : *text;
}

std::string with_spaces(std::string_view key) {
  std::string text(key);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

// "Rule structuring", "Limit maximum", "Levels"; "Policy" for a member of the policy itself.
std::string subject_of(std::string_view section, std::string_view name) {
  if (section == "rules") return "Rule " + std::string(name);
  if (section == "limits") return "Limit " + with_spaces(name);
  if (name.empty()) return "Policy";
  return name == "levels" ? "Levels" : "Names";
}

void add(std::vector<std::string>& sentences, const std::string& subject, std::string_view key,
         const Json* before, const Json* after) {
  if (before != nullptr && after != nullptr && *before == *after) return;
  const std::string start = subject + ": ";
  if (key == "on" && before != nullptr && after != nullptr) {
    sentences.push_back(start + (*after == Json(true) ? "is switched on." : "is switched off."));
  } else if (before == nullptr) {
    sentences.push_back(start + with_spaces(key) + " is " + plain(*after) + " and was not set.");
  } else if (after == nullptr) {
    sentences.push_back(start + with_spaces(key) + " is not set and was " + plain(*before) + ".");
  } else {
    sentences.push_back(start + with_spaces(key) + " is " + plain(*after) + " and was " +
                        plain(*before) + ".");
  }
}

// Calls use(key, before, after) for the members of either, in the order of keys.
template <typename Use>
void for_each_member(const Json& before, const Json& after, Use use) {
  std::vector<std::string> keys;
  for (const Json* side : {&before, &after}) {
    for (const auto& [key, value] : *side->if_object()) keys.push_back(key);
  }
  std::stable_sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  for (const std::string& key : keys) use(key, before.find(key), after.find(key));
}

}  // namespace

std::vector<std::string> policy_changes(const Policy& before, const Policy& after) {
  std::vector<std::string> sentences;
  for_each_member(
      before.to_json(), after.to_json(), [&](const std::string& key, const Json* a, const Json* b) {
        if (key == "rules" || key == "limits") {
          for_each_member(*a, *b, [&](const std::string& name, const Json* one, const Json* other) {
            for_each_member(*one, *other,
                            [&](const std::string& member, const Json* was, const Json* is) {
                              add(sentences, subject_of(key, name), member, was, is);
                            });
          });
        } else if (a->if_object() != nullptr) {
          for_each_member(*a, *b, [&](const std::string& member, const Json* was, const Json* is) {
            add(sentences, subject_of("", key), member, was, is);
          });
        } else {
          add(sentences, subject_of("", ""), key, a, b);
        }
      });
  return sentences;
}

}  // namespace financescr::monitoring
