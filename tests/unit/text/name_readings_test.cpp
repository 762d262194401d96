#include "engine/text/name_readings.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "engine/core/limits.hpp"

namespace financescr::text {
namespace {

using Texts = std::vector<std::string>;

std::string words_of(const Name& name) {
  std::string out;
  for (const auto& word : name.letters()) out += (out.empty() ? "" : " ") + std::string(word);
  return out;
}

// The words of each reading.
Texts readings_of(const char* raw, NameSide side = NameSide::kQuery) {
  const NameReadings readings(raw, side);
  Texts out;
  for (const Reading& reading : readings.all()) out.push_back(words_of(reading.name));
  return out;
}

struct Row {
  const char* name;
  Texts readings;
};

const Row kJoinedWords[] = {
    {"VeltrixAG", {"veltrixag", "veltrix ag"}},
    {"OrlandMercerCole", {"orlandmercercole", "orland mercer cole"}},
    {"OOOVeltrix", {"oooveltrix", "ooo veltrix"}},
    {"MarenTolvik Ltd", {"marentolvik ltd", "maren tolvik ltd"}},
    {"Maren TolvikHolm", {"maren tolvikholm", "maren tolvik holm"}},
    {"McAllen", {"mcallen", "mc allen"}},
    // as one writes names
    {"Maren Tolvik", {"maren tolvik"}},
    {"MAREN TOLVIK", {"maren tolvik"}},
    {"maren tolvik", {"maren tolvik"}},
    {"Maren-Tolvik", {"maren tolvik"}},
    {"VELTRIX AG", {"veltrix ag"}},
    {"", {""}},
};

TEST_CASE("readings: words written as one are also read apart") {
  for (const Row& row : kJoinedWords) {
    CAPTURE(std::string(row.name));
    CHECK(readings_of(row.name) == row.readings);
    CHECK(readings_of(row.name, NameSide::kListed) == row.readings);
  }
}

const Row kLetters[] = {
    // an acronym: there is nothing else, or the name is a company's
    {"N.Z.O.C.", {"nzoc"}},
    {"N Z O C", {"nzoc"}},
    {"A.B.C. Company", {"abc company"}},
    {"A-B-C Company", {"abc company"}},
    {"Velmar K.R.V. Trading", {"velmar krv trading"}},
    {"T O L V", {"tolv"}},
    // a word taken apart
    {"T o l v i k", {"t o l v i k", "tolvik"}},
    {"T O L V I K M", {"t o l v i k m", "tolvikm"}},
    {"T o l Company", {"t o l company", "tol company"}},
    // initials, or perhaps letters of an acronym
    {"J.R.R. Tolvik", {"j r r tolvik", "jrr tolvik"}},
    {"Tolvik J R", {"tolvik j r"}},
    {"X.L.C. Tolvik", {"x l c tolvik", "xlc tolvik"}},
    {"JC Tolvik", {"jc tolvik", "j c tolvik"}},
    {"ТолвикА.О.", {"tolvika o", "tolvik a o"}},
    // neither
    {"Tolvik J.", {"tolvik j"}},
    {"JC TOLVIK", {"jc tolvik"}},
    {"Al Tolvik", {"al tolvik"}},
    {"Velmar L.L.C.", {"velmar llc"}},
    {"AO Tolvik", {"ao tolvik"}},
};

TEST_CASE("readings: lone letters as an acronym and as initials") {
  for (const Row& row : kLetters) {
    CAPTURE(std::string(row.name));
    CHECK(readings_of(row.name) == row.readings);
  }
}

const Row kDigits[] = {
    {"0rvin Tolvik", {"0rvin tolvik", "orvin tolvik"}},
    {"S3rgei Tolvik", {"s3rgei tolvik", "sergei tolvik"}},
    {"V1ktor Tolvik", {"v1ktor tolvik", "viktor tolvik", "vlktor tolvik"}},
    {"I9or Tolvik", {"i9or tolvik", "igor tolvik"}},
    {"T0lv1k Maren", {"t0lv1k maren", "tolvik maren", "tolvlk maren"}},
    {"Tolvik 44", {"tolvik 44"}},
    {"Brigade 44th", {"brigade 44"}},
    {"Velmar A320", {"velmar a320"}},
    {"Hull 2A", {"hull 2a"}},
    {"Velmar 24x7", {"velmar 24x7"}},
    {"Tolvik2", {"tolvik2"}},
};

TEST_CASE("readings: digits inside words as letters") {
  for (const Row& row : kDigits) {
    CAPTURE(std::string(row.name));
    CHECK(readings_of(row.name) == row.readings);
  }
}

TEST_CASE("readings: a word that may be something else is read as that too") {
  CHECK(readings_of("Ocean Varnel XI") == Texts{"ocean varnel xi", "ocean varnel 11"});
  CHECK(readings_of("Tolvik S.A.") == Texts{"tolvik sa", "tolvik s a"});
  const NameReadings company("Tolvik Dev Ltd", NameSide::kQuery);
  REQUIRE(company.all().size() == 2);
  CHECK(company.all()[0].name.words()[1].word_class == WordClass::kName);
  CHECK(company.all()[1].name.words()[1].word_class == WordClass::kGeneric);
  CHECK(company.all()[1].ways.has(ReadingWay::kAbbreviation));
  const NameReadings surname("Hossein Eslami", NameSide::kQuery);
  CHECK(surname.all().size() == 1);
}

TEST_CASE("readings: a listed company is also the acronym in brackets behind its name") {
  const Texts both{"national zovian oil company nzoc", "nzoc"};
  CHECK(readings_of("National Zovian Oil Company (NZOC)", NameSide::kListed) == both);
  const Texts without{"national zovian oil company nzoc", "national zovian oil company"};
  CHECK(readings_of("National Zovian Oil Company (NZOC)") == without);
  for (const char* other :
       {"National Zovian Oil Company", "National Zovian Oil Company (Tolmar)",
        "National Zovian Oil Company (N. Z.)", "National Zovian Oil Company (ZO)"}) {
    CHECK(readings_of(other, NameSide::kListed).size() == 1);
  }
}

TEST_CASE("readings: as many as the limits allow, and no two alike") {
  for (const char* raw :
       {"J.C. Tolvik and M.R. Holmgaard; 0rvin Br4ndmo, V1ktor B0nd / K.L. Xi & Dev X",
        "PutinVladimir MarenTolvik JC X.Y. (OrvinB0nd) S.A. XI"}) {
    CHECK(NameReadings(raw, NameSide::kQuery).all().size() <= kMaxQueryReadings);
    CHECK(NameReadings(raw, NameSide::kListed).all().size() <= kMaxListedReadings);
    const Texts readings = readings_of(raw);
    for (std::size_t i = 0; i < readings.size(); ++i) {
      for (std::size_t k = 0; k < i; ++k) CHECK(readings[i] != readings[k]);
    }
  }
}

TEST_CASE("readings: the first is the plain one, the others say how they came about") {
  const NameReadings readings("VeltrixAG", NameSide::kQuery);
  REQUIRE(readings.all().size() == 2);
  CHECK(readings.all()[0].ways.none());
  CHECK(readings.all()[1].ways.has(ReadingWay::kWordsCut));
  CHECK(readings.all()[1].text == "Veltrix AG");
  CHECK(&readings.plain() == &readings.all()[0].name);
}

struct LackRow {
  const char* name;
  std::int32_t permille;
};

const LackRow kLacks[] = {
    {"高橋健太", kSyllablesLackPermille},
    {"田中 次郎", kSyllablesLackPermille},
    {"朴成浩", kSyllablesLackPermille},
    {"박성호", kSyllablesLackPermille},
    {"강 동혁", kSyllablesLackPermille},
    {"سامر الطويل", kAbjadLackPermille},
    {"کاوه رستگار", kAbjadLackPermille},
    {"אורי שלומי", kAbjadLackPermille},
    {"ג'ורג' שלומי", kAbjadLackPermille},
    {"Maren Tolvik", 1000},
    {"", 1000},
    {"Çelik Önder", 1000},
    {"Марен Толвик", 1000},
    {"Αλέξης Τόλβικ", 1000},
    {"山田 Taro", 1000},
    {"玉沙集团有限公司", 1000},
    {"安德烈·科瓦连科", 1000},
    {"たかはし けんた", 1000},
    {"高橋けんた", 1000},
    {"프란츠 하이네", 1000},
    {"شركة الطويل للتجارة", 1000},
};

TEST_CASE("readings: what persons' names in other letters lack counts more") {
  for (const LackRow& row : kLacks) {
    CAPTURE(std::string(row.name));
    const NameReadings readings(row.name, NameSide::kQuery);
    for (const Reading& reading : readings.all()) CHECK(reading.lack_permille == row.permille);
    CHECK(lack_permille(row.name, readings.plain()) == row.permille);
  }
}

}  // namespace
}  // namespace financescr::text
