#include "engine/text/lookalikes.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <vector>

#include "engine/text/characters.hpp"

namespace financescr::text {
namespace {

struct Twins {
  char32_t latin;
  char32_t other;
};

// The first row of a Cyrillic letter is its twin; those with an accent mark the stress.
constexpr Twins kCyrillicTwins[] = {
    {'A', 0x0410},    {'B', 0x0412},    {'C', 0x0421},    {'E', 0x0415},    {'H', 0x041D},
    {'I', 0x0406},    {'J', 0x0408},    {'K', 0x041A},    {'M', 0x041C},    {'O', 0x041E},
    {'P', 0x0420},    {'S', 0x0405},    {'T', 0x0422},    {'X', 0x0425},    {'Y', 0x0423},
    {'a', 0x0430},    {'c', 0x0441},    {'e', 0x0435},    {'i', 0x0456},    {'j', 0x0458},
    {'k', 0x043A},    {0x0138, 0x043A}, {'o', 0x043E},    {'p', 0x0440},    {'s', 0x0455},
    {'x', 0x0445},    {'y', 0x0443},    {0x00CB, 0x0401}, {0x00EB, 0x0451}, {0x00CF, 0x0407},
    {0x00EF, 0x0457}, {0x00C1, 0x0410}, {0x00E1, 0x0430}, {0x00C9, 0x0415}, {0x00E9, 0x0435},
    {0x00ED, 0x0456}, {0x00D3, 0x041E}, {0x00F3, 0x043E}, {0x00DD, 0x0423}, {0x00FD, 0x0443}};

constexpr Twins kGreekTwins[] = {
    {'A', 0x0391},    {'B', 0x0392},    {'E', 0x0395},   {'Z', 0x0396},    {'H', 0x0397},
    {'I', 0x0399},    {'K', 0x039A},    {'M', 0x039C},   {'N', 0x039D},    {'O', 0x039F},
    {'P', 0x03A1},    {'T', 0x03A4},    {'Y', 0x03A5},   {'X', 0x03A7},    {'a', 0x03B1},
    {'i', 0x03B9},    {'k', 0x03BA},    {'v', 0x03BD},   {'o', 0x03BF},    {'p', 0x03C1},
    {'t', 0x03C4},    {'u', 0x03C5},    {'x', 0x03C7},   {'y', 0x03B3},    {'j', 0x03F3},
    {'J', 0x037F},    {'c', 0x03F2},    {'C', 0x03F9},   {0x00E1, 0x03AC}, {0x00ED, 0x03AF},
    {0x00F3, 0x03CC}, {0x00FA, 0x03CD}, {0x00EF, 0x03CA}};

// Letters that only resemble a Latin one.
constexpr Twins kResembling[] = {
    // Greek
    {'o', 0x03C3},
    {'s', 0x03C2},
    {'e', 0x03B5},
    {'b', 0x03B2},
    {'u', 0x03BC},
    {'n', 0x03B7},
    {'w', 0x03C9},
    {'n', 0x03C0},
    {'o', 0x03B8},
    {'o', 0x0398},
    {'d', 0x03B4},
    {'z', 0x03B6},
    {'E', 0x03A3},
    {'A', 0x0394},
    {'A', 0x039B},
    {'E', 0x039E},
    {'O', 0x03A6},
    {'o', 0x03C6},
    {'W', 0x03A8},
    {'l', 0x03B9},
    {'O', 0x03A9},
    {'L', 0x0393},
    {'e', 0x03BE},
    {'e', 0x03AD},
    {'n', 0x03AE},
    {'w', 0x03CE},
    // Cyrillic
    {'r', 0x0433},
    {'n', 0x043F},
    {'t', 0x0442},
    {'b', 0x0432},
    {'h', 0x043D},
    {'m', 0x043C},
    {'u', 0x0438},
    {'N', 0x0418},
    {'R', 0x042F},
    {'r', 0x044F},
    {'w', 0x0448},
    {'W', 0x0428},
    {'b', 0x044C},
    {'b', 0x0431},
    {'b', 0x042C},
    {'d', 0x0501},
    {'q', 0x051B},
    {'Q', 0x051A},
    {'w', 0x051D},
    {'W', 0x051C},
    {'h', 0x04BB},
    {'H', 0x04BA},
    {'l', 0x04CF},
    {'I', 0x04C0},
    {'v', 0x0475},
    {'V', 0x0474},
    {'y', 0x04AF},
    {'Y', 0x04AE},
    {'e', 0x04BD},
    {'o', 0x04E9},
    {'O', 0x04E8},
    {'e', 0x0454},
    {'E', 0x0404},
    {'o', 0x0473},
    {'O', 0x0472},
    {'o', 0x0444},
    {'a', 0x04D9},
    {'L', 0x0413},
    {'u', 0x0446},
    {'U', 0x0426},
    {'y', 0x045E},
    {'k', 0x049B},
    {'n', 0x04A3},
    {'3', 0x0417},
    {'3', 0x0437},
    {'A', 0x0414},
    {'n', 0x0439}};

enum class Alphabet : std::uint8_t {
  kNone,  // no letter
  kLatin,
  kCyrillic,
  kGreek,
  kArmenian,
  kGeorgian,
  kOther,  // Ethiopic, Thaana
  kArabic,
  kHebrew,
  kIndic,
  kEastern,  // Thai, Hangul, kana, Han: written beside Latin letters without a blank
};

bool within(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

Alphabet of_alphabet(char32_t c) {
  if (within(c, 0x0400, 0x052F) || within(c, 0x1C80, 0x1C8F) || within(c, 0xA640, 0xA69F)) {
    return Alphabet::kCyrillic;
  }
  if (within(c, 0x0530, 0x058F)) return Alphabet::kArmenian;
  const bool georgian =
      within(c, 0x10A0, 0x10FF) || within(c, 0x1C90, 0x1CBF) || within(c, 0x2D00, 0x2D2F);
  return georgian ? Alphabet::kGeorgian : Alphabet::kOther;
}

Alphabet alphabet_of(char32_t c) {
  const Character character = classify(c);
  if (character.kind == CharacterKind::kWord) {
    return character.folded[0] > '9' ? Alphabet::kLatin : Alphabet::kNone;
  }
  if (character.kind != CharacterKind::kTransliterated) return Alphabet::kNone;
  switch (character.script) {
    case Script::kAlphabet:
      return of_alphabet(c);
    case Script::kGreek:
      return Alphabet::kGreek;
    case Script::kArabic:
      return Alphabet::kArabic;
    case Script::kHebrew:
      return Alphabet::kHebrew;
    case Script::kIndic:
      return Alphabet::kIndic;
    case Script::kThai:
    case Script::kHangul:
    case Script::kKana:
    case Script::kHan:
      return Alphabet::kEastern;
  }
  return Alphabet::kNone;
}

// 0 if there is none.
template <std::size_t N>
char32_t other_twin(const Twins (&table)[N], char32_t latin) {
  const auto* it = std::find_if(std::begin(table), std::end(table),
                                [&](const Twins& twins) { return twins.latin == latin; });
  return it == std::end(table) ? 0 : it->other;
}

template <std::size_t N>
char32_t latin_twin(const Twins (&table)[N], char32_t other) {
  const auto* it = std::find_if(std::begin(table), std::end(table),
                                [&](const Twins& twins) { return twins.other == other; });
  return it == std::end(table) ? 0 : it->latin;
}

char32_t latin_twin(char32_t c) {
  const char32_t cyrillic = latin_twin(kCyrillicTwins, c);
  return cyrillic != 0 ? cyrillic : latin_twin(kGreekTwins, c);
}

// Letters with the marks, apostrophes and digits among them.
struct Run {
  std::size_t first = 0;
  std::size_t end = 0;
  std::uint32_t alphabets = 0;  // one bit each
  std::size_t letters = 0;

  [[nodiscard]] bool has(Alphabet alphabet) const {
    return (alphabets >> static_cast<unsigned>(alphabet) & 1U) != 0;
  }
  [[nodiscard]] bool is_only(Alphabet alphabet) const {
    return alphabets == 1U << static_cast<unsigned>(alphabet);
  }
};

class Words {
 public:
  explicit Words(std::u32string& points) : points_(points) { find_runs(); }

  std::size_t unify() {
    bool became_latin = false;
    for (Run& run : runs_) {
      if (!run.has(Alphabet::kLatin)) continue;
      if (run.has(Alphabet::kCyrillic)) {
        became_latin = unify(run, kCyrillicTwins, Alphabet::kCyrillic) || became_latin;
      }
      if (run.has(Alphabet::kGreek)) {
        became_latin = unify(run, kGreekTwins, Alphabet::kGreek) || became_latin;
      }
    }
    const std::size_t disguised = became_latin ? rewrite_disguised() : count_disguised();
    return disguised +
           static_cast<std::size_t>(std::count_if(runs_.begin(), runs_.end(),
                                                  [&](const Run& run) { return is_mixed(run); }));
  }

 private:
  void find_runs() {
    Run run;
    for (std::size_t i = 0; i <= points_.size(); ++i) {
      const CharacterKind kind =
          i < points_.size() ? classify(points_[i]).kind : CharacterKind::kSeparator;
      const bool goes_on = kind == CharacterKind::kWord || kind == CharacterKind::kIgnored ||
                           kind == CharacterKind::kTransliterated ||
                           kind == CharacterKind::kApostrophe || kind == CharacterKind::kReordering;
      if (goes_on) {
        add(run, points_[i]);
      } else {
        run.end = i;
        if (run.letters > 0) runs_.push_back(run);
        run = {};
        run.first = i + 1;
      }
    }
  }

  static void add(Run& run, char32_t c) {
    const Alphabet alphabet = alphabet_of(c);
    if (alphabet != Alphabet::kNone) {
      run.alphabets |= 1U << static_cast<unsigned>(alphabet);
      ++run.letters;
    }
  }

  void count(Run& run) const {
    run.alphabets = 0;
    run.letters = 0;
    for (std::size_t i = run.first; i < run.end; ++i) add(run, points_[i]);
  }

  // Returns: whether letters of `other` became Latin.
  template <std::size_t N>
  bool unify(Run& run, const Twins (&table)[N], Alphabet other) {
    std::size_t latin = 0;
    std::size_t only_latin = 0;
    std::size_t others = 0;
    std::size_t only_other = 0;
    bool all_resemble = true;
    for (std::size_t i = run.first; i < run.end; ++i) {
      const char32_t c = points_[i];
      const Alphabet alphabet = alphabet_of(c);
      if (alphabet == Alphabet::kLatin) {
        ++latin;
        if (other_twin(table, c) == 0) ++only_latin;
      } else if (alphabet == other) {
        ++others;
        if (latin_twin(table, c) != 0) continue;
        ++only_other;
        all_resemble = all_resemble && latin_twin(kResembling, c) != 0;
      }
    }
    const bool torn = only_latin > 0 && only_other > 0;
    if (torn && !(all_resemble && latin > others)) return false;
    const bool from_latin = !torn && (only_other > 0 || (only_latin == 0 && others > latin));
    for (std::size_t i = run.first; i < run.end; ++i) {
      const Alphabet alphabet = alphabet_of(points_[i]);
      if (from_latin && alphabet == Alphabet::kLatin) {
        points_[i] = other_twin(table, points_[i]);
      } else if (!from_latin && alphabet == other) {
        const char32_t twin = latin_twin(table, points_[i]);
        points_[i] = twin != 0 ? twin : latin_twin(kResembling, points_[i]);
      }
    }
    count(run);
    return !from_latin;
  }

  bool is_disguised(const Run& run, std::size_t fewest) const {
    if (run.letters < fewest) return false;
    if (!run.is_only(Alphabet::kCyrillic) && !run.is_only(Alphabet::kGreek)) return false;
    return std::all_of(points_.begin() + static_cast<std::ptrdiff_t>(run.first),
                       points_.begin() + static_cast<std::ptrdiff_t>(run.end), [](char32_t c) {
                         return alphabet_of(c) == Alphabet::kNone || latin_twin(c) != 0;
                       });
  }

  // Whether the name has words in a script that are no Latin ones in disguise.
  bool has_real(Alphabet alphabet) const {
    return std::any_of(runs_.begin(), runs_.end(),
                       [&](const Run& run) { return run.has(alphabet) && !is_disguised(run, 1); });
  }

  std::size_t rewrite_disguised() {
    if (has_real(Alphabet::kCyrillic) || has_real(Alphabet::kGreek)) return 0;
    for (Run& run : runs_) {
      if (!is_disguised(run, 1)) continue;
      for (std::size_t i = run.first; i < run.end; ++i) {
        if (const char32_t twin = latin_twin(points_[i]); twin != 0) points_[i] = twin;
      }
      count(run);
    }
    return 0;
  }

  bool has_only_latin(const Run& run) const {
    return std::any_of(points_.begin() + static_cast<std::ptrdiff_t>(run.first),
                       points_.begin() + static_cast<std::ptrdiff_t>(run.end), [](char32_t c) {
                         return alphabet_of(c) == Alphabet::kLatin &&
                                other_twin(kCyrillicTwins, c) == 0;
                       });
  }

  // Shorter ones are often legal forms: "ООО Acme".
  std::size_t count_disguised() const {
    constexpr std::size_t kFewest = 4;
    const bool any_latin = std::any_of(runs_.begin(), runs_.end(), [this](const Run& run) {
      return run.is_only(Alphabet::kLatin) && has_only_latin(run);
    });
    if (!any_latin || has_real(Alphabet::kCyrillic) || has_real(Alphabet::kGreek)) return 0;
    return static_cast<std::size_t>(std::count_if(
        runs_.begin(), runs_.end(), [&](const Run& run) { return is_disguised(run, kFewest); }));
  }

  bool is_mixed(const Run& run) const {
    constexpr std::uint32_t kEasternBit = 1U << static_cast<unsigned>(Alphabet::kEastern);
    const std::uint32_t others = run.alphabets & ~kEasternBit;
    if ((others & (others - 1U)) != 0) return true;
    if (!run.has(Alphabet::kLatin)) return false;
    return has_foreign_digit(run) || (run.has(Alphabet::kEastern) && is_eastern_inside(run));
  }

  // A digit of another script between two Latin letters.
  bool has_foreign_digit(const Run& run) const {
    for (std::size_t i = run.first + 1; i + 1 < run.end; ++i) {
      const char32_t c = points_[i];
      if (c < 0x80 || alphabet_of(points_[i - 1]) != Alphabet::kLatin ||
          alphabet_of(points_[i + 1]) != Alphabet::kLatin) {
        continue;
      }
      if (classify(c).kind == CharacterKind::kWord && alphabet_of(c) == Alphabet::kNone)
        return true;
    }
    return false;
  }

  // A letter of East Asia between Latin letters, or one before or behind three of them.
  bool is_eastern_inside(const Run& run) const {
    constexpr std::size_t kFewestBeside = 3;
    std::vector<Alphabet> order;
    for (std::size_t i = run.first; i < run.end; ++i) {
      const Alphabet alphabet = alphabet_of(points_[i]);
      if (alphabet != Alphabet::kNone) order.push_back(alphabet);
    }
    const auto eastern =
        static_cast<std::size_t>(std::count(order.begin(), order.end(), Alphabet::kEastern));
    const bool begins = order.front() == Alphabet::kEastern;
    const bool ends = order.back() == Alphabet::kEastern;
    if (!begins && !ends) return true;
    return eastern == 1 && order.size() > kFewestBeside;
  }

  std::u32string& points_;
  std::vector<Run> runs_;
};

}  // namespace

std::size_t unify_lookalikes(std::u32string& points) {
  const bool plain = std::all_of(points.begin(), points.end(), [](char32_t c) {
    return c < 0x0370 || within(c, 0x1E00, 0x1EFF) || within(c, 0x2000, 0x2027);
  });
  if (plain) return 0;
  return Words(points).unify();
}

}  // namespace financescr::text
