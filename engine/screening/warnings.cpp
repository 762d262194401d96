#include "engine/screening/warnings.hpp"

#include <utility>

namespace financescr::screening {
namespace {

using canonical::Json;

WarningCode code_of(BirthFault fault) {
  switch (fault) {
    case BirthFault::kPlaceholder:
      return WarningCode::kDobPlaceholder;
    case BirthFault::kAfterAsOf:
      return WarningCode::kDobAfterAsOf;
    case BirthFault::kTooLongAgo:
      return WarningCode::kDobTooLongAgo;
  }
  return WarningCode::kDobPlaceholder;
}

}  // namespace

std::string_view to_string(WarningCode code) {
  switch (code) {
    case WarningCode::kDobPlaceholder:
      return "DOB_PLACEHOLDER";
    case WarningCode::kDobAfterAsOf:
      return "DOB_AFTER_AS_OF";
    case WarningCode::kDobTooLongAgo:
      return "DOB_TOO_LONG_AGO";
    case WarningCode::kCountryNone:
      return "COUNTRY_NONE";
  }
  return "";
}

std::string_view describe(WarningCode code) {
  switch (code) {
    case WarningCode::kDobPlaceholder:
      return "The date of birth is one that systems write where none is known; it was not compared";
    case WarningCode::kDobAfterAsOf:
      return "The date of birth lies after the day of the decision; it was not compared";
    case WarningCode::kDobTooLongAgo:
      return "The date of birth lies too long ago for a living person; it was not compared";
    case WarningCode::kCountryNone:
      return "The code names no state; it was not compared";
  }
  return "";
}

void add_warnings(const Subject& subject, std::string_view pointer, bool is_row,
                  std::vector<Warning>& out) {
  const auto at = [&](std::string_view key) {
    return is_row ? std::string(pointer) : std::string(pointer) + "/" + std::string(key);
  };
  if (subject.set_aside_birth) {
    out.push_back({code_of(subject.set_aside_birth->fault), at("dob")});
  }
  if (!subject.set_aside_nationality.empty()) {
    out.push_back({WarningCode::kCountryNone, at("nationality")});
  }
  if (!subject.set_aside_residence.empty()) {
    out.push_back({WarningCode::kCountryNone, at("residence_country")});
  }
}

void add_warnings(std::span<const PartialDate> listed, std::optional<Date> as_of,
                  std::string_view pointer, std::vector<Warning>& out) {
  for (std::size_t i = 0; i < listed.size(); ++i) {
    if (const auto fault = birth_fault(listed[i], BirthSource::kList, as_of)) {
      out.push_back({code_of(*fault), std::string(pointer) + "/" + std::to_string(i)});
    }
  }
}

Json to_json(const std::vector<Warning>& warnings) {
  Json::Array array;
  for (const Warning& warning : warnings) {
    array.push_back(Json::object({{"code", to_string(warning.code)},
                                  {"field", warning.field},
                                  {"text", describe(warning.code)}}));
  }
  return Json(std::move(array));
}

}  // namespace financescr::screening
