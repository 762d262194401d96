// Names in Han characters against their spellings in the languages that use these: made-up people.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "engine/screening/alignment.hpp"
#include "engine/text/han_readings.hpp"
#include "engine/text/name.hpp"
#include "engine/text/normalise.hpp"
#include "tests/unit/screening/samples.hpp"

namespace financescr::screening {
namespace {

using text::HanReading;

struct Row {
  std::string_view han;
  std::string_view latin;
};

constexpr Row kSame[] = {
    // Japanese.
    {"高橋健太", "Kenta Takahashi"},
    {"中村美咲", "Nakamura Misaki"},
    {"渡辺大輔", "Daisuke Watanabe"},
    {"小林翔太", "Shota Kobayashi"},
    {"森恵子", "Mori Keiko"},
    {"林達也", "Tatsuya Hayashi"},
    {"長谷川誠", "Hasegawa Makoto"},
    {"佐々木優子", "Yuko Sasaki"},
    {"田中 次郎", "Jiro Tanaka"},
    {"松尾真理子", "Mariko Matsuo"},
    {"五十嵐直樹", "Igarashi Naoki"},
    {"近藤つばさ", "Kondo Tsubasa"},
    // Korean.
    {"朴成浩", "Park Seong-ho"},
    {"李相哲", "Ri Sang Chol"},
    {"李相哲", "Lee Sang-cheol"},
    {"崔敏秀", "Choi Min-su"},
    {"鄭光日", "Jong Kwang Il"},
    {"姜東赫", "Kang Dong Hyok"},
    {"林哲秀", "Rim Chol Su"},
    {"尹泰植", "Yun Tae Sik"},
    {"金 英浩", "Kim Yong Ho"},
    {"黃仁秀", "Hwang In-soo"},
    {"南宮民浩", "Namgung Min-ho"},
    // Hong Kong.
    {"陳志強", "Chan Chi-keung"},
    {"黃家榮", "Wong Ka Wing"},
    {"梁國雄", "Leung Kwok-hung"},
    {"張德明", "Cheung Tak Ming"},
    {"吳偉文", "Ng Wai Man"},
    {"鄭少華", "Cheng Siu Wah"},
    {"何兆基", "Ho Siu-kei"},
    {"謝永康", "Tse Wing Hong"},
    {"余美玲", "Yu Mei Ling"},
    {"曾文輝", "Tsang Man Fai"},
    // Taiwan.
    {"張志傑", "Chang Chih-chieh"},
    {"許國雄", "Hsu Kuo-hsiung"},
    {"謝長青", "Hsieh Chang-ching"},
    {"周建中", "Chou Chien-chung"},
    {"蕭景賢", "Hsiao Ching-hsien"},
    {"郭子玉", "Kuo Tzu-yu"},
    {"何德全", "Ho Te-chuan"},
    {"邱志成", "Chiu Chih-cheng"},
    {"羅俊雄", "Lo Chun-hsiung"},
    {"葉仁和", "Yeh Jen-ho"},
    // Names of other languages.
    {"安德烈·科瓦连科", "Andrei Kovalenko"},
    {"弗拉迪斯拉夫·莫罗佐夫", "Vladislav Morozov"},
    {"汉斯·施密特", "Hans Schmidt"},
    {"米格尔·埃尔南德斯", "Miguel Hernandez"},
    {"卡里姆·贝纳利", "Karim Benali"},
    {"约瑟夫·奥孔科沃", "Joseph Okonkwo"},
    {"巴拉克扎伊", "Barakzai"},
    {"塔季扬娜·索科洛娃", "Tatiana Sokolova"},
    {"穆斯塔法·凯末尔", "Mustafa Kemal"},
    {"布鲁诺·法里亚", "Bruno Faria"},
    {"伊萬·杜布羅夫", "Ivan Dubrov"},
};

constexpr Row kOther[] = {
    {"高橋健太", "Kenji Takayama"},   {"中村美咲", "Nakata Mitsuko"},
    {"渡辺大輔", "Daigo Watari"},     {"長谷川誠", "Hasebe Minoru"},
    {"朴成浩", "Park Chul Min"},      {"崔敏秀", "Chae Myong Guk"},
    {"姜東赫", "Kim Tong Myong"},     {"陳志強", "Chan Siu Ming"},
    {"梁國雄", "Leung Wai Yin"},      {"張志傑", "Chang Hsueh-liang"},
    {"謝長青", "Hsu Wen-ching"},      {"安德烈·科瓦连科", "Anders Kowalski"},
    {"汉斯·施密特", "Johan Smetana"}, {"卡里姆·贝纳利", "Kamal Benani"},
};

// The least of both coverages in the reading in which it is greatest.
double likeness(std::string_view han, std::string_view latin) {
  const text::Name other(latin);
  auto choices = text::han_choices(han);
  choices.insert(choices.begin(), text::HanChoice{});
  double best = 0;
  for (const text::HanChoice& choice : choices) {
    const text::Name name(han, {}, choice);
    const Alignment alignment = align(name.words(), other.words());
    best = std::max(best, std::min(alignment.query_coverage.to_double(),
                                   alignment.candidate_coverage.to_double()));
  }
  return best;
}

TEST_CASE("Han names are read as Japan, Korea, Hong Kong, Taiwan and foreigners spell them") {
  for (const Row& row : kSame) {
    CAPTURE(std::string(row.han));
    CAPTURE(std::string(row.latin));
    CHECK(likeness(row.han, row.latin) >= 0.75);
  }
}

TEST_CASE("Han names stay apart from other names in every reading") {
  for (const Row& row : kOther) {
    CAPTURE(std::string(row.han));
    CAPTURE(std::string(row.latin));
    CHECK(likeness(row.han, row.latin) <= 0.7);
  }
}

TEST_CASE("which readings a Han name has") {
  const auto has = [](std::string_view name, HanReading reading) {
    const auto choices = text::han_choices(name);
    return std::any_of(choices.begin(), choices.end(),
                       [&](const text::HanChoice& c) { return c.reading == reading; });
  };
  CHECK(text::han_choices("Sarah Walker").empty());
  CHECK(text::han_choices("Сергей").empty());
  CHECK(text::han_choices("やまだ たろう").empty());
  CHECK(text::han_choices("玉沙集团有限公司").empty());
  CHECK(text::han_choices("長江三峡水力発電所管理処").empty());
  CHECK(has("高橋健太", HanReading::kJapanese));
  CHECK_FALSE(has("高橋健太", HanReading::kForeign));
  CHECK(has("朴成浩", HanReading::kKorean));
  CHECK(has("巴拉克", HanReading::kForeign));
  CHECK(has("赵·李", HanReading::kForeign));
  CHECK_FALSE(has("汉斯·施密特", HanReading::kJapanese));
  for (const std::string_view name : {"高橋健太", "朴成浩", "巴拉克", "田中 次郎", "近藤つばさ"}) {
    CHECK(text::han_choices(name).size() <= 7);
  }
}

TEST_CASE("a space between surname and given name changes no reading") {
  for (const auto& choice : text::han_choices("田中次郎")) {
    CHECK(text::normalise_counted("田中 次郎", choice).text ==
          text::normalise_counted("田中次郎", choice).text);
  }
  for (const auto& choice : text::han_choices("朴成浩")) {
    if (choice.reading == HanReading::kJapanese) continue;
    CHECK(text::normalise_counted("朴 成浩", choice).text ==
          text::normalise_counted("朴成浩", choice).text);
  }
}

bool is_found(std::string_view listed, std::string_view asked) {
  const auto engine = samples::engine_of({.watchlist = samples::entry("E1", listed, "PEP") +
                                                       samples::entry("E2", "Kofi Mensah", "PEP")});
  return samples::outcome_of(engine, samples::ask(asked)).decision == Decision::kReview;
}

TEST_CASE("a screened name is read in each language, on either side") {
  for (const Row& row : kSame) {
    CAPTURE(std::string(row.han));
    CAPTURE(std::string(row.latin));
    CHECK(is_found(row.latin, row.han));
  }
  CHECK(is_found("高橋健太", "Kenta Takahashi"));
  CHECK(is_found("朴成浩", "Park Seong-ho"));
  CHECK(is_found("安德烈·科瓦连科", "Andrei Kovalenko"));
}

TEST_CASE("two Han names are one only if their characters are") {
  const Row same[] = {{"陳志強", "陈志强"}, {"沢田健", "澤田健"},  {"渡邊美和", "渡辺美和"},
                      {"王伟民", "王威民"}, {"張 國榮", "张国荣"}, {"高田早苗", "髙田早苗"}};
  const Row other[] = {{"王小明", "汪小明"},     {"高田早苗", "高石早苗"}, {"佐藤健", "伊藤健"},
                       {"田中一郎", "中田一郎"}, {"李伟强", "黎伟强"},     {"張家豪", "章家豪"},
                       {"高橋健太", "高山健太"}, {"林志明", "凌志明"},     {"朴成浩", "白成浩"},
                       {"周建平", "周建朋"},     {"吳美珍", "伍美珍"},     {"山本太郎", "山下太郎"},
                       {"金 成日", "金 成恩"},   {"許文龍", "徐文龍"}};
  for (const Row& row : same) {
    CAPTURE(std::string(row.han));
    CHECK(is_found(row.han, row.latin));
    CHECK(is_found(row.latin, row.han));
  }
  for (const Row& row : other) {
    CAPTURE(std::string(row.han));
    CHECK_FALSE(is_found(row.han, row.latin));
    CHECK_FALSE(is_found(row.latin, row.han));
  }
}

}  // namespace
}  // namespace financescr::screening
