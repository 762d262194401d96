#include "engine/text/clutter_words.hpp"

#include <algorithm>
#include <span>

#include "engine/text/clutter_table.hpp"

namespace financescr::text {
namespace {

// Two characters of Han, kana or Hangul: less is no name.
constexpr std::size_t kFewestBytesLeft = 6;

std::span<const std::string_view> behind() { return {kAddressesBehind, kAddressBehindCount}; }
std::span<const std::string_view> before() { return {kAddressesBefore, kAddressBeforeCount}; }

template <typename T>
const T* find(const T* table, std::size_t count, std::string_view word) {
  const T* const it =
      std::lower_bound(table, table + count, word,
                       [](const T& entry, std::string_view value) { return entry.word < value; });
  return it != table + count && it->word == word ? it : nullptr;
}

bool leaves_a_name(std::string_view word, std::string_view address) {
  return word.size() >= address.size() + kFewestBytesLeft;
}

}  // namespace

ClutterWord clutter_word(std::string_view word) {
  const ClutterEntry* const found = find(kClutterWords, kClutterWordCount, word);
  return found == nullptr ? ClutterWord::kNone : found->meaning;
}

std::uint8_t month_of(std::string_view word) {
  const ClutterMonth* const found = find(kClutterMonths, kClutterMonthCount, word);
  return found == nullptr ? std::uint8_t{0} : found->number;
}

bool is_place(std::string_view words) {
  return std::binary_search(kClutterPlaces, kClutterPlaces + kClutterPlaceCount, words);
}

std::size_t address_at_end(std::string_view word) {
  for (const std::string_view address : behind()) {
    if (leaves_a_name(word, address) && word.ends_with(address)) return address.size();
  }
  return 0;
}

std::size_t address_at_start(std::string_view word) {
  for (const std::string_view address : before()) {
    if (leaves_a_name(word, address) && word.starts_with(address)) return address.size();
  }
  return 0;
}

bool is_address(std::string_view word) {
  const auto is_in = [word](std::span<const std::string_view> list) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  return is_in(behind()) || is_in(before());
}

}  // namespace financescr::text
