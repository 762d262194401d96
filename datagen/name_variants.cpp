#include "datagen/name_variants.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "datagen/rich_aliases.hpp"

namespace financescr::datagen {
namespace {

// The reference's list; v2's is without the last two, whose accents are native forms there.
constexpr std::pair<std::string_view, std::string_view> kTransliterations[] = {
    {"Mohammed", "Muhammad"}, {"Muhammad", "Mohammed"}, {"Mohammed", "Mohamad"},
    {"Yusuf", "Youssef"},     {"Youssef", "Yusuf"},     {"Ahmed", "Ahmad"},
    {"Ahmad", "Ahmed"},       {"Dmitry", "Dmitri"},     {"Sergey", "Sergei"},
    {"Alexei", "Aleksei"},    {"Nikolai", "Nicolai"},   {"Andrei", "Andrey"},
    {"Vladimir", "Wladimir"}, {"Joao", "João"},         {"Jose", "José"},
};
constexpr std::size_t kAccented = 2;

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

VariantStep step(double probability, std::string name) {
  return {probability, {{std::move(name), false}}, {}, {}, {}};
}

void add_word_orders(std::string_view full, std::vector<VariantStep>& steps) {
  const std::vector<std::string> words = split_words(full);
  if (words.size() == 3 && words[1].size() == 1)
    steps.push_back(step(1, words[0] + " " + words[2]));
  std::string reversed = words.back();
  for (std::size_t i = 0; i + 1 < words.size(); ++i) reversed += " " + words[i];
  steps.push_back(step(.22, std::move(reversed)));
  steps.push_back(step(.20, replace_all(full, " ", "  ")));
  steps.push_back(step(.18, replace_all(full, " ", "")));
  if (words.size() >= 3) steps.push_back(step(.10, words[0] + "-" + words[1] + " " + words[2]));
}

void add_irish_and_scottish(std::string_view full, std::vector<VariantStep>& steps) {
  if (contains(full, "O'")) {
    steps.push_back(
        {.40,
         {{replace_all(full, "O'", "O "), false}, {replace_all(full, "O'", "O"), false}},
         {},
         {},
         {}});
  }
  if (contains(full, "Mc")) {
    std::string spelled(full);
    steps.push_back(step(.25, spelled.replace(spelled.find("Mc"), 2, "Mac")));
  }
}

void add_once(std::vector<NameVariant>& variants, NameVariant variant) {
  if (std::find(variants.begin(), variants.end(), variant) == variants.end()) {
    variants.push_back(std::move(variant));
  }
}

// A choice, as the index of the variant it would be; repeated choices count each.
using Mask = std::uint32_t;
struct Outcome {
  Mask mask;
  double probability;
};

Mask mask_of(std::span<const NameVariant> variants, const NameVariant& variant) {
  const auto it = std::find(variants.begin(), variants.end(), variant);
  return it == variants.end() ? 0 : Mask{1} << static_cast<unsigned>(it - variants.begin());
}

void add_outcome(std::vector<Outcome>& outcomes, Outcome outcome) {
  if (outcome.probability <= 0.0) return;
  for (Outcome& known : outcomes) {
    if (known.mask != outcome.mask) continue;
    known.probability += outcome.probability;
    return;
  }
  outcomes.push_back(outcome);
}

// What a step can do without leaving the set: variants it adds, and how probable that is.
std::vector<Outcome> outcomes_of(const VariantStep& step, std::span<const NameVariant> variants) {
  std::vector<Outcome> outcomes;
  add_outcome(outcomes, {0, 1.0 - step.probability});
  if (step.choices.empty()) {
    Mask mask = 0;
    for (const NameVariant& name : step.names) {
      const Mask one = mask_of(variants, name);
      if (one == 0) return outcomes;
      mask |= one;
    }
    add_outcome(outcomes, {mask, step.probability});
    return outcomes;
  }
  const double each = step.probability / static_cast<double>(step.choices.size());
  for (std::size_t i = 0; i < variants.size(); ++i) {
    const std::string_view text = variants[i].text;
    const std::size_t fixed = step.before.size() + step.after.size();
    if (variants[i].weak || text.size() <= fixed || !text.starts_with(step.before) ||
        !text.ends_with(step.after)) {
      continue;
    }
    const std::string_view middle = text.substr(step.before.size(), text.size() - fixed);
    const auto count = std::count(step.choices.begin(), step.choices.end(), middle);
    add_outcome(outcomes, {Mask{1} << i, each * static_cast<double>(count)});
  }
  return outcomes;
}

}  // namespace

std::vector<VariantStep> variant_steps(const NamePools& pools, const Person& person) {
  const std::string full = name_of(pools, person);
  std::vector<VariantStep> steps;
  add_word_orders(full, steps);
  add_irish_and_scottish(full, steps);
  // The reference would strip accents here. Its pools have none, so only the draw remains.
  if (!pools.rich_aliases) steps.push_back({.25, {}, {}, {}, {}});
  const std::size_t pairs = std::size(kTransliterations) - (pools.rich_aliases ? kAccented : 0);
  for (const auto& [from, to] : std::span(kTransliterations).first(pairs)) {
    if (contains(full, from)) steps.push_back(step(.40, replace_all(full, from, to)));
  }
  if (pools.rich_aliases) add_rich_aliases(pools, person, steps);
  return steps;
}

std::vector<NameVariant> draw_name_variants(PythonRandom& rng, const NamePools& pools,
                                            const Person& person) {
  std::vector<NameVariant> names{{name_of(pools, person), false}};
  std::vector<NameVariant> weak;
  for (const VariantStep& step : variant_steps(pools, person)) {
    if (step.probability < 1.0 && !maybe(rng, step.probability)) continue;
    if (!step.choices.empty()) {
      const std::string& choice = step.choices[rng.choice_index(step.choices.size())];
      add_once(names, {step.before + choice + step.after, false});
    }
    for (const NameVariant& name : step.names) add_once(name.weak ? weak : names, name);
  }
  rng.shuffle(names);
  names.insert(names.end(), weak.begin(), weak.end());
  return names;
}

double variants_probability(const std::vector<VariantStep>& steps, const std::string& name,
                            std::span<const NameVariant> variants) {
  const Mask start = mask_of(variants, {name, false});
  if (start == 0) return 0.0;
  std::vector<Outcome> reached{{start, 1.0}};
  for (const VariantStep& step : steps) {
    std::vector<Outcome> next;
    const std::vector<Outcome> outcomes = outcomes_of(step, variants);
    for (const Outcome& before : reached) {
      for (const Outcome& outcome : outcomes) {
        add_outcome(next, {before.mask | outcome.mask, before.probability * outcome.probability});
      }
    }
    reached = std::move(next);
  }
  const Mask all = static_cast<Mask>((std::uint64_t{1} << variants.size()) - 1);
  for (const Outcome& outcome : reached) {
    if (outcome.mask == all) return outcome.probability;
  }
  return 0.0;
}

}  // namespace financescr::datagen
