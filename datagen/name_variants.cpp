#include "datagen/name_variants.hpp"

#include <algorithm>
#include <utility>

namespace financescr::datagen {
namespace {

constexpr std::size_t kMaxVariants = 12;

constexpr std::pair<std::string_view, std::string_view> kTransliterations[] = {
    {"Mohammed", "Muhammad"}, {"Muhammad", "Mohammed"}, {"Mohammed", "Mohamad"},
    {"Yusuf", "Youssef"},     {"Youssef", "Yusuf"},     {"Ahmed", "Ahmad"},
    {"Ahmad", "Ahmed"},       {"Dmitry", "Dmitri"},     {"Sergey", "Sergei"},
    {"Alexei", "Aleksei"},    {"Nikolai", "Nicolai"},   {"Andrei", "Andrey"},
    {"Vladimir", "Wladimir"}, {"Joao", "João"},         {"Jose", "José"},
};

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string replace_all(std::string_view text, std::string_view from, std::string_view to) {
  std::string result;
  std::size_t begin = 0;
  for (std::size_t at = text.find(from); at != std::string_view::npos;
       at = text.find(from, begin)) {
    result += text.substr(begin, at - begin);
    result += to;
    begin = at + from.size();
  }
  result += text.substr(begin);
  return result;
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    words.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

class Variants {
 public:
  void add(std::string name) {
    if (std::find(names_.begin(), names_.end(), name) == names_.end()) {
      names_.push_back(std::move(name));
    }
  }
  std::vector<std::string> take() { return std::move(names_); }

 private:
  std::vector<std::string> names_;
};

void add_word_orders(PythonRandom& rng, std::string_view full, Variants& variants) {
  const std::vector<std::string> words = split_words(full);
  if (words.size() == 3 && words[1].size() == 1) variants.add(words[0] + " " + words[2]);
  if (maybe(rng, .22)) {
    std::string reversed = words.back();
    for (std::size_t i = 0; i + 1 < words.size(); ++i) reversed += " " + words[i];
    variants.add(std::move(reversed));
  }
  if (maybe(rng, .20)) variants.add(replace_all(full, " ", "  "));
  if (maybe(rng, .18)) variants.add(replace_all(full, " ", ""));
  if (words.size() >= 3 && maybe(rng, .10)) {
    variants.add(words[0] + "-" + words[1] + " " + words[2]);
  }
}

void add_spellings(PythonRandom& rng, std::string_view full, Variants& variants) {
  if (contains(full, "O'") && maybe(rng, .40)) {
    variants.add(replace_all(full, "O'", "O "));
    variants.add(replace_all(full, "O'", "O"));
  }
  if (contains(full, "Mc") && maybe(rng, .25)) {
    std::string spelled(full);
    variants.add(spelled.replace(spelled.find("Mc"), 2, "Mac"));
  }
  // The reference would strip accents here. The pools have none, so only the draw remains.
  static_cast<void>(maybe(rng, .25));
  for (const auto& [from, to] : kTransliterations) {
    if (contains(full, from) && maybe(rng, .40)) variants.add(replace_all(full, from, to));
  }
}

}  // namespace

std::vector<std::string> draw_name_variants(PythonRandom& rng, std::string_view full_name) {
  Variants variants;
  variants.add(std::string(full_name));
  add_word_orders(rng, full_name, variants);
  add_spellings(rng, full_name, variants);
  std::vector<std::string> names = variants.take();
  rng.shuffle(names);
  if (names.size() > kMaxVariants) names.resize(kMaxVariants);
  return names;
}

}  // namespace financescr::datagen
