#include "datagen/importers/ofac_remarks.hpp"

#include <algorithm>
#include <utility>

#include "datagen/importers/country_names.hpp"
#include "datagen/importers/import_session.hpp"
#include "datagen/importers/listed_date.hpp"
#include "datagen/importers/text_scan.hpp"

namespace financescr::datagen {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;
constexpr std::size_t kMaxGroupBytes = 4 * kOfacRemarksLimit;  // keeps hostile text linear

// The end (one past) of the parenthesis or alias quote that opens at `at`, or `at` if none does.
std::size_t end_of_group(std::string_view text, std::size_t at) {
  text = text.substr(0, at + kMaxGroupBytes);
  if (text[at] == '(') {
    int depth = 0;
    for (std::size_t i = at; i < text.size(); ++i) {
      if (text[i] == '(') ++depth;
      if (text[i] == ')' && --depth == 0) return i + 1;
    }
    return at;
  }
  constexpr std::string_view kBeforeAlias = "k.a. ";
  const bool opens =
      text[at] == '\'' && at >= kBeforeAlias.size() &&
      equal_ignoring_case(text.substr(at - kBeforeAlias.size(), kBeforeAlias.size()), kBeforeAlias);
  if (!opens) return at;
  // Apostrophes inside the name are not followed by the end of a clause.
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] != '\'') continue;
    const std::string_view after = text.substr(i + 1);
    if (after.empty() || after == "." || after[0] == ';' || starts_with_ignoring_case(after, ".;"))
      return i + 1;
  }
  return at;
}

bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = find_ignoring_case(text, word); at != kNowhere;
       at = find_ignoring_case(text, word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool starts = at == 0 || !is_letter(text[at - 1]);
    const bool ends = end == text.size() || !is_letter(text[end]);
    if (starts && ends) return true;
  }
  return false;
}

// Cuts `text` at the first of the notes that can follow a number.
std::string_view before_notes(std::string_view text) {
  constexpr std::string_view kNotes[] = {" issued", " expires", " expired", ",issued",
                                         ", ",      " at ",     " and "};
  if (starts_with_ignoring_case(text, "issued ")) return {};
  std::size_t cut = text.size();
  for (const std::string_view note : kNotes) {
    cut = std::min(cut, find_outside_parentheses(text, note));
  }
  return trim_sentence(text.substr(0, cut));
}

class RemarkReader {
 public:
  explicit RemarkReader(OfacRemarks& out) : out_(out) {}

  void read_clause(std::string_view clause) {
    if (clause.front() == '(' && clause.find(';') != kNowhere) return read_group(clause);
    std::string_view body = clause;
    if (starts_with_ignoring_case(body, "alt. ")) body = trim(body.substr(5));
    const RemarkLabel* label = find_ofac_remark_label(body);
    if (label == nullptr) return read_unlabelled(clause);
    std::string_view rest = trim(body.substr(label->text.size()));
    while (!rest.empty() && (rest[0] == ':' || rest[0] == '#')) rest = trim(rest.substr(1));
    switch (label->use) {
      case RemarkUse::kBirthDate:
        return read_birth(clause, trim_sentence(rest));
      case RemarkUse::kNationality:
        return read_nationality(clause, trim_sentence(rest));
      case RemarkUse::kName:
        return read_name(clause, rest);
      case RemarkUse::kIdNumber:
      case RemarkUse::kIdCode:
        return read_id(clause, *label, rest);
      case RemarkUse::kUnused:
        out_.unused.push_back(label->kind);
        return;
    }
  }

 private:
  // "(Data from a passport issued under another name: DOB: 10 October 1969; ...)".
  void read_group(std::string_view clause) {
    std::string_view inner = trim_sentence(clause).substr(1);
    if (!inner.empty() && inner.back() == ')') inner.remove_suffix(1);
    std::size_t intro = inner.find(": ");
    if (intro != kNowhere && intro < inner.find(';')) {
      out_.unused.push_back("free text");
      inner = inner.substr(intro + 2);
    }
    for (const std::string_view part : split_ofac_remarks(inner)) {
      part.front() == '(' ? read_unlabelled(part) : read_clause(part);
    }
  }

  void read_birth(std::string_view clause, std::string_view rest) {
    if (const auto date = parse_listed_date(rest)) {
      out_.births.push_back(*date);
    } else {
      out_.notes.push_back({remark_reasons::kBirthDate, std::string(clause)});
    }
  }

  void read_nationality(std::string_view clause, std::string_view rest) {
    if (const auto country = country_from_name(rest)) {
      out_.nationalities.push_back(*country);
    } else {
      out_.notes.push_back({remark_reasons::kNationality, std::string(clause)});
    }
  }

  void read_name(std::string_view clause, std::string_view rest) {
    const std::size_t open = rest.find('\'');
    const std::size_t close = rest.rfind('\'');
    std::string_view name;
    if (open == kNowhere) {
      name = trim_sentence(rest);  // written without quotes
    } else if (open == 0 && close > open) {
      name = trim(rest.substr(1, close - 1));
    }
    if (name.empty()) {
      out_.notes.push_back({remark_reasons::kName, std::string(clause)});
    } else {
      out_.weak_aliases.emplace_back(name);
    }
  }

  void read_id(std::string_view clause, const RemarkLabel& label, std::string_view rest) {
    const std::string_view number = isolate_id_number(rest);
    const bool letters_allowed = label.use == RemarkUse::kIdCode;
    if (number.empty() || !(letters_allowed || has_digit(number))) {
      out_.notes.push_back({remark_reasons::kNoNumber, mask_digits(clause)});
      return;
    }
    out_.ids.push_back({label.kind, std::string(number)});
    const std::size_t second = find_outside_parentheses(rest, " and ");
    if (second != kNowhere && has_digit(rest.substr(second))) {
      out_.notes.push_back({remark_reasons::kSecondNumber, mask_digits(clause)});
    }
  }

  void read_unlabelled(std::string_view clause) {
    if (has_word(clause, "DOB") || has_word(clause, "born") || has_word(clause, "date of birth")) {
      out_.notes.push_back({remark_reasons::kBirthDate, std::string(clause)});
    } else if (find_ignoring_case(clause, "k.a. '") != kNowhere) {
      out_.notes.push_back({remark_reasons::kName, std::string(clause)});
    } else if (has_digit(clause)) {
      out_.notes.push_back({remark_reasons::kUnknown, mask_digits(clause)});
    } else {
      out_.unused.push_back("free text");
    }
  }

  OfacRemarks& out_;
};

}  // namespace

const RemarkLabel* find_ofac_remark_label(std::string_view clause) {
  const RemarkLabel* best = nullptr;
  for (const RemarkLabel* row = ofac_remark_labels_begin(); row != ofac_remark_labels_end();
       ++row) {
    const std::string_view label = row->text;
    if (best != nullptr && label.size() <= best->text.size()) continue;
    if (!starts_with_ignoring_case(clause, label)) continue;
    const bool whole = clause.size() == label.size() || !is_letter(label.back()) ||
                       std::string_view(" :#.").find(clause[label.size()]) != kNowhere;
    if (whole) best = row;
  }
  return best;
}

std::vector<std::string_view> split_ofac_remarks(std::string_view remarks) {
  std::vector<std::string_view> clauses;
  std::size_t start = 0;
  std::size_t at = 0;
  while (at <= remarks.size()) {
    if (at == remarks.size() || remarks[at] == ';') {
      const std::string_view clause = trim(remarks.substr(start, at - start));
      if (!trim_sentence(clause).empty()) clauses.push_back(clause);
      start = ++at;
    } else {
      at = std::max(at + 1, end_of_group(remarks, at));
    }
  }
  return clauses;
}

OfacRemarks parse_ofac_remarks(std::string_view remarks) {
  OfacRemarks out;
  remarks = trim(remarks);
  if (remarks.empty() || remarks == "-0-") return out;
  std::vector<std::string_view> clauses = split_ofac_remarks(remarks);
  // A clause cut in the middle may hold half a name or half a number.
  const bool cut_off = remarks.size() + 1 >= kOfacRemarksLimit && remarks.back() != '.';
  if (cut_off && !clauses.empty()) {
    out.notes.push_back({remark_reasons::kCutOff, mask_digits(clauses.back())});
    clauses.pop_back();
  }
  RemarkReader reader(out);
  for (const std::string_view clause : clauses) reader.read_clause(clause);
  return out;
}

std::string_view isolate_id_number(std::string_view text) {
  text = before_notes(trim(text));
  // "CNIC: 12345-6789", "No. 12 345", "# 12"
  if (const std::size_t colon = text.rfind(": "); colon != kNowhere) text = text.substr(colon + 2);
  if (starts_with_ignoring_case(text, "No. ")) text = text.substr(4);
  while (!text.empty() && (text[0] == '#' || text[0] == ':')) text = trim(text.substr(1));
  // "12345 (Jalisco) (Mexico)": the country and place of issue, but not "D123456(7)".
  while (!text.empty() && text.back() == ')') {
    const std::size_t open = text.rfind(" (");
    if (open == kNowhere || open + 2 >= text.size() || !is_letter(text[open + 2])) break;
    text = trim_sentence(text.substr(0, open));
  }
  // "(1234567)" is a number, "(Colombia)" is not.
  const bool enclosed = text.size() > 2 && text.front() == '(' && text.find(')') == text.size() - 1;
  if (enclosed) {
    text = trim(text.substr(1, text.size() - 2));
    if (!has_digit(text)) return {};
  }
  return text;
}

}  // namespace financescr::datagen
