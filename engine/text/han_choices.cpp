#include <algorithm>

#include "engine/text/characters.hpp"
#include "engine/text/han_readings.hpp"
#include "engine/text/japanese_names.hpp"
#include "engine/text/transliterate.hpp"

namespace financescr::text {
namespace {

constexpr std::size_t kLongestPerson = 6;
constexpr std::size_t kLongestChinesePerson = 4;
constexpr std::size_t kLongestForeignRun = 10;
constexpr std::size_t kShortestJapaneseOnly = 4;

// Characters with which Chinese writes the sounds of foreign names, in both forms; sorted. Compiled
// by hand for this project from common transcriptions of names of states, cities and statesmen.
constexpr std::u32string_view kForeignSounds =
    U"丁万三丕丘东丝丰丹丽乌乍乔于云亚亞亨京什仁仕代仲企伊伍伏休伦伯佐佛佩佳來侯保"
    U"修倩倫傑儒儿兆克兒內兰兴兹内冈农冯凡凯凱切列別利别剌力加努劲劳勁勃勒勞包匈北"
    U"匹十华卑卓南博卜卡卢印厄厉厲叠古可史叶司各吉吕君吾呂呼咖咪咯哇哈哥哲唐啟喀喇"
    U"喬喱嘉嘎噶嚴因图圖土圣圭地坎坚坡坦埃基堅塔塞墨士夏多夢夫夷夸奇奈奎契奥奧妥妮"
    U"妲姆姗姚威娃娅娜婉婭婷媞嫩孔孙孟季孫宁安宏宗宜宰家容宾密寇富察寧尔尚尤尼山岑"
    U"岛岡岱岳峨島崔崗巫巴巷布希帕帖帝席平幸庄庇库底庞庫康廉廖延廷廸弗张弥張強强弼"
    U"彌当彭彻彼徐得德徹怀思恩恰悉惠愛慈慕慶懷戈戎戴扎托扬扶拉拔拜提揚摩撒擺攸敏敖"
    U"敦文斐斯新方施日旦旺昂昆昌明易昭晃晉晋普智曲曹曼曾會朋朔朗木本札朱朴朵李村杜"
    U"来杨杭杰東松林果柏查柯柴栗根格桂桃桑梁梅梦梭梵森楊楚楠榭榮次欣欧欽歐步毅比毕"
    U"毗毛氏汀汉汗江汤沁沃沙治泉泊法波泰泽洋洛津洪活洽派济浦海涅渥温湯溫滕漢漫潘澤"
    U"澳濟烏热熱燕爱爹爾牙特狄狼玛玫玻珀珊珍珠班球理琳琴琼瑙瑞瑟瑪璐瓊瓜瓦甄甘生甫"
    U"由申畢略番當登白皮盆盎盖盧真瞿石硕碧碩祖祝福科程穆穌窩立章端笛第简簡米約納紐"
    U"素索紮紹絲維綺緬縱縵繆约纳纽绍绮维缪罕罗羅美羯翁翠翰考者耳耶耿聂聃聖聶肃肅肖"
    U"肯胡胥能脫脱腊腓腾臘舆興舍舒艮良色艺艾芒芙芝芬芭芮苏若英茂范茜茨茲茵茹荃荣莉"
    U"莎莫莱莲莺菈華菱菲萊萝萨萬葉葛蒂蒙蒲蓋蓝蓮蔡蕾薄薇薛薩藍藏藤蘇蘭蘿蜜衛裘裡西"
    U"許詹諸諾謝许诺谢谬谷豪貝貢費賀賈賓賜賴賽贊贏贝贡费贺贾赐赖赛赞赤赫越趙路辛農"
    U"边达迈近连迦迪迭逊逖通連逸道達遜邁邓那邦邱邵郑郭鄂鄧鄭酷里金鈞錢錫鐵鐸钦钧钱"
    U"铁锡門間门间阿陀陳陶隆雅雍雪雲雷霍霖霞露霸青靖韋韦順頓顛顧顺顾顿香馬馮騰马高"
    U"魏魔魚魯鮑鲁鲍鶯麗麥麦黃黎黑默黛齊齐龍龐龙";

constexpr char32_t kMiddleDot = 0x00B7;
bool is_middle_dot(char32_t c) {
  return c == kMiddleDot || c == 0x2022 || c == 0x2027 || c == 0x22C5 || c == 0x30FB || c == 0xFF65;
}

bool stands_for_sound(char32_t c) {
  return std::binary_search(kForeignSounds.begin(), kForeignSounds.end(), c);
}

struct Seen {
  std::size_t runs = 0;
  std::size_t characters = 0;
  std::size_t longest = 0;
  std::size_t first = 0;  // characters of the first run
  bool company = false;
  bool dotted = false;     // parts of a foreign name are
  bool other = false;      // a word in another script
  bool all_sounds = true;  // every character may stand for a foreign sound
  std::u32string all;
};

Seen look_at(std::u32string_view points) {
  Seen seen;
  std::u32string run;
  const auto end_run = [&] {
    if (run.empty()) return;
    ++seen.runs;
    if (seen.runs == 1) seen.first = run.size();
    seen.longest = std::max(seen.longest, run.size());
    seen.company = seen.company || scripts::has_company_word(run);
    seen.all += run;
    run.clear();
  };
  for (const char32_t c : points) {
    const Character character = classify(c);
    if (character.kind == CharacterKind::kTransliterated && character.script == Script::kHan) {
      scripts::add_han(c, run);
      seen.all_sounds = seen.all_sounds && stands_for_sound(c);
      continue;
    }
    if (character.kind == CharacterKind::kIgnored) continue;
    end_run();
    seen.dotted = seen.dotted || is_middle_dot(c);
    seen.other = seen.other || character.kind == CharacterKind::kTransliterated ||
                 character.kind == CharacterKind::kWord;
  }
  end_run();
  seen.characters = seen.all.size();
  return seen;
}

}  // namespace

std::vector<HanChoice> han_choices(std::string_view raw) {
  std::vector<HanChoice> choices;
  const bool ascii = std::all_of(raw.begin(), raw.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) return choices;
  const Seen seen = look_at(code_points(raw));
  if (seen.characters == 0 || seen.company) return choices;
  const bool foreign = seen.dotted || (seen.all_sounds && seen.characters > 1);
  if (foreign && seen.longest <= kLongestForeignRun) choices.push_back({HanReading::kForeign, 0});
  if (seen.dotted || seen.characters > kLongestPerson || seen.runs > 2) return choices;
  const auto japanese = [&] {
    const auto readings =
        japanese_readings(seen.all, seen.runs == 2 ? seen.first : 0, kJapaneseVariants);
    for (std::size_t i = 0; i < readings.size(); ++i) {
      choices.push_back({HanReading::kJapanese, static_cast<std::uint8_t>(i)});
    }
  };
  const bool japanese_first = seen.characters >= kShortestJapaneseOnly || seen.other;
  if (japanese_first) japanese();
  if (seen.characters <= kLongestChinesePerson && seen.characters > 1 && !seen.other) {
    if (seen.characters < kLongestChinesePerson) choices.push_back({HanReading::kKorean, 0});
    choices.push_back({HanReading::kCantonese, 0});
    choices.push_back({HanReading::kWadeGiles, 0});
  }
  if (!japanese_first) japanese();
  return choices;
}

}  // namespace financescr::text
