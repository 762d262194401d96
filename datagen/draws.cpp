#include "datagen/draws.hpp"

#include "datagen/law.hpp"
#include "engine/pack/id_hash.hpp"

namespace financescr::datagen {

bool maybe(PythonRandom& rng, double probability) { return rng.random() < probability; }

std::string_view pick(PythonRandom& rng, std::span<const std::string_view> list) {
  return list[rng.choice_index(list.size())];
}

std::int32_t draw_day(PythonRandom& rng, Date first, Date last) {
  const std::int64_t offset = rng.randint(0, last.to_days() - first.to_days());
  return first.to_days() + static_cast<std::int32_t>(offset);
}

std::int32_t draw_id_number(PythonRandom& rng) {
  return static_cast<std::int32_t>(rng.randint(law::kFirstIdNumber, law::kLastIdNumber));
}

std::string hash_of_id(std::string_view salt, std::int32_t id_number) {
  return pack::salted_sha256(salt, numbered("P", id_number));
}

std::string numbered(std::string_view prefix, std::int64_t number, std::size_t width) {
  std::string digits = std::to_string(number);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return std::string(prefix) + digits;
}

}  // namespace financescr::datagen
