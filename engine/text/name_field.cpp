#include "engine/text/name_field.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "engine/text/characters.hpp"
#include "engine/text/clutter_words.hpp"
#include "engine/text/field_date.hpp"
#include "engine/text/field_tokens.hpp"
#include "engine/text/normalise.hpp"
#include "engine/text/word_class.hpp"

namespace financescr::text {
namespace {

constexpr std::size_t kFewestIdDigits = 5;  // of a number that stands alone
constexpr std::size_t kMostNames = 6;

bool is_number_word(const FieldToken& token, std::size_t fewest_digits) {
  const auto digits = std::count_if(token.plain.begin(), token.plain.end(),
                                    [](char c) { return c >= '0' && c <= '9'; });
  return static_cast<std::size_t>(digits) >= fewest_digits;
}

bool is_company_word(const FieldToken& token) {
  if (token.meaning == ClutterWord::kLink || token.plain == "ve") return false;
  const WordClass of_word = word_class(token.plain);
  return of_word == WordClass::kLegalForm || of_word == WordClass::kGeneric;
}

bool is_name_word(const FieldToken& token) {
  return token.plain.size() > 1 && word_class(token.plain) == WordClass::kName;
}

// What stands between two people.
enum class Joint : std::uint8_t { kNone, kWeak, kStrong };

Joint joint_of(const FieldToken& token) {
  static constexpr std::string_view kWeak[] = {"and", "e", "et", "i", "og", "och", "und", "y"};
  static constexpr std::string_view kStrong[] = {"andor", "oder", "or", "undoder"};
  const auto is_in = [&](const auto& list) {
    return std::find(std::begin(list), std::end(list), token.plain) != std::end(list);
  };
  if (is_in(kStrong) || token.meaning == ClutterWord::kAlias ||
      token.meaning == ClutterWord::kCare) {
    return Joint::kStrong;
  }
  return is_in(kWeak) ? Joint::kWeak : Joint::kNone;
}

class Dissector {
 public:
  Dissector(std::string_view raw, FieldSide side)
      : raw_(raw), side_(side), tokens_(field_tokens(raw)) {
    names_company_ = std::any_of(tokens_.begin(), tokens_.end(), is_company_word);
  }

  NameField run() {
    set_births_aside();
    set_documents_aside();
    set_addresses_aside();
    set_offices_aside();
    set_titles_aside();
    set_places_aside();
    const auto people = split();
    NameField field;
    field.date_of_birth = date_of_birth_;
    collect_aside(field);
    if (field.set_aside.empty() && people.size() < 2) return field;
    for (const auto& person : people) {
      std::string text = text_of(person);
      if (!normalise(text).empty() && field.names.size() < kMostNames) {
        field.names.push_back(std::move(text));
      }
    }
    return field;
  }

 private:
  using Places = std::vector<std::size_t>;

  void mark(std::size_t first, std::size_t end, AsideReason why) {
    for (std::size_t i = first; i < end; ++i) tokens_[i].aside = why;
  }

  [[nodiscard]] bool is_free(std::size_t i) const { return !tokens_[i].aside; }

  // Whether a part of the field ends before the token.
  [[nodiscard]] bool parts_before(std::size_t i) const {
    return i == 0 ||
           (tokens_[i].before != FieldBreak::kNone && tokens_[i].before != FieldBreak::kAmpersand);
  }

  [[nodiscard]] std::size_t end_of_part(std::size_t first) const {
    std::size_t end = first + 1;
    while (end < tokens_.size() && !parts_before(end)) ++end;
    return end;
  }

  // Words outside [first, end) that are not set aside and have two letters or more.
  [[nodiscard]] std::size_t names_outside(std::size_t first, std::size_t end) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const bool outside = i < first || i >= end;
      if (outside && is_free(i) && tokens_[i].plain.size() > 1 &&
          tokens_[i].meaning != ClutterWord::kLink && joint_of(tokens_[i]) == Joint::kNone) {
        ++count;
      }
    }
    return count;
  }

  void set_births_aside() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const bool label = tokens_[i].meaning == ClutterWord::kBirthLabel || tokens_[i].plain == "b";
      std::size_t next = i + 1;
      while (label && next < tokens_.size() &&
             (tokens_[next].meaning == ClutterWord::kBirthLink ||
              tokens_[next].meaning == ClutterWord::kLink ||
              tokens_[next].meaning == ClutterWord::kBirthLabel)) {
        ++next;
      }
      const bool bracketed = tokens_[i].before == FieldBreak::kOpen;
      const FieldDate date =
          label || bracketed ? date_at(raw_, tokens_, label ? next : i) : FieldDate{};
      if (date.tokens == 0 || (!label && !date.date.is_full())) continue;
      std::size_t end = (label ? next : i) + date.tokens;
      if (end < tokens_.size() && tokens_[end].plain == "in" && !parts_before(end)) {
        end = end_of_part(end);
      }
      mark(i, end, AsideReason::kBirth);
      if (!date_of_birth_) date_of_birth_ = date.date;
      i = end - 1;
    }
  }

  void set_documents_aside() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!is_free(i)) continue;
      if (i > 0 && is_number_word(tokens_[i], kFewestIdDigits)) {
        mark(i, i + 1, AsideReason::kDocument);
      }
      if (tokens_[i].meaning != ClutterWord::kDocumentLabel) continue;
      std::size_t next = i + 1;
      while (next < tokens_.size() && (tokens_[next].meaning == ClutterWord::kDocumentLabel ||
                                       tokens_[next].meaning == ClutterWord::kNumberLabel ||
                                       tokens_[next].meaning == ClutterWord::kLink)) {
        ++next;
      }
      if (next < tokens_.size() && is_free(next) && is_number_word(tokens_[next], 3)) {
        mark(i, next + 1, AsideReason::kDocument);
        i = next;
      }
    }
  }

  // Forms of address in Han, kana and Hangul, apart or glued to the name.
  void set_addresses_aside() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      FieldToken& token = tokens_[i];
      if (!is_free(i) || static_cast<unsigned char>(raw_[token.begin]) < 0xE0) continue;
      const std::string_view word = raw_.substr(token.begin, token.end - token.begin);
      if (is_address(word) && names_outside(i, i + 1) > 0) {
        mark(i, i + 1, AsideReason::kTitle);
        continue;
      }
      token.cut_behind = address_at_end(word);
      token.cut_before = address_at_start(word.substr(0, word.size() - token.cut_behind));
    }
  }

  // Whether all words of the part belong to offices, and some office is among them.
  [[nodiscard]] bool is_office(std::size_t first, std::size_t end) const {
    bool has_office = false;
    std::size_t role_words = 0;
    for (std::size_t i = first; i < end; ++i) {
      switch (tokens_[i].meaning) {
        case ClutterWord::kRole:
        case ClutterWord::kTitle:
          has_office = true;
          break;
        case ClutterWord::kRoleWord:
          ++role_words;
          break;
        case ClutterWord::kLink:
          break;
        case ClutterWord::kNone:
        case ClutterWord::kBirthLabel:
        case ClutterWord::kBirthLink:
        case ClutterWord::kDocumentLabel:
        case ClutterWord::kNumberLabel:
        case ClutterWord::kAlias:
        case ClutterWord::kCare:
          return false;
      }
    }
    return has_office || role_words >= 2;
  }

  // "Minister of Finance of Estonia" as a part of its own.
  [[nodiscard]] bool is_office_of(std::size_t first, std::size_t end) const {
    std::size_t i = first;
    while (i < end && tokens_[i].meaning == ClutterWord::kRoleWord) ++i;
    const bool office = i < end && (tokens_[i].meaning == ClutterWord::kRole ||
                                    tokens_[i].meaning == ClutterWord::kTitle);
    return office && i + 2 < end && tokens_[i + 1].meaning == ClutterWord::kLink &&
           tokens_[i + 1].plain != "and" && tokens_[i + 1].before == FieldBreak::kNone;
  }

  void set_offices_aside() {
    for (std::size_t first = 0; first < tokens_.size(); first = end_of_part(first)) {
      const std::size_t end = end_of_part(first);
      if (!is_free(first)) continue;
      const bool alone = names_outside(first, end) == 0;
      if (!alone && is_office(first, end)) {
        const bool title = std::all_of(at(first), at(end), [](const FieldToken& token) {
          return token.meaning == ClutterWord::kTitle;
        });
        mark(first, end, title ? AsideReason::kTitle : AsideReason::kRole);
      } else if (!alone && is_office_of(first, end)) {
        mark(first, end, AsideReason::kRole);
      } else {
        set_last_office_aside(first, end);
      }
    }
  }

  // "Jan Tolvik Managing Director": an office behind two words or more.
  void set_last_office_aside(std::size_t first, std::size_t end) {
    for (std::size_t i = first + 2; i < end; ++i) {
      const bool starts =
          tokens_[i].meaning == ClutterWord::kRole || tokens_[i].meaning == ClutterWord::kRoleWord;
      if (!starts || !is_office(i, end)) continue;
      if (is_company_word(tokens_[i - 1]) || tokens_[i - 1].meaning == ClutterWord::kLink) return;
      mark(i, end, AsideReason::kRole);
      return;
    }
  }

  // Titles before and behind each name.
  void set_titles_aside() {
    if (names_company_) return;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const bool starts = parts_before(i) || joint_of(tokens_[i - 1]) != Joint::kNone ||
                          tokens_[i].before != FieldBreak::kNone || !is_free(i - 1);
      if (is_free(i) && starts) set_first_titles_aside(i);
    }
    for (std::size_t i = tokens_.size(); i-- > 0;) {
      const bool ends = i + 1 == tokens_.size() || parts_before(i + 1) || !is_free(i + 1) ||
                        joint_of(tokens_[i + 1]) != Joint::kNone;
      if (is_free(i) && ends && i >= 2 && tokens_[i].meaning == ClutterWord::kTitle &&
          names_outside(i, i + 1) >= 2) {
        mark(i, i + 1, AsideReason::kTitle);
      }
    }
  }

  void set_first_titles_aside(std::size_t first) {
    std::size_t end = first;
    bool has_role = false;
    for (std::size_t i = first; i < tokens_.size() && (i == first || !parts_before(i)); ++i) {
      const ClutterWord meaning = tokens_[i].meaning;
      if (meaning == ClutterWord::kTitle || meaning == ClutterWord::kRole) {
        end = i + 1;
        has_role = has_role || meaning == ClutterWord::kRole || i > first;
      } else if (meaning != ClutterWord::kRoleWord) {
        break;
      }
    }
    if (end == first || names_outside(first, end) == 0) return;
    const bool all_titles = std::all_of(at(first), at(end), [](const FieldToken& token) {
      return token.meaning == ClutterWord::kTitle;
    });
    mark(first, end, all_titles || !has_role ? AsideReason::kTitle : AsideReason::kRole);
  }

  [[nodiscard]] bool is_place(std::size_t first, std::size_t end) const {
    const auto slice =
        raw_.substr(tokens_[first].begin, tokens_[end - 1].end - tokens_[first].begin);
    return text::is_place(normalise(slice));
  }

  void set_places_aside() {
    std::size_t parts = 0;
    for (std::size_t first = 0; first < tokens_.size(); first = end_of_part(first)) {
      const std::size_t end = end_of_part(first);
      if (!is_free(first)) continue;
      if (++parts > 1 && names_outside(first, end) >= 2 && is_place(first, end)) {
        mark(first, end, AsideReason::kPlace);
      }
    }
    if (side_ == FieldSide::kQuery && !names_company_) set_last_place_aside();
  }

  // "Jan Tolvik Tallinn". Requires: nothing in the name says that it is a company.
  void set_last_place_aside() {
    std::size_t end = tokens_.size();
    while (end > 0 && !is_free(end - 1)) --end;
    for (std::size_t count = 1; count <= 2 && count + 2 <= end; ++count) {
      const std::size_t first = end - count;
      if (!is_free(first) || tokens_[first - 1].meaning == ClutterWord::kLink) return;
      if (names_outside(first, end) < 2 || !is_place(first, end)) continue;
      mark(first, end, AsideReason::kPlace);
      return;
    }
  }

  // The tokens of each name.
  [[nodiscard]] std::vector<Places> split() {
    const bool may_be_weak = side_ == FieldSide::kQuery && !names_company_;
    std::vector<Places> people(1);
    std::vector<bool> strong;
    Joint before_aside = Joint::kNone;  // "... & Mrs ...": what parts two people stands before both
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!is_free(i)) {
        before_aside = std::max(before_aside, joint_before(i));
        continue;
      }
      Joint joint = joint_of(tokens_[i]);
      const bool label =
          tokens_[i].meaning == ClutterWord::kAlias || tokens_[i].meaning == ClutterWord::kCare;
      if (label) mark(i, i + 1, AsideReason::kLabel);
      const bool taken = joint != Joint::kNone;  // the token itself is no part of a name
      if (!taken) joint = std::max(joint_before(i), before_aside);
      before_aside = Joint::kNone;
      if (joint == Joint::kStrong || (joint == Joint::kWeak && may_be_weak)) {
        if (!people.back().empty()) {
          people.emplace_back();
          strong.push_back(joint == Joint::kStrong);
        } else if (!strong.empty() && joint == Joint::kStrong) {
          strong.back() = true;
        }
        if (taken) continue;
      }
      people.back().push_back(i);
    }
    if (people.back().empty()) people.pop_back();
    return is_several(people, strong) ? std::move(people) : std::vector<Places>{all_free()};
  }

  [[nodiscard]] Joint joint_before(std::size_t i) const {
    switch (tokens_[i].before) {
      case FieldBreak::kSlash:
      case FieldBreak::kSemicolon:
        return Joint::kStrong;
      case FieldBreak::kAmpersand:
        return Joint::kWeak;
      case FieldBreak::kNone:
      case FieldBreak::kDash:
      case FieldBreak::kComma:
      case FieldBreak::kOpen:
      case FieldBreak::kClose:
        return Joint::kNone;
    }
    return Joint::kNone;
  }

  // Whether these are names of several people; a first name without a surname gets the last one's.
  [[nodiscard]] bool is_several(std::vector<Places>& people,
                                const std::vector<bool>& strong) const {
    if (people.size() < 2) return false;
    const auto words = [this](const Places& person) {
      return std::count_if(person.begin(), person.end(),
                           [this](std::size_t i) { return is_name_word(tokens_[i]); });
    };
    for (std::size_t p = 0; p < people.size(); ++p) {
      if (words(people[p]) >= 2) continue;
      const bool after_strong = p > 0 && p - 1 < strong.size() && strong[p - 1];
      const bool before_strong = p < strong.size() && strong[p];
      if (words(people[p]) == 1 && (after_strong || before_strong) &&
          tokens_[people[p].front()].plain.size() >= 4) {
        continue;
      }
      const bool borrows = words(people[p]) == 1 && p + 1 < people.size() &&
                           words(people.back()) >= 2 && words(people.back()) <= 3;
      if (!borrows) return false;
      people[p].push_back(people.back().back());
    }
    return true;
  }

  [[nodiscard]] Places all_free() const {
    Places all;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (is_free(i)) all.push_back(i);
    }
    return all;
  }

  // As it stood, where its words are neighbours.
  [[nodiscard]] std::string text_of(const Places& places) const {
    std::string text;
    for (std::size_t k = 0; k < places.size(); ++k) {
      const FieldToken& token = tokens_[places[k]];
      const std::size_t begin = token.begin + token.cut_before;
      if (k > 0) {
        const bool neighbours = places[k] == places[k - 1] + 1;
        const std::size_t before = tokens_[places[k - 1]].end;
        text += neighbours && token.cut_before == 0 ? raw_.substr(before, begin - before) : " ";
      }
      text += raw_.substr(begin, token.end - token.cut_behind - begin);
    }
    return text;
  }

  void collect_aside(NameField& field) const {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const FieldToken& token = tokens_[i];
      const auto add = [&](std::size_t begin, std::size_t end, AsideReason why) {
        field.set_aside.push_back({std::string(raw_.substr(begin, end - begin)), why});
      };
      if (token.cut_before > 0) {
        add(token.begin, token.begin + token.cut_before, AsideReason::kTitle);
      }
      if (token.cut_behind > 0) add(token.end - token.cut_behind, token.end, AsideReason::kTitle);
      if (!token.aside) continue;
      std::size_t last = i;
      while (last + 1 < tokens_.size() && tokens_[last + 1].aside == token.aside) ++last;
      add(token.begin, tokens_[last].end, *token.aside);
      i = last;
    }
  }

  [[nodiscard]] std::vector<FieldToken>::const_iterator at(std::size_t i) const {
    return tokens_.begin() + static_cast<std::ptrdiff_t>(i);
  }

  std::string_view raw_;
  FieldSide side_;
  std::vector<FieldToken> tokens_;
  bool names_company_ = false;
  std::optional<PartialDate> date_of_birth_;
};

}  // namespace

std::string_view to_string(AsideReason reason) {
  switch (reason) {
    case AsideReason::kTitle:
      return "TITLE";
    case AsideReason::kRole:
      return "ROLE";
    case AsideReason::kBirth:
      return "BIRTH";
    case AsideReason::kDocument:
      return "DOCUMENT";
    case AsideReason::kPlace:
      return "PLACE";
    case AsideReason::kLabel:
      return "LABEL";
  }
  return "";
}

NameField dissect(std::string_view raw, FieldSide side) { return Dissector(raw, side).run(); }

}  // namespace financescr::text
