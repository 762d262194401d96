#include "engine/backtest/truth.hpp"

#include <cstring>
#include <utility>

#include "engine/canonical/json.hpp"

namespace financescr::backtest {

std::size_t IdHash::operator()(const canonical::ContentHash& hash) const {
  std::size_t first = 0;
  std::memcpy(&first, hash.bytes.data(), sizeof first);
  return first;
}

Known Truth::find(const Labels& labels, std::string_view id) {
  if (labels.empty()) return {};
  const auto found = labels.find(canonical::content_hash(id));
  return found == labels.end() ? Known{} : found->second;
}

tl::expected<void, Errors> Truth::add_line(std::string_view text) {
  Errors errors;
  std::vector<canonical::RoundedNumber> rounded;
  const auto json = canonical::parse(text, rounded);
  if (!json) {
    errors.push_back(json.error());
    return tl::unexpected(std::move(errors));
  }
  const auto incoming = monitoring::Incoming::read(*json, rounded, errors);
  if (!incoming) return tl::unexpected(std::move(errors));
  const auto* label = std::get_if<monitoring::Label>(&incoming->what);
  if (label == nullptr) {
    errors.push_back({ErrorCode::kInvalid, "is no label: it has no member \"label\"", ""});
    return tl::unexpected(std::move(errors));
  }
  if (auto added = add(*label); !added) {
    errors.push_back(added.error());
    return tl::unexpected(std::move(errors));
  }
  return {};
}

Result<KindId> Truth::kind_of(const monitoring::Label& label) {
  Kind kind{label.is_fraud, label.typology, label.difficulty};
  const auto found = places_.find(kind);
  if (found != places_.end()) return found->second;
  if (kinds_.size() > kMaxKinds) {
    return fail(ErrorCode::kTooLarge,
                "there are more than " + std::to_string(kMaxKinds) + " kinds of typology",
                "/typology");
  }
  const auto id = static_cast<KindId>(kinds_.size());
  kinds_.push_back(kind);
  places_.emplace(std::move(kind), id);
  return id;
}

Result<std::uint32_t> Truth::case_of(const monitoring::Label& label) {
  if (label.case_id.empty()) return 0;
  const auto found = cases_.find(label.case_id);
  if (found != cases_.end()) return found->second;
  if (cases_.size() >= kMaxCases) {
    return fail(ErrorCode::kTooLarge, "there are more than " + std::to_string(kMaxCases) + " cases",
                "/case_id");
  }
  const auto number = static_cast<std::uint32_t>(cases_.size() + 1);
  cases_.emplace(label.case_id, number);
  return number;
}

Result<void> Truth::add(const monitoring::Label& label) {
  const bool is_of_event = label.event_id.has_value();
  const std::string_view pointer = is_of_event ? "/event_id" : "/account_id";
  if (events_.size() + accounts_.size() >= kMaxLabels) {
    return fail(ErrorCode::kTooLarge,
                "there are more than " + std::to_string(kMaxLabels) + " labels",
                std::string(pointer));
  }
  const auto kind = kind_of(label);
  if (!kind) return tl::unexpected(kind.error());
  const auto case_number = case_of(label);
  if (!case_number) return tl::unexpected(case_number.error());
  Labels& labels = is_of_event ? events_ : accounts_;
  const std::string& id = is_of_event ? *label.event_id : *label.account_id;
  const auto [place, is_new] = labels.emplace(canonical::content_hash(std::string_view(id)),
                                              Known{*kind, *case_number, label.known_at.date()});
  if (!is_new) {
    if (kinds_[place->second.kind].is_fraud == label.is_fraud) return {};
    return fail(ErrorCode::kConflict, "\"" + id + "\" has another label already",
                std::string(pointer));
  }
  LabelCounts& counts = is_of_event ? event_counts_ : account_counts_;
  ++(label.is_fraud ? counts.fraud : counts.legitimate);
  return {};
}

}  // namespace financescr::backtest
