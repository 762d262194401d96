// Invariants of normalisation and of names over many random texts, well-formed UTF-8 and not.
#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "engine/core/limits.hpp"
#include "engine/text/characters.hpp"
#include "engine/text/jaro_winkler.hpp"
#include "engine/text/name.hpp"
#include "engine/text/name_similarity.hpp"
#include "engine/text/normalise.hpp"
#include "engine/text/spelling.hpp"
#include "tests/unit/core/random.hpp"

namespace financescr::text {
namespace {

using testing::Random;

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&out](char32_t byte) { out += static_cast<char>(byte & 0xFFU); };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xC0U | c >> 6U);
  } else {
    if (c < 0x10000) {
      put(0xE0U | c >> 12U);
    } else {
      put(0xF0U | c >> 18U);
      put(0x80U | (c >> 12U & 0x3FU));
    }
    put(0x80U | (c >> 6U & 0x3FU));
  }
  put(0x80U | (c & 0x3FU));
}

// Mostly Latin with diacritics, marks and apostrophes; now and then any code point, or none of
// another script where `latin`.
std::string random_name(Random& random, bool latin = false) {
  std::string text;
  for (int i = random.between(0, 30); i > 0; --i) {
    const std::size_t kind = random.below(10);
    if (kind < 4) {
      append_utf8(text, static_cast<char32_t>(random.between('A', 'z')));
    } else if (kind < 6) {
      append_utf8(text, static_cast<char32_t>(random.between(0xA0, 0x24F)));
    } else if (kind == 6) {
      append_utf8(text, static_cast<char32_t>(random.between(0x1E00, 0x1EFF)));
    } else if (kind == 7) {
      append_utf8(text, U" '’ʿʾ-.\u0301\u0308"[random.below(9)]);
    } else if (!latin) {
      const auto c = static_cast<char32_t>(random.below(0x110000));
      append_utf8(text, c >= 0xD800 && c <= 0xDFFF ? U'x' : c);
    }
  }
  return text;
}

std::string random_bytes(Random& random) {
  std::string bytes(random.below(40), '\0');
  for (char& byte : bytes) {
    byte = static_cast<char>(random.chance(50) ? random.between('A', 'z') : random.between(0, 255));
  }
  return bytes;
}

void require_normal(const NormalisedText& out) {
  bool space = true;  // none at the start
  bool sound = true;
  std::size_t letters = 0;
  for (const char c : out.text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    sound = sound && (letter || (c == ' ' && !space));
    space = !letter;
    if (letter) ++letters;
  }
  REQUIRE(sound);
  REQUIRE((out.text.empty() || !space));
  REQUIRE(out.text.empty() == (out.matched_letters == 0));
  REQUIRE(letters <= out.matched_letters * 8);  // "zhuang" is one letter
  REQUIRE(plain_form(out.spelling) == out.text);
}

TEST_CASE("normalise: the result is in normal form and normalises to itself") {
  Random random(20);
  for (int i = 0; i < 60'000; ++i) {
    const std::string raw = random.chance(70) ? random_name(random) : random_bytes(random);
    const NormalisedText out = normalise_counted(raw);
    require_normal(out);
    REQUIRE(normalise(out.text) == out.text);
    REQUIRE(out.text == normalise(raw));
  }
}

TEST_CASE("normalise: every single code point has a meaning, alone and within a word") {
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string alone;
    append_utf8(alone, c);
    std::size_t position = 0;
    REQUIRE(next_code_point(alone, position) == c);
    REQUIRE(position == alone.size());
    const NormalisedText out = normalise_counted("a" + alone + "b");
    require_normal(out);
    const std::u32string parts = code_points(alone);
    if (parts != std::u32string(1, c)) {
      REQUIRE(out.text.starts_with('a'));
      REQUIRE(out.text.ends_with('b'));
      continue;
    }
    switch (classify(c).kind) {
      case CharacterKind::kWord:
        REQUIRE(out.text == "a" + std::string(classify(c).folded) + "b");
        break;
      case CharacterKind::kTransliterated:
        REQUIRE((out.matched_letters == 3 || out.unmatched_letters == 1));
        REQUIRE(out.text.starts_with('a'));
        REQUIRE(out.text.ends_with('b'));
        break;
      case CharacterKind::kApostrophe:
      case CharacterKind::kIgnored:
        REQUIRE(out.text == "ab");
        break;
      case CharacterKind::kOtherLetter:
        REQUIRE(out.text == "a b");
        REQUIRE(out.unmatched_letters == 1);
        break;
      case CharacterKind::kUnreadable:
        REQUIRE(out.text == "a b");
        REQUIRE(out.unreadable == 1);
        break;
      case CharacterKind::kReordering:
        REQUIRE(out.text == "ab");
        REQUIRE(out.unreadable == 1);
        break;
      case CharacterKind::kSeparator:
        REQUIRE(out.text == "a b");
        REQUIRE(out.unmatched_letters == 0);
        REQUIRE(out.unreadable == 0);
        break;
    }
  }
}

// The micro sign is a Greek letter, and what letters beside it look like depends on their case.
TEST_CASE("normalise: ASCII case, outer spaces and repeated separators leave no trace") {
  Random random(21);
  for (int i = 0; i < 20'000; ++i) {
    const std::string raw = random_name(random, true);
    if (raw.find("\u00B5") != std::string::npos) continue;
    std::string upper = raw;
    std::string wider;
    for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    for (const char c : raw) wider += c == ' ' ? std::string(" , ") : std::string(1, c);
    REQUIRE(normalise(upper) == normalise(raw));
    REQUIRE(normalise(" " + wider + "\t") == normalise(raw));
  }
}

TEST_CASE("name: its words are within the limits, and those heard in its spelling") {
  Random random(22);
  for (int i = 0; i < 10'000; ++i) {
    std::string raw;
    for (int k = random.between(0, 4); k >= 0; --k) raw += random_name(random) + " ";
    const Name name(raw);
    const auto expected = heard_words(normalise_counted(raw).spelling, {});
    REQUIRE(name.words().size() == expected.size());
    REQUIRE(expected.size() <= limits::kMaxNameTokens);
    for (std::size_t w = 0; w < expected.size(); ++w) {
      REQUIRE(name.words()[w].letters == expected[w].letters);
      REQUIRE(expected[w].letters.size() <= limits::kMaxTokenBytes);
      REQUIRE(name.words()[w].weight_permille > 0);
      REQUIRE_FALSE(name.words()[w].phones.empty());
    }
  }
}

TEST_CASE("name similarity: symmetric in order of words, whole for the same words") {
  Random random(23);
  for (int i = 0; i < 10'000; ++i) {
    const std::string text = normalise(random_name(random) + " " + random_name(random));
    auto words = split_words(text);
    if (words.empty()) continue;
    const std::string other_text = normalise(random_name(random));
    const auto other = split_words(other_text);
    const double before = name_similarity_jw(words, other);
    auto shuffled = words;
    for (std::size_t k = shuffled.size(); k > 1; --k) {
      std::swap(shuffled[k - 1], shuffled[random.below(k)]);
    }
    REQUIRE(name_similarity_jw(shuffled, other) == before);
    REQUIRE(name_similarity_jw(words, shuffled) == doctest::Approx(1.0));
    REQUIRE(before >= 0.0);
    REQUIRE(before <= 1.0);
    REQUIRE(token_jaccard(words, other) == token_jaccard(other, words));
  }
}

}  // namespace
}  // namespace financescr::text
