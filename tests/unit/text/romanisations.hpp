// Words for the tests of phonetic comparison: spellings of one name as real lists have them, and
// pairs of names that have nothing to do with each other.
#pragma once

#include <string>
#include <string_view>

namespace financescr::text {

struct WordPair {
  std::string_view a;
  std::string_view b;

  [[nodiscard]] std::string text() const { return std::string(a) + " " + std::string(b); }
};

inline constexpr WordPair kRomanisations[] = {
    {"mohammed", "muhammad"},
    {"mohammed", "mohamad"},
    {"muhammad", "mohamad"},
    {"mohammed", "mohamed"},
    {"mohammed", "muhammed"},
    {"mohammed", "mahomed"},
    {"mohammed", "mehmet"},
    {"yuri", "iurii"},
    {"yuri", "yury"},
    {"iurii", "yury"},
    {"yuri", "youri"},
    {"dmitry", "dzmitry"},
    {"dmitry", "dmitri"},
    {"dmitry", "dmitriy"},
    {"dmitry", "dimitri"},
    {"qasem", "kassem"},
    {"qasim", "kasim"},
    {"qasem", "ghasem"},
    {"ivanov", "ivanoff"},
    {"ivanov", "iwanow"},
    {"abdullah", "abdallah"},
    {"abdullah", "abdulla"},
    {"hussein", "husain"},
    {"hussein", "hossein"},
    {"hussein", "husayn"},
    {"yusuf", "youssef"},
    {"yusuf", "yousuf"},
    {"gaddafi", "qadhafi"},
    {"gaddafi", "kadafi"},
    {"sergei", "sergey"},
    {"sergei", "serguei"},
    {"aleksandr", "alexander"},
    {"aleksandr", "oleksandr"},
    {"chekhov", "tschechow"},
    {"osama", "usama"},
    {"zhukov", "joukov"},
    {"zhukov", "schukow"},
    {"ahmad", "ahmed"},
    {"ahmad", "akhmad"},
    {"said", "saeed"},
    {"noor", "nur"},
    {"jamal", "gamal"},
    {"jamal", "djamal"},
    {"yevgeny", "evgenii"},
    {"wagner", "vagner"},
    {"omar", "umar"},
    {"fatima", "fatimah"},
    {"ismail", "ismael"},
    {"khalid", "khaled"},
    {"khalid", "chalid"},
    {"sulaiman", "suleyman"},
    {"vladimir", "wladimir"},
    {"tchaikovsky", "chaykovskiy"},
    {"nikolai", "nikolay"},
    {"petrov", "petroff"},
    {"zawahiri", "zawahri"},
    {"sheikh", "shaykh"},
    {"ibrahim", "ebrahim"},
    {"karim", "kareem"},
    {"rashid", "rasheed"},
    {"kadyrov", "kadirov"},
    {"lukashenko", "lukashenka"},
};

inline constexpr WordPair kUnrelated[] = {
    {"petrov", "ivanov"},    {"sarah", "john"},       {"mohammed", "michael"}, {"smith", "jones"},
    {"khan", "singh"},       {"maria", "martin"},     {"dmitry", "andrei"},    {"yuri", "igor"},
    {"abdullah", "ibrahim"}, {"garcia", "martinez"},  {"kim", "park"},         {"sokolov", "popov"},
    {"hussein", "karim"},    {"gaddafi", "assad"},    {"putin", "medvedev"},   {"walker", "petrov"},
    {"osama", "yusuf"},      {"rahman", "qureshi"},   {"lopez", "fernandez"},  {"chen", "wang"},
    {"nguyen", "tran"},      {"volkov", "kuznetsov"}, {"fatima", "khadija"},   {"omar", "bilal"},
};

}  // namespace financescr::text
