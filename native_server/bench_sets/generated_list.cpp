#include "native_server/bench_sets/generated_list.hpp"

#include <algorithm>

#include "datagen/name_pools_v2.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/partial_date.hpp"
#include "native_server/bench_sets/queries.hpp"

namespace financescr::bench_sets {
namespace {

using pack::EntityType;
using pack::WatchlistRow;

// The first byte of a letter beyond Latin Extended-B, in UTF-8.
constexpr unsigned char kBeyondLatin = 0xCA;
constexpr std::size_t kIdDigits = 9;
constexpr std::size_t kMostWords = 8;

std::vector<std::string> split(std::string_view name) {
  std::vector<std::string> words;
  std::size_t start = 0;
  while (start < name.size()) {
    const std::size_t end = std::min(name.find(' ', start), name.size());
    if (end > start) words.emplace_back(name.substr(start, end - start));
    start = end + 1;
  }
  return words;
}

bool has_letter(const std::string& word) {
  return std::any_of(word.begin(), word.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

std::string padded(std::uint64_t number, std::size_t digits) {
  std::string text = std::to_string(number);
  return std::string(digits - std::min(digits, text.size()), '0') + text;
}

}  // namespace

WordSource WordSource::from_name_pools() {
  WordSource source;
  for (const datagen::NameBucket& bucket : datagen::name_pools_v2().buckets) {
    for (std::size_t i = 0; i < std::max(bucket.first.size(), bucket.last.size()); ++i) {
      source.take(EntityType::kPerson, bucket.first[i % bucket.first.size()].text + " " +
                                           bucket.last[i % bucket.last.size()].text);
    }
  }
  return source;
}

void WordSource::take(const WatchlistRow& row) {
  take(row.entity_type, row.primary_name);
  for (const std::string& alias : row.aliases) take(row.entity_type, alias);
}

void WordSource::take(EntityType type, std::string_view name) {
  const bool latin = std::all_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) < kBeyondLatin;
  });
  std::vector<std::string> words = split(name);
  std::erase_if(words, [](const std::string& word) {
    return !has_letter(word) || word.size() > limits::kMaxTokenBytes;
  });
  if (!latin || words.empty()) return;
  words.resize(std::min(words.size(), kMostWords));
  names_[static_cast<std::size_t>(type)].push_back(std::move(words));
}

std::size_t WordSource::name_count() const {
  std::size_t count = 0;
  for (const Names& names : names_) count += names.size();
  return count;
}

// A word from the same place, first, last or between, of any name.
const std::string& GeneratedList::word_like(const WordSource::Names& names, std::size_t at,
                                            std::size_t count) {
  const Words& other = names[random_.below(names.size())];
  if (at == 0) return other.front();
  if (at + 1 == count || other.size() < 3) return other.back();
  return other[1 + random_.below(other.size() - 2)];
}

WatchlistRow GeneratedList::next(std::size_t most) {
  // Types are as frequent as in the source.
  std::size_t place = random_.below(words_.name_count());
  std::size_t type = 0;
  while (place >= words_.names_[type].size()) place -= words_.names_[type++].size();
  const WordSource::Names& names = words_.names_[type];
  const std::size_t length = names[place].size();
  Words words;
  for (std::size_t i = 0; i < length; ++i) words.push_back(word_like(names, i, length));

  WatchlistRow row;
  row.entity_id = "x:" + padded(++number_, kIdDigits);
  row.entity_type = static_cast<EntityType>(type);
  row.primary_name = joined(words);
  // One to four names, 2.5 on average, as published lists have. An alias has one other word.
  const std::size_t name_count = std::min(most, 1 + random_.below(4));
  for (std::size_t n = 1; n < name_count; ++n) {
    Words other = words;
    const std::size_t at = random_.below(length);
    other[at] = word_like(names, at, length);
    row.aliases.push_back(joined(other));
  }
  if (row.entity_type == EntityType::kPerson) {
    const std::uint64_t year = 1930 + random_.below(75);
    const std::uint64_t month = 1 + random_.below(12);
    const std::uint64_t day = 1 + random_.below(28);
    const auto date =
        PartialDate::parse(padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2));
    if (date) row.dates_of_birth.push_back(*date);
  }
  return row;
}

}  // namespace financescr::bench_sets
