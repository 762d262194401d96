#include "engine/text/token_similarity.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "engine/text/phonetic.hpp"

namespace financescr::text {
namespace {

using P = Phone;

constexpr int kFull = 100;  // one whole edit
constexpr int kTransposition = 60;
constexpr int kVowelChange = 50;
constexpr int kVowelGap = 45;  // a vowel that one spelling lacks
constexpr int kVowelGapAtVowel = 30;
constexpr int kHGap = 30;
constexpr int kVowelForConsonant = 110;
constexpr int kShortestLength = 4;

struct Pair {
  Phone a;
  Phone b;
  int cost;
};

// What romanisation systems and transcribers confuse, cheapest first within a group.
constexpr Pair kPairs[] = {
    {P::kI, P::kY, 10},  {P::kO, P::kU, 25},   {P::kA, P::kE, 35},   {P::kE, P::kI, 30},
    {P::kA, P::kO, 45},  {P::kE, P::kY, 30},   {P::kU, P::kW, 30},   {P::kU, P::kV, 40},
    {P::kI, P::kJ, 25},  {P::kY, P::kJ, 20},   {P::kK, P::kQ, 10},   {P::kK, P::kC, 20},
    {P::kK, P::kG, 40},  {P::kK, P::kKh, 25},  {P::kQ, P::kG, 30},   {P::kQ, P::kKh, 30},
    {P::kQ, P::kGh, 35}, {P::kG, P::kGh, 15},  {P::kG, P::kJ, 35},   {P::kG, P::kH, 50},
    {P::kH, P::kKh, 20}, {P::kKh, P::kGh, 35}, {P::kKh, P::kCh, 35}, {P::kK, P::kCh, 40},
    {P::kC, P::kS, 20},  {P::kC, P::kCh, 30},  {P::kC, P::kTs, 30},  {P::kS, P::kZ, 30},
    {P::kS, P::kSh, 35}, {P::kS, P::kTs, 35},  {P::kS, P::kTh, 35},  {P::kZ, P::kZh, 30},
    {P::kZ, P::kTs, 30}, {P::kZ, P::kDz, 20},  {P::kZ, P::kD, 45},   {P::kZ, P::kTh, 40},
    {P::kZ, P::kJ, 50},  {P::kCh, P::kSh, 25}, {P::kCh, P::kTs, 40}, {P::kCh, P::kJ, 45},
    {P::kZh, P::kJ, 25}, {P::kZh, P::kSh, 40}, {P::kDz, P::kD, 25},  {P::kDz, P::kTs, 40},
    {P::kDz, P::kJ, 30}, {P::kT, P::kD, 35},   {P::kT, P::kTh, 20},  {P::kD, P::kTh, 40},
    {P::kT, P::kTs, 40}, {P::kV, P::kW, 10},   {P::kV, P::kF, 25},   {P::kV, P::kB, 40},
    {P::kW, P::kF, 35},  {P::kF, P::kP, 45},   {P::kB, P::kP, 40},   {P::kM, P::kN, 60},
    {P::kL, P::kR, 75},  {P::kJ, P::kH, 45},   {P::kJ, P::kKh, 45},
};

constexpr bool is_vowel(Phone p) { return p <= P::kY; }
constexpr bool is_digit(Phone p) { return p >= P::kDigit0; }

using CostTable = std::array<std::array<std::uint8_t, kPhoneCount>, kPhoneCount>;

constexpr CostTable make_costs() {
  CostTable costs{};
  for (std::size_t i = 0; i < kPhoneCount; ++i) {
    for (std::size_t j = 0; j < kPhoneCount; ++j) {
      const auto a = static_cast<Phone>(i);
      const auto b = static_cast<Phone>(j);
      int cost = kFull;
      if (i == j) {
        cost = 0;
      } else if (is_vowel(a) && is_vowel(b)) {
        cost = kVowelChange;
      } else if (is_vowel(a) != is_vowel(b)) {
        cost = kVowelForConsonant;
      }
      costs[i][j] = static_cast<std::uint8_t>(cost);
    }
  }
  for (const Pair& pair : kPairs) {
    costs[static_cast<std::size_t>(pair.a)][static_cast<std::size_t>(pair.b)] =
        static_cast<std::uint8_t>(pair.cost);
    costs[static_cast<std::size_t>(pair.b)][static_cast<std::size_t>(pair.a)] =
        static_cast<std::uint8_t>(pair.cost);
  }
  return costs;
}

constexpr CostTable kCosts = make_costs();

int substitution(char a, char b) {
  return kCosts[static_cast<unsigned char>(a)][static_cast<unsigned char>(b)];
}

// The cost of leaving out phones[i]: less for h and vowels, least for a vowel beside a vowel.
int gap(std::string_view phones, std::size_t i) {
  const auto phone = static_cast<Phone>(phones[i]);
  if (phone == P::kH) return kHGap;
  if (!is_vowel(phone) && phone != P::kW) return kFull;
  const auto beside_vowel = [&](std::size_t k) { return is_vowel(static_cast<Phone>(phones[k])); };
  const bool near =
      (i > 0 && beside_vowel(i - 1)) || (i + 1 < phones.size() && beside_vowel(i + 1));
  return near ? kVowelGapAtVowel : kVowelGap;
}

// The least that leaving out a phone can cost.
int least_gap(Phone phone) {
  if (phone == P::kH) return kHGap;
  return is_vowel(phone) || phone == P::kW ? kVowelGapAtVowel : kFull;
}

bool has_digit(std::string_view phones) {
  return std::any_of(phones.begin(), phones.end(),
                     [](char c) { return is_digit(static_cast<Phone>(c)); });
}

int comparison_length(std::string_view a, std::string_view b) {
  return std::max({static_cast<int>(a.size()), static_cast<int>(b.size()), kShortestLength});
}

// Phones that differ never count as equal, however long they are.
std::int32_t to_permille(int cost, int length) {
  return std::clamp(1000 - cost * 10 / length, 0, 999);
}

}  // namespace

TokenPattern::TokenPattern(std::string_view phones)
    : phones_(phones.substr(0, kMostPhones)), has_digit_(has_digit(phones)) {
  cheapest_gap_ = kFull;
  for (std::size_t i = 0; i < phones_.size(); ++i) {
    gaps_[i] = static_cast<std::int16_t>(gap(phones_, i));
    cheapest_gap_ = std::min(cheapest_gap_, least_gap(static_cast<Phone>(phones_[i])));
  }
  for (std::size_t p = 0; p < kPhoneCount; ++p) {
    const char other = static_cast<char>(p);
    int cheapest = least_gap(static_cast<Phone>(p));
    for (const char phone : phones_) cheapest = std::min(cheapest, substitution(phone, other));
    cheapest_[p] = static_cast<std::int16_t>(cheapest);
  }
}

std::int32_t TokenPattern::similarity_permille(std::string_view other, std::int32_t least) const {
  if (phones_ == other) return phones_.empty() ? 0 : 1000;
  if (phones_.empty() || other.empty() || has_digit_ || other.size() > kMostPhones) return 0;
  const int length = comparison_length(phones_, other);
  // A cost above this gives less than `least`.
  const int dearest = ((1001 - least) * length - 1) / 10;
  // What the phones of `other` from each place on cost at the least, and the pattern's surplus.
  std::array<int, kMostPhones + 3> rest;
  const std::size_t rows = other.size();
  rest[rows] = rest[rows + 1] = rest[rows + 2] = 0;
  for (std::size_t j = rows; j-- > 0;) {
    if (is_digit(static_cast<Phone>(other[j]))) return 0;
    rest[j] = rest[j + 1] + cheapest_[static_cast<unsigned char>(other[j])];
  }
  const std::size_t columns = phones_.size();
  const int surplus = columns > rows ? static_cast<int>(columns - rows) * cheapest_gap_ : 0;
  if (rest[0] + surplus > dearest) return 0;
  std::array<std::array<int, kMostPhones + 1>, 3> table;
  int* above2 = table[0].data();
  int* above = table[1].data();
  int* row = table[2].data();
  above[0] = 0;
  for (std::size_t i = 0; i < columns; ++i) above[i + 1] = above[i] + gaps_[i];
  int cheapest_above = 0;
  for (std::size_t j = 0; j < rows; ++j) {
    const int other_gap = gap(other, j);
    const auto& costs = kCosts[static_cast<unsigned char>(other[j])];
    int left = row[0] = above[0] + other_gap;
    int cheapest = left;
    for (std::size_t i = 0; i < columns; ++i) {
      int best = above[i] + costs[static_cast<unsigned char>(phones_[i])];
      best = std::min(best, above[i + 1] + other_gap);
      best = std::min(best, left + gaps_[i]);
      if (i > 0 && j > 0 && phones_[i] == other[j - 1] && phones_[i - 1] == other[j]) {
        best = std::min(best, above2[i - 1] + kTransposition);
      }
      row[i + 1] = left = best;
      cheapest = std::min(cheapest, best);
    }
    // A transposition in the next row reaches back to the row above this one.
    if (cheapest + rest[j + 1] > dearest &&
        cheapest_above + kTransposition + rest[j + 2] > dearest) {
      return 0;
    }
    cheapest_above = cheapest;
    std::swap(above2, above);
    std::swap(above, row);
  }
  const std::int32_t similarity = to_permille(above[columns], length);
  return similarity < least ? 0 : similarity;
}

std::int32_t token_similarity_permille(std::string_view a, std::string_view b, std::int32_t least) {
  return TokenPattern(a).similarity_permille(b, least);
}

namespace reference {

std::int32_t token_similarity_permille(std::string_view a, std::string_view b) {
  if (a == b) return a.empty() ? 0 : 1000;
  if (a.empty() || b.empty() || has_digit(a) || has_digit(b)) return 0;
  std::vector<std::vector<int>> cost(a.size() + 1, std::vector<int>(b.size() + 1, 0));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 && j == 0) continue;
      int best = kFull * 1000;
      if (i > 0 && j > 0)
        best = std::min(best, cost[i - 1][j - 1] + substitution(a[i - 1], b[j - 1]));
      if (i > 0) best = std::min(best, cost[i - 1][j] + gap(a, i - 1));
      if (j > 0) best = std::min(best, cost[i][j - 1] + gap(b, j - 1));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        best = std::min(best, cost[i - 2][j - 2] + kTransposition);
      }
      cost[i][j] = best;
    }
  }
  return to_permille(cost[a.size()][b.size()], comparison_length(a, b));
}

}  // namespace reference
}  // namespace financescr::text
