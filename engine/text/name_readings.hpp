// Readings of a name: the ways in which a name that somebody typed may be meant. "PutinVladimir" is
// one word or two; "Bout, Viktor, Managing Director" is four words or a person and his office.
//
// The first reading is the plain one: the name as it stands. Each further one is a whole name of
// its own, compared as if it had been typed; the best of them counts, and of equal ones the first.
// Nearly all names have the plain reading only, and pay nothing for the others.
//
// In: a raw name, and whether it asks or is listed. Out: at most kMaxQueryReadings or
// kMaxListedReadings names that differ in their words, the ways that led to each, and what
// was set aside. Never: a look at other names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/partial_date.hpp"
#include "engine/text/han_person.hpp"
#include "engine/text/name.hpp"
#include "engine/text/name_field.hpp"

namespace financescr::text {

// A step away from the plain reading. Their order is that in which an answer names them.
enum class ReadingWay : std::uint8_t {
  kSetAside,         // without what is no part of a name (SetAside)
  kOnePerson,        // one of several people named together
  kWithoutBrackets,  // without what stands in brackets
  kWordsCut,         // "SiemensAG" is "Siemens AG"
  kLettersJoined,    // "N.I.O.C." is "NIOC"
  kLettersParted,    // "JC Tolvik" is "J C Tolvik"
  kDigitsAsLetters,  // "B0ut" is "Bout"
  kWordAsNumber,     // a last "X" or "Ten" is a number
  kAbbreviation,     // "Dev" is "Development"
  kHanRead,          // Han as Japan, Korea, Hong Kong or Taiwan read it, or as foreign sounds
  kAsSurname,        // a company word or title as the surname that it is too
  kInitials,         // "Petrov S.A." is a person
  kAcronym,          // of a listed company, in brackets behind its name
};
inline constexpr std::size_t kReadingWayCount = 13;
[[nodiscard]] std::string_view to_string(ReadingWay way);

class ReadingWays {
 public:
  ReadingWays() = default;
  [[nodiscard]] bool none() const { return bits_ == 0; }
  [[nodiscard]] bool has(ReadingWay way) const {
    return (bits_ >> static_cast<unsigned>(way) & 1U) != 0;
  }
  [[nodiscard]] ReadingWays with(ReadingWay way) const {
    ReadingWays more = *this;
    more.bits_ |= 1U << static_cast<unsigned>(way);
    return more;
  }

 private:
  std::uint32_t bits_ = 0;
};

struct Reading {
  Name name;
  ReadingWays ways{};  // none: the plain reading
  std::string text{};  // what was read as a name, of a reading that is not the plain one
  std::optional<HanPerson> han{};  // of a person's name in Han characters, in every reading
  // What the share of a name that is not answered is multiplied by, in per mille (lack_permille()).
  std::int32_t lack_permille = 1000;
};

// A name read from letters of another script says less than one in Latin letters: a syllable of
// Han or Hangul is a word of two or three sounds, of which many are alike, and Arabic and Hebrew
// leave vowels out. How these are read is known, so that what differs is rather another name than a
// misspelling: it counts double for a person in Han or Hangul, and half as much again for one in
// Arabic or Hebrew.
inline constexpr std::int32_t kSyllablesLackPermille = 2000;
inline constexpr std::int32_t kAbjadLackPermille = 1500;

// What of the above holds for a raw name; 1000 for all others, and those of companies.
[[nodiscard]] std::int32_t lack_permille(std::string_view raw, const Name& plain);

inline constexpr std::size_t kMaxQueryReadings = 8;
inline constexpr std::size_t kMaxListedReadings = 4;

enum class NameSide : std::uint8_t { kQuery, kListed };

class NameReadings {
 public:
  NameReadings(std::string_view raw, NameSide side);

  // The plain reading first.
  [[nodiscard]] const std::vector<Reading>& all() const { return readings_; }
  [[nodiscard]] const Name& plain() const { return readings_.front().name; }
  // What further readings leave out, in its order in the name.
  [[nodiscard]] const std::vector<SetAside>& set_aside() const { return set_aside_; }
  // A date of birth that stands in the name field.
  [[nodiscard]] std::optional<PartialDate> date_of_birth() const { return date_of_birth_; }

 private:
  // Keeps a reading that differs from those before it, while there is room.
  void add(std::string_view text, const NameStyle& style, ReadingWays ways);
  void keep(Reading reading);
  void add_han(std::string_view text, ReadingWays ways);
  void add_respelled(std::string_view text, ReadingWays ways);
  // Requires: readings_[of] is `text` as it stands.
  void add_restyled(std::string_view text, ReadingWays ways, std::size_t of);
  void add_acronyms(std::string_view raw);

  std::vector<Reading> readings_;
  std::vector<SetAside> set_aside_;
  std::optional<PartialDate> date_of_birth_;
  std::size_t most_;
};

}  // namespace financescr::text
