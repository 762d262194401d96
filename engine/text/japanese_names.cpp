#include "engine/text/japanese_names.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace financescr::text {
namespace {

using Kana = std::u32string;

constexpr char32_t kFirstKana = 0x30A0;
constexpr std::size_t kMostSurnameReadings = 2;
constexpr std::size_t kMostGivenReadings = 3;
constexpr std::uint8_t kSurnamePlaces = 0;
constexpr std::uint8_t kGivenPlaces = 3;

Kana kana_at(std::uint32_t offset) {
  Kana kana;
  for (const std::uint8_t* sign = kKanaPool + offset; *sign != 0; ++sign) {
    kana += kFirstKana + *sign;
  }
  return kana;
}

using Key = std::array<std::uint16_t, 3>;

Key key_of(std::u32string_view characters) {
  Key key{};
  for (std::size_t i = 0; i < characters.size(); ++i) {
    key[i] = static_cast<std::uint16_t>(characters[i]);
  }
  return key;
}

struct NameTable {
  std::array<const std::uint16_t*, 3> characters;
  const std::uint16_t* kana;
  std::size_t count;

  [[nodiscard]] Key key(std::size_t i) const {
    return {characters[0][i], characters[1][i], characters[2][i]};
  }
};

NameTable surnames() {
  return {
      {kSurnameCharacter1, kSurnameCharacter2, kSurnameCharacter3}, kSurnameKana, kSurnameCount};
}

NameTable given_names() {
  return {{kGivenNameCharacter1, kGivenNameCharacter2, kGivenNameCharacter3},
          kGivenNameKana,
          kGivenNameCount};
}

// The first of `count` places whose value is not below the one asked for.
template <typename IsBelow>
std::size_t lower_bound(std::size_t count, const IsBelow& is_below) {
  std::size_t first = 0;
  while (count > 0) {
    const std::size_t half = count / 2;
    if (is_below(first + half)) {
      first += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  return first;
}

// Where its kana begin in the pool.
std::optional<std::uint32_t> find_name(const NameTable& names, std::u32string_view characters) {
  if (characters.empty() || characters.size() > 3) return std::nullopt;
  const Key key = key_of(characters);
  const std::size_t at =
      lower_bound(names.count, [&](std::size_t i) { return names.key(i) < key; });
  if (at == names.count || names.key(at) != key) return std::nullopt;
  return names.kana[at];
}

std::vector<Kana> readings_at(std::uint8_t place, char32_t c) {
  const auto character = static_cast<std::uint16_t>(c);
  const auto is_below = [&](std::size_t i) {
    return kReadingPlace[i] != place ? kReadingPlace[i] < place : kReadingCharacter[i] < character;
  };
  std::vector<Kana> out;
  for (std::size_t i = lower_bound(kReadingCount, is_below);
       i < kReadingCount && kReadingPlace[i] == place && kReadingCharacter[i] == character; ++i) {
    out.push_back(kana_at(kReadingKana[i]));
  }
  return out;
}

// The readings of each character, put together, those of the commonest first; none if some
// character is not read in such names.
std::vector<Kana> put_together(std::u32string_view characters, std::uint8_t places,
                               std::size_t most) {
  struct Partial {
    std::size_t rank;
    Kana kana;
  };
  std::vector<Partial> whole = {{0, {}}};
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const std::size_t at = characters.size() == 1 ? 0 : i == 0 ? 1 : 2;
    auto options = readings_at(static_cast<std::uint8_t>(places + at), characters[i]);
    for (std::size_t other = 3; options.empty() && other-- > 0;) {
      options = readings_at(static_cast<std::uint8_t>(places + other), characters[i]);
    }
    std::vector<Partial> longer;
    for (const Partial& partial : whole) {
      for (std::size_t k = 0; k < options.size(); ++k) {
        longer.push_back({partial.rank + k, partial.kana + options[k]});
      }
    }
    std::stable_sort(longer.begin(), longer.end(),
                     [](const Partial& a, const Partial& b) { return a.rank < b.rank; });
    whole = std::move(longer);
  }
  std::vector<Kana> out;
  for (Partial& partial : whole) {
    if (out.size() == most) break;
    if (std::find(out.begin(), out.end(), partial.kana) == out.end()) {
      out.push_back(std::move(partial.kana));
    }
  }
  return out;
}

std::vector<Kana> word_readings(std::u32string_view characters, bool surname) {
  const auto known = find_name(surname ? surnames() : given_names(), characters);
  const std::size_t most = surname ? kMostSurnameReadings : kMostGivenReadings;
  std::vector<Kana> out;
  if (known) out.push_back(kana_at(*known));
  for (Kana& kana : put_together(characters, surname ? kSurnamePlaces : kGivenPlaces, most)) {
    if (out.size() < most && std::find(out.begin(), out.end(), kana) == out.end()) {
      out.push_back(std::move(kana));
    }
  }
  return out;
}

bool is_surname(std::u32string_view characters) {
  return find_name(surnames(), characters).has_value();
}

// How many characters may be the surname, likeliest first.
std::vector<std::size_t> surname_lengths(std::u32string_view name) {
  switch (name.size()) {
    case 1:
      return {1};
    case 2:
      return is_surname(name) ? std::vector<std::size_t>{2, 1} : std::vector<std::size_t>{1, 2};
    case 3:
      if (is_surname(name.substr(0, 2))) return {2, 1};
      return is_surname(name.substr(0, 1)) ? std::vector<std::size_t>{1, 2}
                                           : std::vector<std::size_t>{2, 1};
    case 4:
      if (is_surname(name.substr(0, 2))) return {2};
      return is_surname(name.substr(0, 3)) ? std::vector<std::size_t>{3, 2}
                                           : std::vector<std::size_t>{2};
    default:
      if (is_surname(name.substr(0, 3))) return {3, 2};
      return {2};
  }
}

}  // namespace

std::vector<JapanesePerson> japanese_readings(std::u32string_view name, std::size_t surname,
                                              std::size_t most) {
  const auto lengths = surname > 0 ? std::vector<std::size_t>{surname} : surname_lengths(name);
  std::vector<JapanesePerson> out;
  for (std::size_t i = 0; i < lengths.size() && out.size() < most; ++i) {
    const std::size_t length = lengths[i];
    const auto surnames = word_readings(name.substr(0, length), true);
    const auto given = length < name.size() ? word_readings(name.substr(length), false)
                                            : std::vector<Kana>{Kana()};
    // A cut that no known surname makes sure leaves room for the other one.
    const bool sure = i + 1 == lengths.size() || is_surname(name.substr(0, length));
    const std::size_t room = sure ? most : std::max<std::size_t>(most - 1, 1);
    for (std::size_t rank = 0; rank < surnames.size() + given.size(); ++rank) {
      for (std::size_t s = 0; s <= rank && s < surnames.size(); ++s) {
        const std::size_t g = rank - s;
        if (g < given.size() && out.size() < room) out.push_back({surnames[s], given[g]});
      }
    }
  }
  return out;
}

}  // namespace financescr::text
