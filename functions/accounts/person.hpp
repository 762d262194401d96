// Who acts, when it matters that two acts come from two people.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "functions/call/call.hpp"

namespace financescr::accounts {

// The person behind a request: the principal, or for an API key whoever made the key. So nobody
// approves by key what the same person proposed by password.
[[nodiscard]] ports::Stored<std::string> person_behind(const Call& call);

// Whether `person` may be the second pair of eyes on what `maker` did: the one place that says so,
// for cases, packs and roles. Two accounts count as one person if one of them made the other, gave
// it its last one-time password or asked for the last change of its role, itself or through
// accounts of which the same is true: it could have acted as the other. Returns: nothing if he may,
// else why not, as the end of "Another person must: ...".
[[nodiscard]] ports::Stored<std::optional<std::string>> not_second_eyes(ports::Store& store,
                                                                        const std::string& maker,
                                                                        const std::string& person);

// The same as a refusal: 403 "four_eyes", or 503 while the store cannot be asked.
[[nodiscard]] std::optional<http::Problem> four_eyes_problem(ports::Store& store,
                                                             const std::string& maker,
                                                             const std::string& person);

}  // namespace financescr::accounts
