#include "datagen/draws.hpp"

#include "engine/pack/id_hash.hpp"

namespace financescr::datagen {

bool maybe(PythonRandom& rng, double probability) { return rng.random() < probability; }

std::string_view pick(PythonRandom& rng, std::span<const std::string_view> list) {
  return list[rng.choice_index(list.size())];
}

std::string draw_day(PythonRandom& rng, Date first, Date last) {
  const std::int64_t offset = rng.randint(0, last.to_days() - first.to_days());
  return Date::from_days(first.to_days() + static_cast<std::int32_t>(offset)).to_string();
}

std::string draw_id_hash(PythonRandom& rng) {
  const std::int64_t number = rng.randint(1'000'000, 9'999'999);
  return pack::salted_sha256("financescr_v1_salt", numbered("P", number));
}

std::string numbered(std::string_view prefix, std::int64_t number, std::size_t width) {
  std::string digits = std::to_string(number);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return std::string(prefix) + digits;
}

}  // namespace financescr::datagen
