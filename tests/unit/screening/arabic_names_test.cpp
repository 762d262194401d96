// Arabic script as people type it against the spellings of lists in Latin letters, both ways.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "engine/text/normalise.hpp"
#include "tests/unit/screening/samples.hpp"

namespace financescr::screening {
namespace {

using samples::ask;
using samples::entry;

struct Row {
  std::string_view native;
  std::string_view latin;
};

// The name of God spaced, joined, with a non-joiner, as a ligature, with shadda, in Urdu and
// Persian letters; "servant of the" before sun and moon letters; compounds in one word and in two.
constexpr Row kSame[] = {
    {"حبیب\u200Cالله نوروزی", "Habibullah Nawrozi"},
    {"عصمت الله رحیمی", "Esmatullah Rahimi"},
    {"نعمت اللہ خان", "Nematullah Khan"},
    {"آیت الله صالحی", "Ayatollah Salehi"},
    {"نصرﷲ کریمی", "Nasrullah Karimi"},
    {"عبداللهیان حسین", "Hossein Abdollahian"},
    {"فضل\u200Cاللهی مهدی", "Mehdi Fazlollahi"},
    {"جند الله", "Jundallah"},
    {"أنصار الله", "Ansar Allah"},
    {"حزب الله", "Hizballah"},
    {"حزب\u200Cالله", "Hezbollah"},
    {"اللهیاری حسن", "Hassan Allahyari"},
    {"عبد الرحمن الشمري", "Abdul Rahman Al-Shammari"},
    {"عبد الرزاق سليمان", "Abdulrazzaq Sulaiman"},
    {"عبدالشکور نظری", "Abdul Shakoor Nazari"},
    {"عبدالناصر درویش", "Abdel Nasser Darwish"},
    {"عبدالستار مروان", "Abd al-Sattar Marwan"},
    {"عبد الصمد قيس", "Abdus Samad Qais"},
    {"عبدالوهاب زرگر", "Abdolvahab Zargar"},
    {"عبد الكريم طه", "Abdelkarim Taha"},
    {"عبدالظاهر شهابی", "Abdul Zahir Shahabi"},
    {"نورالدین کاوه", "Nooruddin Kaveh"},
    {"فخر الدين سامي", "Fakhruddin Sami"},
    {"شمس\u200Cالدین باران", "Shamseddin Baran"},
    {"صلاح الدين رمزي", "Salah al-Din Ramzi"},
    {"سراج\u200Cالدین وردک", "Sirajuddin Wardak"},
    {"جلال الدین رومان", "Jalaluddin Roman"},
    {"ابوالفضل نادری", "Abolfazl Naderi"},
    {"ابو القاسم داوري", "Abul Qasim Dawari"},
    {"أبو بكر المصري", "Abubakr Al-Masri"},
    {"ابوالحسن تهامی", "Abu al-Hasan Tahami"},
    {"حسن\u200Cزاده بهرام", "Bahram Hassanzadeh"},
    {"قلی\u200Cپور فرشاد", "Farshad Gholipour"},
    {"علی\u200Cنژاد کامران", "Kamran Alinejad"},
    {"علینژاد کامران", "Kamran Ali Nejad"},
    {"شیرخان وزیر", "Sher Khan Wazir"},
    {"گل\u200Cآغا هاشم", "Gul Agha Hashem"},
    {"میرحسین نیکو", "Mir Hossein Nikou"},
    {"سیدحسن موسوی", "Seyed Hassan Mousavi"},
    {"حاج\u200Cمحمد رستگار", "Haj Mohammad Rastegar"},
    {"شیخ\u200Cاحمد ترابی", "Sheikh Ahmad Torabi"},
    {"علی\u200Cاصغر پیروز", "Ali Asghar Pirouz"},
    {"محمدکریم دانا", "Mohammad Karim Dana"},
    {"غلامرضا بیات", "Gholamreza Bayat"},
    {"امیرمحمد جهان", "Amir Mohammad Jahan"},
    {"سلطان\u200Cعلی کشت", "Sultan Ali Kesht"},
    {"رضاقلی باور", "Reza Qoli Bavar"},
    {"شاه\u200Cولی زمانی", "Shah Wali Zamani"},
    {"حبیب شاه بلوچ", "Habib Shah Baloch"},
    {"رحیم\u200Cگل زدران", "Rahim Gul Zadran"},
    {"عمرو الحداد", "Amr al-Haddad"},
    {"سمیع اللّه خالق", "Samiullah Khaliq"},
    {"ضياء اللہ مير", "Ziaullah Mir"},
    {"عبد الـله نعيم", "Abdallah Naeem"},
    {"محب\u200Cالله هوتک", "Mohibullah Hotak"},
    {"عبد السلام الورفلي", "Abd al-Salam Al-Werfalli"},
    {"سید ابراهیم رئوف", "Seyed Ebrahim Raouf"},
    {"عماد المهندس زين", "Imad al-Muhandis Zain"},
    {"سمير الشيخ داود", "Samir al-Sheikh Dawood"},
    {"حسن الحاج صالح", "Hassan al-Hajj Saleh"},
};

// Names that share the part which the compounds have in common, and nothing else.
constexpr Row kOther[] = {
    {"حبیب الله نوروزی", "Saifullah Rahimi"},
    {"عبد الله فرهنگ", "Abdul Aziz Hotak"},
    {"نصرالله کریمی", "Fathullah Barakzai"},
    {"عبدالستار مروان", "Abdul Qadir Nazari"},
    {"عبد الرحمن الشمري", "Abdul Karim Darwish"},
    {"محمدکریم دانا", "Mohammad Sadiq Pirouz"},
    {"غلامرضا بیات", "Gholam Sakhi Torabi"},
    {"نورالدین کاوه", "Shamsuddin Wardak"},
    {"ابوالفضل نادری", "Abu Bakr Zargar"},
    {"سیدحسن موسوی", "Seyed Taghi Rastegar"},
    {"حسن\u200Cزاده بهرام", "Karim Hosseinpour"},
    {"شیرخان وزیر", "Gulkhan Baloch"},
    {"سید نظری", "Seyed Rastegar"},
    {"الله یار", "Abdullah Khan Nazari"},
};

bool is_found(std::string_view listed, std::string_view asked) {
  const auto engine = samples::engine_of(
      {.watchlist = entry("E1", listed, "PEP") + entry("E2", "Kofi Mensah", "PEP")});
  return samples::outcome_of(engine, ask(asked)).decision == Decision::kReview;
}

TEST_CASE("Arabic script as people type it meets the Latin spellings, and these meet it") {
  for (const Row& row : kSame) {
    CAPTURE(std::string(row.native));
    CAPTURE(std::string(row.latin));
    CHECK(is_found(row.latin, row.native));
    CHECK(is_found(row.native, row.latin));
    CHECK(is_found(row.native, row.native));
  }
}

TEST_CASE("Arabic compounds that share one part stay apart") {
  for (const Row& row : kOther) {
    CAPTURE(std::string(row.native));
    CAPTURE(std::string(row.latin));
    CHECK_FALSE(is_found(row.latin, row.native));
    CHECK_FALSE(is_found(row.native, row.latin));
  }
}

TEST_CASE("every way to type the name of God reads alike") {
  constexpr std::string_view kTyped[] = {
      "عبد الله", "عبدالله",  "عبد\u200Cالله", "عبد ﷲ",    "عبد اللّٰه",
      "عبد اللّه", "عبد اللہ", "عبداللہ",       "عبد اللھ", "عبد الـله",
  };
  for (const std::string_view name : kTyped) {
    CAPTURE(std::string(name));
    CHECK(text::normalise(name) == "abdallah");
  }
}

}  // namespace
}  // namespace financescr::screening
