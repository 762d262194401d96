// Names in their own script find the entry whose name is in Latin letters, and the other way round.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>

#include "tests/unit/screening/samples.hpp"

namespace financescr::screening {
namespace {

using samples::ask;
using samples::entry;

struct Row {
  std::string_view script;
  std::string_view name;
  std::string_view latin;
};

constexpr Row kPersons[] = {
    {"Russian", "Владимир Владимирович Путин", "Vladimir Vladimirovich Putin"},
    {"Russian", "Никита Хрущёв", "Nikita Khrushchev"},
    {"Russian", "Юрий Гагарин", "Iurii Gagarin"},
    {"Russian", "Юрий Гагарин", "Yuri Gagarin"},
    {"Russian", "Александр Хлопонин", "Alexander Khloponin"},
    {"Russian", "Евгений Пригожин", "Yevgeny Prigozhin"},
    {"Russian", "Рамзан Кадыров", "Ramzan Kadyrov"},
    {"Russian", "Дмитрий Джугашвили", "Dmitri Jugashvili"},
    {"Ukrainian", "Володимир Зеленський", "Volodymyr Zelenskyy"},
    {"Ukrainian", "Григорій Шевчук", "Hryhoriy Shevchuk"},
    {"Ukrainian", "Дем'ян Їжакевич", "Demian Yizhakevych"},
    {"Belarusian", "Аляксандр Лукашэнка", "Aliaksandr Lukashenka"},
    {"Belarusian", "Аляксандр Лукашэнка", "Alexander Lukashenko"},
    {"Serbian", "Александар Вучић", "Aleksandar Vučić"},
    {"Serbian", "Новак Ђоковић", "Novak Djokovic"},
    {"Bulgarian", "Бойко Борисов", "Boyko Borissov"},
    {"Macedonian", "Никола Груевски", "Nikola Gruevski"},
    {"Kazakh", "Нұрсұлтан Назарбаев", "Nursultan Nazarbayev"},
    {"Greek", "Αλέξης Τσίπρας", "Alexis Tsipras"},
    {"Greek", "Κυριάκος Μητσοτάκης", "Kyriakos Mitsotakis"},
    {"Greek", "Γιώργος Παπανδρέου", "Giorgos Papandreou"},
    {"Arabic", "معمر القذافي", "Muammar Gaddafi"},
    {"Arabic", "معمر القذافي", "Moammar al-Qadhafi"},
    {"Arabic", "بشار الأسد", "Bashar al-Assad"},
    {"Arabic", "أيمن الظواهري", "Ayman al-Zawahiri"},
    {"Arabic", "صدام حسين", "Saddam Hussein"},
    {"Arabic", "أسامة بن لادن", "Usama bin Ladin"},
    {"Arabic", "عبد الرحمن الشمري", "Abdulrahman Al-Shammari"},
    {"Arabic", "محمود عباس", "Mahmoud Abbas"},
    {"Arabic", "شمس الدين الشمري", "Shamsuddin ash-Shammari"},
    {"Persian", "محمد حسین", "Mohammad Hossein"},
    {"Persian", "محمود احمدی‌نژاد", "Mahmoud Ahmadinejad"},
    {"Persian", "قاسم سلیمانی", "Qasem Soleimani"},
    {"Urdu", "نواز شریف", "Nawaz Sharif"},
    {"Hebrew", "בנימין נתניהו", "Benjamin Netanyahu"},
    {"Hebrew", "דוד בן גוריון", "David Ben Gurion"},
    {"Georgian", "მიხეილ სააკაშვილი", "Mikheil Saakashvili"},
    {"Georgian", "ალექსანდრე კვიტაშვილი", "Aleksandre Kvitashvili"},
    {"Armenian", "Սերժ Սարգսյան", "Serzh Sargsyan"},
    {"Armenian", "Նիկոլ Փաշինյան", "Nikol Pashinyan"},
    {"Hangul", "김정은", "Kim Jong Un"},
    {"Hangul", "박근혜", "Park Geun-hye"},
    {"Hangul", "이명박", "Lee Myung-bak"},
    {"Hangul", "최룡해", "Choe Ryong Hae"},
    {"Hiragana", "やまだ たろう", "Yamada Taro"},
    {"Katakana", "サトウ イチロー", "Sato Ichiro"},
    {"Katakana, half width", "ﾀﾅｶ ﾕｳｺ", "Tanaka Yuko"},
    {"Katakana", "マイケル・ジャクソン", "Michael Jackson"},
    {"Chinese", "习近平", "Xi Jinping"},
    {"Chinese, traditional", "習近平", "XI Jin Ping"},
    {"Chinese", "欧阳娜娜", "Ouyang Nana"},
    {"Hindi", "नरेन्द्र मोदी", "Narendra Modi"},
    {"Hindi", "राहुल गांधी", "Rahul Gandhi"},
    {"Bengali", "শেখ হাসিনা", "Sheikh Hasina"},
    {"Tamil", "முத்துவேல் கருணாநிதி", "Muthuvel Karunanidhi"},
    {"Gujarati", "અમિત શાહ", "Amit Shah"},
    {"Thai", "ทักษิณ ชินวัตร", "Thaksin Shinawatra"},
    {"Thai", "ประยุทธ์ จันทร์โอชา", "Prayut Chanocha"},
    {"Ethiopic", "መለስ ዜናዊ", "Meles Zenawi"},
};

constexpr Row kOrganisations[] = {
    {"Russian", "ООО «Вагнер»", "Vagner OOO"},
    {"Russian", "ПАО «Газпром»", "PAO Gazprom"},
    {"Russian", "Закрытое акционерное общество «Технопром»", "ZAO Technoprom"},
    {"Arabic", "شركة التمساح", "Al Timsah Company"},
    {"Arabic", "بنك الخليج", "Alkhaleej Bank Co Ltd"},
    {"Chinese", "玉沙集团有限公司", "Yusha Group Co. Ltd."},
    {"Japanese", "株式会社サクラ", "Sakura Kabushiki Kaisha"},
    {"Hebrew", "אלביט מערכות בע\"מ", "Elbit Maarachot Ltd"},
    {"Greek", "Ολυμπιακή Α.Ε.", "Olympiaki S.A."},
    {"Korean", "주식회사 삼성", "Samsung Co., Ltd."},
};

bool is_found(std::string_view listed, std::string_view asked) {
  const auto engine = samples::engine_of(
      {.watchlist = entry("E1", listed, "PEP") + entry("E2", "Kofi Mensah", "PEP")});
  const Outcome outcome = samples::outcome_of(engine, ask(asked));
  return outcome.decision == Decision::kReview && !outcome.matches.empty() &&
         outcome.matches.front().entity == 0 && outcome.probability.to_double() >= 0.72;
}

TEST_CASE("a person's name in its own script reaches review for the spelling a list has") {
  for (const Row& row : kPersons) {
    CAPTURE(std::string(row.script));
    CAPTURE(std::string(row.name));
    CAPTURE(std::string(row.latin));
    CHECK(is_found(row.latin, row.name));
    CHECK(is_found(row.name, row.latin));
    CHECK(is_found(row.name, row.name));
  }
}

TEST_CASE("romanisations of one name meet") {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"Yuri Ivanov", "Iurii Ivanoff"},
      {"Yury Petrov", "Juri Petrow"},
      {"Mohammed Gaddafi", "Muhammad Qadhafi"},
      {"Mohamad Kadhafi", "Mohammed Qaddafi"},
      {"Nikita Khrushchev", "Nikita Khrouchtchev"},
      {"Aleksandr Dzhugashvili", "Alexander Jugashvili"},
      {"Dmitriy Medvedev", "Dmitri Medwedew"},
      {"Abdul Rahman al-Shammari", "Abdel Rahman el-Shamari"},
      {"Youssef Houssni", "Yusuf Husni"},
      {"Volodymyr Zelenskyy", "Volodymyr Zelenskiy"},
  };
  for (const auto& row : rows) {
    const std::string a(row.first);
    const std::string b(row.second);
    CAPTURE(a);
    CAPTURE(b);
    CHECK(is_found(a, b));
    CHECK(is_found(b, a));
  }
}

TEST_CASE("an organisation is found whatever the script of its name and legal form") {
  for (const Row& row : kOrganisations) {
    CAPTURE(std::string(row.script));
    CAPTURE(std::string(row.name));
    std::string asked(row.name);
    for (std::size_t i = asked.find('"'); i != std::string::npos; i = asked.find('"', i + 2)) {
      asked.insert(i, 1, '\\');
    }
    CHECK(is_found(row.latin, asked));
    CHECK(is_found(asked, row.latin));
  }
}

TEST_CASE("another person's name in the same script is no match") {
  const Row rows[] = {
      {"Russian", "Сергей Лавров", "Vladimir Putin"},
      {"Arabic", "محمد علي", "Muammar Gaddafi"},
      {"Arabic", "خالد مشعل", "Khalil Mansour"},
      {"Hebrew", "יצחק רבין", "Shimon Peres"},
      {"Hangul", "문재인", "Kim Jong Un"},
      {"Chinese", "王毅", "Xi Jinping"},
      {"Hindi", "अमिताभ बच्चन", "Narendra Modi"},
      {"Thai", "อานันท์ ปันยารชุน", "Thaksin Shinawatra"},
      {"Katakana", "タナカ ヒロシ", "Sato Ichiro"},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.script));
    CAPTURE(std::string(row.name));
    CHECK_FALSE(is_found(row.latin, row.name));
  }
}

}  // namespace
}  // namespace financescr::screening
