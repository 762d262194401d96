#include "engine/text/letter_edits.hpp"

#include <algorithm>
#include <string>

#include "engine/text/phonetic.hpp"

namespace financescr::text {
namespace {

constexpr std::size_t kShortest = 3;
constexpr std::size_t kShortestFiled = 4;  // under parts
constexpr std::size_t kOneEditFrom = 5;
// What an edit costs of a word's length, in per mille: less than a change of sound, which may be
// another name, and more in short words, of which there are many alike.
constexpr std::size_t kEditCost = 370;
constexpr std::size_t kShortEditCost = 800;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t letters_in(std::string_view word) {
  return word.size() - static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_digit));
}

void drop_first(std::string_view& a, std::string_view& b) {
  a.remove_prefix(1);
  b.remove_prefix(1);
}

std::uint32_t mixed(std::uint32_t hash, char c) {
  return (hash ^ static_cast<unsigned char>(c)) * 16'777'619U;
}

// FNV-1a over a tag, the length of the listed word, the number of the part and its letters: a
// beginning and an end.
std::uint32_t part_key(std::size_t length, std::size_t part, std::string_view begin,
                       std::string_view end) {
  std::uint32_t hash = mixed(2'166'136'261U, 'e');
  hash = mixed(hash, static_cast<char>(length));
  hash = mixed(hash, static_cast<char>(part));
  for (const char c : begin) hash = mixed(hash, c);
  for (const char c : end) hash = mixed(hash, c);
  return hash;
}

std::uint32_t gap_key(std::string_view begin, std::string_view end) {
  std::uint32_t hash = mixed(2'166'136'261U, 'g');
  for (const char c : begin) hash = mixed(hash, c);
  for (const char c : end) hash = mixed(hash, c);
  return hash;
}

// A word and the word with each of its letters left out.
void add_gap_keys(std::string_view word, std::vector<std::uint32_t>& keys) {
  keys.push_back(gap_key(word, {}));
  for (std::size_t i = 0; i < word.size(); ++i) {
    keys.push_back(gap_key(word.substr(0, i), word.substr(i + 1)));
  }
}

bool has_short_rule(std::size_t letters) { return letters >= kShortest && letters < kOneEditFrom; }

// The parts of a listed word of some length.
struct Parts {
  std::size_t length;
  std::size_t count;

  explicit Parts(std::size_t word_length)
      : length(word_length), count(word_length >= kTwoEditsFrom ? 3 : 2) {}
  [[nodiscard]] std::size_t begin(std::size_t part) const { return part * length / count; }
};

// Looks in a word for the parts of listed words of one length.
class Prober {
 public:
  Prober(std::string_view word, std::size_t listed_length, std::vector<std::uint32_t>& keys)
      : word_(word), parts_(listed_length), keys_(keys) {}

  // Part `part` whole, `shift` letters behind its place.
  void whole(std::size_t part, std::ptrdiff_t shift) {
    const auto first = static_cast<std::ptrdiff_t>(parts_.begin(part)) + shift;
    const auto last = static_cast<std::ptrdiff_t>(parts_.begin(part + 1)) + shift;
    if (first < 0 || last > size()) return;
    keys_.push_back(part_key(parts_.length, part, piece(first, last), {}));
  }

  // The part before a border, of which the last letter was exchanged with the one behind it.
  void exchanged_before(std::size_t border, std::ptrdiff_t shift) {
    const auto first = static_cast<std::ptrdiff_t>(parts_.begin(border - 1)) + shift;
    const auto place = static_cast<std::ptrdiff_t>(parts_.begin(border)) + shift;
    if (first < 0 || place >= size()) return;
    keys_.push_back(
        part_key(parts_.length, border - 1, piece(first, place - 1), piece(place, place + 1)));
  }

  // The part behind a border, of which the first letter was exchanged with the one before it.
  void exchanged_behind(std::size_t border, std::ptrdiff_t shift) {
    const auto place = static_cast<std::ptrdiff_t>(parts_.begin(border)) + shift;
    const auto last = static_cast<std::ptrdiff_t>(parts_.begin(border + 1)) + shift;
    if (place < 1 || last > size()) return;
    keys_.push_back(
        part_key(parts_.length, border, piece(place - 1, place), piece(place + 1, last)));
  }

 private:
  [[nodiscard]] std::ptrdiff_t size() const { return static_cast<std::ptrdiff_t>(word_.size()); }
  [[nodiscard]] std::string_view piece(std::ptrdiff_t first, std::ptrdiff_t last) const {
    return word_.substr(static_cast<std::size_t>(first), static_cast<std::size_t>(last - first));
  }

  std::string_view word_;
  Parts parts_;
  std::vector<std::uint32_t>& keys_;
};

// One edit spares the first or the last part, if it is not an exchange at the border of two.
void probe_one_edit(std::string_view word, std::size_t listed, std::vector<std::uint32_t>& keys) {
  Prober prober(word, listed, keys);
  const std::size_t count = Parts(listed).count;
  prober.whole(0, 0);
  prober.whole(count - 1,
               static_cast<std::ptrdiff_t>(word.size()) - static_cast<std::ptrdiff_t>(listed));
  if (count == 2 && word.size() == listed) prober.exchanged_before(1, 0);
}

// Two edits spare one part of three, shifted by no more than the edits before and behind it can;
// or one of them is an exchange at a border, and all before or all behind it is spared.
void probe_two_edits(std::string_view word, std::size_t listed, std::vector<std::uint32_t>& keys) {
  Prober prober(word, listed, keys);
  const std::ptrdiff_t longer =
      static_cast<std::ptrdiff_t>(word.size()) - static_cast<std::ptrdiff_t>(listed);
  prober.whole(0, 0);
  prober.whole(2, longer);
  for (std::ptrdiff_t shift = std::max<std::ptrdiff_t>(-1, longer - 1);
       shift <= std::min<std::ptrdiff_t>(1, longer + 1); ++shift) {
    prober.whole(1, shift);
  }
  if (longer < -1 || longer > 1) return;
  for (std::size_t border = 1; border <= 2; ++border) {
    prober.exchanged_before(border, 0);
    prober.exchanged_behind(border, longer);
  }
}

std::vector<std::uint32_t> distinct(std::vector<std::uint32_t> keys) {
  std::sort(keys.begin(), keys.end());  // total order
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

}  // namespace

EditRule edit_rule(std::size_t a_letters, std::size_t b_letters) {
  const std::size_t shorter = std::min(a_letters, b_letters);
  const std::size_t longer = std::max(a_letters, b_letters);
  if (shorter >= kTwoEditsFrom) return longer - shorter <= 2 ? EditRule::kTwo : EditRule::kNone;
  if (longer - shorter > 1 || shorter < kShortest) return EditRule::kNone;
  return longer >= kOneEditFrom ? EditRule::kOne : EditRule::kSupported;
}

int letter_edits(std::string_view a, std::string_view b, int most) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) drop_first(a, b);
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  if (a.empty() && b.empty()) return 0;
  if (most == 0) return 1;
  const int none = most + 1;
  int best = none;
  const bool a_edits = !a.empty() && !is_digit(a.front());
  const bool b_edits = !b.empty() && !is_digit(b.front());
  const auto left = static_cast<std::ptrdiff_t>(a.size()) - static_cast<std::ptrdiff_t>(b.size());
  if (left > most || left < -most) return none;
  const auto consider = [&](std::string_view rest_a, std::string_view rest_b) {
    best = std::min(best, 1 + letter_edits(rest_a, rest_b, most - 1));
  };
  if (a_edits && b_edits) {
    consider(a.substr(1), b.substr(1));
    const bool exchanged = a.size() > 1 && b.size() > 1 && a[0] == b[1] && a[1] == b[0];
    if (exchanged) consider(a.substr(2), b.substr(2));
  }
  if (a_edits) consider(a.substr(1), b);
  if (b_edits) consider(a, b.substr(1));
  return std::min(best, none);
}

EditMatch edit_match(std::string_view a, std::string_view b) {
  const EditRule rule = edit_rule(letters_in(a), letters_in(b));
  if (rule == EditRule::kNone) return {};
  const int most = rule == EditRule::kTwo ? 2 : 1;
  const int edits = letter_edits(a, b, most);
  if (edits == 0 || edits > most) return {};
  const std::size_t longer = std::max(a.size(), b.size());
  const bool is_short = rule == EditRule::kSupported;
  const std::size_t cost = is_short ? kShortEditCost : kEditCost;
  const std::size_t all = static_cast<std::size_t>(edits) * cost / longer;
  return {1000 - static_cast<std::int32_t>(all), is_short};
}

bool is_compared_by_letters(std::string_view letters, std::string_view phones) {
  constexpr std::size_t kLettersAVowel = 3;  // fewer to an unwritten vowel: an abjad
  const auto unwritten = static_cast<std::size_t>(
      std::count(phones.begin(), phones.end(), static_cast<char>(Phone::kUnwritten)));
  return unwritten * kLettersAVowel <= letters.size();
}

std::vector<std::uint32_t> edit_keys(std::string_view letters) {
  std::vector<std::uint32_t> keys;
  if (letters.size() >= kShortestFiled) {
    const Parts parts(letters.size());
    for (std::size_t part = 0; part < parts.count; ++part) {
      const std::size_t first = parts.begin(part);
      keys.push_back(
          part_key(parts.length, part, letters.substr(first, parts.begin(part + 1) - first), {}));
    }
  }
  if (has_short_rule(letters.size())) add_gap_keys(letters, keys);
  return distinct(std::move(keys));
}

std::vector<std::uint32_t> edit_probes(std::string_view letters) {
  std::vector<std::uint32_t> keys;
  const std::size_t size = letters.size();
  for (std::size_t listed = size > 2 ? size - 2 : 1; listed <= size + 2; ++listed) {
    switch (edit_rule(size, listed)) {
      case EditRule::kTwo:
        probe_two_edits(letters, listed, keys);
        break;
      case EditRule::kOne:
        probe_one_edit(letters, listed, keys);
        break;
      case EditRule::kSupported:
      case EditRule::kNone:
        break;
    }
  }
  if (has_short_rule(size)) add_gap_keys(letters, keys);
  return distinct(std::move(keys));
}

}  // namespace financescr::text
