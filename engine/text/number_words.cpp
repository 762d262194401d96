#include "engine/text/number_words.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

namespace financescr::text {
namespace {

struct NumberWord {
  std::string_view word;
  std::uint16_t value;
  bool may_be_name;
};

// Sorted by word.
constexpr NumberWord kNumbers[] = {
    {"acht", 8, false},
    {"achte", 8, false},
    {"achten", 8, false},
    {"achter", 8, false},
    {"achtes", 8, false},
    {"achtzehn", 18, false},
    {"achtzig", 80, false},
    {"alti", 6, true},
    {"altinci", 6, false},
    {"besinci", 5, false},
    {"birinci", 1, false},
    {"catorce", 14, false},
    {"chetvertaya", 4, false},
    {"chetvertoe", 4, false},
    {"chetvertogo", 4, false},
    {"chetvertoye", 4, false},
    {"chetverty", 4, false},
    {"chetvertyi", 4, false},
    {"chetvertyj", 4, false},
    {"chetvertyy", 4, false},
    {"chetyre", 4, false},
    {"cinco", 5, false},
    {"cincuenta", 50, false},
    {"cinq", 5, false},
    {"cinquante", 50, false},
    {"cinque", 5, false},
    {"cinquenta", 50, false},
    {"cinquieme", 5, false},
    {"cuarenta", 40, false},
    {"cuarta", 4, false},
    {"cuarto", 4, true},
    {"cuatro", 4, false},
    {"decima", 10, false},
    {"decimo", 10, false},
    {"desyat", 10, false},
    {"desyataya", 10, false},
    {"desyatoe", 10, false},
    {"desyatogo", 10, false},
    {"desyatoye", 10, false},
    {"desyaty", 10, false},
    {"desyatyi", 10, false},
    {"desyatyj", 10, false},
    {"desyatyy", 10, false},
    {"deux", 2, false},
    {"deuxieme", 2, false},
    {"devyat", 9, false},
    {"devyataya", 9, false},
    {"devyatoe", 9, false},
    {"devyatogo", 9, false},
    {"devyatoye", 9, false},
    {"devyaty", 9, false},
    {"devyatyi", 9, false},
    {"devyatyj", 9, false},
    {"devyatyy", 9, false},
    {"dez", 10, false},
    {"dieci", 10, false},
    {"diez", 10, true},
    {"dixieme", 10, false},
    {"doce", 12, false},
    {"dois", 2, false},
    {"dokuz", 9, false},
    {"dorduncu", 4, false},
    {"dort", 4, false},
    {"dos", 2, true},
    {"douze", 12, false},
    {"doze", 12, false},
    {"drei", 3, false},
    {"dreissig", 30, false},
    {"dreizehn", 13, false},
    {"dritte", 3, false},
    {"dritten", 3, false},
    {"dritter", 3, false},
    {"drittes", 3, false},
    {"duas", 2, false},
    {"due", 2, true},
    {"dva", 2, false},
    {"dvadtsat", 20, false},
    {"dvenadtsat", 12, false},
    {"eight", 8, false},
    {"eighteen", 18, false},
    {"eighteenth", 18, false},
    {"eighth", 8, false},
    {"eightieth", 80, false},
    {"eighty", 80, false},
    {"eins", 1, false},
    {"eleven", 11, false},
    {"eleventh", 11, false},
    {"erste", 1, false},
    {"ersten", 1, false},
    {"erster", 1, false},
    {"erstes", 1, false},
    {"fifteen", 15, false},
    {"fifteenth", 15, false},
    {"fifth", 5, false},
    {"fiftieth", 50, false},
    {"fifty", 50, false},
    {"first", 1, false},
    {"five", 5, false},
    {"fortieth", 40, false},
    {"forty", 40, false},
    {"four", 4, false},
    {"fourteen", 14, false},
    {"fourteenth", 14, false},
    {"fourth", 4, false},
    {"fourty", 40, false},
    {"fuenf", 5, false},
    {"fuenfte", 5, false},
    {"fuenften", 5, false},
    {"fuenfter", 5, false},
    {"fuenftes", 5, false},
    {"fuenfzehn", 15, false},
    {"fuenfzig", 50, false},
    {"funf", 5, false},
    {"funfte", 5, false},
    {"funften", 5, false},
    {"funfter", 5, false},
    {"funftes", 5, false},
    {"funfzehn", 15, false},
    {"funfzig", 50, false},
    {"huit", 8, false},
    {"huitieme", 8, false},
    {"hundert", 100, false},
    {"hundred", 100, false},
    {"hundredth", 100, false},
    {"i", 1, true},
    {"ii", 2, false},
    {"iii", 3, false},
    {"iki", 2, false},
    {"ikinci", 2, false},
    {"iv", 4, false},
    {"ix", 9, false},
    {"neuf", 9, false},
    {"neun", 9, false},
    {"neunte", 9, false},
    {"neunten", 9, false},
    {"neunter", 9, false},
    {"neuntes", 9, false},
    {"neunzehn", 19, false},
    {"neunzig", 90, false},
    {"neuvieme", 9, false},
    {"nine", 9, false},
    {"nineteen", 19, false},
    {"nineteenth", 19, false},
    {"ninetieth", 90, false},
    {"ninety", 90, false},
    {"ninth", 9, false},
    {"nona", 9, true},
    {"nono", 9, true},
    {"nove", 9, false},
    {"novena", 9, false},
    {"noveno", 9, false},
    {"noventa", 90, false},
    {"nueve", 9, false},
    {"ochenta", 80, false},
    {"ocho", 8, false},
    {"octava", 8, true},
    {"octavo", 8, true},
    {"odin", 1, false},
    {"oitava", 8, false},
    {"oitavo", 8, false},
    {"oito", 8, false},
    {"one", 1, false},
    {"onze", 11, false},
    {"pervaya", 1, false},
    {"pervoe", 1, false},
    {"pervogo", 1, false},
    {"pervoye", 1, false},
    {"pervy", 1, false},
    {"pervyi", 1, false},
    {"pervyj", 1, false},
    {"pervyy", 1, false},
    {"premiere", 1, false},
    {"primeira", 1, false},
    {"primeiro", 1, false},
    {"primer", 1, false},
    {"primera", 1, false},
    {"primero", 1, false},
    {"pyat", 5, false},
    {"pyataya", 5, false},
    {"pyatdesyat", 50, false},
    {"pyatoe", 5, false},
    {"pyatogo", 5, false},
    {"pyatoye", 5, false},
    {"pyaty", 5, false},
    {"pyatyi", 5, false},
    {"pyatyj", 5, false},
    {"pyatyy", 5, false},
    {"quarante", 40, false},
    {"quarenta", 40, false},
    {"quarta", 4, true},
    {"quarto", 4, true},
    {"quatorze", 14, false},
    {"quatre", 4, false},
    {"quatrieme", 4, false},
    {"quatro", 4, false},
    {"quattro", 4, false},
    {"quinta", 5, true},
    {"quinto", 5, true},
    {"quinze", 15, false},
    {"sechs", 6, false},
    {"sechste", 6, false},
    {"sechsten", 6, false},
    {"sechster", 6, false},
    {"sechstes", 6, false},
    {"sechzehn", 16, false},
    {"sechzig", 60, false},
    {"second", 2, false},
    {"seconda", 2, false},
    {"seconde", 2, false},
    {"secondo", 2, false},
    {"sedmaya", 7, false},
    {"sedmoe", 7, false},
    {"sedmogo", 7, false},
    {"sedmoy", 7, false},
    {"sedmoye", 7, false},
    {"segunda", 2, false},
    {"segundo", 2, true},
    {"sei", 6, true},
    {"seis", 6, false},
    {"seize", 16, false},
    {"sekiz", 8, false},
    {"sept", 7, false},
    {"septieme", 7, false},
    {"septima", 7, false},
    {"septimo", 7, false},
    {"sesenta", 60, false},
    {"sete", 7, false},
    {"setenta", 70, false},
    {"setima", 7, false},
    {"setimo", 7, false},
    {"sette", 7, false},
    {"seven", 7, false},
    {"seventeen", 17, false},
    {"seventeenth", 17, false},
    {"seventh", 7, false},
    {"seventieth", 70, false},
    {"seventy", 70, false},
    {"sexta", 6, false},
    {"sexto", 6, false},
    {"shest", 6, false},
    {"shestaya", 6, false},
    {"shestoe", 6, false},
    {"shestogo", 6, false},
    {"shestoy", 6, false},
    {"shestoye", 6, false},
    {"sieben", 7, false},
    {"siebte", 7, false},
    {"siebten", 7, false},
    {"siebter", 7, false},
    {"siebtes", 7, false},
    {"siebzehn", 17, false},
    {"siebzig", 70, false},
    {"siete", 7, false},
    {"six", 6, false},
    {"sixieme", 6, false},
    {"sixteen", 16, false},
    {"sixteenth", 16, false},
    {"sixth", 6, false},
    {"sixtieth", 60, false},
    {"sixty", 60, false},
    {"soixante", 60, false},
    {"sorok", 40, false},
    {"tausend", 1000, false},
    {"ten", 10, true},
    {"tenth", 10, false},
    {"terceira", 3, false},
    {"terceiro", 3, false},
    {"tercer", 3, false},
    {"tercera", 3, false},
    {"tercero", 3, false},
    {"terza", 3, false},
    {"terzo", 3, false},
    {"third", 3, false},
    {"thirteen", 13, false},
    {"thirteenth", 13, false},
    {"thirtieth", 30, false},
    {"thirty", 30, false},
    {"thousand", 1000, false},
    {"three", 3, false},
    {"tre", 3, true},
    {"trece", 13, false},
    {"treinta", 30, false},
    {"treize", 13, false},
    {"trenta", 30, false},
    {"trente", 30, false},
    {"tres", 3, false},
    {"trete", 3, false},
    {"tretego", 3, false},
    {"tretiy", 3, false},
    {"tretya", 3, false},
    {"tretye", 3, false},
    {"treze", 13, false},
    {"tri", 3, true},
    {"tridtsat", 30, false},
    {"trinta", 30, false},
    {"trois", 3, false},
    {"troisieme", 3, false},
    {"twelfth", 12, false},
    {"twelve", 12, false},
    {"twentieth", 20, false},
    {"twenty", 20, false},
    {"two", 2, false},
    {"ucuncu", 3, false},
    {"um", 1, true},
    {"uma", 1, true},
    {"un", 1, true},
    {"una", 1, true},
    {"uno", 1, true},
    {"v", 5, true},
    {"veinte", 20, false},
    {"venti", 20, false},
    {"vi", 6, true},
    {"vier", 4, false},
    {"vierte", 4, false},
    {"vierten", 4, false},
    {"vierter", 4, false},
    {"viertes", 4, false},
    {"vierzehn", 14, false},
    {"vierzig", 40, false},
    {"vii", 7, false},
    {"viii", 8, false},
    {"vingt", 20, false},
    {"vinte", 20, false},
    {"vosem", 8, false},
    {"vosmaya", 8, false},
    {"vosmoe", 8, false},
    {"vosmogo", 8, false},
    {"vosmoy", 8, false},
    {"vosmoye", 8, false},
    {"vtoraya", 2, false},
    {"vtoroe", 2, false},
    {"vtorogo", 2, false},
    {"vtoroy", 2, false},
    {"vtoroye", 2, false},
    {"x", 10, true},
    {"xi", 11, true},
    {"xii", 12, false},
    {"xiii", 13, false},
    {"xiv", 14, false},
    {"xix", 19, false},
    {"xv", 15, false},
    {"xvi", 16, false},
    {"xvii", 17, false},
    {"xviii", 18, false},
    {"xx", 20, false},
    {"xxi", 21, false},
    {"xxii", 22, false},
    {"xxiii", 23, false},
    {"xxiv", 24, false},
    {"xxix", 29, false},
    {"xxv", 25, false},
    {"xxvi", 26, false},
    {"xxvii", 27, false},
    {"xxviii", 28, false},
    {"xxx", 30, false},
    {"xxxi", 31, false},
    {"xxxii", 32, false},
    {"xxxiii", 33, false},
    {"xxxiv", 34, false},
    {"xxxix", 39, false},
    {"xxxv", 35, false},
    {"xxxvi", 36, false},
    {"xxxvii", 37, false},
    {"xxxviii", 38, false},
    {"yedi", 7, false},
    {"yedinci", 7, false},
    {"zehn", 10, false},
    {"zehnte", 10, false},
    {"zehnten", 10, false},
    {"zehnter", 10, false},
    {"zehntes", 10, false},
    {"zwanzig", 20, false},
    {"zwei", 2, false},
    {"zweite", 2, false},
    {"zweiten", 2, false},
    {"zweiter", 2, false},
    {"zweites", 2, false},
    {"zwoelf", 12, false},
    {"zwolf", 12, false},
};

constexpr bool by_word(const NumberWord& a, const NumberWord& b) { return a.word < b.word; }
static_assert(std::is_sorted(std::begin(kNumbers), std::end(kNumbers), by_word));

// What may follow the digits of an ordinal.
constexpr std::string_view kOrdinalEndings[] = {"st",  "nd", "rd", "th", "er",  "ere",
                                                "eme", "yy", "oy", "ya", "aya", "oe"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

const NumberWord* find(std::string_view word) {
  const auto* it = std::lower_bound(
      std::begin(kNumbers), std::end(kNumbers), word,
      [](const NumberWord& entry, std::string_view value) { return entry.word < value; });
  return it != std::end(kNumbers) && it->word == word ? it : nullptr;
}

// The digits of "0044", "44th"; nothing of other words.
std::optional<std::string> digits_of(std::string_view word) {
  const auto end = std::find_if_not(word.begin(), word.end(), is_digit);
  const auto count = static_cast<std::size_t>(end - word.begin());
  if (count == 0) return std::nullopt;
  const std::string_view ending = word.substr(count);
  const bool is_ordinal = std::find(std::begin(kOrdinalEndings), std::end(kOrdinalEndings),
                                    ending) != std::end(kOrdinalEndings);
  if (!ending.empty() && !is_ordinal) return std::nullopt;
  const std::size_t zeros = std::min(word.find_first_not_of('0'), count - 1);
  return std::string(word.substr(zeros, count - zeros));
}

// "vierundvierzig": a unit, "und" and a multiple of ten.
std::optional<std::uint32_t> german_compound(std::string_view word) {
  const std::size_t und = word.find("und");
  if (und == std::string_view::npos || und == 0) return std::nullopt;
  const std::string_view unit = word.substr(0, und);
  const NumberWord* const ten = find(word.substr(und + 3));
  if (ten == nullptr || ten->value < 20 || ten->value > 90) return std::nullopt;
  if (unit == "ein") return ten->value + 1U;
  const NumberWord* const one = find(unit);
  if (one == nullptr || one->value > 9) return std::nullopt;
  return std::uint32_t{ten->value} + one->value;
}

// The value of a word that is written out, or of a short number in digits.
std::optional<std::uint32_t> value_of(std::string_view word, Numerals numerals) {
  if (const NumberWord* const found = find(word)) {
    if (found->may_be_name && numerals == Numerals::kSure) return std::nullopt;
    return found->value;
  }
  if (const auto digits = digits_of(word)) {
    if (digits->size() > 3) return std::nullopt;
    std::uint32_t value = 0;
    for (const char c : *digits) value = value * 10 + static_cast<std::uint32_t>(c - '0');
    return value;
  }
  return german_compound(word);
}

bool connects(std::string_view word) {
  return word == "and" || word == "y" || word == "e" || word == "et" || word == "und";
}

// Reads the words of a number one after the other.
class NumberReader {
 public:
  NumberReader(std::span<const std::string_view> words, std::size_t first)
      : words_(words), next_(first) {}

  // Requires: words[first] has this value.
  NumberRun run(std::uint32_t value) {
    const std::size_t first = next_++;
    if (is_ten(words_[first])) value = with_unit(value);
    if (const auto* hundred = next_of(100); hundred != nullptr && value < 100) {
      ++next_;
      value *= 100;
    }
    const bool is_hundred = value >= 100 && value % 100 == 0 && find(words_[next_ - 1]) != nullptr;
    if (is_hundred) value = with_rest(value);
    return {next_ - first, std::to_string(value)};
  }

 private:
  // A multiple of ten that is written out: units may follow.
  static bool is_ten(std::string_view word) {
    const NumberWord* const found = find(word);
    return found != nullptr && found->value >= 20 && found->value <= 90 && found->value % 10 == 0 &&
           word[0] != 'x';
  }

  [[nodiscard]] const NumberWord* next_of(std::uint32_t value) const {
    const NumberWord* const found = next_ < words_.size() ? find(words_[next_]) : nullptr;
    return found != nullptr && found->value == value ? found : nullptr;
  }

  // The word after the next connecting ones, if it is a number below `limit`.
  [[nodiscard]] std::optional<std::uint32_t> following(std::uint32_t limit,
                                                       std::size_t& skipped) const {
    skipped = next_ + 1 < words_.size() && connects(words_[next_]) ? 1 : 0;
    if (next_ + skipped >= words_.size()) return std::nullopt;
    const auto value = value_of(words_[next_ + skipped], Numerals::kAll);
    if (!value || *value == 0 || *value >= limit) return std::nullopt;
    return value;
  }

  std::uint32_t with_unit(std::uint32_t value) {
    std::size_t skipped = 0;
    const auto unit = following(10, skipped);
    if (!unit) return value;
    next_ += skipped + 1;
    return value + *unit;
  }

  std::uint32_t with_rest(std::uint32_t value) {
    std::size_t skipped = 0;
    const auto rest = following(100, skipped);
    if (!rest) return value;
    next_ += skipped;
    const bool ten = is_ten(words_[next_]);
    ++next_;
    return ten ? with_unit(value + *rest) : value + *rest;
  }

  std::span<const std::string_view> words_;
  std::size_t next_;
};

}  // namespace

NumberRun number_at(std::span<const std::string_view> words, std::size_t first, Numerals numerals) {
  const std::string_view word = words[first];
  // Digits as they stand, however many, unless more of the number follows.
  if (const auto value = value_of(word, numerals)) return NumberReader(words, first).run(*value);
  if (auto digits = digits_of(word)) return {1, std::move(*digits)};
  return {};
}

bool may_be_number(std::string_view word) {
  const NumberWord* const found = find(word);
  return found != nullptr && found->may_be_name;
}

}  // namespace financescr::text
