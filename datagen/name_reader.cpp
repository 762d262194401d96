#include "datagen/name_reader.hpp"

namespace financescr::datagen {

NameReader::NameReader(const NamePools& pools) : pools_(pools) {
  for (std::uint16_t b = 0; b < pools.buckets.size(); ++b) {
    const NameBucket& bucket = pools.buckets[b];
    for (std::uint16_t i = 0; i < bucket.first.size(); ++i) {
      first_[bucket.first[i].text].push_back({b, i});
    }
    for (std::uint16_t i = 0; i < bucket.last.size(); ++i) {
      last_[bucket.last[i].text].push_back({b, i});
    }
  }
  for (std::uint16_t i = 0; i < pools.second_names.size(); ++i) {
    second_[pools.second_names[i]].push_back(i);
  }
}

void NameReader::read_middle(std::string_view middle, NameReading reading,
                             std::vector<NameReading>& readings) const {
  const NameBucket& bucket = pools_.buckets[reading.person.bucket];
  const double whole = reading.probability;
  if (middle.size() == 1 && middle[0] >= 'A' && middle[0] <= 'Z') {
    reading.person.initial = middle[0];
    reading.probability = whole * kInitialProbability * (1 - kSecondNameProbability) / 26;
    readings.push_back(reading);
    reading.person.initial = 0;
  }
  reading.probability =
      whole * kSecondNameProbability / static_cast<double>(pools_.second_name_count(bucket));
  const auto add = [&](std::uint16_t index) {
    reading.person.second = static_cast<std::uint16_t>(index + 1);
    readings.push_back(reading);
  };
  if (!pools_.second_names.empty()) {
    const auto it = second_.find(std::string(middle));
    if (it != second_.end()) {
      for (const std::uint16_t index : it->second) add(index);
    }
    return;
  }
  const auto it = first_.find(std::string(middle));
  if (it == first_.end()) return;
  for (const Place& place : it->second) {
    if (place.bucket == reading.person.bucket) add(place.index);
  }
}

std::vector<NameReading> NameReader::read(std::string_view name) const {
  std::vector<NameReading> readings;
  const std::size_t left = name.find(' ');
  const std::size_t right = name.rfind(' ');
  if (left == std::string_view::npos) return readings;
  const auto first = first_.find(std::string(name.substr(0, left)));
  const auto last = last_.find(std::string(name.substr(right + 1)));
  if (first == first_.end() || last == last_.end()) return readings;
  for (const Place& a : first->second) {
    for (const Place& b : last->second) {
      if (a.bucket != b.bucket) continue;
      const NameBucket& bucket = pools_.buckets[a.bucket];
      NameReading reading;
      reading.region = bucket.region;
      reading.person.bucket = a.bucket;
      reading.person.first = a.index;
      reading.person.last = b.index;
      reading.probability = bucket.weight / pools_.weight_of(bucket.region) /
                            static_cast<double>(bucket.first.size()) /
                            static_cast<double>(bucket.last.size());
      if (reading.probability <= 0.0) continue;
      if (left == right) {
        reading.probability *= (1 - kInitialProbability) * (1 - kSecondNameProbability);
        readings.push_back(reading);
      } else {
        read_middle(name.substr(left + 1, right - left - 1), reading, readings);
      }
    }
  }
  return readings;
}

}  // namespace financescr::datagen
