#include "functions/accounts/person.hpp"

#include <set>
#include <vector>

namespace financescr::accounts {
namespace {

constexpr int kMaxOwners = 8;  // of keys that were made by keys
// Of the accounts that are asked for their makers. A longer chain counts as one person.
constexpr std::size_t kMaxAccounts = 64;

// Whether `other` has had power over `person`, itself or through others.
ports::Stored<bool> has_power(ports::Store& store, const std::string& other,
                              const std::string& person) {
  std::set<std::string> seen = {person};
  std::vector<std::string> left = {person};
  while (!left.empty()) {
    const std::string account = std::move(left.back());
    left.pop_back();
    if (!account.starts_with(auth::kUserPrefix)) continue;
    const auto user =
        ports::find<ports::UserRecord>(store, account.substr(auth::kUserPrefix.size()));
    if (!user) return tl::unexpected(user.error());
    if (!*user) continue;
    for (const auto* giver :
         {&(*user)->created_by, &(*user)->password_reset_by, &(*user)->role_changed_by}) {
      if (!*giver) continue;
      if (**giver == other || seen.size() >= kMaxAccounts) return true;
      if (seen.insert(**giver).second) left.push_back(**giver);
    }
  }
  return false;
}

}  // namespace

ports::Stored<std::string> person_behind(const Call& call) {
  std::string person = call.principal.id;
  for (int i = 0; i < kMaxOwners && person.starts_with(auth::kKeyPrefix); ++i) {
    const auto key = ports::find<ports::ApiKeyRecord>(call.context.store,
                                                      person.substr(auth::kKeyPrefix.size()));
    if (!key) return tl::unexpected(key.error());
    if (!*key) break;
    person = (*key)->owner;
  }
  return person;
}

ports::Stored<std::optional<std::string>> not_second_eyes(ports::Store& store,
                                                          const std::string& maker,
                                                          const std::string& person) {
  using Reason = std::optional<std::string>;
  if (maker == person) return Reason("it is the same person");
  const auto over_person = has_power(store, maker, person);
  if (!over_person) return tl::unexpected(over_person.error());
  if (*over_person) return Reason("whoever did it made this account, its password or its role");
  const auto over_maker = has_power(store, person, maker);
  if (!over_maker) return tl::unexpected(over_maker.error());
  if (*over_maker) return Reason("this account made that of whoever did it, its password or role");
  return Reason();
}

std::optional<http::Problem> four_eyes_problem(ports::Store& store, const std::string& maker,
                                               const std::string& person) {
  const auto reason = not_second_eyes(store, maker, person);
  if (!reason) return http::store_fault(reason.error());
  if (!*reason) return std::nullopt;
  return http::Problem{403, "four_eyes", "Another person must: " + **reason};
}

}  // namespace financescr::accounts
