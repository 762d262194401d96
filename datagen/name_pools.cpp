#include "datagen/name_pools.hpp"

#include <array>
#include <vector>

namespace financescr::datagen {
namespace {

constexpr std::string_view kUkFirst[] = {
    "John", "James",    "Michael",  "David", "Robert",    "Daniel", "Thomas",  "Paul",
    "Mary", "Patricia", "Jennifer", "Linda", "Elizabeth", "Susan",  "Jessica", "Sarah",
    "Emma", "Olivia",   "Sophia",   "Emily", "Charlotte", "Amelia"};
constexpr std::string_view kUkLast[] = {"Smith",  "Jones", "Taylor", "Brown",   "Williams",
                                        "Davies", "Evans", "Wilson", "Johnson", "Walker"};

constexpr std::string_view kIrishFirst[] = {"Sean", "Saoirse", "Niamh",   "Ciaran", "Aidan",
                                            "Eoin", "Aoife",   "Siobhan", "Conor",  "Fiona"};
constexpr std::string_view kIrishLast[] = {"O'Neill", "Murphy", "Kelly",    "O'Brien", "Walsh",
                                           "Byrne",   "Ryan",   "O'Connor", "Doyle",   "McCarthy"};

constexpr std::string_view kFrenchFirst[] = {"Jean",   "Pierre", "Louis",   "Antoine",
                                             "Luc",    "Hugo",   "Camille", "Marie",
                                             "Sophie", "Chloe",  "Nicolas", "Julien"};
constexpr std::string_view kFrenchLast[] = {"Dubois", "Moreau",   "Lefevre", "Bernard", "Petit",
                                            "Roux",   "Fournier", "Girard",  "Lambert", "Leroy"};

constexpr std::string_view kSpanishFirst[] = {"Jose",   "Juan",   "Carlos",  "Miguel",
                                              "Luis",   "Javier", "Antonio", "Maria",
                                              "Carmen", "Laura",  "Sofia",   "Lucia"};
constexpr std::string_view kSpanishLast[] = {"Garcia", "Fernandez", "Gonzalez", "Rodriguez",
                                             "Lopez",  "Martinez",  "Sanchez",  "Perez",
                                             "Gomez",  "Diaz"};

constexpr std::string_view kPortugueseFirst[] = {"Joao",    "Pedro",  "Tiago", "Andre",
                                                 "Rui",     "Miguel", "Ana",   "Beatriz",
                                                 "Mariana", "Ines",   "Sofia"};
constexpr std::string_view kPortugueseLast[] = {"Silva",    "Santos", "Ferreira",  "Pereira",
                                                "Oliveira", "Costa",  "Rodrigues", "Martins",
                                                "Almeida",  "Gomes"};

constexpr std::string_view kPolishFirst[] = {"Jan",       "Piotr",     "Pawel", "Krzysztof",
                                             "Michal",    "Tomasz",    "Anna",  "Katarzyna",
                                             "Agnieszka", "Magdalena", "Zofia"};
constexpr std::string_view kPolishLast[] = {"Nowak",     "Kowalski",  "Wojcik",    "Kaczmarek",
                                            "Zielinski", "Szymanski", "Dabrowski", "Kozlowski",
                                            "Jankowski", "Mazur"};

constexpr std::string_view kBalticFirst[] = {"Marius", "Tomas", "Jonas",  "Lukas",  "Aiste",
                                             "Ruta",   "Egle",  "Katrin", "Maarja", "Kristjan"};
constexpr std::string_view kBalticLast[] = {"Kazlauskas", "Jankauskas", "Petrauskas", "Vaitkus",
                                            "Ozols",      "Berzins",    "Kalnins",    "Tamm",
                                            "Saar",       "Kask"};

constexpr std::string_view kRussianFirst[] = {"Ivan",    "Dmitry", "Sergey",   "Alexei",
                                              "Nikolai", "Andrei", "Vladimir", "Olga",
                                              "Natalia", "Irina",  "Tatiana",  "Anna"};
constexpr std::string_view kRussianLast[] = {"Ivanov",    "Petrov",  "Sidorov", "Smirnov",
                                             "Volkov",    "Sokolov", "Popov",   "Morozov",
                                             "Kuznetsov", "Novikov"};

constexpr std::string_view kArabicFirst[] = {
    "Mohammed", "Muhammad", "Ahmed", "Ali",    "Hassan", "Omar", "Yusuf", "Khalid",
    "Abdullah", "Ibrahim",  "Aisha", "Fatima", "Zainab", "Sana", "Mariam"};
constexpr std::string_view kArabicLast[] = {"Khan",     "Hussain",     "Abdullah", "Ibrahim",
                                            "Al-Sayed", "Al-Mansouri", "Al-Farsi", "Al-Hassan"};

constexpr std::string_view kIndianFirst[] = {"Arjun", "Rahul",  "Amit", "Sanjay", "Vikram", "Ravi",
                                             "Priya", "Ananya", "Neha", "Pooja",  "Asha"};
constexpr std::string_view kIndianLast[] = {"Singh", "Kaur", "Patel", "Sharma", "Gupta",
                                            "Mehta", "Iyer", "Nair",  "Reddy"};

constexpr std::string_view kChineseFirst[] = {"Wei",  "Ming", "Jia", "Li",   "Chen",
                                              "Xiao", "Hui",  "Jun", "Fang", "Mei"};
constexpr std::string_view kChineseLast[] = {"Zhang", "Wang", "Li",    "Chen",
                                             "Liu",   "Yang", "Huang", "Zhao"};

constexpr std::string_view kEuCountries[] = {"GB", "IE", "FR", "DE", "ES", "IT", "NL",
                                             "BE", "PL", "SE", "NO", "DK", "PT", "CZ",
                                             "HU", "LT", "LV", "EE", "RU"};
constexpr std::string_view kAsiaCountries[] = {"AE", "SA", "TR", "PK", "IN", "BD", "CN",
                                               "HK", "SG", "MY", "ID", "JP", "KR", "QA"};

struct Bucket {
  double weight;
  std::span<const std::string_view> first;
  std::span<const std::string_view> last;
};

constexpr std::array<Bucket, 8> kEuBuckets = {{
    {.30, kUkFirst, kUkLast},
    {.12, kIrishFirst, kIrishLast},
    {.14, kFrenchFirst, kFrenchLast},
    {.14, kSpanishFirst, kSpanishLast},
    {.10, kPortugueseFirst, kPortugueseLast},
    {.10, kPolishFirst, kPolishLast},
    {.05, kBalticFirst, kBalticLast},
    {.05, kRussianFirst, kRussianLast},
}};

constexpr std::array<Bucket, 3> kAsiaBuckets = {{
    {.45, kArabicFirst, kArabicLast},
    {.35, kIndianFirst, kIndianLast},
    {.20, kChineseFirst, kChineseLast},
}};

// The lists that a second given name comes from, as one list, whatever the person's region.
std::vector<std::string_view> concatenate_second_names() {
  const std::span<const std::string_view> kLists[] = {kUkFirst,         kFrenchFirst, kSpanishFirst,
                                                      kPortugueseFirst, kPolishFirst, kIrishFirst};
  std::vector<std::string_view> all;
  for (const auto list : kLists) all.insert(all.end(), list.begin(), list.end());
  return all;
}

const Bucket& draw_bucket(PythonRandom& rng, std::span<const Bucket> buckets) {
  std::vector<double> weights;
  weights.reserve(buckets.size());
  for (const Bucket& bucket : buckets) weights.push_back(bucket.weight);
  return buckets[rng.choices_index(weights)];
}

}  // namespace

Region draw_region(PythonRandom& rng, double eu_probability) {
  return maybe(rng, eu_probability) ? Region::kEu : Region::kAsia;
}

std::string_view to_string(Region region) {
  switch (region) {
    case Region::kEu:
      return "EU";
    case Region::kAsia:
      return "ASIA";
  }
  return "EU";
}

std::string_view draw_country_of(PythonRandom& rng, Region region) {
  return region == Region::kEu ? pick(rng, kEuCountries) : pick(rng, kAsiaCountries);
}

std::string_view draw_any_country(PythonRandom& rng) {
  constexpr std::size_t kEuCount = std::size(kEuCountries);
  const std::size_t index = rng.choice_index(kEuCount + std::size(kAsiaCountries));
  return index < kEuCount ? kEuCountries[index] : kAsiaCountries[index - kEuCount];
}

std::string draw_name(PythonRandom& rng, Region region) {
  static const std::vector<std::string_view> kSecondNames = concatenate_second_names();
  const Bucket& bucket =
      region == Region::kEu ? draw_bucket(rng, kEuBuckets) : draw_bucket(rng, kAsiaBuckets);
  const std::string_view first = pick(rng, bucket.first);
  const std::string_view last = pick(rng, bucket.last);
  std::string middle;
  if (maybe(rng, .22)) middle = static_cast<char>('A' + rng.randint(0, 25));
  // A second given name replaces the initial, whose draws stay spent.
  if (maybe(rng, .08)) middle = pick(rng, kSecondNames);
  std::string name(first);
  name += ' ';
  if (!middle.empty()) name += middle + ' ';
  name += last;
  return name;
}

}  // namespace financescr::datagen
