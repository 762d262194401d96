#include "engine/text/phonetic.hpp"

#include <algorithm>
#include <array>

#include "engine/text/spelling.hpp"

namespace financescr::text {
namespace {

using P = Phone;

struct Rule {
  std::string_view spelling;
  std::array<Phone, 2> phones;
  std::uint8_t phone_count;
};

// Longest first; the first that fits wins.
constexpr Rule kRules[] = {
    {"tsch", {P::kCh, P::kA}, 1}, {"shch", {P::kSh, P::kCh}, 2}, {"sch", {P::kSh, P::kA}, 1},
    {"tch", {P::kCh, P::kA}, 1},  {"dzh", {P::kJ, P::kA}, 1},    {"ch", {P::kCh, P::kA}, 1},
    {"sh", {P::kSh, P::kA}, 1},   {"zh", {P::kZh, P::kA}, 1},    {"kh", {P::kKh, P::kA}, 1},
    {"gh", {P::kGh, P::kA}, 1},   {"th", {P::kTh, P::kA}, 1},    {"ph", {P::kF, P::kA}, 1},
    {"ck", {P::kK, P::kA}, 1},    {"dj", {P::kJ, P::kA}, 1},     {"dz", {P::kDz, P::kA}, 1},
    {"tx", {P::kCh, P::kA}, 1},   {"ts", {P::kTs, P::kA}, 1},    {"tz", {P::kTs, P::kA}, 1},
    {"cz", {P::kCh, P::kA}, 1},   {"sz", {P::kSh, P::kA}, 1},    {"qu", {P::kK, P::kA}, 1},
    {"ou", {P::kU, P::kA}, 1},    {"oo", {P::kU, P::kA}, 1},     {"ee", {P::kI, P::kA}, 1},
    {"iy", {P::kI, P::kA}, 1},    {"ij", {P::kI, P::kA}, 1},     {"yi", {P::kI, P::kA}, 1},
    {"ii", {P::kI, P::kA}, 1},    {"x", {P::kK, P::kS}, 2},
};

Phone letter_phone(char letter, char next) {
  switch (letter) {
    case 'a':
      return P::kA;
    case 'b':
      return P::kB;
    case 'c':
      return next == 'e' || next == 'i' || next == 'y' ? P::kC : P::kK;
    case 'd':
      return P::kD;
    case 'e':
      return P::kE;
    case 'f':
      return P::kF;
    case 'g':
      return P::kG;
    case 'h':
      return P::kH;
    case 'i':
      return P::kI;
    case 'j':
      return P::kJ;
    case 'k':
      return P::kK;
    case 'l':
      return P::kL;
    case 'm':
      return P::kM;
    case 'n':
      return P::kN;
    case 'o':
      return P::kO;
    case 'p':
      return P::kP;
    case 'q':
      return P::kQ;
    case 'r':
      return P::kR;
    case 's':
      return P::kS;
    case 't':
      return P::kT;
    case 'u':
      return P::kU;
    case 'v':
      return P::kV;
    case 'w':
      return P::kW;
    case 'y':
      return P::kY;
    case 'z':
      return P::kZ;
    default:
      break;
  }
  return static_cast<Phone>(static_cast<int>(P::kDigit0) + (letter - '0'));
}

void push(std::string& phones, Phone phone) {
  const char code = static_cast<char>(phone);
  const bool digit = phone >= P::kDigit0;
  if (!phones.empty() && phones.back() == code && !digit) return;
  phones += code;
}

// The classes of the coarse code in the order of Phone: 'a' is any vowel, 'v' w v f, 'p' b p, 'k'
// the back stops and fricatives, 's' what hisses, 't' the dental stops; '.' is dropped.
constexpr std::string_view kCoarseClasses = "aaaaaavpstvk.sklmnpkrstvsssskktst";
static_assert(kCoarseClasses.size() == static_cast<std::size_t>(P::kDz) + 1);

// '\0' for what is dropped. Requires: not an open phone.
char coarse_class(Phone phone) {
  if (phone >= P::kDigit0) {
    return static_cast<char>('0' + (static_cast<int>(phone) - static_cast<int>(P::kDigit0)));
  }
  const auto index = static_cast<std::size_t>(phone);
  if (index >= kCoarseClasses.size() || kCoarseClasses[index] == '.') return '\0';
  return kCoarseClasses[index];
}

// Runs of one class count once, digits excepted.
std::string coarse_code(std::string_view phones) {
  std::string code;
  for (const char c : phones) {
    const char cls = coarse_class(static_cast<Phone>(c));
    const bool digit = cls >= '0' && cls <= '9';
    if (cls != '\0' && (digit || code.empty() || code.back() != cls)) code += cls;
  }
  return code;
}

// FNV-1a over a tag and the code, so that the kinds of key do not meet by accident.
std::uint32_t key_hash(char tag, std::string_view code) {
  std::uint32_t hash = 2'166'136'261U;
  const auto mix = [&hash](char c) { hash = (hash ^ static_cast<unsigned char>(c)) * 16'777'619U; };
  mix(tag);
  for (const char c : code) mix(c);
  return hash;
}

constexpr std::size_t kGapFrom = 4;
constexpr std::size_t kVowelGapFrom = 3;
constexpr std::size_t kConsonantsFrom = 3;
constexpr std::size_t kConsonantGapFrom = 4;

// The code with one element left out; the neighbours that then meet count once if they are the
// same.
std::string without(std::string_view code, std::size_t i) {
  std::string shorter;
  shorter.reserve(code.size());
  shorter.append(code.substr(0, i));
  std::string_view rest = code.substr(i + 1);
  const bool meets = !shorter.empty() && !rest.empty() && shorter.back() == rest.front();
  if (meets && rest.front() > '9') rest.remove_prefix(1);
  shorter.append(rest);
  return shorter;
}

// Phones that are read in two ways: "j" is a vowel in "Najlevic" and sibilant in "Jo", "ch" is a
// sibilant in "Chavez" and a k in "Tech".
struct SecondReading {
  Phone phone;
  Phone other;
};
constexpr SecondReading kSecondReadings[] = {{P::kJ, P::kI}, {P::kCh, P::kKh}};

std::string consonants_of(std::string_view code) {
  std::string consonants;
  for (const char c : code) {
    if (c != 'a') consonants += c;
  }
  return consonants;
}

std::vector<std::uint32_t> distinct(std::vector<std::uint32_t> keys) {
  std::sort(keys.begin(), keys.end());  // total order
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

// Requires: `others` is in order.
bool share_key(const std::vector<std::uint32_t>& keys, const std::vector<std::uint32_t>& others) {
  return std::any_of(keys.begin(), keys.end(), [&others](std::uint32_t key) {
    return std::binary_search(others.begin(), others.end(), key);
  });
}

void add_keys(std::string_view phones, std::vector<std::uint32_t>& keys) {
  const std::string code = coarse_code(phones);
  keys.push_back(key_hash('c', code));
  // A gap at a consonant of a short code would meet everything.
  for (std::size_t i = 0; i < code.size() && code.size() >= kVowelGapFrom; ++i) {
    if (code[i] == 'a' || code.size() >= kGapFrom) keys.push_back(key_hash('c', without(code, i)));
  }
  const std::string consonants = consonants_of(code);
  if (consonants.size() >= kConsonantsFrom) keys.push_back(key_hash('k', consonants));
  for (std::size_t i = 0; i < consonants.size() && consonants.size() >= kConsonantGapFrom; ++i) {
    keys.push_back(key_hash('k', without(consonants, i)));
  }
}

}  // namespace

bool are_one_class(Phone a, Phone b) {
  const char cls = coarse_class(a);
  return cls != '\0' && cls != 'a' && cls == coarse_class(b);
}

std::string phones_of(std::string_view word) {
  word = cut_word(word);
  std::string phones;
  phones.reserve(word.size());
  for (std::size_t i = 0; i < word.size();) {
    const std::string_view rest = word.substr(i);
    const Rule* rule = nullptr;
    for (const Rule& candidate : kRules) {
      if (rest.starts_with(candidate.spelling)) {
        rule = &candidate;
        break;
      }
    }
    if (rule != nullptr) {
      for (std::size_t k = 0; k < rule->phone_count; ++k) push(phones, rule->phones[k]);
      i += rule->spelling.size();
    } else if (const OpenSound* open = open_sound(word[i])) {
      push(phones, open->phone);
      ++i;
    } else {
      push(phones, letter_phone(word[i], i + 1 < word.size() ? word[i + 1] : '\0'));
      ++i;
    }
  }
  return phones;
}

std::vector<std::uint32_t> sound_keys(std::string_view phones) {
  std::vector<std::uint32_t> keys;
  for (const std::string& reading : readings_of(phones)) {
    add_keys(reading, keys);
    for (const SecondReading& second : kSecondReadings) {
      const char phone = static_cast<char>(second.phone);
      if (reading.find(phone) == std::string::npos) continue;
      std::string other(reading);
      std::replace(other.begin(), other.end(), phone, static_cast<char>(second.other));
      add_keys(other, keys);
    }
  }
  return distinct(std::move(keys));
}

std::vector<std::uint32_t> run_keys(std::string_view phones) {
  std::vector<std::uint32_t> keys;
  for (const std::string& reading : readings_of(phones)) {
    const std::string code = coarse_code(reading);
    const std::string consonants = consonants_of(code);
    const bool enough = consonants.size() >= kConsonantsFrom;
    keys.push_back(enough ? key_hash('k', consonants) : key_hash('c', code));
  }
  return distinct(std::move(keys));
}

bool share_sound_key(std::string_view a, std::string_view b) {
  return share_key(sound_keys(a), sound_keys(b));
}

bool run_meets_word(std::string_view run_phones, std::string_view word_phones) {
  return share_key(run_keys(run_phones), sound_keys(word_phones));
}

}  // namespace financescr::text
