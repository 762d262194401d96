#include "datagen/oracle.hpp"

#include <algorithm>

#include "datagen/law.hpp"
#include "engine/numeric/elementary.hpp"

namespace financescr::datagen {
namespace {

std::size_t at(Region region) { return static_cast<std::size_t>(region); }

double days_between(Date first, Date last) {
  return static_cast<double>(last.to_days() - first.to_days() + 1);
}

bool is_between(std::int32_t day, Date first, Date last) {
  return day >= first.to_days() && day <= last.to_days();
}

// The probability of what an entry shows of a field that it copies with probability `copied`.
// `known`: the customer has the field; `shown`: the entry has it; `equal`: they agree.
double copy_probability(bool known, bool shown, bool equal, double copied) {
  if (shown) return known && equal ? copied : 0.0;
  return known ? 1.0 - copied : 1.0;
}

// The probability that a field is shown with this value, or not shown.
double shown_probability(bool shown, double probability, double of_value) {
  return shown ? probability * of_value : 1.0 - probability;
}

double of_nationality(CountryIndex country, Region region) {
  return is_country_of(country, region) ? 1.0 / static_cast<double>(country_count(region)) : 0.0;
}

// A customer of the EU lives there, one of Asia anywhere.
double of_residence(CountryIndex country, Region region) {
  if (region == Region::kEu) return of_nationality(country, Region::kEu);
  return 1.0 / static_cast<double>(country_count(Region::kEu) + country_count(Region::kAsia));
}

double of_any_country() { return of_residence(0, Region::kAsia); }

double of_id_number() {
  return 1.0 / static_cast<double>(law::kLastIdNumber - law::kFirstIdNumber + 1);
}

double of_birth(std::int32_t day, Date first, Date last) {
  return is_between(day, first, last) ? 1.0 / days_between(first, last) : 0.0;
}

}  // namespace

Oracle::Oracle(const NamePools& pools, const OracleLaw& law)
    : pools_(pools), law_(law), reader_(pools) {}

std::size_t Oracle::add(std::int64_t customer_index, const Customer& customer) {
  const auto handle = static_cast<std::uint32_t>(subjects_.size());
  const auto [known, is_new] = handles_.try_emplace(customer_index, handle);
  if (!is_new) return known->second;
  const auto [first, first_of_name] =
      first_by_name_.try_emplace(name_of(pools_, customer.person), handle);
  subjects_.push_back({customer, first_of_name ? kEnd : first->second, 0.0});
  first->second = handle;
  return handle;
}

bool Oracle::names_a_subject(const ListedEntity& entity) const {
  return std::any_of(entity.names.begin(), entity.names.end(), [this](const NameVariant& name) {
    return !name.weak && first_by_name_.contains(name.text);
  });
}

Oracle::NameEvidence Oracle::weigh_names(const ListedEntity& entity) const {
  NameEvidence evidence;
  for (const NameVariant& name : entity.names) {
    if (name.weak) continue;
    ByRegion drawn{};     // that a person of the region has this name
    ByRegion with_set{};  // and that the steps then yield this set
    for (const NameReading& reading : reader_.read(name.text)) {
      const auto steps = variant_steps(pools_, reading.person);
      drawn[at(reading.region)] += reading.probability;
      with_set[at(reading.region)] +=
          reading.probability * variants_probability(steps, name.text, entity.names);
    }
    const auto subject = first_by_name_.find(name.text);
    if (subject != first_by_name_.end()) {
      Named named{subject->second, {}};
      for (std::size_t r = 0; r < drawn.size(); ++r) {
        if (drawn[r] > 0.0) named.given_name[r] = with_set[r] / drawn[r];
      }
      evidence.named.push_back(named);
    }
    for (std::size_t r = 0; r < drawn.size(); ++r) evidence.of_region[r] += with_set[r];
  }
  return evidence;
}

double Oracle::for_customer(const ListedEntity& entity, const Customer& customer) const {
  double p = copy_probability(customer.dob_days.has_value(), entity.dob_days.has_value(),
                              customer.dob_days == entity.dob_days, law_.watchlist_dob_present);
  p *= copy_probability(customer.nationality != kNoCountry, entity.nationality != kNoCountry,
                        customer.nationality == entity.nationality, law::kLinkedNationality);
  p *= copy_probability(customer.residence != kNoCountry, entity.residence != kNoCountry,
                        customer.residence == entity.residence, law::kLinkedResidence);
  p *= copy_probability(customer.id_number != 0, entity.id_number != 0,
                        customer.id_number == entity.id_number, law::kLinkedId);
  return p;
}

double Oracle::for_nobody(const ListedEntity& entity, const ByRegion& names) const {
  const bool dob = entity.dob_days.has_value();
  const std::int32_t day = entity.dob_days.value_or(0);
  const bool nationality = entity.nationality != kNoCountry;
  const bool residence = entity.residence != kNoCountry;
  const bool id = entity.id_number != 0;
  double linked = 0.0;
  double stranger = 0.0;
  for (const Region region : kRegions) {
    const bool eu = region == Region::kEu;
    linked += (eu ? law::kCustomerEu : 1 - law::kCustomerEu) * names[at(region)] *
              shown_probability(nationality, law::kCustomerCountryKept * law::kLinkedNationality,
                                of_nationality(entity.nationality, region)) *
              shown_probability(residence, law::kCustomerCountryKept * law::kLinkedResidence,
                                of_residence(entity.residence, region));
    stranger += (eu ? law::kStrangerEu : 1 - law::kStrangerEu) * names[at(region)] *
                shown_probability(nationality, law::kStrangerNationality,
                                  of_nationality(entity.nationality, region));
  }
  linked *= shown_probability(dob, law_.customers_dob_present * law_.watchlist_dob_present,
                              of_birth(day, law::kCustomerFirstBirth, law::kCustomerLastBirth)) *
            shown_probability(id, law::kCustomerId * law::kLinkedId, of_id_number());
  stranger *= shown_probability(dob, law_.watchlist_dob_present,
                                of_birth(day, law::kStrangerFirstBirth, law::kStrangerLastBirth)) *
              shown_probability(residence, law::kStrangerResidence, of_any_country()) *
              shown_probability(id, law::kStrangerId, of_id_number());
  const double linked_share =
      static_cast<double>(law_.linked_count) / static_cast<double>(law_.entity_count);
  return linked_share * linked + (1.0 - linked_share) * law_.stranger_is_person * stranger;
}

void Oracle::see(const ListedEntity& entity) {
  if (entity.kind != ListedKind::kPerson || !names_a_subject(entity)) return;
  const NameEvidence evidence = weigh_names(entity);
  const double nobody = for_nobody(entity, evidence.of_region);
  if (nobody <= 0.0) return;
  for (const Named& named : evidence.named) {
    for (std::uint32_t i = named.first_subject; i != kEnd; i = subjects_[i].next) {
      const Customer& customer = subjects_[i].customer;
      subjects_[i].sum +=
          named.given_name[at(customer.region)] * for_customer(entity, customer) / nobody;
    }
  }
}

double Oracle::log_odds(std::size_t handle) const {
  if (law_.linked_count == 0) return -kOracleBound;
  const double prior = static_cast<double>(law_.linked_count) /
                       static_cast<double>(law_.customer_count - law_.linked_count);
  const double odds = prior * subjects_[handle].sum / static_cast<double>(law_.entity_count);
  return std::clamp(numeric::log(odds), -kOracleBound, kOracleBound);
}

}  // namespace financescr::datagen
