#include "functions/agent/said_subject.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/core/country_names.hpp"
#include "engine/text/normalise.hpp"
#include "engine/text/word_class.hpp"
#include "functions/agent/said_date.hpp"
#include "functions/agent/said_name.hpp"
#include "functions/agent/words.hpp"

namespace financescr::agent {
namespace {

using Tokens = std::vector<std::string_view>;

constexpr std::string_view kHow =
    "Say: 'Screen <name>', or 'Screen <name>, born <date>, <country>' if you know these; a name in "
    "quotes is taken as it stands.";
constexpr std::size_t kMostWords = 10;  // of a name without quotes
constexpr std::size_t kMostCountryWords = 7;

// Words that begin a detail. Whatever their case, they are no part of a name without quotes.
constexpr std::string_view kDetailWords =
    "born|dob|d.o.b|d.o.b.|birth|birthday|birthdate|nationality|citizenship|residence|from|aged|"
    "passport";
// The same before "of" and "in".
constexpr std::string_view kDetailWordsBefore =
    "citizen|national|resident|residing|living|lives|date";
// Words that say more than a name does.
constexpr std::string_view kNoName =
    "a|about|again|against|age|all|also|an|are|as|asap|at|because|been|but|can|could|date|did|do|"
    "does|every|everybody|everyone|everything|had|has|have|he|her|him|his|how|id|if|immediately|"
    "in|into|is|it|its|list|lists|me|my|near|now|number|on|our|please|quickly|same|sanction|"
    "sanctioned|sanctions|she|should|since|some|somebody|someone|tell|than|thanks|that|their|them|"
    "then|there|these|they|this|those|threshold|to|today|tomorrow|urgently|us|was|we|were|what|"
    "when|where|whether|which|who|whom|whose|why|with|without|would|you|your|for|not";
// Words that do not say who is meant, if there are no others.
constexpr std::string_view kNobody =
    "the|an|account|another|case|cases|client|company|customer|customers|decision|entity|guy|last|"
    "list|man|name|names|new|next|one|other|party|people|person|previous|subject|woman";
// Small words inside names beside the particles.
constexpr std::string_view kInNames = "of|the|e|y|i|et|di";
// What may end with a full stop in a name.
constexpr std::string_view kWrittenWithStops =
    "corp|bros|prof|intl|assoc|messrs|capt|supt|dept|univ|comp|mssrs|gmbh|s.a|s.p.a|l.l.c|p.l.c|"
    "s.a.r.l|s.r.l|n.v|b.v|a.s|o.o.o|z.o.o|k.k|a.g|d.o.o|j.s.c|o.j.s.c|p.j.s.c|l.t.d|u.s.a|u.k";

struct Quotes {
  std::string_view open, close;
};
constexpr Quotes kQuotes[] = {{"\"", "\""},
                              {"\xE2\x80\x9C", "\xE2\x80\x9D"},
                              {"\xE2\x80\x9E", "\xE2\x80\x9C"},
                              {"\xC2\xAB", "\xC2\xBB"},
                              {"'", "'"},
                              {"\xE2\x80\x98", "\xE2\x80\x99"},
                              {"`", "`"},
                              {"<", ">"}};

tl::unexpected<std::string> ask(std::string question) {
  return tl::unexpected(std::move(question) + " " + std::string(kHow));
}

// Cut at white space; commas, semicolons and parentheses are tokens of their own.
Tokens tokens_of(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\v\f";
  constexpr std::string_view kAlone = ",;()";
  Tokens tokens;
  for (std::size_t i = 0; i < text.size();) {
    if (kSpace.find(text[i]) != std::string_view::npos) {
      ++i;
    } else if (kAlone.find(text[i]) != std::string_view::npos) {
      tokens.push_back(text.substr(i++, 1));
    } else {
      std::size_t end = i;
      while (end < text.size() && kSpace.find(text[end]) == std::string_view::npos &&
             kAlone.find(text[end]) == std::string_view::npos) {
        ++end;
      }
      tokens.push_back(text.substr(i, end - i));
      i = end;
    }
  }
  return tokens;
}

bool is_separator(std::string_view token) {
  return token == "," || token == ";" || token == "(" || token == ")";
}

bool has(std::string_view text, char first, char last) {
  return std::any_of(text.begin(), text.end(), [=](char c) { return c >= first && c <= last; });
}
std::ptrdiff_t digits_in(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}
bool is_small(std::string_view word) { return has(word, 'a', 'z') && !has(word, 'A', 'Z'); }

// Without a colon behind it: "dob:".
std::string key_of(std::string_view token) {
  if (token.ends_with(':')) token.remove_suffix(1);
  return lower_case(token);
}

bool ends_sentence(std::string_view word) {
  if (!word.ends_with('.')) return false;
  const std::string_view stem = word.substr(0, word.size() - 1);
  return stem.size() > 3 && !is_one_of(lower_case(stem), kWrittenWithStops);
}

// Reads a name and details, from left to right.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  tl::expected<SaidSubject, std::string> read() {
    auto name = quoted_name();
    if (!name) name = plain_name();
    if (!name) return tl::unexpected(std::move(name.error()));
    subject_.name = std::move(*name);
    while (at_ < tokens_.size()) {
      const bool separated = skip_separators();
      if (at_ == tokens_.size()) break;
      if (auto question = detail(separated)) return ask(std::move(*question));
    }
    if (parentheses_ != 0) return ask("There is a parenthesis that does not end.");
    return std::move(subject_);
  }

 private:
  using Name = tl::expected<std::string, std::string>;

  std::string_view token(std::size_t i = 0) const {
    return at_ + i < tokens_.size() ? tokens_[at_ + i] : std::string_view();
  }

  bool skip_separators() {
    const std::size_t before = at_;
    for (; at_ < tokens_.size() && is_separator(tokens_[at_]); ++at_) {
      parentheses_ += tokens_[at_] == "(" ? 1 : tokens_[at_] == ")" ? -1 : 0;
    }
    return at_ > before || after_detail_;
  }

  // The text between quotes at the beginning; the error is not for people.
  Name quoted_name() {
    for (const Quotes& quotes : kQuotes) {
      if (!text_.starts_with(quotes.open)) continue;
      const std::size_t begin = quotes.open.size();
      const std::size_t end = text_.find(quotes.close, begin);
      if (end == std::string_view::npos || end == begin) continue;
      const std::string_view rest = text_.substr(end + quotes.close.size());
      // An apostrophe inside a word ends nothing.
      if (!rest.empty() &&
          std::string_view(" ,;(\t").find(rest.front()) == std::string_view::npos) {
        continue;
      }
      tokens_ = tokens_of(rest);
      after_detail_ = true;
      return checked(std::string(text_.substr(begin, end - begin)));
    }
    return tl::unexpected(std::string());
  }

  Name plain_name() {
    tokens_ = tokens_of(text_);
    std::size_t words = 0;
    while (words < tokens_.size() && is_name_token(words)) ++words;
    if (words == 0) return ask("Whom shall I screen?");
    const bool has_capital = std::any_of(tokens_.begin(), tokens_.begin() + std::ptrdiff_t(words),
                                         [](auto word) { return has(word, 'A', 'Z'); });
    const bool has_small = std::any_of(tokens_.begin(), tokens_.begin() + std::ptrdiff_t(words),
                                       [](auto word) { return has(word, 'a', 'z'); });
    for (std::size_t i = 0; i < words; ++i) {
      const bool strict = !(has_capital && has_small);  // case tells nothing
      if (auto question = fault_of(tokens_[i], strict, has_capital, i + 1 == words)) {
        return ask(std::move(*question));
      }
    }
    Tokens name_words(tokens_.begin(), tokens_.begin() + std::ptrdiff_t(words));
    name_words.erase(std::remove(name_words.begin(), name_words.end(), ","), name_words.end());
    if (auto question = question_about_name(name_words)) return ask(std::move(*question));
    const bool nobody = std::all_of(
        tokens_.begin(), tokens_.begin() + std::ptrdiff_t(words),
        [](auto word) { return is_small(word) && is_one_of(lower_case(word), kNobody); });
    if (nobody) return ask("Whom shall I screen?");
    if (words > kMostWords) return ask("That is long for a name.");
    if (const std::string country = country_at_end(words); !country.empty()) {
      return ask("Is \"" + country + "\" a part of the name?");
    }
    const char* begin = tokens_.front().data();
    const char* end = tokens_[words - 1].data() + tokens_[words - 1].size();
    std::string name(begin, end);
    if (ends_sentence(tokens_[words - 1])) name.pop_back();
    at_ = words;
    return checked(std::move(name));
  }

  // A legal form behind a comma is part of the name: "Acme, Inc."
  bool is_name_token(std::size_t i) const {
    if (tokens_[i] == ",") {
      if (i == 0 || i + 1 == tokens_.size()) return false;
      const auto words = text::split_words(text::normalise(tokens_[i + 1]));
      return !words.empty() && is_legal_form(tokens_[i + 1]);
    }
    if (is_separator(tokens_[i]) || is_full_date(tokens_[i])) return false;
    const std::string key = key_of(tokens_[i]);
    const bool before_of = is_one_of(key, kDetailWordsBefore) && i + 1 < tokens_.size() &&
                           is_one_of(lower_case(tokens_[i + 1]), "of|in");
    return i == 0 || !(before_of || is_one_of(key, kDetailWords));
  }

  static bool is_legal_form(std::string_view token) {
    const std::string plain = text::normalise(token);
    std::string joined;
    for (const auto word : text::split_words(plain)) joined += word;
    return text::word_class(joined) == text::WordClass::kLegalForm;
  }

  // Why a word of a name without quotes may mean more than a name.
  static std::optional<std::string> fault_of(std::string_view word, bool strict, bool has_capital,
                                             bool is_last) {
    if (word == ",") return std::nullopt;
    const std::string lower = lower_case(word);
    const std::string quoted = "\"" + std::string(word) + "\"";
    const bool small = is_small(word);
    const bool known_small =
        is_one_of(lower, kInNames) || text::word_class(lower) == text::WordClass::kParticle;
    const bool initial = word.size() == 1 && !small;
    if ((strict || small) && !initial && is_one_of(lower, kNoName)) {
      return "I do not know what " + quoted + " means here.";
    }
    if (small && has_capital && !known_small) return "Is " + quoted + " a part of the name?";
    if (digits_in(word) > 0) {
      return "I do not know what " + quoted +
             " is: a customer is screened by 'Screen customer <id>', and a date is given as in "
             "'born 1967-01-13'.";
    }
    if (!is_last && ends_sentence(word)) return "Does the name end with " + quoted + "?";
    return std::nullopt;
  }

  // A country behind the name may be meant as one: "Rosneft Russia", but not "Bank of Russia".
  std::string country_at_end(std::size_t words) const {
    for (std::size_t n = 1; n < words && n <= kMostCountryWords; ++n) {
      const std::size_t first = words - n;
      const char* begin = tokens_[first].data();
      const char* end = tokens_[words - 1].data() + tokens_[words - 1].size();
      const std::string_view said(begin, static_cast<std::size_t>(end - begin));
      const std::string before = lower_case(tokens_[first - 1]);
      if (is_one_of(before, kInNames) || text::word_class(before) == text::WordClass::kParticle) {
        continue;
      }
      if (country_from_name(said)) return std::string(said);
    }
    return {};
  }

  static Name checked(std::string name) {
    if (text::normalise_counted(name).matched_letters == 0 &&
        text::normalise_counted(name).unmatched_letters == 0) {
      return ask("There is no letter in this name.");
    }
    return name;
  }

  // Returns: what to ask if the next tokens are no detail.
  std::optional<std::string> detail(bool separated) {
    const std::string key = key_of(token());
    if (is_one_of(key, "born|b.|dob|d.o.b|d.o.b.")) return birth(1);
    if (key == "date" && token(1) == "of" && key_of(token(2)) == "birth") return birth(3);
    if (is_one_of(key, "nationality|citizenship|from")) return country(1, subject_.nationality);
    if (is_one_of(key, "citizen|national") && token(1) == "of") {
      return country(2, subject_.nationality);
    }
    const bool lives =
        is_one_of(key, "resident|living|lives|residing") && is_one_of(token(1), "in|of");
    if (lives) return country(2, subject_.residence_country);
    const bool residence = key == "residence" || key == "residence_country";
    if (residence) return country(1, subject_.residence_country);
    const DateReading date = read_date(tokens_, at_);
    if (date.is_ambiguous || (date.date && (separated || is_full_date(token())))) return birth(0);
    if (!separated) return not_understood();
    return country(0, subject_.nationality);
  }

  std::optional<std::string> birth(std::size_t marker) {
    at_ += marker;
    if (marker > 0 && is_one_of(lower_case(token()), "on|in|is")) ++at_;
    const DateReading date = read_date(tokens_, at_);
    if (date.is_ambiguous) {
      return "\"" + std::string(token()) +
             "\" can be read in two ways. Write the date of birth as YYYY-MM-DD.";
    }
    if (!date.date) {
      return "I cannot read the date of birth. Write it as YYYY-MM-DD, YYYY-MM or YYYY.";
    }
    if (subject_.dob) return "There are two dates of birth.";
    subject_.dob = date.date->text;
    at_ += date.date->tokens;
    after_detail_ = true;
    return std::nullopt;
  }

  std::optional<std::string> country(std::size_t marker, std::optional<std::string>& field) {
    const std::size_t first = at_ + marker;
    // The longest run of words that is a country.
    for (std::size_t n = kMostCountryWords; n > 0; --n) {
      if (first + n > tokens_.size()) continue;
      const char* begin = tokens_[first].data();
      const char* end = tokens_[first + n - 1].data() + tokens_[first + n - 1].size();
      const std::string_view said(begin, static_cast<std::size_t>(end - begin));
      if (n > 1 && said.find_first_of(",;()") != std::string_view::npos) continue;
      const auto found = country_of(said);
      if (!found) continue;
      if (field) return "There are two countries.";
      field = found->to_string();
      at_ = first + n;
      after_detail_ = true;
      return std::nullopt;
    }
    at_ = first;
    return not_understood();
  }

  static std::optional<Country> country_of(std::string_view said) {
    if (const auto named = country_from_name(said)) return named;
    while (said.ends_with('.')) said.remove_suffix(1);
    const bool capitals =
        said.size() == 2 && has(said.substr(0, 1), 'A', 'Z') && has(said.substr(1), 'A', 'Z');
    if (capitals) return Country::parse(said);
    return said.size() == 3 ? country_from_alpha3(said) : std::nullopt;
  }

  std::optional<std::string> not_understood() const {
    if (at_ >= tokens_.size()) return "Something is missing at the end.";
    const char* begin = tokens_[at_].data();
    const char* end = tokens_.back().data() + tokens_.back().size();
    return "I do not understand \"" + std::string(begin, end) + "\".";
  }

  std::string_view text_;
  Tokens tokens_;
  std::size_t at_ = 0;
  int parentheses_ = 0;
  bool after_detail_ = false;
  SaidSubject subject_;
};

}  // namespace

canonical::Json SaidSubject::to_json() const {
  canonical::Json json = canonical::Json::object({{"name", name}});
  if (dob) json.set("dob", *dob);
  if (nationality) json.set("nationality", *nationality);
  if (residence_country) json.set("residence_country", *residence_country);
  return json;
}

std::string SaidSubject::in_words() const {
  std::string words = "\"" + name + "\"";
  if (dob) words += ", born " + *dob;
  if (nationality) words += ", nationality " + *nationality;
  if (residence_country) words += ", residence " + *residence_country;
  return words;
}

tl::expected<SaidSubject, std::string> read_subject(std::string_view said) {
  constexpr std::string_view kBefore = " \t\r\n,;:";
  constexpr std::string_view kBehind = " \t\r\n,;:?!";
  const std::string plain = with_plain_spaces(said);
  std::string_view text = plain;
  const std::size_t begin = text.find_first_not_of(kBefore);
  const std::size_t end = text.find_last_not_of(kBehind);
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) {
    return ask("Whom shall I screen?");
  }
  text = text.substr(begin, end - begin + 1);
  // A full stop behind a date ends the sentence.
  while (text.size() > 1 && text.ends_with('.') && digits_in(text.substr(text.size() - 2)) == 1) {
    text.remove_suffix(1);
  }
  return Reader(text).read();
}

}  // namespace financescr::agent
