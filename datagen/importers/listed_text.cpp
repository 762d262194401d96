#include "datagen/importers/listed_text.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "datagen/importers/text_scan.hpp"

namespace financescr::datagen {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;
constexpr std::size_t kLeastNumberCharacters = 4;
constexpr std::size_t kMaxText = 16384;  // keeps hostile text linear

bool is_alphanumeric(char c) { return is_digit(c) || is_letter(c); }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// The length of a mark like "(1)", "(12)", "2)" or "b)" that starts at `at`, else 0. Behind a
// letter it must be in parentheses and followed by a blank: "unknown(b) 662", but not "D123456(7)".
std::size_t mark_length(std::string_view text, std::size_t at) {
  const char before = at == 0 ? ' ' : text[at - 1];
  const bool enclosed = text[at] == '(';
  const bool glued = is_alphanumeric(before);
  if (glued && !(enclosed && is_letter(before))) return 0;
  if (!enclosed && before == '(') return 0;
  std::size_t i = enclosed ? at + 1 : at;
  const std::size_t first = i;
  while (i < text.size() && i - first < 2 && is_digit(text[i])) ++i;
  if (i == first && i < text.size() && is_letter(text[i])) ++i;
  const bool closed = i > first && i < text.size() && text[i] == ')';
  const bool spaced = i + 1 < text.size() && text[i + 1] == ' ';
  return closed && (!glued || spaced) ? i + 1 - at : 0;
}

// Without groups in parentheses, but "D123456(7)" keeps the one that is part of the number.
std::string without_groups(std::string_view text) {
  std::string out;
  int depth = 0;
  bool kept = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '(' && depth++ == 0) {
      const std::size_t close = text.find(')', i);
      kept = i > 0 && is_alphanumeric(text[i - 1]) && close != kNowhere && close - i <= 3;
    }
    if (depth == 0 || kept) out.push_back(c);
    if (c == ')' && depth > 0 && --depth == 0) {
      if (!kept) out.push_back(' ');
      kept = false;
    }
  }
  return out;
}

// Cuts the text where it starts to tell of issue, expiry or another holder.
std::string_view before_notes(std::string_view text) {
  constexpr std::string_view kNotes[] = {"issue",      "expir", "valid ", "date of",
                                         "under name", "dated", "iss."};
  std::size_t cut = text.size();
  for (const std::string_view note : kNotes) cut = std::min(cut, find_ignoring_case(text, note));
  return text.substr(0, cut);
}

// A word of one or two capitals that can stand before a number: "D 000763", "TR-P 614 166".
bool is_series(std::string_view word) {
  if (word == "NO" || word == "ID" || word == "NI" || word.empty() || word.size() > 4) return false;
  std::size_t run = 0;
  for (const char c : word) {
    if (c == '-') {
      run = 0;
    } else if (!is_upper(c) || ++run > 2) {
      return false;
    }
  }
  return word.front() != '-';
}

// "no.00966737", "number:F50859", "No34409" without their labels.
std::string_view without_label(std::string_view word) {
  for (const std::string_view label :
       {"number:", "number", "nos.", "no.:", "no.", "no:", "nr.", "n\xC2\xB0", "n\xC2\xBA", "#"}) {
    if (starts_with_ignoring_case(word, label)) word = word.substr(label.size());
  }
  if (word.size() > 2 && starts_with_ignoring_case(word, "no") && is_digit(word[2])) {
    word = word.substr(2);
  }
  const std::size_t colon = word.rfind(':');
  if (colon != kNowhere && colon + 1 < word.size()) word = word.substr(colon + 1);
  constexpr std::string_view kPunctuation = ".,;:'\"";
  while (!word.empty() && kPunctuation.find(word.back()) != kNowhere) word.remove_suffix(1);
  while (!word.empty() && kPunctuation.find(word.front()) != kNowhere) word.remove_prefix(1);
  return word;
}

// One number out of one value's words, and whether digits are left that are in none.
class NumberReader {
 public:
  void read(std::string_view value, DocumentNumbers& out) {
    for (const std::string_view raw : split_trimmed(before_notes(value), ' ')) {
      const std::string_view word = without_label(raw);
      const bool digits = has_digit(word);
      if (!digits) end_run(out);
      if (digits && run_.empty() && is_series(series_)) run_ = series_;
      if (digits) append(word);
      const bool closes = !raw.empty() && (raw.back() == ',' || raw.back() == ';');
      if (closes) end_run(out);
      series_ = digits ? std::string_view{} : word;
    }
    end_run(out);
  }

 private:
  void append(std::string_view word) {
    if (!run_.empty()) run_.push_back(' ');
    run_ += word;
  }

  void end_run(DocumentNumbers& out) {
    if (run_.empty()) return;
    const auto size = std::count_if(run_.begin(), run_.end(), is_alphanumeric);
    if (size >= static_cast<std::ptrdiff_t>(kLeastNumberCharacters)) {
      out.numbers.push_back(std::exchange(run_, {}));
    } else {
      out.complete = false;
      run_.clear();
    }
  }

  std::string run_;
  std::string_view series_;
};

bool any_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [text](std::string_view word) {
    return find_ignoring_case(text, word) != kNowhere;
  });
}

// "QDI.004" from its three letters and the digits of its number.
std::string permanent_form(std::string_view letters, std::string_view digits) {
  std::string out(letters);
  out.push_back('.');
  out.append(digits.size() < 3 ? 3 - digits.size() : 0, '0');
  return out.append(digits);
}

}  // namespace

std::string join_name_parts(std::initializer_list<std::string_view> parts) {
  std::string name;
  for (const std::string_view part : parts) {
    const std::string text = squeezed(part);
    if (text.empty()) continue;
    if (!name.empty()) name.push_back(' ');
    name += text;
  }
  return name;
}

std::vector<std::string_view> split_numbered(std::string_view text) {
  std::vector<std::string_view> values;
  std::size_t start = 0;
  bool marked = false;
  const auto take = [&](std::size_t end) {
    const std::string_view value = trim(text.substr(start, end - start));
    if (!value.empty() && (marked || has_digit(value) || end == text.size())) {
      values.push_back(value);
    }
  };
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = mark_length(text, i);
    if (length == 0) {
      ++i;
      continue;
    }
    take(i);
    marked = true;
    start = i += length;
  }
  take(text.size());
  return values;
}

std::vector<std::string_view> split_names(std::string_view text) {
  std::vector<std::string_view> names;
  const auto add = [&names](std::string_view name) {
    name = trim(name);
    if (!name.empty()) names.push_back(name);
  };
  while (!text.empty()) {
    const std::size_t end = std::min(find_outside_parentheses(text, ";"), text.size());
    const std::string_view part = trim(text.substr(0, end));
    const std::size_t open = part.rfind('(', part.find(';'));
    if (open != kNowhere && part.find(';') != kNowhere && part.back() == ')') {
      add(part.substr(0, open));
      std::string_view inner = part.substr(open + 1, part.size() - open - 2);
      for (const std::string_view name : split_trimmed(inner, ';')) add(name);
    } else {
      add(part);
    }
    text = text.substr(std::min(end + 1, text.size()));
  }
  return names;
}

DocumentNumbers document_numbers(std::string_view text) {
  DocumentNumbers out;
  out.complete = text.size() <= kMaxText;
  for (const std::string_view value : split_numbered(text.substr(0, kMaxText))) {
    const std::string plain = without_groups(value);
    NumberReader().read(plain, out);
  }
  return out;
}

std::string_view document_kind(std::string_view listed_kind) {
  if (any_of(listed_kind, {"passport", "passeport", "pasaporte"})) return "passport";
  if (any_of(listed_kind, {"national id", "identity", "identification", "nationality number"})) {
    return "national id";
  }
  return "other document";
}

std::string un_reference(std::string_view number) {
  std::string letters;
  std::size_t i = 0;
  for (; i < number.size() && !is_digit(number[i]); ++i) {
    if (is_letter(number[i])) letters.push_back(static_cast<char>(number[i] & ~0x20));
    if (!is_letter(number[i]) && number[i] != '.' && number[i] != ' ') return {};
  }
  const std::string_view digits =
      number.substr(i, std::min(number.find_first_not_of("0123456789", i), number.size()) - i);
  if (digits.empty() || digits.size() > 3 || letters.size() != 3) return {};
  const char kind = letters[1];
  const bool old_form = (letters[0] == 'Q' || letters[0] == 'T') && (kind == 'I' || kind == 'E');
  if (old_form)
    return permanent_form((letters[0] == 'Q' ? "QD" : "TA") + std::string(1, kind), digits);
  if (letters[2] != 'I' && letters[2] != 'E') return {};
  return permanent_form(letters, digits);
}

std::string un_reference_in(std::string_view remarks) {
  for (const std::string_view label : {"UN Reference", "UN Ref", "UN ID"}) {
    const std::size_t at = find_ignoring_case(remarks.substr(0, kMaxText), label);
    if (at == kNowhere) continue;
    std::string_view rest = remarks.substr(at + label.size());
    if (starts_with_ignoring_case(rest, " number")) rest = rest.substr(7);
    while (!rest.empty() && !is_letter(rest.front()) && !is_digit(rest.front()))
      rest.remove_prefix(1);
    return un_reference(rest.substr(0, 16));
  }
  return {};
}

}  // namespace financescr::datagen
