#include "engine/text/word_class.hpp"

#include <doctest/doctest.h>

#include <string>

namespace financescr::text {
namespace {

struct Row {
  const char* word;
  WordClass expected;
};

constexpr Row kRows[] = {
    {"zawahiri", WordClass::kName},   {"khan", WordClass::kName},
    {"li", WordClass::kName},         {"alan", WordClass::kName},  // not "al"
    {"j", WordClass::kInitial},       {"z", WordClass::kInitial},
    {"al", WordClass::kParticle},     {"bin", WordClass::kParticle},
    {"von", WordClass::kParticle},    {"o", WordClass::kParticle},
    {"zu", WordClass::kParticle},     {"abu", WordClass::kParticle},
    {"dr", WordClass::kHonorific},    {"sheikh", WordClass::kHonorific},
    {"capt", WordClass::kHonorific},  {"ustad", WordClass::kHonorific},
    {"ltd", WordClass::kLegalForm},   {"gmbh", WordClass::kLegalForm},
    {"ooo", WordClass::kLegalForm},   {"ab", WordClass::kLegalForm},
    {"zao", WordClass::kLegalForm},   {"trading", WordClass::kGeneric},
    {"company", WordClass::kGeneric}, {"and", WordClass::kParticle},
    {"with", WordClass::kParticle},   {"7", WordClass::kNumber},
    {"61398", WordClass::kNumber},    {"il76", WordClass::kNumber},
    {"7th", WordClass::kNumber},
};

TEST_CASE("word class: what a word of a name is") {
  for (const Row& row : kRows) {
    CAPTURE(std::string(row.word));
    CHECK(word_class(row.word) == row.expected);
  }
}

TEST_CASE("word weight: what tells more weighs more") {
  CHECK(word_weight_permille("zawahiri") == 1000);
  CHECK(word_weight_permille("wickremesinghe") == 1000);  // eight letters are enough
  CHECK(word_weight_permille("khan") == 700);
  const char* const descending[] = {"zawahiri", "khan", "li", "trading", "j", "al", "dr", "ltd"};
  for (std::size_t i = 1; i < std::size(descending); ++i) {
    CAPTURE(std::string(descending[i]));
    CHECK(word_weight_permille(descending[i]) > 0);
    CHECK(word_weight_permille(descending[i]) < word_weight_permille(descending[i - 1]));
  }
  CHECK(word_weight_permille("61398") == word_weight_permille("smith"));
}

TEST_CASE("legal forms: whole words only") {
  for (const char* word : {"llc", "sa", "ooo", "gmbh", "ab", "wll", "zao"}) {
    CAPTURE(std::string(word));
    CHECK(is_legal_form(word));
  }
  for (const char* word : {"", "l", "ll", "llcs", "company", "al", "LLC", "gmb"}) {
    CAPTURE(std::string(word));
    CHECK_FALSE(is_legal_form(word));
  }
}

}  // namespace
}  // namespace financescr::text
