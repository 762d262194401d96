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
constexpr int kEndingGap = 45;  // the s that Baltic languages put to a name, after a vowel or not
constexpr std::size_t kEndingFrom = 6;
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

// What an open phone may be and what that costs; anything else costs what it costs against the
// nearest of these. kNoPhone ends a list.
struct OpenPhone {
  Phone open;
  int gap;
  std::array<std::pair<Phone, int>, 7> members;
};
constexpr Phone kNoPhone = P::kDigit0;

constexpr OpenPhone kOpenPhones[] = {
    {P::kUnwritten,
     2,
     {{{P::kA, 3}, {P::kE, 3}, {P::kI, 4}, {P::kO, 4}, {P::kU, 4}, {P::kY, 6}, {kNoPhone, 0}}}},
    {P::kCarrier,
     15,
     {{{P::kA, 4}, {P::kE, 8}, {P::kI, 12}, {P::kO, 10}, {P::kU, 12}, {P::kY, 20}, {kNoPhone, 0}}}},
    {P::kWaw, 30, {{{P::kW, 1}, {P::kU, 3}, {P::kO, 5}, {P::kV, 8}, {kNoPhone, 0}}}},
    {P::kYod, 30, {{{P::kY, 1}, {P::kI, 2}, {P::kE, 8}, {P::kJ, 12}, {kNoPhone, 0}}}},
    {P::kMaksura, 30, {{{P::kA, 3}, {P::kI, 5}, {P::kY, 5}, {P::kE, 8}, {kNoPhone, 0}}}},
    {P::kHeh, 10, {{{P::kA, 3}, {P::kH, 4}, {P::kE, 5}, {P::kT, 15}, {P::kI, 20}, {kNoPhone, 0}}}},
    {P::kBeh, 100, {{{P::kB, 1}, {P::kP, 10}, {P::kV, 10}, {P::kW, 30}, {kNoPhone, 0}}}},
    {P::kPe, 100, {{{P::kP, 4}, {P::kF, 4}, {P::kV, 8}, {P::kB, 20}, {kNoPhone, 0}}}},
    {P::kVeta, 100, {{{P::kV, 1}, {P::kB, 5}, {P::kW, 8}, {kNoPhone, 0}}}},
    {P::kJim,
     100,
     {{{P::kJ, 1},
       {P::kG, 8},
       {P::kZh, 8},
       {P::kZ, 12},
       {P::kCh, 15},
       {P::kDz, 15},
       {kNoPhone, 0}}}},
    {P::kKaf,
     100,
     {{{P::kK, 1},
       {P::kC, 5},
       {P::kQ, 5},
       {P::kG, 12},
       {P::kKh, 20},
       {P::kCh, 20},
       {kNoPhone, 0}}}},
    {P::kGhe,
     100,
     {{{P::kG, 1}, {P::kH, 8}, {P::kGh, 8}, {P::kK, 12}, {P::kQ, 20}, {P::kJ, 25}, {kNoPhone, 0}}}},
    {P::kGhain, 100, {{{P::kGh, 1}, {P::kG, 4}, {P::kH, 25}, {P::kKh, 25}, {kNoPhone, 0}}}},
    {P::kHet,
     60,
     {{{P::kKh, 2}, {P::kH, 4}, {P::kCh, 8}, {P::kK, 15}, {P::kJ, 20}, {kNoPhone, 0}}}},
    {P::kDhal,
     100,
     {{{P::kD, 2}, {P::kZ, 5}, {P::kTh, 5}, {P::kT, 25}, {P::kDz, 15}, {kNoPhone, 0}}}},
    {P::kTe, 100, {{{P::kD, 2}, {P::kT, 4}, {P::kTh, 10}, {kNoPhone, 0}}}},
    {P::kThe, 100, {{{P::kTh, 2}, {P::kT, 5}, {P::kS, 8}, {kNoPhone, 0}}}},
    {P::kShin, 100, {{{P::kSh, 1}, {P::kS, 5}, {P::kCh, 10}, {kNoPhone, 0}}}},
    {P::kSin,
     100,
     {{{P::kS, 1}, {P::kTh, 10}, {P::kSh, 12}, {P::kZ, 15}, {P::kC, 5}, {kNoPhone, 0}}}},
    {P::kTje, 100, {{{P::kC, 1}, {P::kCh, 4}, {P::kK, 10}, {P::kTs, 10}, {kNoPhone, 0}}}},
    {P::kTse,
     100,
     {{{P::kTs, 1},
       {P::kC, 4},
       {P::kK, 12},
       {P::kZ, 12},
       {P::kS, 20},
       {P::kCh, 25},
       {kNoPhone, 0}}}},
    {P::kSunLam,
     5,
     {{{P::kL, 2}, {P::kR, 8}, {P::kN, 8}, {P::kS, 8}, {P::kD, 8}, {P::kT, 8}, {kNoPhone, 0}}}},
    {P::kChieut,
     100,
     {{{P::kCh, 1}, {P::kTs, 10}, {P::kC, 8}, {P::kJ, 15}, {P::kZ, 25}, {kNoPhone, 0}}}},
    {P::kLiquid, 100, {{{P::kR, 2}, {P::kL, 2}, {kNoPhone, 0}}}},
    {P::kNasal, 100, {{{P::kN, 1}, {P::kM, 6}, {kNoPhone, 0}}}},
    {P::kWeak,
     5,
     {{{P::kU, 2}, {P::kO, 5}, {P::kI, 5}, {P::kE, 5}, {P::kA, 8}, {P::kY, 8}, {kNoPhone, 0}}}},
    {P::kEo, 40, {{{P::kO, 3}, {P::kU, 6}, {P::kE, 10}, {P::kA, 12}, {kNoPhone, 0}}}},
    {P::kAe, 40, {{{P::kE, 2}, {P::kA, 5}, {kNoPhone, 0}}}},
    {P::kLong,
     3,
     {{{P::kH, 5}, {P::kR, 10}, {P::kA, 8}, {P::kE, 8}, {P::kO, 8}, {P::kU, 8}, {kNoPhone, 0}}}},
    {P::kEta, 40, {{{P::kI, 1}, {P::kY, 4}, {P::kE, 6}, {kNoPhone, 0}}}},
    {P::kSchwa, 8, {{{P::kA, 2}, {P::kE, 8}, {P::kO, 6}, {P::kU, 8}, {P::kI, 12}, {kNoPhone, 0}}}},
    {P::kChi,
     100,
     {{{P::kCh, 1}, {P::kT, 6}, {P::kTs, 8}, {P::kC, 8}, {P::kJ, 15}, {kNoPhone, 0}}}},
    {P::kFu, 60, {{{P::kF, 1}, {P::kH, 5}, {P::kV, 8}, {P::kW, 15}, {kNoPhone, 0}}}},
    {P::kDji,
     100,
     {{{P::kJ, 1}, {P::kD, 8}, {P::kZh, 4}, {P::kZ, 6}, {P::kTs, 10}, {P::kG, 12}, {kNoPhone, 0}}}},
    {P::kZu,
     100,
     {{{P::kZ, 1},
       {P::kS, 6},
       {P::kTh, 8},
       {P::kZh, 12},
       {P::kDz, 8},
       {P::kTs, 10},
       {kNoPhone, 0}}}},
    {P::kGiyeok,
     100,
     {{{P::kG, 2}, {P::kK, 2}, {P::kC, 6}, {P::kQ, 6}, {P::kGh, 10}, {kNoPhone, 0}}}},
    {P::kRieul, 25, {{{P::kR, 2}, {P::kL, 2}, {P::kN, 4}, {P::kY, 12}, {kNoPhone, 0}}}},
    {P::kSoftNasal, 8, {{{P::kN, 2}, {P::kM, 2}, {kNoPhone, 0}}}},
    {P::kCa,
     100,
     {{{P::kS, 2}, {P::kCh, 2}, {P::kSh, 4}, {P::kJ, 8}, {P::kZ, 8}, {P::kC, 6}, {kNoPhone, 0}}}},
    {P::kJi,
     100,
     {{{P::kJ, 2}, {P::kG, 4}, {P::kK, 5}, {P::kT, 8}, {P::kD, 10}, {P::kZ, 10}, {kNoPhone, 0}}}},
    {P::kXi,
     100,
     {{{P::kS, 1}, {P::kSh, 2}, {P::kH, 5}, {P::kZ, 8}, {P::kC, 8}, {P::kCh, 10}, {kNoPhone, 0}}}},
    {P::kRi, 100, {{{P::kR, 2}, {P::kJ, 4}, {P::kZh, 4}, {P::kZ, 8}, {P::kY, 10}, {kNoPhone, 0}}}},
};

constexpr const OpenPhone& open_phone(Phone p) {
  return kOpenPhones[static_cast<std::size_t>(p) - static_cast<std::size_t>(P::kUnwritten)];
}
static_assert(open_phone(P::kRi).open == P::kRi);

constexpr bool is_vowel(Phone p) { return p <= P::kY; }
constexpr bool is_digit(Phone p) { return p >= P::kDigit0; }

using CostTable = std::array<std::array<std::uint8_t, kPhoneCount>, kPhoneCount>;

// Against plain phones, and against the open ones that come before it.
constexpr void add_open(CostTable& costs, const OpenPhone& open) {
  const auto row = static_cast<std::size_t>(open.open);
  for (std::size_t other = 0; other < kPhoneCount; ++other) {
    if (other == row || (is_open(static_cast<Phone>(other)) && other > row)) continue;
    int best = kVowelForConsonant;
    for (const auto& [member, cost] : open.members) {
      if (member == kNoPhone) break;
      best = std::min(best, cost + costs[static_cast<std::size_t>(member)][other]);
    }
    costs[row][other] = static_cast<std::uint8_t>(best);
    costs[other][row] = static_cast<std::uint8_t>(best);
  }
}

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
  for (const OpenPhone& open : kOpenPhones) add_open(costs, open);
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
  if (is_open(phone)) return open_phone(phone).gap;
  if (phone == P::kS && i + 1 == phones.size() && phones.size() >= kEndingFrom) return kEndingGap;
  if (!is_vowel(phone) && phone != P::kW) return kFull;
  const auto beside_vowel = [&](std::size_t k) { return is_vowel(static_cast<Phone>(phones[k])); };
  const bool near =
      (i > 0 && beside_vowel(i - 1)) || (i + 1 < phones.size() && beside_vowel(i + 1));
  return near ? kVowelGapAtVowel : kVowelGap;
}

// The least that leaving out a phone can cost.
int least_gap(Phone phone) {
  if (phone == P::kH) return kHGap;
  if (is_open(phone)) return open_phone(phone).gap;
  if (phone == P::kS) return kEndingGap;
  return is_vowel(phone) || phone == P::kW ? kVowelGapAtVowel : kFull;
}

bool has_digit(std::string_view phones) {
  return std::any_of(phones.begin(), phones.end(),
                     [](char c) { return is_digit(static_cast<Phone>(c)); });
}

// Phones that need not be heard do not count.
int heard_length(std::string_view phones) {
  int length = 0;
  for (const char c : phones) {
    const auto phone = static_cast<Phone>(c);
    if (phone != P::kUnwritten && phone != P::kLong) ++length;
  }
  return length;
}

int comparison_length(std::string_view a, std::string_view b) {
  return std::max({heard_length(a), heard_length(b), kShortestLength});
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
