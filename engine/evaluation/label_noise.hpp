// Label noise: labels that the pack itself contradicts, each with its evidence.
//
// Generator v1 of the reference draws NO_MATCH scenarios from all customers, the listed ones among
// them, and its report does not know. A score must not be measured against such labels unnoticed:
// figures are given on the labels as they are and on the corrected ones, beside each other.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/evaluation/labels.hpp"

namespace financescr::evaluation {

enum class NoiseKind : std::uint8_t {
  kUnknownCustomer,     // the pack holds no such customer; the row cannot be screened
  kMatchWithoutEntity,  // MATCH, but no entity is named
  kUnknownEntity,       // the named entity is not on the list
  kInactiveEntity,      // the named entity is no longer active
  kEntityWithoutMatch,  // NO_MATCH, but an entity is named
  kMatchElsewhere,      // NO_MATCH, but another scenario says MATCH of the same customer
  kSameIdHash,          // NO_MATCH, but an active entry has the customer's identity number
  kSameNameAndBirth,    // NO_MATCH, but an active entry has his full name and full date of birth
};
inline constexpr std::size_t kNoiseKindCount = 8;

[[nodiscard]] std::string_view to_string(NoiseKind kind);
// A sentence for a person.
[[nodiscard]] std::string_view describe(NoiseKind kind);

struct Noise {
  std::size_t row = 0;  // into the labels that were examined
  NoiseKind kind = NoiseKind::kUnknownCustomer;
  std::string evidence;  // the scenario or entity that contradicts the label; may be empty
};

// What a scenario is measured against.
struct Truth {
  bool usable = true;  // false: the row is left out
  bool match = false;
  std::string entity_id;  // empty: not known

  bool operator==(const Truth&) const = default;
};

// Finds contradictions among many labels of one pack; index once, examine any number of files.
class NoiseFinder {
 public:
  explicit NoiseFinder(const pack::DomainPack& pack);

  // In order of rows and, for one row, of NoiseKind. `known` are labels that may contradict those
  // examined, themselves among them: pass `labels` again where there are no others.
  [[nodiscard]] std::vector<Noise> find(const std::vector<ScenarioLabel>& labels,
                                        const std::vector<ScenarioLabel>& known) const;

 private:
  void examine_no_match(const ScenarioLabel& label, std::size_t row, std::vector<Noise>& out) const;
  [[nodiscard]] std::vector<std::uint32_t> same_name_and_birth(
      const pack::CustomerRow& customer) const;

  const pack::DomainPack& pack_;
  std::map<std::string, std::vector<std::uint32_t>> entities_by_name_;  // words sorted
  std::map<std::string, std::uint32_t, std::less<>> entity_by_id_;
};

// The labels as they stand; a row whose customer is unknown is not usable in any way of looking.
[[nodiscard]] std::vector<Truth> truths_as_given(const std::vector<ScenarioLabel>& labels,
                                                 const std::vector<Noise>& noise);
// Contradicted NO_MATCH become MATCH with the entity that the evidence names; rows whose entity
// does not exist, is inactive or is not named are left out.
[[nodiscard]] std::vector<Truth> truths_corrected(const std::vector<ScenarioLabel>& labels,
                                                  const std::vector<Noise>& noise);

}  // namespace financescr::evaluation
