#include "functions/handlers/person.hpp"

#include <string_view>

namespace financescr::handlers {
namespace {

constexpr std::string_view kKeyPrefix = "key:";
constexpr int kMaxOwners = 8;  // of keys that were made by keys

}  // namespace

ports::Stored<std::string> person_behind(const Call& call) {
  std::string person = call.principal.id;
  for (int i = 0; i < kMaxOwners && person.starts_with(kKeyPrefix); ++i) {
    const auto key = call.context.store.api_key(person.substr(kKeyPrefix.size()));
    if (!key) return tl::unexpected(key.error());
    if (!*key) break;
    person = (*key)->owner;
  }
  return person;
}

}  // namespace financescr::handlers
