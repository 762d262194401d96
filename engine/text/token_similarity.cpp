#include "engine/text/token_similarity.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/core/limits.hpp"
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

bool decided_early(std::string_view a, std::string_view b, std::int32_t& similarity) {
  if (a == b) {
    similarity = a.empty() ? 0 : 1000;
    return true;
  }
  similarity = 0;
  return a.empty() || b.empty() || has_digit(a) || has_digit(b);
}

}  // namespace

std::int32_t token_similarity_permille(std::string_view a, std::string_view b, std::int32_t least) {
  std::int32_t early = 0;
  if (decided_early(a, b, early)) return early;
  const int length = comparison_length(a, b);
  // A cost above this gives less than `least` (the quotient is rounded down, hence the slack).
  const int dearest = (1000 - least) * length / 10 + length;
  constexpr std::size_t kMax = limits::kMaxTokenBytes * 2 + 1;  // "x" is two phones
  std::array<std::array<int, kMax>, 3> rows;
  std::array<int, kMax> b_gaps;
  auto* above2 = &rows[0];
  auto* above = &rows[1];
  auto* row = &rows[2];
  (*above)[0] = 0;
  for (std::size_t j = 1; j <= b.size(); ++j) {
    b_gaps[j] = gap(b, j - 1);
    (*above)[j] = (*above)[j - 1] + b_gaps[j];
  }
  int cheapest_above = 0;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    const int a_gap = gap(a, i - 1);
    (*row)[0] = (*above)[0] + a_gap;
    int cheapest = (*row)[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      int best = (*above)[j - 1] + substitution(a[i - 1], b[j - 1]);
      best = std::min(best, (*above)[j] + a_gap);
      best = std::min(best, (*row)[j - 1] + b_gaps[j]);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        best = std::min(best, (*above2)[j - 2] + kTransposition);
      }
      (*row)[j] = best;
      cheapest = std::min(cheapest, best);
    }
    // A transposition may still reach back to the row above.
    if (std::min(cheapest, cheapest_above + kTransposition) > dearest) return 0;
    cheapest_above = cheapest;
    auto* recycled = above2;
    above2 = above;
    above = row;
    row = recycled;
  }
  const std::int32_t similarity = to_permille((*above)[b.size()], length);
  return similarity < least ? 0 : similarity;
}

namespace reference {

std::int32_t token_similarity_permille(std::string_view a, std::string_view b) {
  std::int32_t early = 0;
  if (decided_early(a, b, early)) return early;
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
