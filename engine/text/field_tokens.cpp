#include "engine/text/field_tokens.hpp"

#include <algorithm>
#include <iterator>

#include "engine/text/characters.hpp"
#include "engine/text/normalise.hpp"

namespace financescr::text {
namespace {

// Words that are written with a slash, and what they are called here.
struct SlashedWord {
  std::string_view written;
  std::string_view plain;
};
constexpr SlashedWord kSlashed[] = {
    {"a/k/a", "aka"}, {"and/or", "andor"}, {"c/o", "careof"},       {"d/b/a", "dba"},
    {"f/k/a", "fka"}, {"n/k/a", "nka"},    {"o/b/o", "onbehalfof"}, {"t/a", "tradingas"},
    {"y/o", "andor"}, {"et/ou", "andor"},  {"und/oder", "undoder"}, {"m/v", "mv"},
    {"m/t", "mt"},
};

// "And" in Arabic, Persian, Chinese and Japanese, where it is a word by itself.
constexpr std::string_view kAnd[] = {"\u0648", "\u548C", "\u4E0E", "\u8207", "\u53CA", "\u3068"};

bool is_blank(char32_t c) { return c <= ' ' || c == 0xA0 || c == 0x3000; }

// The break that a sign is; kNone if it is none.
FieldBreak break_of(char32_t c) {
  switch (c) {
    case ',':
    case ':':
    case '*':
    case 0x060C:
    case 0x3001:
    case 0xFF0C:
    case 0xFF1A:
      return FieldBreak::kComma;
    case '&':
    case '+':
    case 0xFF06:
      return FieldBreak::kAmpersand;
    case '(':
    case '[':
    case '{':
    case 0xFF08:
    case 0x3010:
      return FieldBreak::kOpen;
    case ')':
    case ']':
    case '}':
    case 0xFF09:
    case 0x3011:
      return FieldBreak::kClose;
    case '/':
    case '|':
    case '\\':
    case 0xFF0F:
      return FieldBreak::kSlash;
    case ';':
    case 0x061B:
    case 0xFF1B:
      return FieldBreak::kSemicolon;
    default:
      return FieldBreak::kNone;
  }
}

bool is_dash(std::string_view word) { return word == "-" || word == "\u2013" || word == "\u2014"; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The slashed word that stands at `begin` between blanks or signs; nullptr if none does.
const SlashedWord* slashed_at(std::string_view raw, std::size_t begin) {
  for (const SlashedWord& word : kSlashed) {
    const std::string_view there = raw.substr(begin, word.written.size());
    const std::size_t end = begin + word.written.size();
    const bool ends = end >= raw.size() || is_blank(static_cast<unsigned char>(raw[end])) ||
                      std::string_view(".,:;").find(raw[end]) != std::string_view::npos;
    if (ends && std::equal(there.begin(), there.end(), word.written.begin(), word.written.end(),
                           [](char a, char b) { return lower(a) == b; })) {
      return &word;
    }
  }
  return nullptr;
}

std::string without_blanks(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return text;
}

class Tokeniser {
 public:
  explicit Tokeniser(std::string_view raw) : raw_(raw) {}

  std::vector<FieldToken> run() {
    for (std::size_t i = 0; i < raw_.size();) {
      if (const SlashedWord* word = in_word_ ? nullptr : slashed_at(raw_, i)) {
        add(i, i + word->written.size(), std::string(word->plain));
        i += word->written.size();
        continue;
      }
      const std::size_t start = i;
      const char32_t c = next_code_point(raw_, i);
      const FieldBreak sign = break_of(c);
      if (is_blank(c) || sign != FieldBreak::kNone) {
        end_word(start);
        before_ = std::max(before_, sign);
      } else if (!in_word_) {
        in_word_ = true;
        begin_ = start;
      }
    }
    end_word(raw_.size());
    return std::move(tokens_);
  }

 private:
  void end_word(std::size_t end) {
    if (!in_word_) return;
    in_word_ = false;
    const std::string_view word = raw_.substr(begin_, end - begin_);
    if (is_dash(word)) {
      before_ = std::max(before_, FieldBreak::kDash);
      return;
    }
    if (std::find(std::begin(kAnd), std::end(kAnd), word) != std::end(kAnd)) {
      add(begin_, end, "and");
      return;
    }
    std::string plain = without_blanks(normalise(word));
    if (plain.empty()) return;
    // "M.R." are initials.
    const bool initials = plain.size() == 2 && word.find('.') == 1;
    add(begin_, end, std::move(plain));
    if (initials) tokens_.back().meaning = ClutterWord::kNone;
  }

  void add(std::size_t begin, std::size_t end, std::string plain) {
    FieldToken token;
    token.begin = begin;
    token.end = end;
    token.meaning = clutter_word(plain);
    token.plain = std::move(plain);
    token.before = before_;
    before_ = FieldBreak::kNone;
    tokens_.push_back(std::move(token));
  }

  std::string_view raw_;
  std::vector<FieldToken> tokens_;
  FieldBreak before_ = FieldBreak::kNone;
  bool in_word_ = false;
  std::size_t begin_ = 0;
};

}  // namespace

std::vector<FieldToken> field_tokens(std::string_view raw) { return Tokeniser(raw).run(); }

}  // namespace financescr::text
