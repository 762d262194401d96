#include "engine/screening/follow_up.hpp"

#include <algorithm>
#include <array>

namespace financescr::screening {
namespace {

using pack::Watchlist;

constexpr std::array kFields{FollowUpField::kDob, FollowUpField::kNationality,
                             FollowUpField::kResidenceCountry, FollowUpField::kIdNumber};

// The first listed date on which somebody may be born.
std::optional<PartialDate> first_birth(const Watchlist& watchlist, const pack::EntityRecord& record,
                                       std::optional<Date> as_of) {
  for (const PartialDate& date : watchlist.dates(record)) {
    if (!birth_fault(date, BirthSource::kList, as_of)) return date;
  }
  return std::nullopt;
}

// The subject with the field as the list gives it for `entity`; nothing if it is known already or
// the list does not give it.
std::optional<Subject> with_listed_value(const Watchlist& watchlist, const Subject& subject,
                                         FollowUpField field, std::uint32_t entity) {
  const pack::EntityRecord& record = watchlist.entity(entity);
  Subject answered = subject;
  switch (field) {
    case FollowUpField::kDob:
      if (subject.date_of_birth) return std::nullopt;
      answered.date_of_birth = first_birth(watchlist, record, subject.as_of);
      if (!answered.date_of_birth) return std::nullopt;
      return answered;
    case FollowUpField::kNationality:
      if (subject.nationality || record.nationality_count == 0) return std::nullopt;
      answered.nationality = watchlist.nationalities(record).front();
      return answered;
    case FollowUpField::kResidenceCountry:
      if (subject.residence_country || record.residence_count == 0) return std::nullopt;
      answered.residence_country = watchlist.residences(record).front();
      return answered;
    case FollowUpField::kIdNumber:
      if (!subject.id_hashes.empty() || record.id_hash_count == 0) return std::nullopt;
      answered.id_hashes = {std::string(watchlist.id_hash(record, 0))};
      return answered;
  }
  return std::nullopt;
}

void replace_entry_features(FeatureVector& features, const FeatureVector& entry) {
  for (const Feature feature :
       {Feature::kDobExact, Feature::kDobYearMatch, Feature::kDobPartial, Feature::kDobDayMonthSwap,
        Feature::kDobConflict, Feature::kNationalityOverlap, Feature::kResidenceOverlap,
        Feature::kIdNumberMatch}) {
    features[index_of(feature)] = entry[index_of(feature)];
  }
}

// The features of an entry once the field is known to differ from everything the entry lists.
void contradict(FeatureVector& features, const Watchlist& watchlist,
                const pack::EntityRecord& record, FollowUpField field, std::optional<Date> as_of) {
  const auto set = [&features](Feature feature, Micro value) {
    features[index_of(feature)] = value;
  };
  switch (field) {
    case FollowUpField::kDob:
      if (first_birth(watchlist, record, as_of)) {
        const DateComparison differs = full_conflict();
        set(Feature::kDobExact, differs.exact);
        set(Feature::kDobYearMatch, differs.year_match);
        set(Feature::kDobPartial, differs.partial);
        set(Feature::kDobDayMonthSwap, differs.day_month_swap);
        set(Feature::kDobConflict, differs.conflict);
      }
      return;
    case FollowUpField::kNationality:
      if (record.nationality_count > 0) set(Feature::kNationalityOverlap, kMicroZero);
      return;
    case FollowUpField::kResidenceCountry:
      if (record.residence_count > 0) set(Feature::kResidenceOverlap, kMicroZero);
      return;
    case FollowUpField::kIdNumber:
      if (record.id_hash_count > 0) set(Feature::kIdNumberMatch, kMicroZero);
      return;
  }
}

}  // namespace

std::string_view to_string(FollowUpField field) {
  switch (field) {
    case FollowUpField::kDob:
      return "dob";
    case FollowUpField::kNationality:
      return "nationality";
    case FollowUpField::kResidenceCountry:
      return "residence_country";
    case FollowUpField::kIdNumber:
      return "id_number";
  }
  return "";
}

std::string_view question_of(FollowUpField field) {
  switch (field) {
    case FollowUpField::kDob:
      return "Do you have the date of birth (YYYY-MM-DD)?";
    case FollowUpField::kNationality:
      return "Which nationality does the person have?";
    case FollowUpField::kResidenceCountry:
      return "In which country does the person live?";
    case FollowUpField::kIdNumber:
      return "Do you have the number of an identity document?";
  }
  return "";
}

std::optional<FollowUp> find_follow_up(const Watchlist& watchlist, const Subject& subject,
                                       const Model& model, Micro threshold,
                                       const std::vector<RankedMatch>& ranked) {
  std::optional<FollowUp> best;
  if (ranked.empty()) return best;
  Micro widest = kMicroZero;
  for (const FollowUpField field : kFields) {
    const auto answered = with_listed_value(watchlist, subject, field, ranked.front().entity);
    if (!answered) continue;
    std::optional<Micro> same;
    std::optional<Micro> different;
    const auto raise = [](std::optional<Micro>& highest, Micro value) {
      highest = highest ? std::max(*highest, value) : value;
    };
    for (const RankedMatch& match : ranked) {
      FeatureVector agreeing = match.features;
      replace_entry_features(
          agreeing, entry_features(*answered, facts_of(watchlist, match.entity, *answered)));
      raise(same, log_odds(model, agreeing));
      FeatureVector contradicting = match.features;
      contradict(contradicting, watchlist, watchlist.entity(match.entity), field, subject.as_of);
      raise(different, log_odds(model, contradicting));
    }
    const FollowUp candidate{field, probability_of(*same), probability_of(*different)};
    const bool decides = (candidate.probability_if_same >= threshold) !=
                         (candidate.probability_if_different >= threshold);
    const Micro swing = candidate.probability_if_same - candidate.probability_if_different;
    if (decides && swing > widest) {
      widest = swing;
      best = candidate;
    }
  }
  return best;
}

}  // namespace financescr::screening
