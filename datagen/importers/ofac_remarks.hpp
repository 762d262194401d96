// OFAC remarks: the free-text column of sdn.csv where dates of birth, nationalities, weak aliases
// and identity numbers sit, as clauses separated by ';' ("DOB circa 1961; nationality Syria; ...").
//
// Each clause starts with a label ("DOB", "alt. Passport", "NIT #"); the labels known are in
// ofac_remark_labels_table.cpp. Every clause ends up in exactly one place: taken, counted under a
// known label that is not used, or a note that says what was not understood.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/country.hpp"
#include "engine/core/partial_date.hpp"

namespace financescr::datagen {

// OFAC cuts the column at this many characters and continues in sdn_comments.csv.
inline constexpr std::size_t kOfacRemarksLimit = 1000;

namespace remark_reasons {
inline constexpr std::string_view kBirthDate = "date of birth not understood";
inline constexpr std::string_view kNationality = "nationality not understood";
inline constexpr std::string_view kName = "name in the remarks not understood";
inline constexpr std::string_view kNoNumber = "identity document without a number";
inline constexpr std::string_view kSecondNumber = "second number in one identity remark not used";
inline constexpr std::string_view kCutOff = "remarks cut off by the list, last clause not used";
inline constexpr std::string_view kUnknown = "remark with digits not recognised";
}  // namespace remark_reasons

enum class RemarkUse : std::uint8_t {
  kBirthDate,
  kNationality,
  kName,      // a.k.a. and the like: weak aliases
  kIdNumber,  // has at least one digit
  kIdCode,    // may be letters only (a SWIFT code, a tail number)
  kUnused,    // understood and left out
};

struct RemarkLabel {
  std::string_view text;
  RemarkUse use;
  std::string_view kind;  // how reports group it
};

[[nodiscard]] const RemarkLabel* ofac_remark_labels_begin();
[[nodiscard]] const RemarkLabel* ofac_remark_labels_end();

// The longest label that `clause` starts with, or nullptr.
[[nodiscard]] const RemarkLabel* find_ofac_remark_label(std::string_view clause);

struct ListedId {
  std::string_view kind;  // static text, e.g. "passport"
  std::string number;     // without label, country and notes of issue or expiry
};

struct RemarkNote {
  std::string_view reason;  // one of remark_reasons
  std::string detail;       // the clause; digits masked unless it is about a date or a name
};

struct OfacRemarks {
  std::vector<PartialDate> births;
  std::vector<Country> nationalities;
  std::vector<std::string> weak_aliases;
  std::vector<ListedId> ids;
  std::vector<std::string_view> unused;  // the kind of each clause left out, static text
  std::vector<RemarkNote> notes;
};

// The clauses of a remarks text, blanks trimmed, empty ones dropped. A ';' inside the quotes of an
// alias or inside parentheses separates nothing; a quote or parenthesis never closed is ordinary.
[[nodiscard]] std::vector<std::string_view> split_ofac_remarks(std::string_view remarks);

// Requires: UTF-8. "" and "-0-" are empty remarks.
[[nodiscard]] OfacRemarks parse_ofac_remarks(std::string_view remarks);

// The number of an identity clause after its label: "123456 (Egypt) issued 1984" → "123456".
// Returns: "" if nothing is left.
[[nodiscard]] std::string_view isolate_id_number(std::string_view text);

}  // namespace financescr::datagen
