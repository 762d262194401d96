// Names as people write them against names as lists have them: which are one and which must stay
// apart. All names are made up. The weights are pinned, so that tuning those that ship does not
// move these tests: what they show is how far the words of the names answer each other.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "engine/screening/decide.hpp"
#include "engine/screening/model.hpp"
#include "tests/unit/screening/samples.hpp"

namespace financescr::screening {
namespace {

enum class Side { kSame, kApart };

struct Row {
  std::string_view listed;
  std::string_view asked;
  Side side = Side::kSame;
};

constexpr std::string_view kPinned =
    R"({"name":"pinned","version":"t1","intercept":-9.05,"weights":{"query_coverage":{"slope":7},)"
    R"("candidate_coverage":{"slope":4},"name_evidence":{"slope":2},)"
    R"("initials_share":{"slope":-1},"number_conflict":{"slope":-3}}})";

Screener pinned_screener() {
  Errors errors;
  Screener screener;
  screener.model = Model::read(samples::parse(kPinned), errors);
  REQUIRE_MESSAGE(errors.empty(), samples::listing(errors));
  screener.policy.threshold = Micro{720'000};
  return screener;
}

template <std::size_t N>
void check(const Row (&rows)[N], pack::EntityType type) {
  const Screener screener = pinned_screener();
  for (const Row& row : rows) {
    CAPTURE(std::string(row.listed));
    CAPTURE(std::string(row.asked));
    Subject subject;
    subject.name = row.asked;
    subject.entity_type = type;
    pack::WatchlistRow entry;
    entry.primary_name = row.listed;
    entry.entity_type = type;
    const PairOutcome outcome = decide_pair(subject, entry, screener);
    CAPTURE(outcome.probability.to_string());
    CHECK((outcome.decision == Decision::kReview) == (row.side == Side::kSame));
  }
}

constexpr Row kCompanyWords[] = {
    {"Tolmarex Trading Company", "TOLMAREX TRDG CO"},
    {"Varondel Shipping", "VARONDEL SHPG"},
    {"Kestovar Industries", "KESTOVAR INDS"},
    {"Orlimand Technology", "ORLIMAND TECH"},
    {"Brenvolt Manufacturing", "BRENVOLT MFG"},
    {"Sundrovia National Bank", "SUNDROVIA NATL BANK"},
    {"Mirkandel Commercial", "MIRKANDEL COMM"},
    {"Haldorin Management", "HALDORIN MGMT"},
    {"Quenstaryl Logistics", "QUENSTARYL LOGIST"},
    {"Ferrolune Engineering", "FERROLUNE ENGG"},
    {"Ostravelle Transport", "OSTRAVELLE TRANSP"},
    {"Dorvenik Brothers", "DORVENIK BROS"},
    {"Pellarion Import Export", "PELLARION IMPEX"},
    {"Pellarion Impex", "Pellarion Import-Export"},
    {"Zavrelind Petrochemical", "ZAVRELIND PETROCHEM"},
    {"Tolmarex Republic", "TOLMAREX REP"},
    // other companies of the same kind
    {"Tolmarex Trading Company", "Varondel Trdg Co", Side::kApart},
    {"Kestovar Industries", "Orlimand Inds", Side::kApart},
    {"Trading Company", "Tolmarex Trdg Co", Side::kApart},
    {"Brenvolt Manufacturing", "Haldorin Mfg", Side::kApart},
    {"Sundrovia National Bank", "Natl Bank", Side::kApart},
    {"Orlimand Technology", "Tech Services Grp", Side::kApart},
    {"Mirkandel Commercial", "Comm Centre", Side::kApart},
    {"Haldorin Management", "Mgmt Consulting Intl", Side::kApart},
    {"Dorvenik Brothers", "Pellarion Bros", Side::kApart},
    {"Zavrelind Petrochemical", "Petrochem Development", Side::kApart},
};

TEST_CASE("written names: company words shortened") {
  check(kCompanyWords, pack::EntityType::kOrganisation);
}

constexpr Row kLegalForms[] = {
    {"Velmarin OJSC", "Open Joint Stock Company Velmarin"},
    {"OAO Velmarin", "Velmarin JSC"},
    {"ОАО Велмарин", "Velmarin Open Joint Stock Company"},
    {"Tornhagen AG", "Tornhagen Aktiengesellschaft"},
    {"Brightmoor PLC", "Brightmoor Public Limited Company"},
    {"Cortavia S.A.", "Cortavia Sociedad Anonima"},
    {"Lunaverde SRL", "Societa a responsabilita limitata Lunaverde"},
    {"Dravograd doo", "Dravograd d.o.o."},
    {"Oslavik GmbH", "Oslavik Gesellschaft mit beschränkter Haftung"},
    {"Pemberlane Private Limited", "Pemberlane Pvt. Ltd."},
    {"ООО Ромашкина", "Romashkina LLC"},
    {"Vestergaarden A/S", "Vestergaarden Aktieselskab"},
    {"Kitamori KK", "Kitamori Kabushiki Kaisha"},
    {"Velmarin OJSC", "Tornhagen Open Joint Stock Company", Side::kApart},
    {"Tornhagen AG", "Brightmoor AG", Side::kApart},
    {"OAO Velmarin", "OAO Romashkina", Side::kApart},
    {"Open Joint Stock Company", "Open Joint Stock Company Velmarin", Side::kApart},
    {"Cortavia S.A.", "Lunaverde S.A.", Side::kApart},
    {"Public Limited Company", "Brightmoor Public Limited Company", Side::kApart},
    {"Oslavik GmbH", "Dravograd GmbH", Side::kApart},
    {"Kitamori KK", "Hanazora KK", Side::kApart},
    {"Pemberlane Pvt Ltd", "Aldermoor Pvt Ltd", Side::kApart},
    {"ООО Ромашкина", "ООО Велмарин", Side::kApart},
};

TEST_CASE("written names: legal forms long and short") {
  check(kLegalForms, pack::EntityType::kOrganisation);
}

constexpr Row kLetters[] = {
    {"VQTR", "V.Q.T.R."},
    {"V.Q.T.R.", "VQTR"},
    {"N.Z.O.K.", "N Z O K"},
    {"X.L.T. Aviation", "XLT Aviation"},
    {"XLT Aviation", "X-L-T Aviation"},
    {"K.R.V. Petrochem", "KRV Petrochem"},
    {"D.F.G. Company", "DFG Co."},
    {"D-F-G Company", "D.F.G. Company"},
    {"TolmarexGroup", "Tolmarex Group"},
    {"Veltrix AG", "VeltrixAG"},
    {"Merriwetherholloway", "MerriwetherHolloway"},
    {"Kresovoronexport", "Kreso voron eksport"},
    {"National Zovian Oil Company (NZOC)", "N.Z.O.C."},
    {"National Zovian Oil Company (NZOC)", "National Zovian Oil Company"},
    {"VQTR", "V.Q.R.T.", Side::kApart},
    {"D.F.G. Company", "F.G.D. Company", Side::kApart},
    {"D.F.G. Company", "N.D.F.G. Company", Side::kApart},
    {"A.F.K. Trading", "AGK Trading", Side::kApart},
    {"XLT Aviation", "X.O.P. Aviation", Side::kApart},
    {"K.R.V. Petrochem", "K.T.L. Petrochem", Side::kApart},
    {"N.Z.O.K.", "N.Z.", Side::kApart},
    {"TolmarexGroup", "VelmarinGroup", Side::kApart},
    {"Veltrix AG", "OrlimandAG", Side::kApart},
    {"National Zovian Oil Company (NZOC)", "N.B.O.C.", Side::kApart},
};

TEST_CASE("written names: letters and words joined and torn") {
  check(kLetters, pack::EntityType::kOrganisation);
}

constexpr Row kNumbers[] = {
    {"Brigade 37", "Brigade Thirty-Seven"},
    {"Velmarin 7th Battalion", "Velmarin Seventh Battalion"},
    {"Tolmarex Holdings II", "Tolmarex Holdings 2"},
    {"Ocean Varnel 11", "Ocean Varnel XI"},
    {"Ocean Varnel XII", "Ocean Varnel Twelve"},
    {"Factory No. 26", "Factory Twenty-Six"},
    {"Batallón 33", "Batallón Treinta y Tres"},
    {"Division Vierundvierzig Tolm", "Division 44 Tolm"},
    {"Завод Тольм 5", "Пятый завод Тольм"},
    {"Second Velmarin Bank", "2nd Velmarin Bank"},
    {"Brigade 37", "Brigade 73", Side::kApart},
    {"Ocean Varnel 1", "Ocean Varnel 2", Side::kApart},
    {"Ocean Varnel 11", "Ocean Varnel XII", Side::kApart},
    {"Tolmarex Holdings II", "Tolmarex Holdings III", Side::kApart},
    {"Velmarin Fund V", "Velmarin Fund IV", Side::kApart},
    {"Factory No. 26", "Factory No. 62", Side::kApart},
    {"Second Velmarin Bank", "Third Velmarin Bank", Side::kApart},
    {"Velmarin 7th Battalion", "Velmarin 8th Battalion", Side::kApart},
    {"Blue Varnel 9", "Blue Varnel 7", Side::kApart},
    {"Tolmarex Capital Fund One", "Tolmarex Capital Fund Two", Side::kApart},
};

TEST_CASE("written names: numbers in figures and words") {
  check(kNumbers, pack::EntityType::kUnknown);
}

constexpr Row kDigits[] = {
    {"Orvin Tolvik", "0rvin Tolvik"},
    {"Sergei Maldov", "S3rgei Maldov"},
    {"Viktor Brunt", "V1ktor Brunt"},
    {"Igor Valdsen", "I9or Valdsen"},
    {"Boris Temnov", "B0ris T3mnov"},
    {"Ali Zarvan", "A1i Zarvan"},
    {"Tomas Kelbrand", "T0m4s Kelbrand"},
    {"Salim Dorvani", "5alim Dorvani"},
    {"Goran Brel", "60ran Brel"},
    {"Leonid Marv", "Le0nid Marv"},
    {"Orvin Tolvik", "0rvin Maldov", Side::kApart},
    {"Sergei Maldov", "S3rgei Brunt", Side::kApart},
};

TEST_CASE("written names: digits that stand for letters") {
  check(kDigits, pack::EntityType::kPerson);
}

constexpr Row kClutter[] = {
    {"Mahendra Kolvari", "Mahendra Kolvari, Managing Director & CEO"},
    {"Mahendra Kolvari", "Mr. Mahendra Kolvari (Authorised Signatory)"},
    {"Jan Tolvik", "Präsident Jan Tolvik"},
    {"Hernando Vescarro", "Presidente Hernando Vescarro"},
    {"Иван Толвик", "Президент Иван Толвик"},
    {"Bela Kordany", "Kordány Béla elnök"},
    {"Jan Tolvik", "Jan Tolvik, born 11 April 1968 in Tallinn"},
    {"Jan Tolvik", "Jan Tolvik, passport AB1234567"},
    {"Jan Tolvik", "c/o Jan Tolvik"},
    {"Jan Tolvik", "Tolvik, Jan (Estonia)"},
    {"Jan Tolvik", "Jan Tolvik, Riga"},
    {"Jan Tolvik", "Jan Tolvik a.k.a. Hans Brandmo"},
    {"Hans Brandmo", "Jan Tolvik a.k.a. Hans Brandmo"},
    {"Jan Tolvik", "Jan Tolvik and Maren Holmgaard"},
    {"Maren Holmgaard", "Jan Tolvik & Maren Holmgaard"},
    {"Maren Holmgaard", "Jan Tolvik and/or Maren Holmgaard"},
    {"Maren Holmgaard", "Jan Tolvik; Maren Holmgaard"},
    {"Jan Tolvik", "Jan and Maren Tolvik"},
    {"李明华", "李明华先生"},
    {"山田幸四郎", "山田幸四郎 様"},
    {"Jan Tolvik", "Mr. Peter Holmgaard, Managing Director", Side::kApart},
    {"Jan Tolvik", "Jan Holmgaard, born 11 April 1968 in Tallinn", Side::kApart},
    {"Jan Tolvik", "Präsident Peter Brandmo", Side::kApart},
    {"Maren Director", "Mahendra Kolvari, Managing Director", Side::kApart},
    {"Jan Tolvik", "Maren Holmgaard and Peter Brandmo", Side::kApart},
    {"Jan Tolvik", "Jan Holmgaard and Peter Brandmo", Side::kApart},
    {"Riga Tallinn", "Jan Tolvik, Riga", Side::kApart},
    {"Peter Holmgaard", "Jan Holmgaard (Estonia)", Side::kApart},
    {"Hernando Vescarro", "Presidente Ricardo Vescarro Molinas", Side::kApart},
    {"李明华", "王建国先生", Side::kApart},
};

TEST_CASE("written names: titles, offices and clutter") {
  check(kClutter, pack::EntityType::kPerson);
}

constexpr Row kInitials[] = {
    {"Tolvanov Anton Olegovich", "Tolvanov A.O."},
    {"Tolvanov Anton Olegovich", "Tolvanov A. O."},
    {"Толванов Антон Олегович", "Толванов А.О."},
    {"Толванов Антон Олегович", "ТолвановА.О."},
    {"Толванов Антон Олегович", "А.О. Толванов"},
    {"Tolvanov A.O.", "Tolvanov Anton O."},
    {"Brezhilov Sergei Artemovich", "Brezhilov S.A."},
    {"Brezhilov Sergei Artemovich", "S.A. Brezhilov"},
    {"Karvinen Jean-Claude", "J.-C. Karvinen"},
    {"Jean-Claude Karvinen", "JC Karvinen"},
    {"Tolvanov Anton Olegovich", "Tolvanov P.P.", Side::kApart},
    {"Толванов Антон Олегович", "Толванов П.К.", Side::kApart},
    {"Brezhilov Sergei Artemovich", "Brezhilov M.I.", Side::kApart},
    {"Jean-Claude Karvinen", "PK Karvinen", Side::kApart},
    {"Tolvanov Anton Olegovich", "Brezhilov A.O.", Side::kApart},
    {"Brezhilov Sergei Artemovich", "Tolvanov S.A.", Side::kApart},
    {"Petr Tolvanov", "Tolvanov A.O.", Side::kApart},
    {"Tolvanov A.O.", "Brezhilov A.O.", Side::kApart},
    {"Tolvanov A.O.", "Tolvanov K.M.", Side::kApart},
    {"Толванов А.О.", "Брежилов А.О.", Side::kApart},
};

TEST_CASE("written names: initials behind a surname") {
  check(kInitials, pack::EntityType::kPerson);
}

}  // namespace
}  // namespace financescr::screening
