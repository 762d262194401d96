#include "engine/screening/alignment.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "engine/core/limits.hpp"

namespace financescr::screening {
namespace {

Alignment align_names(std::string_view query, std::string_view candidate) {
  const text::Name a(query);
  const text::Name b(candidate);
  return align(a.words(), b.words());
}

std::string run(const text::Name& name, std::size_t first, std::size_t count) {
  std::string out;
  for (std::size_t i = first; i < first + count; ++i) {
    if (i != first) out += ' ';
    out += name.words()[i].letters;
  }
  return out;
}

// "query=listed:credit" of each pair, "~" for "=" where only an initial agrees.
std::string pairs_text(std::string_view query, std::string_view candidate) {
  const text::Name a(query);
  const text::Name b(candidate);
  std::string out;
  for (const Link& w : align(a.words(), b.words()).pairs) {
    if (!out.empty()) out += ", ";
    out += run(a, w.query_first, w.query_count);
    out += w.by_initial ? '~' : '=';
    out += run(b, w.candidate_first, w.candidate_count) + ":" + std::to_string(w.credit_permille);
  }
  return out;
}

TEST_CASE("which words answer to which, and how well") {
  struct Row {
    std::string_view query, candidate, expected;
  };
  for (const Row& row : {
           Row{"Sarah Walker", "Sarah Walker", "sarah=sarah:1000, walker=walker:1000"},
           Row{"Sarah Walker", "Walker, Sarah", "sarah=sarah:1000, walker=walker:1000"},
           Row{"Walker Sarah J", "Sarah J Walker",
               "walker=walker:1000, sarah=sarah:1000, j=j:1000"},
           // Initials.
           Row{"J Walker", "John Walker", "j~john:650, walker=walker:1000"},
           Row{"John Walker", "J Walker", "john~j:650, walker=walker:1000"},
           Row{"K Walker", "John Walker", "walker=walker:1000"},
           Row{"J Walker", "J Walker", "j=j:1000, walker=walker:1000"},
           // Words written as one.
           Row{"SarahWalker", "Sarah Walker", "sarahwalker=sarah walker:1000"},
           Row{"Sarah Walker", "SarahWalker", "sarah walker=sarahwalker:1000"},
           Row{"Abd al Rahman", "Abdulrahman", "abd al rahman=abdulrahman:910"},
           Row{"Abdulrahman", "Abd al Rahman", "abdulrahman=abd al rahman:910"},
           Row{"Mary Ann Smith", "Maryann Smith", "mary ann=maryann:1000, smith=smith:1000"},
           // Nothing in common.
           Row{"Sarah Walker", "Ivan Petrov", ""},
           Row{"", "Ivan Petrov", ""},
           Row{"Ivan Petrov", "", ""},
           // Each word is taken once.
           Row{"Ali Ali", "Ali", "ali=ali:1000"},
           Row{"Ali", "Ali Ali", "ali=ali:1000"},
           Row{"Ali Ali", "Ali Ali", "ali=ali:1000, ali=ali:1000"},
           // A particle answers only to itself.
           Row{"Al", "Ali", ""},
           Row{"Abu Bakr", "Abu Bakr", "abu=abu:1000, bakr=bakr:1000"},
       }) {
    CAPTURE(row.query);
    CAPTURE(row.candidate);
    CHECK(pairs_text(row.query, row.candidate) == row.expected);
  }
}

TEST_CASE("coverage, evidence and initials as numbers") {
  struct Row {
    std::string_view query, candidate, coverage;  // query, candidate, evidence, initials
  };
  for (const Row& row : {
           Row{"Ivan Petrov", "Ivan Petrov", "1 1 1 0"},
           Row{"Petrov Ivan", "Ivan Petrov", "1 1 1 0"},
           // 4 of 10 letters; 700 of 700 + 850 weight.
           Row{"Ivan", "Ivan Petrov", "1 0.451612 0.4 0"},
           Row{"Ivan Petrov", "Ivan", "0.451612 1 0.4 0"},
           // An initial weighs 60 % of a one-letter word (285) and earns half.
           Row{"I Petrov", "Ivan Petrov", "0.912114 0.841935 0.6 0.251101"},
           Row{"Ivan Petrov", "Sarah Walker", "0 0 0 0"},
           Row{"", "", "0 0 0 0"},
           Row{"Li", "Li", "1 1 0.2 0"},
       }) {
    CAPTURE(row.query);
    CAPTURE(row.candidate);
    const Alignment a = align_names(row.query, row.candidate);
    CHECK(a.query_coverage.to_string() + " " + a.candidate_coverage.to_string() + " " +
              a.evidence.to_string() + " " + a.initials.to_string() ==
          row.coverage);
  }
}

TEST_CASE("a legal form, a title or a particle costs little; a name word costs much") {
  struct Row {
    std::string_view query, candidate;
    std::int64_t least, most;  // millionths of the candidate's coverage
  };
  for (const Row& row : {
           Row{"Acme Trading", "Acme Trading Ltd", 900'000, 999'999},
           Row{"Acme Trading", "Acme Trading L.L.C.", 900'000, 999'999},
           Row{"Gazprom", "OOO Gazprom", 900'000, 999'999},
           Row{"Ivan Petrov", "Dr Ivan Petrov", 900'000, 999'999},
           Row{"Osama Laden", "Osama bin Laden", 850'000, 999'999},
           Row{"Acme", "Acme Trading", 600'000, 800'000},
           Row{"Ivan Petrov", "Ivan Petrov Sidorov", 500'000, 700'000},
       }) {
    CAPTURE(row.candidate);
    const Alignment a = align_names(row.query, row.candidate);
    CHECK(a.query_coverage == kMicroOne);
    CHECK(a.candidate_coverage >= Micro{row.least});
    CHECK(a.candidate_coverage <= Micro{row.most});
  }
}

TEST_CASE("titles, particles and legal forms are no evidence that two names are one") {
  const Alignment a = align_names("Sheikh al Ltd", "Sheikh al Ltd");
  CHECK(a.query_coverage == kMicroOne);
  CHECK(a.evidence == kMicroZero);
}

TEST_CASE("a misspelt company word still answers the company word, as no more evidence") {
  for (const std::string_view query :
       {"Melli Abnk PLC", "Melli Bankk PLC", "Melli dBank PLC", "Melli Bank PLC"}) {
    CAPTURE(query);
    const Alignment a = align_names(query, "Melli Bank PLC");
    CHECK(a.query_coverage >= Micro{700'000});
    CHECK(a.candidate_coverage >= Micro{880'000});
    CHECK(a.evidence == Micro{500'000});
  }
  // Short words, particles and legal forms are too easily hit by chance.
  CHECK(align_names("Alo Petrov", "Al Petrov").pairs.size() == 1);
  CHECK(align_names("Incas Petrov", "Petrov Inc").pairs.size() == 1);
  // A name is not another company word.
  CHECK(align_names("Baker Petrov", "Bank Petrov").pairs.size() == 1);
}

TEST_CASE("one letter wrong is still the name, whatever it does to the sound") {
  struct Row {
    std::string_view query, candidate, expected;
  };
  for (const Row& row : {
           Row{"Dorian Kelzgov", "Dorian Kelsgov", "dorian=dorian:1000, kelzgov=kelsgov:916"},
           Row{"Tarmxek Olund", "Tarmek Olund", "tarmxek=tarmek:896, olund=olund:1000"},
           Row{"Tarqek Olund", "Tarmek Olund", "tarqek=tarmek:878, olund=olund:1000"},
           Row{"Tamrek Olund", "Tarmek Olund", "tamrek=tarmek:878, olund=olund:1000"},
           Row{"Tarek Olund", "Tarmek Olund", "tarek=tarmek:878, olund=olund:1000"},
           // Two from nine letters on.
           Row{"Vandqrmeerk", "Vandermeers", "vandqrmeerk=vandermeers:866"},
           Row{"Vandqrmk", "Vandermk", "vandqrmk=vandermk:908"},
           Row{"Vqndqrmk", "Vandermk", ""},
           // Short words beside another word that agrees.
           Row{"Olund Pev", "Olund Pek", "olund=olund:1000, pev=pek:468"},
           Row{"Pev", "Pek", ""},
           Row{"Bank Pev", "Bank Pek", "bank=bank:1000"},
           Row{"Olund Px", "Olund Pk", "olund=olund:1000"},
           // Digits are never wrong.
           Row{"Wexford7Corel", "Wexfrod7Corel", "wexford7corel=wexfrod7corel:944"},
           Row{"Wexford8Corel", "Wexford7Corel", ""},
       }) {
    CAPTURE(row.query);
    CAPTURE(row.candidate);
    CHECK(pairs_text(row.query, row.candidate) == row.expected);
  }
}

TEST_CASE("a company word misspelt weighs what the company word weighs") {
  for (const std::string_view query :
       {"Tarmek Petrochemical Compnay", "Tarmek Petrochemical Cxmpany",
        "Tarmek Petrochemical Comapny", "Tarmek Petrochemical Comp4any"}) {
    CAPTURE(query);
    const Alignment a = align_names(query, "Tarmek Petrochemical Company");
    const bool edited = query.find('4') == std::string_view::npos;
    CHECK((a.query_coverage >= Micro{960'000}) == edited);
  }
  // A legal form misspelt needs a name beside it.
  CHECK(align_names("Tarmek Limietd", "Tarmek Limited").pairs.size() == 2);
  CHECK(align_names("Limietd", "Limited").pairs.empty());
}

TEST_CASE("forms of one given name answer each other beside another word that agrees") {
  struct Row {
    std::string_view query, candidate;
    bool answers;
  };
  for (const Row& row : {
           Row{"Bill Tarmek", "William Tarmek", true},
           Row{"Wm Tarmek", "William Tarmek", true},
           Row{"Ted Olund", "Theodore Olund", true},
           Row{"Pepe Korvath", "Jose Korvath", true},
           Row{"Gpe. Korvath", "Guadalupe Korvath", true},
           Row{"Md Tarmeki", "Muhammad Tarmeki", true},
           Row{"Mohd. Tarmeki", "Mohammed Tarmeki", true},
           Row{"Sasha Korvatov", "Aleksandr Korvatov", true},
           Row{"Sasha Korvatov", "Oleksandra Korvatov", true},
           Row{"Vova Korvatov", "Volodymyr Korvatov", true},
           Row{"Kasia Olundska", "Katarzyna Olundska", true},
           Row{"Pista Korvath", "Istvan Korvath", true},
           Row{"Tasos Tarmekis", "Anastasios Tarmekis", true},
           Row{"Korvatov, Dima", "Dmitriy Korvatov", true},
           // A short form of a name is not every name like it.
           Row{"Bill Tarmek", "Walter Tarmek", false},
           Row{"Sasha Korvatov", "Mikhail Korvatov", false},
           Row{"Aleksandr Korvatov", "Evgeniya Korvatov", false},
           Row{"Pepe Korvath", "Pedro Korvath", false},
           Row{"Md Tarmeki", "Mahdi Tarmeki", false},
           // Alone it says too little.
           Row{"Bill", "William", false},
           Row{"Md", "Muhammad", false},
           Row{"Bill Company", "William Company", false},
       }) {
    CAPTURE(row.query);
    CAPTURE(row.candidate);
    const std::string pairs = pairs_text(row.query, row.candidate);
    CHECK((pairs.find(":" + std::to_string(kGivenNameCredit)) != std::string::npos) == row.answers);
  }
  // The name in full leads.
  CHECK(align_names("William Tarmek", "William Tarmek").query_coverage >
        align_names("Bill Tarmek", "William Tarmek").query_coverage);
}

TEST_CASE("who is whose child is part of the name, the order of other words is not") {
  struct Row {
    std::string_view query, candidate;
    bool conflict;
  };
  for (const Row& row : {
           Row{"Karim bin Said", "Said bin Karim", true},
           Row{"Karim ibn Said", "Said bin Karim", true},
           Row{"Kareem bin Sayid Tarmeki", "Sayid bin Karim Tarmeki", true},
           Row{"Karim bin Said al Tarmeki", "Said bin Karim al Tarmeki", true},
           Row{"Nura bint Salih", "Salih bint Nura", true},
           Row{"Karim Ould Said", "Said Ould Karim", true},
           Row{"Tarmekov Rashid Farid oglu", "Tarmekov Farid Rashid oglu", true},
           Row{"Karim bin Abd al Aziz", "Abd al Aziz bin Karim", true},
           Row{"Karim bin Said", "Karim bin Said", false},
           Row{"Tarmeki, Karim bin Said", "Karim bin Said Tarmeki", false},
           Row{"bin Said Karim", "Karim bin Said", false},
           Row{"Karim Said", "Said Karim", false},
           Row{"Karim Said", "Said bin Karim", false},
           Row{"Karim bin Karim", "Karim bin Karim", false},
           Row{"Karim bin Said bin Farid", "Said bin Farid", false},
           Row{"Anton Korvath", "Korvath Anton", false},
           Row{"Karim bin Said", "Nadir bin Jalal", false},
       }) {
    CAPTURE(row.query);
    CAPTURE(row.candidate);
    CHECK(align_names(row.query, row.candidate).order_conflict == row.conflict);
    CHECK(align_names(row.candidate, row.query).order_conflict == row.conflict);
  }
}

TEST_CASE("names with the endings of another language meet") {
  struct Row {
    std::string_view a, b;
    bool alike;
  };
  for (const Row& row : {
           // Latvian and Lithuanian.
           Row{"Vladimirs Korvatovs", "Vladimir Korvatov", true},
           Row{"Andrejus Korvatovas", "Andrey Korvatov", true},
           Row{"Vladimiras Tarminas", "Vladimir Tarmin", true},
           Row{"Dmitrijus Olunskis", "Dmitry Olunsky", true},
           // Hungarian.
           Row{"Vlagyimir Tarmin", "Vladimir Tarmin", true},
           Row{"Szergej Putyilov", "Sergey Putilov", true},
           // Romance.
           Row{"Vladimir Tarmine", "Vladimir Tarmin", true},
           Row{"Youri Choutov", "Yuri Shutov", true},
           Row{"Iuri Korvaltxuk", "Yuri Korvalchuk", true},
           // Women and men.
           Row{"Olga Tarmaskaya", "Olga Tarmasky", true},
           Row{"Elena Tarmova", "Elena Tarmov", true},
           // Other names.
           Row{"Andrejus Tarminas", "Andrey Korvatov", false},
           Row{"Marcus Salinas", "Marco Salgado", false},
           Row{"Thomas Olund", "Thoma Tarmin", false},
       }) {
    CAPTURE(row.a);
    CAPTURE(row.b);
    const Alignment forth = align_names(row.a, row.b);
    CHECK((forth.query_coverage >= Micro{730'000}) == row.alike);
    CHECK((align_names(row.b, row.a).query_coverage >= Micro{730'000}) == row.alike);
  }
}

TEST_CASE("spellings of one name meet, other names do not") {
  struct Row {
    std::string_view a, b;
    bool alike;
  };
  for (const Row& row : {
           Row{"Mohammed Khan", "Mohamad Khan", true},
           Row{"Mohammed Khan", "Muhammad Khan", true},
           Row{"Sergey Ivanov", "Sergei Ivanov", true},
           Row{"Yusuf Hassan", "Youssef Hassan", true},
           Row{"Vladimir Petrov", "Wladimir Petrov", true},
           Row{"Jo\xC3\xA3o Silva", "Joao Silva", true},
           Row{"O'Neill Sean", "Sean O Neill", true},
           Row{"Maria Garcia", "Anna Kowalska", false},
           Row{"Chen Zhao", "John Smith", false},
       }) {
    CAPTURE(row.a);
    CAPTURE(row.b);
    const Alignment forth = align_names(row.a, row.b);
    const Alignment back = align_names(row.b, row.a);
    CHECK((forth.query_coverage >= Micro{800'000}) == row.alike);
    CHECK((forth.candidate_coverage >= Micro{800'000}) == row.alike);
    CHECK(forth.query_coverage == back.candidate_coverage);
    CHECK(forth.evidence == back.evidence);
  }
}

TEST_CASE("a similarity below the least earns nothing, above it twice its excess over a half") {
  CHECK(similarity_credit(kLeastSimilarity - 1) == 0);
  CHECK(similarity_credit(kLeastSimilarity) == 2 * kLeastSimilarity - 1000);
  CHECK(similarity_credit(800) == 600);
  CHECK(similarity_credit(1000) == 1000);
  CHECK(kLeastSimilarity >= 500);
  CHECK(kLeastSimilarity <= 700);
}

TEST_CASE("the longest names that are compared align whole") {
  std::string name;
  for (std::size_t i = 0; i < limits::kMaxNameTokens; ++i) {
    name += "Word";
    name += static_cast<char>('a' + i % 26);
    name += i < 26 ? "x " : "y ";
  }
  const Alignment a = align_names(name, name);
  CHECK(a.pairs.size() == limits::kMaxNameTokens);
  CHECK(a.query_coverage == kMicroOne);
  CHECK(a.candidate_coverage == kMicroOne);
}

}  // namespace
}  // namespace financescr::screening
