#include "engine/text/spelling.hpp"

#include <algorithm>
#include <array>

#include "engine/core/limits.hpp"

namespace financescr::text {
namespace {

using P = Phone;

constexpr OpenSound kOpenSounds[] = {
    {'_', "", P::kUnwritten},  // between two letters of an abjad; hard and soft sign
    {'A', "a", P::kCarrier},   // alef, ain and alike
    {'W', "w", P::kWaw},
    {'Y', "y", P::kYod},
    {'|', "a", P::kMaksura},
    {'E', "a", P::kHeh},  // ta marbuta
    {'%', "h", P::kHeh},  // h at the end of a word
    {'B', "b", P::kBeh},
    {'P', "p", P::kPe},
    {'F', "f", P::kPe},
    {'V', "v", P::kVeta},
    {'J', "j", P::kJim},
    {'K', "k", P::kKaf},
    {'G', "g", P::kGhe},
    {'Q', "gh", P::kGhain},
    {'X', "kh", P::kHet},
    {'H', "h", P::kHet},
    {'D', "d", P::kDhal},
    {'Z', "z", P::kDhal},
    {'+', "d", P::kTe},
    {'~', "th", P::kThe},
    {'S', "sh", P::kShin},
    {'$', "s", P::kSin},
    {'C', "c", P::kTje},
    {'#', "ts", P::kTse},
    {'<', "l", P::kSunLam},  // of the Arabic article before a letter that it takes the sound of
    {'?', "ch", P::kChieut},
    {'L', "l", P::kLiquid},
    {'R', "r", P::kLiquid},
    {'N', "n", P::kNasal},
    {'U', "u", P::kWeak},  // vowels that kana and Hangul cannot do without
    {'=', "eu", P::kWeak},
    {'&', "o", P::kWeak},
    {'!', "i", P::kWeak},
    {'O', "eo", P::kEo},
    {'^', "ae", P::kAe},
    {'-', "", P::kLong},  // the length mark of kana
    {'I', "i", P::kEta},
    {'@', "a", P::kSchwa},
    {'.', "", P::kSchwa},  // the inherent vowel at the end of a word
    // Kana, where the sounds of other languages have no syllable of their own.
    {'(', "u", P::kWaw},
    {')', "f", P::kFu},
    {'T', "ch", P::kChi},
    {'{', "j", P::kDji},
    {'}', "z", P::kZu},
    // Hangul: one letter for g and k, and the first sound of surnames, which the South drops.
    {'[', "g", P::kGiyeok},
    {'>', "l", P::kRieul},
    {'/', "eu", P::kEo},  // in Korean names; in those of other languages it is hardly heard
    // Greek writes the sounds b, d and g with a nasal before p, t and k.
    {'M', "m", P::kSoftNasal},
    {']', "n", P::kSoftNasal},
    {':', "s", P::kCa},  // of Tamil; what hisses in Han that stands for a foreign name
    // Han that stands for a foreign name.
    {';', "j", P::kJi},
    {',', "x", P::kXi},
    {'"', "r", P::kRi},
};

using SignTable = std::array<std::uint8_t, 128>;

constexpr SignTable make_signs() {
  SignTable signs{};
  for (std::size_t i = 0; i < std::size(kOpenSounds); ++i) {
    signs[static_cast<std::size_t>(kOpenSounds[i].sign)] = static_cast<std::uint8_t>(i + 1);
  }
  return signs;
}

constexpr SignTable kSigns = make_signs();

// What an open phone may be, likeliest first; kNone is "nothing".
constexpr Phone kNone = P::kDigit0;

struct Reading {
  Phone open;
  bool vowel;  // of a word with consonants enough, these keep their first reading
  std::array<Phone, 4> phones;
  std::uint8_t count;
};

constexpr Reading kReadings[] = {
    {P::kUnwritten, true, {P::kA, kNone}, 2},
    {P::kCarrier, true, {P::kA, kNone}, 2},
    {P::kWaw, false, {P::kU, P::kV}, 2},
    {P::kYod, false, {P::kI, P::kJ}, 2},
    {P::kMaksura, false, {P::kA}, 1},
    {P::kHeh, false, {P::kA, P::kT}, 2},
    {P::kBeh, false, {P::kB, P::kV}, 2},
    {P::kPe, false, {P::kP, P::kF}, 2},
    {P::kVeta, false, {P::kV, P::kB}, 2},
    {P::kJim, false, {P::kJ, P::kG, P::kZ}, 3},
    {P::kKaf, false, {P::kK, P::kC}, 2},
    {P::kGhe, false, {P::kG, P::kH}, 2},
    {P::kGhain, false, {P::kG}, 1},
    {P::kHet, false, {P::kKh, P::kH, P::kCh}, 3},
    {P::kDhal, false, {P::kD, P::kZ}, 2},
    {P::kTe, false, {P::kT}, 1},
    {P::kThe, false, {P::kT, P::kS}, 2},
    {P::kShin, false, {P::kS}, 1},
    {P::kSin, false, {P::kS, P::kT}, 2},
    {P::kTje, false, {P::kS, P::kK}, 2},
    {P::kTse, false, {P::kTs, P::kK}, 2},
    {P::kSunLam, false, {P::kL, kNone}, 2},
    {P::kChieut, false, {P::kCh}, 1},
    {P::kLiquid, false, {P::kR, P::kL}, 2},
    {P::kNasal, false, {P::kN, P::kM}, 2},
    {P::kWeak, true, {kNone, P::kU}, 2},
    {P::kEo, false, {P::kO}, 1},
    {P::kAe, false, {P::kE}, 1},
    {P::kLong, false, {kNone, P::kR}, 2},
    {P::kEta, false, {P::kI}, 1},
    {P::kSchwa, true, {P::kA, kNone}, 2},
    {P::kChi, false, {P::kCh, P::kT}, 2},
    {P::kFu, false, {P::kF, P::kH}, 2},
    {P::kDji, false, {P::kJ, P::kD}, 2},
    {P::kZu, false, {P::kZ}, 1},
    {P::kGiyeok, false, {P::kG}, 1},
    {P::kRieul, false, {P::kL, P::kR, P::kN, kNone}, 4},
    {P::kSoftNasal, false, {kNone, P::kN}, 2},
    {P::kCa, false, {P::kS}, 1},
    {P::kJi, false, {P::kJ, P::kG, P::kT}, 3},
    {P::kXi, false, {P::kS, P::kH}, 2},
    {P::kRi, false, {P::kR, P::kJ}, 2},
};

static_assert(std::size(kReadings) ==
              static_cast<std::size_t>(P::kDigit0) - static_cast<std::size_t>(P::kUnwritten));

const Reading& reading_of(char phone) {
  return kReadings[static_cast<std::size_t>(phone) - static_cast<std::size_t>(P::kUnwritten)];
}

// Whether what may be no vowel at all stands between two consonants that then count as one:
// "Muhammad Taqi" in one word.
bool parts_one_sound(std::string_view phones, std::size_t i) {
  if (static_cast<Phone>(phones[i]) != P::kUnwritten || i == 0 || i + 1 == phones.size()) {
    return false;
  }
  const auto first_reading = [](char c) {
    const auto phone = static_cast<Phone>(c);
    return is_open(phone) ? reading_of(c).phones[0] : phone;
  };
  return are_one_class(first_reading(phones[i - 1]), first_reading(phones[i + 1]));
}

// Consonants without which the consonant keys of a word say too little.
constexpr std::size_t kConsonantsThatTell = 3;

}  // namespace

const OpenSound* open_sound(char sign) {
  const auto index = static_cast<unsigned char>(sign);
  if (index >= kSigns.size() || kSigns[index] == 0) return nullptr;
  return &kOpenSounds[kSigns[index] - 1];
}

std::string plain_form(std::string_view spelling) {
  std::string plain;
  plain.reserve(spelling.size());
  for (const char c : spelling) {
    if (const OpenSound* open = open_sound(c)) {
      plain += open->plain;
    } else {
      plain += c;
    }
  }
  return plain;
}

std::string_view cut_word(std::string_view spelling) {
  std::size_t letters = 0;
  std::size_t i = 0;
  for (; i < spelling.size() && i < limits::kMaxTokenBytes * 2; ++i) {
    const OpenSound* open = open_sound(spelling[i]);
    letters += open != nullptr ? open->plain.size() : 1;
    if (letters > limits::kMaxTokenBytes) break;
  }
  return spelling.substr(0, i);
}

std::vector<std::string> readings_of(std::string_view phones) {
  const auto open = [](char c) { return is_open(static_cast<Phone>(c)); };
  if (std::none_of(phones.begin(), phones.end(), open)) return {std::string(phones)};
  const auto consonants =
      static_cast<std::size_t>(std::count_if(phones.begin(), phones.end(), [&](char c) {
        return static_cast<Phone>(c) > P::kW && !(open(c) && reading_of(c).vowel);
      }));
  const bool vowels_settled = consonants >= kConsonantsThatTell;
  std::vector<std::size_t> options;  // of each open phone
  std::size_t product = 1;
  for (std::size_t i = 0; i < phones.size(); ++i) {
    const char c = phones[i];
    if (!open(c)) continue;
    const Reading& reading = reading_of(c);
    const bool settled = vowels_settled && reading.vowel && !parts_one_sound(phones, i);
    const bool chosen = !settled && product * reading.count <= kMostReadings;
    options.push_back(chosen ? reading.count : 1);
    product *= options.back();
  }
  std::vector<std::string> out;
  for (std::size_t number = 0; number < product; ++number) {
    std::size_t rest = number;
    std::size_t place = 0;
    std::string word;
    for (const char c : phones) {
      if (!open(c)) {
        word += c;
        continue;
      }
      const std::size_t count = options[place++];
      const Phone pick = reading_of(c).phones[rest % count];
      rest /= count;
      if (pick != kNone) word += static_cast<char>(pick);
    }
    out.push_back(std::move(word));
  }
  std::stable_sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace financescr::text
