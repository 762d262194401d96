#include "engine/text/han_person.hpp"

#include <algorithm>
#include <iterator>

#include "engine/text/characters.hpp"
#include "engine/text/transliterate.hpp"

namespace financescr::text {
namespace {

constexpr std::size_t kShortestPerson = 2;
constexpr std::size_t kLongestPerson = 6;
constexpr std::int32_t kReadAlike = 850;  // 伟 and 威, which are typed alike

// Characters of surnames that are one and the same in their traditional, simplified and Japanese
// forms; each group ends at a blank. Compiled by hand for this project from the common surnames of
// China, Taiwan and Japan.
constexpr std::u32string_view kSameSurnames =
    U"陈陳 张張 刘劉 杨楊 赵趙 黄黃 吴吳呉 孙孫 马馬 罗羅 郑鄭 谢謝 韩韓 冯馮 邓鄧 许許 叶葉 苏蘇 "
    U"吕呂 蒋蔣 "
    U"卢盧 贾賈 陆陸 萧蕭肖 钟鍾鐘 谭譚 龚龔 邹鄒 阎閻 顾顧 贺賀 龙龍竜 钱錢 汤湯 万萬 严嚴 颜顏 "
    U"赖賴 庄莊 "
    U"齐齊斉斎齋 岳嶽 邬鄔 兰蘭 欧歐 区區 阳陽 东東 诸諸 关關関 费費 纪紀 简簡 游遊 华華 卫衛 单單 "
    U"乌烏 宁寧 "
    U"闻聞 鲁魯 凤鳳 鲍鮑 倪兒 温溫 项項 连連 车車 庐廬 闵閔 娄婁 巩鞏 聂聶 毕畢 缪繆 习習 贝貝 "
    U"丰豐豊 沢泽澤 "
    U"辺边邊邉 浜滨濱 桜櫻 高髙 崎﨑 島嶋 広廣广 国國 条條条 渋澁 滝瀧 富冨 真眞 黒黑 静靜 鉄鐵 "
    U"浅淺 沢澤 "
    U"荣榮栄 実實 戸戶 船舩 柳栁 徳德 恵惠 来來 楽樂 宮宫 岡冈 橋桥 長长 須须 後后 ";

bool are_one_surname(char32_t a, char32_t b) {
  if (a == b) return true;
  for (std::size_t start = 0; start < kSameSurnames.size();) {
    const std::size_t end = kSameSurnames.find(U' ', start);
    const std::u32string_view group = kSameSurnames.substr(start, end - start);
    if (group.find(a) != std::u32string_view::npos && group.find(b) != std::u32string_view::npos) {
      return true;
    }
    start = end + 1;
  }
  return false;
}

bool are_read_alike(char32_t a, char32_t b) {
  const std::string_view reading = scripts::pinyin(a);
  return !reading.empty() && reading == scripts::pinyin(b);
}

}  // namespace

std::optional<HanPerson> han_person(std::string_view raw) {
  if (raw.empty() || static_cast<unsigned char>(raw.front()) < 0x80) return std::nullopt;
  HanPerson person{{}, 0};
  for (const char32_t c : code_points(raw)) {
    const Character character = classify(c);
    if (character.kind == CharacterKind::kIgnored) continue;
    if (character.kind == CharacterKind::kTransliterated && character.script == Script::kHan) {
      scripts::add_han(c, person.characters);
    } else if (c == ' ' && person.surname == 0) {
      person.surname = person.characters.size();
    } else {
      return std::nullopt;
    }
  }
  const std::size_t size = person.characters.size();
  if (size < kShortestPerson || size > kLongestPerson ||
      scripts::has_company_word(person.characters)) {
    return std::nullopt;
  }
  if (person.surname == 0) person.surname = scripts::han_surname(person.characters);
  return person;
}

std::int32_t han_agreement_permille(const HanPerson& a, const HanPerson& b) {
  const std::size_t size = a.characters.size();
  if (size != b.characters.size()) return 1000;
  const std::size_t surname = std::min(a.surname, b.surname);
  std::int32_t sum = 0;
  bool same_surname = true;
  for (std::size_t i = 0; i < size; ++i) {
    const char32_t x = a.characters[i];
    const char32_t y = b.characters[i];
    if (i < surname) {
      const bool same = are_one_surname(x, y);
      same_surname = same_surname && same;
      sum += same ? 1000 : 0;
    } else {
      sum += are_one_surname(x, y) ? 1000 : are_read_alike(x, y) ? kReadAlike : 0;
    }
  }
  const auto share = sum / static_cast<std::int32_t>(size);
  return same_surname ? share : share / 2;
}

}  // namespace financescr::text
