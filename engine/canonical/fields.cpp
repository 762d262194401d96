#include "engine/canonical/fields.hpp"

#include <algorithm>

#include "engine/core/country_names.hpp"
#include "engine/core/limits.hpp"

namespace financescr::canonical {
namespace {

std::string expected(std::string_view what, const Json& value) {
  return "must be " + std::string(what) + ", not " + std::string(value.kind());
}

std::string name_list(const std::vector<std::string_view>& names) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i != 0) list += i + 1 == names.size() ? " or " : ", ";
    list += names[i];
  }
  return list;
}

constexpr std::string_view kCountryDetail =
    "must be a country: an ISO 3166-1 code of two or three letters, a code of passports, or a name";

}  // namespace

Fields::Fields(const Json& value, std::string pointer, Errors& errors)
    : value_(value), pointer_(std::move(pointer)), errors_(errors) {
  const Json::Object* object = value.if_object();
  if (object == nullptr) {
    errors_.push_back({ErrorCode::kInvalid, expected("an object", value), pointer_});
  } else {
    is_known_.resize(object->size());
  }
}

const Json* Fields::find(std::string_view key) {
  const Json::Object* object = value_.if_object();
  if (object == nullptr) return nullptr;
  const auto found = std::lower_bound(
      object->begin(), object->end(), key,
      [](const Json::Member& member, std::string_view k) { return member.first < k; });
  if (found == object->end() || found->first != key) return nullptr;
  is_known_[static_cast<std::size_t>(found - object->begin())] = true;
  return found->second.is_null() ? nullptr : &found->second;
}

void Fields::section(std::string_view key, const std::function<void(Fields&)>& read) {
  const Json* member = find(key);
  if (member == nullptr) return;
  Fields fields(*member, pointer_to(key), errors_);
  if (member->if_object() == nullptr) return;
  read(fields);
  fields.reject_unknown();
}

std::optional<std::string> Fields::text(std::string_view key, std::size_t max_bytes) {
  const Json* member = find(key);
  if (member == nullptr) return std::nullopt;
  const std::string* text = member->if_string();
  if (text == nullptr) {
    reject(key, ErrorCode::kInvalid, expected("a string", *member));
    return std::nullopt;
  }
  if (text->size() > max_bytes) {
    reject(key, ErrorCode::kTooLarge, "is longer than " + std::to_string(max_bytes) + " bytes");
    return std::nullopt;
  }
  return *text;
}

std::optional<bool> Fields::boolean(std::string_view key) {
  const Json* member = find(key);
  if (member == nullptr) return std::nullopt;
  if (member->if_bool() == nullptr) {
    reject(key, ErrorCode::kInvalid, expected("true or false", *member));
    return std::nullopt;
  }
  return *member->if_bool();
}

std::optional<std::int64_t> Fields::integer(std::string_view key, std::int64_t low,
                                            std::int64_t high) {
  const Json* member = find(key);
  if (member == nullptr) return std::nullopt;
  const std::int64_t* integer = member->if_integer();
  if (integer == nullptr) {
    reject(key, ErrorCode::kInvalid, expected("a whole number", *member));
    return std::nullopt;
  }
  if (*integer < low || *integer > high) {
    reject(key, ErrorCode::kInvalid,
           "must lie between " + std::to_string(low) + " and " + std::to_string(high));
    return std::nullopt;
  }
  return *integer;
}

std::optional<Micro> Fields::number(std::string_view key, Micro low, Micro high) {
  const Json* member = find(key);
  if (member == nullptr) return std::nullopt;
  if (!member->is_number()) {
    reject(key, ErrorCode::kInvalid, expected("a number", *member));
    return std::nullopt;
  }
  constexpr std::int64_t kWholeLimit = 9'000'000'000'000;
  const std::int64_t* integer = member->if_integer();
  const bool fits = integer == nullptr || (*integer <= kWholeLimit && *integer >= -kWholeLimit);
  if (!fits || member->number() < low || member->number() > high) {
    reject(key, ErrorCode::kInvalid,
           "must lie between " + low.to_string() + " and " + high.to_string());
    return std::nullopt;
  }
  return member->number();
}

std::optional<Date> Fields::date(std::string_view key) {
  const auto value = text(key, limits::kMaxNameBytes);
  if (!value) return std::nullopt;
  const auto date = Date::parse(*value);
  if (!date) reject(key, ErrorCode::kInvalid, "must be a calendar date, YYYY-MM-DD");
  return date;
}

std::optional<Country> Fields::country(std::string_view key) {
  const auto value = text(key, limits::kMaxNameBytes);
  if (!value) return std::nullopt;
  const CountryReading reading = read_country(*value);
  if (!reading.country && !reading.is_none) {
    reject(key, ErrorCode::kInvalid, std::string(kCountryDetail));
  }
  return reading.country;
}

std::optional<std::size_t> Fields::choice(std::string_view key,
                                          const std::vector<std::string_view>& names) {
  const auto value = text(key, limits::kMaxNameBytes);
  if (!value) return std::nullopt;
  const auto it = std::find(names.begin(), names.end(), *value);
  if (it == names.end()) {
    reject(key, ErrorCode::kInvalid, "must be one of " + name_list(names));
    return std::nullopt;
  }
  return static_cast<std::size_t>(it - names.begin());
}

void Fields::for_each_text(std::string_view key, std::size_t max_bytes,
                           const std::function<void(std::size_t, const std::string&)>& use) {
  const Json* member = find(key);
  if (member == nullptr) return;
  const Json::Array* array = member->if_array();
  if (array == nullptr) {
    reject(key, ErrorCode::kInvalid, expected("an array of strings", *member));
    return;
  }
  if (array->size() > limits::kMaxListValues) {
    reject(key, ErrorCode::kTooLarge,
           "has more than " + std::to_string(limits::kMaxListValues) + " values");
    return;
  }
  for (std::size_t i = 0; i < array->size(); ++i) {
    const std::string* text = (*array)[i].if_string();
    if (text == nullptr) {
      reject_at(key, i, ErrorCode::kInvalid, expected("a string", (*array)[i]));
    } else if (text->size() > max_bytes) {
      reject_at(key, i, ErrorCode::kTooLarge,
                "is longer than " + std::to_string(max_bytes) + " bytes");
    } else {
      use(i, *text);
    }
  }
}

std::vector<std::string> Fields::texts(std::string_view key, std::size_t max_bytes) {
  std::vector<std::string> out;
  for_each_text(key, max_bytes,
                [&out](std::size_t, const std::string& text) { out.push_back(text); });
  return out;
}

std::vector<Country> Fields::countries(std::string_view key) {
  std::vector<Country> out;
  for_each_text(key, limits::kMaxNameBytes, [&](std::size_t i, const std::string& text) {
    const CountryReading reading = read_country(text);
    if (reading.country) {
      out.push_back(*reading.country);
    } else if (!reading.is_none) {
      reject_at(key, i, ErrorCode::kInvalid, std::string(kCountryDetail));
    }
  });
  return out;
}

std::string Fields::required_text(std::string_view key, std::size_t max_bytes) {
  const Json* member = find(key);
  if (member == nullptr) missing(key);
  auto value = text(key, max_bytes).value_or(std::string());
  if (member != nullptr && member->if_string() != nullptr && member->if_string()->empty()) {
    reject(key, ErrorCode::kInvalid, "must not be empty");
  }
  return value;
}

std::int64_t Fields::required_integer(std::string_view key, std::int64_t low, std::int64_t high) {
  if (find(key) == nullptr) missing(key);
  return integer(key, low, high).value_or(low);
}

Micro Fields::required_number(std::string_view key, Micro low, Micro high) {
  if (find(key) == nullptr) missing(key);
  return number(key, low, high).value_or(low);
}

std::size_t Fields::required_choice(std::string_view key,
                                    const std::vector<std::string_view>& names) {
  if (find(key) == nullptr) missing(key);
  return choice(key, names).value_or(0);
}

void Fields::reject(std::string_view key, ErrorCode code, std::string detail) {
  errors_.push_back({code, std::move(detail), pointer_to(key)});
}

void Fields::reject_at(std::string_view key, std::size_t index, ErrorCode code,
                       std::string detail) {
  errors_.push_back({code, std::move(detail), pointer_append(pointer_to(key), index)});
}

std::string Fields::pointer_to(std::string_view key) const { return pointer_append(pointer_, key); }

Pointers Fields::unknown() const {
  Pointers out;
  const Json::Object* object = value_.if_object();
  if (object == nullptr) return out;
  for (std::size_t i = 0; i < object->size(); ++i) {
    if (is_known_[i]) continue;
    if (out.is_full()) {
      out.count_more(1);
    } else {
      out.push_back(pointer_to((*object)[i].first));
    }
  }
  return out;
}

void Fields::reject_unknown() {
  const Pointers pointers = unknown();
  for (const auto& pointer : pointers) {
    errors_.push_back({ErrorCode::kInvalid, "is not a field that is known here", pointer});
  }
  errors_.count_more(pointers.count() - pointers.size());
}

void Fields::missing(std::string_view key) { reject(key, ErrorCode::kMissing, "is required"); }

}  // namespace financescr::canonical
