// Summary: what a decision says, in types, for whoever acts on it. Its JSON is written beside it,
// once, and nobody needs to read that back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/micro.hpp"

namespace financescr::decision {

// A list entry that was found, and how likely it is the subject.
struct Candidate {
  std::string id;
  Micro score;

  bool operator==(const Candidate&) const = default;
};

struct Summary {
  std::string_view outcome;               // "CLEAR", "REVIEW", "APPROVE", ...
  bool needs_review = false;              // a person must look: a case is opened
  Micro score;                            // what the outcome was decided by, 0 to 1
  std::string_view severity;              // of the case: "HIGH", "MED", "LOW"
  std::string_view priority;              // of the case: "P0", "P1", "P2"
  std::vector<std::string_view> reasons;  // codes, the first the most telling
  std::string policy_version;
  // The customer or application, if the request or the pack names one.
  std::optional<std::string> subject_id;
  // A person's or firm's name for the case; known only where needs_review.
  std::optional<std::string> subject_name;
  // Of a screening alone.
  std::optional<std::vector<Candidate>> candidates;
  std::optional<std::string_view> recommended_action;
  std::optional<Micro> threshold;
};

}  // namespace financescr::decision
