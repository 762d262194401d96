#include "datagen/name_pools.hpp"

#include <iterator>

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

constexpr std::string_view kCountries[] = {"GB", "IE", "FR", "DE", "ES", "IT", "NL", "BE", "PL",
                                           "SE", "NO", "DK", "PT", "CZ", "HU", "LT", "LV", "EE",
                                           "RU", "AE", "SA", "TR", "PK", "IN", "BD", "CN", "HK",
                                           "SG", "MY", "ID", "JP", "KR", "QA"};
constexpr std::size_t kEuCountries = 19;  // the first of them

NameBucket bucket_of(std::string_view id, Region region, double weight,
                     std::span<const std::string_view> first,
                     std::span<const std::string_view> last) {
  NameBucket bucket{std::string(id), region, weight, {}, {}};
  for (const auto name : first) bucket.first.push_back({std::string(name), {}, {}, false});
  for (const auto name : last) bucket.last.push_back({std::string(name), {}, {}, false});
  return bucket;
}

NamePools make_pools_v1() {
  NamePools pools;
  pools.buckets = {
      bucket_of("UK", Region::kEu, .30, kUkFirst, kUkLast),
      bucket_of("IRISH", Region::kEu, .12, kIrishFirst, kIrishLast),
      bucket_of("FR", Region::kEu, .14, kFrenchFirst, kFrenchLast),
      bucket_of("ES", Region::kEu, .14, kSpanishFirst, kSpanishLast),
      bucket_of("PT", Region::kEu, .10, kPortugueseFirst, kPortugueseLast),
      bucket_of("PL", Region::kEu, .10, kPolishFirst, kPolishLast),
      bucket_of("BALTIC", Region::kEu, .05, kBalticFirst, kBalticLast),
      bucket_of("RU", Region::kEu, .05, kRussianFirst, kRussianLast),
      bucket_of("AR", Region::kAsia, .45, kArabicFirst, kArabicLast),
      bucket_of("IN", Region::kAsia, .35, kIndianFirst, kIndianLast),
      bucket_of("CN", Region::kAsia, .20, kChineseFirst, kChineseLast),
  };
  // As one list, whatever the person's region.
  const std::span<const std::string_view> kSecond[] = {
      kUkFirst, kFrenchFirst, kSpanishFirst, kPortugueseFirst, kPolishFirst, kIrishFirst};
  for (const auto list : kSecond) {
    pools.second_names.insert(pools.second_names.end(), list.begin(), list.end());
  }
  return pools;
}

std::uint16_t draw_bucket(PythonRandom& rng, const NamePools& pools, Region region) {
  std::vector<double> weights;
  std::vector<std::uint16_t> indices;
  for (std::size_t i = 0; i < pools.buckets.size(); ++i) {
    if (pools.buckets[i].region != region) continue;
    weights.push_back(pools.buckets[i].weight);
    indices.push_back(static_cast<std::uint16_t>(i));
  }
  return indices[rng.choices_index(weights)];
}

}  // namespace

std::string_view to_string(Region region) {
  switch (region) {
    case Region::kEu:
      return "EU";
    case Region::kAsia:
      return "ASIA";
  }
  return "EU";
}

Region draw_region(PythonRandom& rng, double eu_probability) {
  return maybe(rng, eu_probability) ? Region::kEu : Region::kAsia;
}

std::string_view country_code(CountryIndex country) { return kCountries[country]; }

bool is_country_of(CountryIndex country, Region region) {
  return country < std::size(kCountries) && (country < kEuCountries) == (region == Region::kEu);
}

std::size_t country_count(Region region) {
  return region == Region::kEu ? kEuCountries : std::size(kCountries) - kEuCountries;
}

CountryIndex draw_country_of(PythonRandom& rng, Region region) {
  const std::size_t first = region == Region::kEu ? 0 : kEuCountries;
  return static_cast<CountryIndex>(first + rng.choice_index(country_count(region)));
}

CountryIndex draw_any_country(PythonRandom& rng) {
  return static_cast<CountryIndex>(rng.choice_index(std::size(kCountries)));
}

double NamePools::weight_of(Region region) const {
  double sum = 0.0;
  for (const NameBucket& bucket : buckets) {
    if (bucket.region == region) sum += bucket.weight;
  }
  return sum;
}

std::size_t NamePools::second_name_count(const NameBucket& bucket) const {
  return second_names.empty() ? bucket.first.size() : second_names.size();
}

const std::string& NamePools::second_name(const NameBucket& bucket, std::size_t i) const {
  return second_names.empty() ? bucket.first[i].text : second_names[i];
}

const NamePools& name_pools_v1() {
  static const NamePools pools = make_pools_v1();
  return pools;
}

std::string name_of(const NamePools& pools, const Person& person) {
  const NameBucket& bucket = pools.buckets[person.bucket];
  std::string name = bucket.first[person.first].text + ' ';
  if (person.second != 0) {
    name += pools.second_name(bucket, person.second - std::size_t{1}) + ' ';
  } else if (person.initial != 0) {
    name += person.initial;
    name += ' ';
  }
  return name + bucket.last[person.last].text;
}

Person draw_person(PythonRandom& rng, const NamePools& pools, Region region) {
  Person person;
  person.bucket = draw_bucket(rng, pools, region);
  const NameBucket& bucket = pools.buckets[person.bucket];
  person.first = static_cast<std::uint16_t>(rng.choice_index(bucket.first.size()));
  person.last = static_cast<std::uint16_t>(rng.choice_index(bucket.last.size()));
  if (maybe(rng, kInitialProbability)) {
    person.initial = static_cast<char>('A' + rng.randint(0, 25));
  }
  // A second given name replaces the initial, whose draws stay spent.
  if (maybe(rng, kSecondNameProbability)) {
    person.second =
        static_cast<std::uint16_t>(1 + rng.choice_index(pools.second_name_count(bucket)));
    person.initial = 0;
  }
  return person;
}

}  // namespace financescr::datagen
