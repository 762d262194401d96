#include "engine/text/given_names.hpp"

#include <algorithm>
#include <string>

#include "engine/text/normalise.hpp"
#include "engine/text/phonetic.hpp"

namespace financescr::text {
namespace {

// What spellings of one name have in common: their phones, with i for y and for a last j.
std::string sound_of(std::string_view letters) {
  constexpr char kI = static_cast<char>(Phone::kI);
  std::string phones = phones_of(letters);
  std::replace(phones.begin(), phones.end(), static_cast<char>(Phone::kY), kI);
  std::replace(phones.begin(), phones.end(), static_cast<char>(Phone::kW),
               static_cast<char>(Phone::kV));
  if (!phones.empty() && phones.back() == static_cast<char>(Phone::kJ)) phones.back() = kI;
  phones.erase(std::unique(phones.begin(), phones.end()), phones.end());
  return phones;
}

struct Member {
  std::string sound;
  std::uint16_t group;

  bool operator<(const Member& other) const {
    return sound != other.sound ? sound < other.sound : group < other.group;
  }
};

const std::vector<Member>& members() {
  static const std::vector<Member> sorted = [] {
    std::vector<Member> all;
    std::uint16_t group = 0;
    for (const auto* line = given_name_groups_begin(); line != given_name_groups_end(); ++line) {
      for (const std::string_view word : split_words(*line)) all.push_back({sound_of(word), group});
      ++group;
    }
    std::sort(all.begin(), all.end());  // total order
    return all;
  }();
  return sorted;
}

}  // namespace

std::vector<std::uint16_t> given_name_groups(std::string_view letters) {
  std::vector<std::uint16_t> groups;
  const std::string sound = sound_of(letters);
  const auto& all = members();
  auto it = std::lower_bound(all.begin(), all.end(), Member{sound, 0});
  for (; it != all.end() && it->sound == sound; ++it) {
    if (groups.empty() || groups.back() != it->group) groups.push_back(it->group);
  }
  return groups;
}

bool share_given_name(std::string_view a, std::string_view b) {
  const auto of_a = given_name_groups(a);
  if (of_a.empty()) return false;
  const auto of_b = given_name_groups(b);
  return std::any_of(of_b.begin(), of_b.end(), [&of_a](std::uint16_t group) {
    return std::binary_search(of_a.begin(), of_a.end(), group);
  });
}

}  // namespace financescr::text
