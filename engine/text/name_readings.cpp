#include "engine/text/name_readings.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/text/characters.hpp"
#include "engine/text/clutter_words.hpp"
#include "engine/text/han_readings.hpp"
#include "engine/text/normalise.hpp"
#include "engine/text/respelled.hpp"

namespace financescr::text {
namespace {

constexpr std::size_t kFewestOfAcronym = 3;
constexpr std::size_t kMostOfAcronym = 6;
constexpr std::int32_t kPlainLackPermille = 1000;
// Of a person's name; a longer one in Hangul is a foreigner's.
constexpr std::size_t kMostHan = 6;
constexpr std::size_t kMostHangul = 4;

bool same_words(const Name& a, const Name& b) {
  return std::equal(a.words().begin(), a.words().end(), b.words().begin(), b.words().end(),
                    [](const Word& x, const Word& y) {
                      return x.letters == y.letters && x.phones == y.phones &&
                             x.word_class == y.word_class;
                    });
}

bool names_company(const Name& name) {
  return std::any_of(name.words().begin(), name.words().end(), [](const Word& word) {
    return is_company_word(word.letters, word.word_class);
  });
}

bool is_whole_word(const Word& word) { return word.letters.size() > 1; }

// Whether lone letters of the name are an acronym rather than initials or a word that was taken
// apart: they are few and all capitals or all small, and the name is a company's, or nothing else
// is in it.
bool has_acronym(const Name& apart, const JoinedLetters& joined) {
  if (!joined.one_case || joined.longest > kMostOfAcronym) return false;
  const bool any_whole = std::any_of(apart.words().begin(), apart.words().end(), is_whole_word);
  if (!any_whole) return true;
  return names_company(apart) && (joined.longest > 2 || joined.all_dotted);
}

// Whether dissect() could find anything: a sign that parts a field, a digit, a letter of East Asia,
// or a word that is clutter.
bool may_hold_clutter(std::string_view raw, const Name& name) {
  const bool sign = std::any_of(raw.begin(), raw.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0xE0 || (c >= '0' && c <= '9') ||
           std::string_view(",;:/\\|&+*()[]{}").find(c) != std::string_view::npos;
  });
  return sign || name.words().size() > 2 ||
         std::any_of(name.words().begin(), name.words().end(), [](const Word& word) {
           return clutter_word(word.letters) != ClutterWord::kNone;
         });
}

// Whether the letters are first letters of the words of the name, in their order.
bool is_acronym_of(std::string_view letters, const Name& name) {
  std::size_t next = 0;
  for (const Word& word : name.words()) {
    if (next < letters.size() && word.letters[0] == letters[next]) ++next;
  }
  return letters.size() >= kFewestOfAcronym && next == letters.size();
}

}  // namespace

std::string_view to_string(ReadingWay way) {
  switch (way) {
    case ReadingWay::kSetAside:
      return "SET_ASIDE";
    case ReadingWay::kOnePerson:
      return "ONE_PERSON";
    case ReadingWay::kWithoutBrackets:
      return "WITHOUT_BRACKETS";
    case ReadingWay::kWordsCut:
      return "WORDS_CUT";
    case ReadingWay::kLettersJoined:
      return "LETTERS_JOINED";
    case ReadingWay::kLettersParted:
      return "LETTERS_PARTED";
    case ReadingWay::kDigitsAsLetters:
      return "DIGITS_AS_LETTERS";
    case ReadingWay::kWordAsNumber:
      return "WORD_AS_NUMBER";
    case ReadingWay::kAbbreviation:
      return "ABBREVIATION";
    case ReadingWay::kHanRead:
      return "HAN_READ";
    case ReadingWay::kAsSurname:
      return "AS_SURNAME";
    case ReadingWay::kInitials:
      return "INITIALS";
    case ReadingWay::kAcronym:
      return "ACRONYM";
  }
  return "";
}

std::int32_t lack_permille(std::string_view raw, const Name& plain) {
  if (raw.empty() || static_cast<unsigned char>(raw.front()) < 0x80) return kPlainLackPermille;
  std::size_t han = 0;
  std::size_t hangul = 0;
  std::size_t abjad = 0;
  std::size_t others = 0;
  for (const char32_t c : code_points(raw)) {
    const Character character = classify(c);
    if (character.kind != CharacterKind::kTransliterated) {
      const bool beside = character.kind == CharacterKind::kIgnored ||
                          character.kind == CharacterKind::kApostrophe || c == ' ';
      if (beside) continue;
      return kPlainLackPermille;
    }
    if (character.script == Script::kHan) {
      ++han;
    } else if (character.script == Script::kHangul) {
      ++hangul;
    } else if (character.script == Script::kArabic || character.script == Script::kHebrew) {
      ++abjad;
    } else {
      ++others;
    }
  }
  const bool one_script = (han > 0) + (hangul > 0) + (abjad > 0) == 1 && others == 0;
  if (!one_script || han > kMostHan || hangul > kMostHangul || names_company(plain)) {
    return kPlainLackPermille;
  }
  return abjad > 0 ? kAbjadLackPermille : kSyllablesLackPermille;
}

NameReadings::NameReadings(std::string_view raw, NameSide side)
    : most_(side == NameSide::kQuery ? kMaxQueryReadings : kMaxListedReadings) {
  readings_.push_back({Name(raw)});
  std::string text(raw);
  if (const auto joined = with_letters_joined(raw)) {
    NameStyle style;
    style.letters_are_initials = true;
    if (has_acronym(Name(raw, style), *joined)) {
      readings_.front().name = Name(joined->text);
      text = joined->text;
    }
  }
  ReadingWays ways;
  if (may_hold_clutter(text, plain())) {
    NameField field =
        dissect(text, side == NameSide::kQuery ? FieldSide::kQuery : FieldSide::kListed);
    set_aside_ = std::move(field.set_aside);
    date_of_birth_ = field.date_of_birth;
    ways = set_aside_.empty() ? ways : ways.with(ReadingWay::kSetAside);
    const bool several = field.names.size() > 1;
    for (const std::string& name : field.names) {
      add(name, {}, several ? ways.with(ReadingWay::kOnePerson) : ways);
    }
    if (several) return;
    if (!field.names.empty()) text = field.names.front();
  }
  const std::size_t base = readings_.size() - 1;
  if (side == NameSide::kListed) add_acronyms(text);
  const auto parts = side == NameSide::kQuery ? bracketed(text) : std::nullopt;
  if (parts) add(parts->without, {}, ways.with(ReadingWay::kWithoutBrackets));
  add_respelled(text, ways);
  add_restyled(text, ways, base);
  add_han(text, ways);
  if (const auto person = han_person(side == NameSide::kQuery ? std::string_view(text) : raw)) {
    for (Reading& reading : readings_) reading.han = person;
  }
  const std::int32_t lack = lack_permille(raw, plain());
  if (lack != kPlainLackPermille) {
    for (Reading& reading : readings_) reading.lack_permille = lack;
  }
}

void NameReadings::add_han(std::string_view text, ReadingWays ways) {
  for (const HanChoice& choice : han_choices(text)) {
    keep({Name(text, {}, choice), ways.with(ReadingWay::kHanRead),
          normalise_counted(text, choice).text});
  }
}

void NameReadings::add_respelled(std::string_view text, ReadingWays ways) {
  const auto add_if = [&](const std::optional<std::string>& respelled, ReadingWay way) {
    if (respelled) add(*respelled, {}, ways.with(way));
  };
  const auto cut = with_words_cut(text);
  add_if(cut, ReadingWay::kWordsCut);
  const auto joined = with_letters_joined(cut ? *cut : text);
  if (joined && joined->longest >= kFewestOfAcronym) {
    add(joined->text, {}, ways.with(ReadingWay::kLettersJoined));
  }
  if (!names_company(plain())) {
    add_if(with_letters_parted(text), ReadingWay::kLettersParted);
  }
  add_if(with_digits_as_letters(text, 'i'), ReadingWay::kDigitsAsLetters);
  add_if(with_digits_as_letters(text, 'l'), ReadingWay::kDigitsAsLetters);
}

void NameReadings::add_restyled(std::string_view text, ReadingWays ways, std::size_t of) {
  const std::vector<Word>& words = readings_[of].name.words();
  if (words.size() < 2) return;
  const bool company = names_company(readings_[of].name);
  const Word& last = words.back();
  const bool has_numeral = may_be_number(last.letters) && is_whole_word(words[words.size() - 2]);
  // Inside a company's name, or at the end of any.
  const auto taken = company ? Abbreviations::kAll : Abbreviations::kLikely;
  const bool has_abbreviation = std::any_of(words.begin() + 1, words.end(), [&](const Word& word) {
    return word.word_class == WordClass::kName && (company || &word == &last) &&
           !unabbreviated(word.letters, taken).empty();
  });
  const bool has_surname = may_be_names(readings_[of].name);
  const bool has_initials = last.word_class == WordClass::kLegalForm && last.letters.size() == 2;
  NameStyle style;
  if (has_numeral) {
    style.numerals = Numerals::kAll;
    add(text, style, ways.with(ReadingWay::kWordAsNumber));
  }
  if (has_abbreviation) {
    style = {};
    style.abbreviations = taken;
    add(text, style, ways.with(ReadingWay::kAbbreviation));
  }
  if (has_surname) {
    style = {};
    style.words_are_names = true;
    add(text, style, ways.with(ReadingWay::kAsSurname));
  }
  if (has_initials) {
    style = {};
    style.letters_are_initials = true;
    add(text, style, ways.with(ReadingWay::kInitials));
  }
}

void NameReadings::add_acronyms(std::string_view text) {
  if (const auto parts = bracketed(text)) {
    const Name inside(parts->inside);
    const bool one_word =
        inside.words().size() == 1 && parts->inside.find(' ') == std::string::npos;
    if (one_word && is_acronym_of(inside.words()[0].letters, Name(parts->without))) {
      add(parts->inside, {}, ReadingWays().with(ReadingWay::kAcronym));
    }
  }
}

void NameReadings::add(std::string_view text, const NameStyle& style, ReadingWays ways) {
  if (readings_.size() < most_) keep({Name(text, style), ways, std::string(text)});
}

void NameReadings::keep(Reading reading) {
  if (readings_.size() >= most_ || reading.name.words().empty()) return;
  const bool known = std::any_of(readings_.begin(), readings_.end(), [&](const Reading& before) {
    return same_words(before.name, reading.name);
  });
  if (!known) readings_.push_back(std::move(reading));
}

}  // namespace financescr::text
