#include "engine/pack/id_number.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>

#include "engine/core/country_names.hpp"
#include "engine/text/characters.hpp"

namespace financescr::pack {
namespace {

// Words that name a kind of number, folded as tokens are. Compiled by hand for this project from
// the documents and registers that the lists' languages name. Sorted by byte.
constexpr std::string_view kLabels[] = {"AADHAAR",
                                        "BIC",
                                        "BIK",
                                        "BIN",
                                        "CARD",
                                        "CARTE",
                                        "CEDULA",
                                        "CERTIFICATE",
                                        "CI",
                                        "CIN",
                                        "CNIC",
                                        "CNPJ",
                                        "CODE",
                                        "COMPANY",
                                        "CPF",
                                        "CUI",
                                        "CUIL",
                                        "CUIT",
                                        "CURP",
                                        "DNI",
                                        "DOC",
                                        "DOCUMENT",
                                        "DOCUMENTO",
                                        "DUI",
                                        "DUNS",
                                        "EDRPOU",
                                        "EIN",
                                        "EMIRATES",
                                        "FISCAL",
                                        "ID",
                                        "IDENTIFICATION",
                                        "IDENTITY",
                                        "IDNO",
                                        "IFE",
                                        "IIN",
                                        "IMO",
                                        "INN",
                                        "IQAMA",
                                        "JMBG",
                                        "KENNITALA",
                                        "KIMLIK",
                                        "KPP",
                                        "KTP",
                                        "LE",
                                        "LEI",
                                        "LICENCE",
                                        "LICENSE",
                                        "MMSI",
                                        "NATIONAL",
                                        "NIC",
                                        "NIE",
                                        "NIF",
                                        "NIK",
                                        "NIP",
                                        "NIT",
                                        "NO",
                                        "NOS",
                                        "NPWP",
                                        "NR",
                                        "NRIC",
                                        "NRO",
                                        "NUM",
                                        "NUMBER",
                                        "NUMBERS",
                                        "NUMER",
                                        "NUMERO",
                                        "NUMMER",
                                        "OGRN",
                                        "OGRNIP",
                                        "OKPO",
                                        "PAN",
                                        "PASAPORTE",
                                        "PASS",
                                        "PASSAPORTO",
                                        "PASSEPORT",
                                        "PASSNUMMER",
                                        "PASSPORT",
                                        "PASSPORTS",
                                        "PERSONALAUSWEIS",
                                        "PESEL",
                                        "REF",
                                        "REFERENCE",
                                        "REG",
                                        "REGISTRATION",
                                        "REGISTRY",
                                        "REISEPASS",
                                        "RFC",
                                        "RIF",
                                        "RTN",
                                        "RUC",
                                        "RUN",
                                        "RUT",
                                        "SERIAL",
                                        "SERIE",
                                        "SERIES",
                                        "SNILS",
                                        "SOCIAL",
                                        "SSN",
                                        "SWIFT",
                                        "TAX",
                                        "TAXPAYER",
                                        "TAZKIRA",
                                        "TC",
                                        "TCKN",
                                        "TIN",
                                        "TRAVEL",
                                        "UEI",
                                        "UEN",
                                        "UID",
                                        "USCC",
                                        "VAT",
                                        "VKN"};

// The same with letters of other scripts; compared as written, in capitals.
constexpr std::string_view kOtherLabels[] = {"БИН",   "ИИН",   "ИНН",           "КПП",
                                             "НОМЕР", "ОГРН",  "ОКПО",          "ПАСПОРТ",
                                             "СЕРИЯ", "СНИЛС", "УДОСТОВЕРЕНИЕ", "ЄДРПОУ"};

// What stands in a field where there is no number. Letters and digits alone.
constexpr std::string_view kNothing[] = {
    "AUCUN",       "BLANK",         "DESCONOCIDO",  "EMPTY",     "FEHLT",    "INCONNU",
    "KEINE",       "MISSING",       "NA",           "NAN",       "NIL",      "NINGUNO",
    "NONE",        "NOTAPPLICABLE", "NOTAVAILABLE", "NOTGIVEN",  "NOTKNOWN", "NOTPROVIDED",
    "NULL",        "PENDING",       "SINDATOS",     "TBA",       "TBC",      "TBD",
    "TEST",        "UNAVAILABLE",   "UNBEKANNT",    "UNDEFINED", "UNK",      "UNKNOWN",
    "UNSPECIFIED", "VOID"};
// The same in Cyrillic.
constexpr std::string_view kOtherNothing[] = {"НЕИЗВЕСТЕН", "НЕИЗВЕСТНО", "НЕТ", "ОТСУТСТВУЕТ"};

// Words behind which a field tells of other things than its number.
constexpr std::string_view kNotes[] = {"DATED",  "EXP",     "EXPIRED", "EXPIRES", "EXPIRY",
                                       "ISSUED", "ISSUING", "ISSUE",   "VALID"};
constexpr std::string_view kConjunctions[] = {"AND", "ET", "ODER", "OR", "OU", "UND"};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::string_view (&words)[N]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_latin_letter(char c) { return c >= 'A' && c <= 'Z'; }
bool has_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), is_digit); }

struct Twin {
  char32_t letter;
  char latin;
};

// Capitals of Cyrillic and Greek that cannot be told from a Latin one on a document. Sorted.
constexpr Twin kTwins[] = {
    {0x0391, 'A'}, {0x0392, 'B'}, {0x0395, 'E'}, {0x0396, 'Z'}, {0x0397, 'H'}, {0x0399, 'I'},
    {0x039A, 'K'}, {0x039C, 'M'}, {0x039D, 'N'}, {0x039F, 'O'}, {0x03A1, 'P'}, {0x03A4, 'T'},
    {0x03A5, 'Y'}, {0x03A7, 'X'}, {0x0405, 'S'}, {0x0406, 'I'}, {0x0408, 'J'}, {0x0410, 'A'},
    {0x0412, 'B'}, {0x0415, 'E'}, {0x041A, 'K'}, {0x041C, 'M'}, {0x041D, 'H'}, {0x041E, 'O'},
    {0x0420, 'P'}, {0x0421, 'C'}, {0x0422, 'T'}, {0x0423, 'Y'}, {0x0425, 'X'}};

char32_t capital(char32_t c) {
  if (c >= 0x0430 && c <= 0x044F) return c - 0x20;
  if (c >= 0x0450 && c <= 0x045F) return c - 0x50;
  if (c >= 0x03B1 && c <= 0x03C9 && c != 0x03C2) return c - 0x20;
  return c;
}

bool is_greek_or_cyrillic(char32_t c) { return c >= 0x0370 && c <= 0x052F; }

void append_utf8(std::string& out, char32_t c) {
  const auto byte = [&out](char32_t bits) { out += static_cast<char>(bits); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0U | (c >> 6U));
    byte(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    byte(0xE0U | (c >> 12U));
    byte(0x80U | (c >> 6U & 0x3FU));
    byte(0x80U | (c & 0x3FU));
  } else {
    byte(0xF0U | (c >> 18U));
    byte(0x80U | (c >> 12U & 0x3FU));
    byte(0x80U | (c >> 6U & 0x3FU));
    byte(0x80U | (c & 0x3FU));
  }
}

enum class Break : std::uint8_t { kNone, kSoft, kHard };

// A run of letters and digits, and what stands before it.
struct Token {
  std::string text;   // folded, with Latin letters for their twins
  std::string plain;  // folded, as written
  Break before = Break::kNone;
  bool is_glued = false;    // no space stands before it: "YI-NAX"
  bool is_foreign = false;  // of letters that are neither Latin, Greek nor Cyrillic
};

bool is_hard(char32_t c) {
  return c == ';' || c == '|' || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029 ||
         c == 0xFF1B || c == 0x061B;
}
bool is_comma(char32_t c) {
  return c == ',' || c == '&' || c == 0x060C || c == 0x3001 || c == 0xFF0C;
}
bool is_open(char32_t c) { return c == '(' || c == '[' || c == '{' || c == 0xFF08 || c == 0x3010; }
bool is_close(char32_t c) { return c == ')' || c == ']' || c == '}' || c == 0xFF09 || c == 0x3011; }
bool is_space(char32_t c) {
  return c == ' ' || c == '\t' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

class Tokeniser {
 public:
  std::vector<Token> tokens(std::string_view text) {
    std::vector<char32_t> points;
    for (std::size_t at = 0; at < text.size();) points.push_back(text::next_code_point(text, at));
    for (std::size_t i = 0; i < points.size(); ++i) take(points, i);
    end_token();
    return std::move(tokens_);
  }

 private:
  void take(const std::vector<char32_t>& points, std::size_t i) {
    const char32_t c = points[i];
    const std::string letters = fold(c);
    if (!letters.empty()) return append(c, letters);
    if (text::classify(c).kind == text::CharacterKind::kIgnored) return;
    // "N°"
    if ((c == 0xB0 || c == 0x2116) && token_.text == "N") token_.text = token_.plain = "NO";
    end_token();
    spaced_ = spaced_ || is_space(c);
    if (is_hard(c)) pending_ = Break::kHard;
    const bool apart = c == '/' && i > 0 && i + 1 < points.size() && is_space(points[i - 1]) &&
                       is_space(points[i + 1]);
    if ((is_comma(c) || apart) && pending_ == Break::kNone) pending_ = Break::kSoft;
    if (is_open(c)) opened_ = tokens_.size();
    if (is_close(c)) drop_note();
  }

  // Empty for what is neither letter nor digit.
  static std::string fold(char32_t c) {
    if (c == 0x2116) return "NO";
    const text::Character character = text::classify(c);
    if (character.kind == text::CharacterKind::kWord) {
      std::string out(character.folded);
      for (char& letter : out) {
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
      }
      return out;
    }
    std::string out;
    const bool is_letter = character.kind == text::CharacterKind::kTransliterated ||
                           character.kind == text::CharacterKind::kOtherLetter;
    if (is_letter) append_utf8(out, capital(c));
    return out;
  }

  void append(char32_t c, const std::string& letters) {
    const bool ascii = static_cast<unsigned char>(letters.front()) < 0x80;
    const bool foreign = !ascii && !is_greek_or_cyrillic(c);
    if (!token_.text.empty() && foreign != token_.is_foreign) end_token();
    if (token_.text.empty()) token_.is_glued = !std::exchange(spaced_, false);
    token_.is_foreign = foreign;
    token_.plain += letters;
    const char32_t wanted = capital(c);
    const auto* const twin =
        std::lower_bound(std::begin(kTwins), std::end(kTwins), wanted,
                         [](const Twin& row, char32_t key) { return row.letter < key; });
    const bool is_twin = twin != std::end(kTwins) && twin->letter == wanted;
    token_.text += is_twin ? std::string(1, twin->latin) : letters;
    if (c == 0x2116) end_token();
  }

  void end_token() {
    if (token_.text.empty()) return;
    token_.before = std::exchange(pending_, Break::kNone);
    tokens_.push_back(std::exchange(token_, {}));
  }

  // A group in brackets without a digit is a note: "(Egypt)". Of one letter it may be a check
  // character: "A123456(A)".
  void drop_note() {
    if (opened_ > tokens_.size()) return;
    std::size_t letters = 0;
    for (std::size_t i = opened_; i < tokens_.size(); ++i) {
      if (has_digit(tokens_[i].text)) return;
      letters += tokens_[i].text.size();
    }
    if (letters > 1) tokens_.resize(opened_);
    opened_ = kNone;
  }

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::vector<Token> tokens_;
  Token token_;
  Break pending_ = Break::kNone;
  bool spaced_ = false;
  std::size_t opened_ = kNone;
};

bool is_label(const Token& token) {
  return is_one_of(token.text, kLabels) || is_one_of(token.plain, kOtherLabels);
}

bool is_nothing(std::string_view number, std::string_view plain) {
  if (number.empty() || is_one_of(number, kNothing) || is_one_of(plain, kOtherNothing)) return true;
  const bool same =
      std::all_of(number.begin(), number.end(), [number](char c) { return c == number.front(); });
  constexpr std::size_t kRepeated = 6;
  const bool filler = number.front() == '0' || number.front() == 'X';
  return same && (number.size() == 1 || number.size() >= kRepeated || filler);
}

bool is_nothing(const std::vector<Token>& tokens) {
  std::string number;
  std::string plain;
  for (const Token& token : tokens) {
    number += token.text;
    plain += token.plain;
  }
  return is_nothing(number, plain);
}

// "IMO9000001", "NO12345", "ИНН7701234567": the number behind a label that is glued to it.
std::string_view without_glued_label(const Token& token) {
  const std::string_view text = token.text;
  const std::size_t length = text.find_first_of("0123456789");
  constexpr std::size_t kLeastNumber = 4;
  if (length == std::string_view::npos || length < 2 || text.size() < length + kLeastNumber)
    return text;
  const std::string_view before = text.substr(0, length);
  const std::size_t plain_length = token.plain.find_first_of("0123456789");
  const bool other = is_one_of(std::string_view(token.plain).substr(0, plain_length), kOtherLabels);
  const bool short_label = before == "NO" || before == "NR";
  const bool all_digits =
      std::all_of(text.begin() + static_cast<std::ptrdiff_t>(length), text.end(), is_digit);
  const bool label = before.size() > 2 && is_one_of(before, kLabels);
  return other || label || (short_label && all_digits) ? text.substr(length) : text;
}

// A word that says where or what the number is of, and is no part of it. Asked where the field has
// a digit.
bool is_word_apart(const Token& token) {
  if (has_digit(token.text)) return false;
  if (token.is_foreign) return true;
  constexpr std::size_t kLongestSeries = 4;
  const auto letters = std::count_if(token.text.begin(), token.text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  });
  if (letters > static_cast<std::ptrdiff_t>(kLongestSeries)) return true;
  return letters == static_cast<std::ptrdiff_t>(kLongestSeries) &&
         country_from_name(token.text).has_value();
}

struct Piece {
  std::string number;
  std::string plain;
  Break before = Break::kNone;
  std::size_t words = 0;
};

bool is_whole(const Piece& piece) {
  constexpr std::size_t kLeastNumber = 4;
  return piece.number.size() >= kLeastNumber && has_digit(piece.number);
}

// The numbers of the tokens, those that a soft break parts still apart.
std::vector<Piece> pieces_of(const std::vector<Token>& tokens) {
  const bool digits = std::any_of(tokens.begin(), tokens.end(),
                                  [](const Token& token) { return has_digit(token.text); });
  std::vector<Piece> pieces;
  Piece piece;
  bool in_note = false;
  const auto end_piece = [&](Break next) {
    if (!piece.number.empty()) pieces.push_back(std::exchange(piece, {}));
    piece = {};
    piece.before = next;
    in_note = false;
  };
  for (const Token& token : tokens) {
    if (token.before != Break::kNone) end_piece(token.before);
    if (is_one_of(token.text, kConjunctions)) {
      end_piece(Break::kSoft);
      continue;
    }
    if (in_note) continue;
    if (is_label(token)) {
      if (has_digit(piece.number)) end_piece(Break::kSoft);
      continue;
    }
    if (is_one_of(token.text, kNotes)) {
      in_note = true;
      continue;
    }
    if (digits && is_word_apart(token)) continue;
    piece.number += without_glued_label(token);
    piece.plain += token.plain;
    if (piece.words == 0 || !token.is_glued) ++piece.words;
  }
  end_piece(Break::kHard);
  return pieces;
}

}  // namespace

bool says_nothing(std::string_view text) { return is_nothing(Tokeniser().tokens(text)); }

std::vector<std::string> read_id_numbers(std::string_view text) {
  const std::vector<Token> tokens = Tokeniser().tokens(text);
  if (is_nothing(tokens)) return {};
  std::vector<Piece> joined;
  for (Piece& piece : pieces_of(tokens)) {
    const bool apart = joined.empty() || piece.before == Break::kHard ||
                       (piece.before == Break::kSoft && is_whole(piece) && is_whole(joined.back()));
    if (apart) {
      joined.push_back(std::move(piece));
    } else {
      joined.back().number += piece.number;
      joined.back().plain += piece.plain;
      joined.back().words += piece.words;
    }
  }
  std::vector<std::string> numbers;
  constexpr std::size_t kLeastLetters = 4;
  for (Piece& piece : joined) {
    const bool word = piece.words == 1 && piece.number.size() >= kLeastLetters &&
                      std::all_of(piece.number.begin(), piece.number.end(), is_latin_letter);
    if (!word && !has_digit(piece.number)) continue;
    if (is_nothing(piece.number, piece.plain) || numbers.size() == kMaxIdNumbers) continue;
    if (std::find(numbers.begin(), numbers.end(), piece.number) == numbers.end()) {
      numbers.push_back(std::move(piece.number));
    }
  }
  return numbers;
}

}  // namespace financescr::pack
