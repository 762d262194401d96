#include "engine/evaluation/label_noise.hpp"

#include <algorithm>

#include "engine/pack/domain_spec.hpp"
#include "engine/text/normalise.hpp"

namespace financescr::evaluation {
namespace {

// The words of a name in alphabetical order, so that "Walker Sarah" is "Sarah Walker".
std::string sorted_words(std::string_view name) {
  const std::string normalised = text::normalise(name);
  auto words = text::split_words(normalised);
  std::stable_sort(words.begin(), words.end());
  std::string joined;
  for (const std::string_view word : words) {
    if (!joined.empty()) joined += ' ';
    joined += word;
  }
  return joined;
}

bool is_birth_of(const std::optional<PartialDate>& birth, std::span<const PartialDate> listed) {
  if (!birth || !birth->is_full() || birth->approximate != 0) return false;
  return std::find(listed.begin(), listed.end(), *birth) != listed.end();
}

}  // namespace

std::string_view to_string(NoiseKind kind) {
  switch (kind) {
    case NoiseKind::kUnknownCustomer:
      return "UNKNOWN_CUSTOMER";
    case NoiseKind::kMatchWithoutEntity:
      return "MATCH_WITHOUT_ENTITY";
    case NoiseKind::kUnknownEntity:
      return "UNKNOWN_ENTITY";
    case NoiseKind::kInactiveEntity:
      return "INACTIVE_ENTITY";
    case NoiseKind::kEntityWithoutMatch:
      return "ENTITY_WITHOUT_MATCH";
    case NoiseKind::kMatchElsewhere:
      return "MATCH_ELSEWHERE";
    case NoiseKind::kSameIdHash:
      return "SAME_ID_HASH";
    case NoiseKind::kSameNameAndBirth:
      return "SAME_NAME_AND_BIRTH";
  }
  return "";
}

std::string_view describe(NoiseKind kind) {
  switch (kind) {
    case NoiseKind::kUnknownCustomer:
      return "the pack holds no such customer";
    case NoiseKind::kMatchWithoutEntity:
      return "MATCH, but no entity is named";
    case NoiseKind::kUnknownEntity:
      return "the named entity is not on the list";
    case NoiseKind::kInactiveEntity:
      return "the named entity is not active";
    case NoiseKind::kEntityWithoutMatch:
      return "NO_MATCH, but an entity is named";
    case NoiseKind::kMatchElsewhere:
      return "NO_MATCH, but MATCH of the same customer in another scenario";
    case NoiseKind::kSameIdHash:
      return "NO_MATCH, but an active entry has the same identity number";
    case NoiseKind::kSameNameAndBirth:
      return "NO_MATCH, but an active entry has the same name and date of birth";
  }
  return "";
}

NoiseFinder::NoiseFinder(const pack::DomainPack& pack) : pack_(pack) {
  const pack::Watchlist& list = pack.watchlist;
  for (std::uint32_t i = 0; i < list.entity_count(); ++i) {
    entity_by_id_.emplace(std::string(list.entity_id(i)), i);
  }
  for (std::uint32_t i = 0; i < list.name_count(); ++i) {
    const std::uint32_t entity = list.name(i).entity;
    if (list.entity(entity).active == 0 || list.entity(entity).date_count == 0) continue;
    auto& entities = entities_by_name_[sorted_words(list.name_text(i))];
    if (entities.empty() || entities.back() != entity) entities.push_back(entity);
  }
}

std::vector<std::uint32_t> NoiseFinder::same_name_and_birth(
    const pack::CustomerRow& customer) const {
  std::vector<std::uint32_t> same;
  const std::string words = sorted_words(customer.name);
  const auto found = entities_by_name_.find(words);
  if (words.empty() || found == entities_by_name_.end()) return same;
  for (const std::uint32_t entity : found->second) {
    const auto dates = pack_.watchlist.dates(pack_.watchlist.entity(entity));
    if (is_birth_of(customer.date_of_birth, dates)) same.push_back(entity);
  }
  return same;
}

void NoiseFinder::examine_no_match(const ScenarioLabel& label, std::size_t row,
                                   std::vector<Noise>& out) const {
  const auto customer = pack::find_customer(pack_, label.customer_id);
  if (!customer) return;
  const auto add = [&](NoiseKind kind, std::uint32_t entity) {
    out.push_back({row, kind, std::string(pack_.watchlist.entity_id(entity))});
  };
  if (!customer->id_hash.empty()) {
    const auto same = pack_.watchlist.entities_with_id_hash(customer->id_hash);
    if (!same.empty()) add(NoiseKind::kSameIdHash, same.front());
  }
  const auto same = same_name_and_birth(*customer);
  if (!same.empty()) add(NoiseKind::kSameNameAndBirth, same.front());
}

std::vector<Noise> NoiseFinder::find(const std::vector<ScenarioLabel>& labels,
                                     const std::vector<ScenarioLabel>& known) const {
  std::map<std::string_view, const ScenarioLabel*> match_of_customer;
  for (const ScenarioLabel& label : known) {
    if (label.match && !label.entity_id.empty()) {
      match_of_customer.try_emplace(label.customer_id, &label);
    }
  }
  std::vector<Noise> noise;
  for (std::size_t row = 0; row < labels.size(); ++row) {
    const ScenarioLabel& label = labels[row];
    const auto add = [&](NoiseKind kind, std::string evidence = {}) {
      noise.push_back({row, kind, std::move(evidence)});
    };
    if (!pack_.rows(pack::files::kCustomers).find(label.customer_id)) {
      add(NoiseKind::kUnknownCustomer, label.customer_id);
    }
    if (label.match && label.entity_id.empty()) add(NoiseKind::kMatchWithoutEntity);
    if (!label.entity_id.empty()) {
      const auto entity = entity_by_id_.find(label.entity_id);
      if (entity == entity_by_id_.end()) {
        add(NoiseKind::kUnknownEntity, label.entity_id);
      } else if (pack_.watchlist.entity(entity->second).active == 0) {
        add(NoiseKind::kInactiveEntity, label.entity_id);
      }
    }
    if (label.match) continue;
    if (!label.entity_id.empty()) add(NoiseKind::kEntityWithoutMatch, label.entity_id);
    const auto elsewhere = match_of_customer.find(label.customer_id);
    if (elsewhere != match_of_customer.end()) {
      add(NoiseKind::kMatchElsewhere, elsewhere->second->entity_id);
    }
    examine_no_match(label, row, noise);
  }
  return noise;
}

std::vector<Truth> truths_as_given(const std::vector<ScenarioLabel>& labels,
                                   const std::vector<Noise>& noise) {
  std::vector<Truth> truths;
  truths.reserve(labels.size());
  for (const ScenarioLabel& label : labels) {
    truths.push_back({true, label.match, label.match ? label.entity_id : std::string()});
  }
  for (const Noise& found : noise) {
    if (found.kind == NoiseKind::kUnknownCustomer) truths[found.row].usable = false;
  }
  return truths;
}

std::vector<Truth> truths_corrected(const std::vector<ScenarioLabel>& labels,
                                    const std::vector<Noise>& noise) {
  std::vector<Truth> truths = truths_as_given(labels, noise);
  for (const Noise& found : noise) {
    Truth& truth = truths[found.row];
    switch (found.kind) {
      case NoiseKind::kUnknownCustomer:
      case NoiseKind::kMatchWithoutEntity:
      case NoiseKind::kUnknownEntity:
      case NoiseKind::kInactiveEntity:
        truth.usable = false;
        break;
      case NoiseKind::kEntityWithoutMatch:
      case NoiseKind::kMatchElsewhere:
      case NoiseKind::kSameIdHash:
      case NoiseKind::kSameNameAndBirth:
        if (!truth.match) truth = {truth.usable, true, found.evidence};
        break;
    }
  }
  return truths;
}

}  // namespace financescr::evaluation
