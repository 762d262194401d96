// What kana, Hangul, Greek and Tamil leave open: made-up names against their Latin spellings.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "tests/unit/screening/samples.hpp"

namespace financescr::screening {
namespace {

using samples::ask;
using samples::entry;

struct Row {
  std::string_view native;
  std::string_view latin;
};

constexpr Row kSame[] = {
    // Kana for names of other languages.
    {"ウラジスラフ・チモーニン", "Vladislav Timonin"},
    {"マルチナ・フサイノフ", "Martina Husainov"},
    {"ジミトリー・ラザレンコ", "Dimitri Lazarenko"},
    {"ハリド・アフメドフ", "Khalid Akhmedov"},
    {"ヴァルター・ズィンマーマン", "Walter Zimmermann"},
    {"ローザ・ヴァイゼ", "Rosa Weise"},
    {"フアン・ホセ・カステロ", "Juan Jose Castelo"},
    {"チホン・ウラソフ", "Tikhon Vlasov"},
    {"フィリップ・ヘーガン", "Philip Hagan"},
    {"アブドゥッラー・ファルハーディー", "Abdullah Farhadi"},
    {"ジョルジェ・コヴァチェヴィッチ", "Jorje Kovacevic"},
    // Hangul: surnames that are written in many ways, and names of other languages.
    {"노동찬", "Roh Dong-chan"},
    {"노동찬", "No Dong Chan"},
    {"이성우", "Rhee Sung-woo"},
    {"이성우", "Ri Song U"},
    {"임채호", "Rim Chae Ho"},
    {"박도현", "Bak Do-hyun"},
    {"박도현", "Park Do-hyeon"},
    {"서민규", "Suh Min-gyu"},
    {"허정란", "Hur Jung-ran"},
    {"파벨 호르바트", "Pavel Horvat"},
    {"프란츠 하이네", "Franz Heine"},
    {"한스 뮐베르크", "Hans Muhlberg"},
    // Greek digraphs for b, d, g and j.
    {"Τζόναθαν Μπάργκερ", "Jonathan Barger"},
    {"Ντέιβιντ Χάντσον", "David Hudson"},
    {"Ιμπραήμ Μπανταουί", "Ibrahim Badawi"},
    {"Αμπντούλ Γκαφάρ", "Abdul Ghafar"},
    {"Μαντλέν Τζάγκερ", "Madlen Jager"},
    {"Αντώνης Λαμπράκης", "Antonis Lambrakis"},
    {"Γκούσταβ Ρέντμαν", "Gustav Redman"},
    {"Ομάρ Νταγκεστανί", "Omar Dagestani"},
    {"Ιβάν Γκόρντιεφ", "Ivan Gordiev"},
    {"Χαμίντ Τζαλάλι", "Hamid Jalali"},
    // Tamil writes s and ch alike, and voiced and voiceless stops.
    {"சாமிநாதன் குப்புசாமி", "Saminathan Kuppusamy"},
    {"சந்திரன் பாலு", "Chandran Balu"},
    {"சல்மா உசேன்", "Salma Ussen"},
    {"சரவணன் தங்கம்", "Saravanan Thangam"},
};

constexpr Row kOther[] = {
    {"ウラジスラフ・チモーニン", "Yaroslav Simonenko"},
    {"ハリド・アフメドフ", "Farid Mahmudov"},
    {"ローザ・ヴァイゼ", "Lothar Waitz"},
    {"フアン・ホセ・カステロ", "Ivan Kostov"},
    {"노동찬", "Ko Dong Min"},
    {"이성우", "Shin Sang Ok"},
    {"임채호", "Kim Jae Hyuk"},
    {"파벨 호르바트", "Paul Herbert"},
    {"Τζόναθαν Μπάργκερ", "Nicholas Bartel"},
    {"Χαμίντ Τζαλάλι", "Hassan Kamali"},
    {"Αντώνης Λαμπράκης", "Antoine Lavrov"},
    {"சந்திரன் பாலு", "Sundar Paul"},
    {"சரவணன் தங்கம்", "Srinivasan Thomas"},
};

bool is_found(std::string_view listed, std::string_view asked) {
  const auto engine = samples::engine_of(
      {.watchlist = entry("E1", listed, "PEP") + entry("E2", "Kofi Mensah", "PEP")});
  return samples::outcome_of(engine, ask(asked)).decision == Decision::kReview;
}

TEST_CASE("kana, Hangul, Greek and Tamil meet the spellings of the sounds they leave open") {
  for (const Row& row : kSame) {
    CAPTURE(std::string(row.native));
    CAPTURE(std::string(row.latin));
    CHECK(is_found(row.latin, row.native));
    CHECK(is_found(row.native, row.latin));
  }
}

TEST_CASE("kana, Hangul, Greek and Tamil names that only sound somewhat alike stay apart") {
  for (const Row& row : kOther) {
    CAPTURE(std::string(row.native));
    CAPTURE(std::string(row.latin));
    CHECK_FALSE(is_found(row.latin, row.native));
  }
}

}  // namespace
}  // namespace financescr::screening
