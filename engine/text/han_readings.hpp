// Readings of Han characters: what a name written with them is in each of the languages that do.
//
// 金正恩 is Jin Zheng'en, Chin Cheng-en, Gam Zingjan and Kim Jong Un; nothing in the characters
// says which, so a name is compared in each reading that it may have. The readings are tables made
// from Unihan and UniDic (generate/han_names.py); Mandarin ones are in character_table.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace financescr::text {

enum class HanReading : std::uint8_t {
  kMandarin,  // in pinyin
  kForeign,   // Mandarin for the sounds of a name of another language: 奥巴马 is Obama
  kJapanese,  // the likeliest of several, or a further one
  kKorean,
  kCantonese,
  kWadeGiles,  // Mandarin as Taiwan and older texts spell it
};

// One way to read a name in Han characters; the default is the plain one.
struct HanChoice {
  HanReading reading = HanReading::kMandarin;
  std::uint8_t variant = 0;  // of the Japanese readings, likeliest first

  friend constexpr bool operator==(const HanChoice& a, const HanChoice& b) {
    return a.reading == b.reading && a.variant == b.variant;
  }
};

inline constexpr std::size_t kJapaneseVariants = 3;

// The further ways in which a raw name may be read, likeliest first; none if it holds no Han
// characters, or more than a person's name does, or words of companies.
[[nodiscard]] std::vector<HanChoice> han_choices(std::string_view raw);

inline constexpr char32_t kFirstReadHan = 0x4E00;
inline constexpr char32_t kLastReadHan = 0x9FFF;
[[nodiscard]] constexpr bool is_read_han(char32_t c) {
  return c >= kFirstReadHan && c <= kLastReadHan;
}

inline constexpr std::size_t kReadHanCount = kLastReadHan - kFirstReadHan + 1;

// By code point from kFirstReadHan on. The Hangul syllable of a character as the numbers of its
// sounds (Unicode, section 3.12; the lead plus one, 0 for none), and its Cantonese syllable in
// Jyutping; final 0 is none.
extern const std::uint8_t kHangulLeadOf[kReadHanCount];
extern const std::uint8_t kHangulVowelOf[kReadHanCount];
extern const std::uint8_t kHangulTailOf[kReadHanCount];
extern const std::uint8_t kCantoneseLeadOf[kReadHanCount];
extern const std::uint8_t kCantoneseFinalOf[kReadHanCount];
extern const char kCantoneseLeads[][3];
extern const char kCantoneseFinals[][6];

}  // namespace financescr::text
