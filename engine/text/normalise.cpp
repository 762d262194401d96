#include "engine/text/normalise.hpp"

#include "engine/text/characters.hpp"

namespace financescr::text {
namespace {

// O'Neill, D'Angelo, L'Ecuyer, N'Diaye: the apostrophe ends a word of its own.
bool is_elided_prefix(std::string_view word) {
  return word == "o" || word == "d" || word == "l" || word == "n" || word == "m";
}

std::string_view last_word(std::string_view text) {
  const std::size_t space = text.rfind(' ');
  return space == std::string_view::npos ? text : text.substr(space + 1);
}

}  // namespace

NormalisedText normalise_counted(std::string_view name) {
  NormalisedText out;
  out.text.reserve(name.size());
  bool pending_space = false;
  for (std::size_t position = 0; position < name.size();) {
    const Character c = classify(next_code_point(name, position));
    switch (c.kind) {
      case CharacterKind::kWord:
        if (pending_space && !out.text.empty()) out.text += ' ';
        pending_space = false;
        out.text += c.folded;
        ++out.matched_letters;
        break;
      case CharacterKind::kApostrophe:
        if (!pending_space && is_elided_prefix(last_word(out.text))) pending_space = true;
        break;
      case CharacterKind::kIgnored:
        break;
      case CharacterKind::kOtherLetter:
        ++out.unmatched_letters;
        pending_space = true;
        break;
      case CharacterKind::kSeparator:
        pending_space = true;
        break;
    }
  }
  return out;
}

std::string normalise(std::string_view name) { return normalise_counted(name).text; }

std::vector<std::string_view> split_words(std::string_view normalised) {
  std::vector<std::string_view> words;
  std::size_t start = 0;
  while (start < normalised.size()) {
    const std::size_t end = normalised.find(' ', start);
    const std::size_t stop = end == std::string_view::npos ? normalised.size() : end;
    if (stop > start) words.push_back(normalised.substr(start, stop - start));
    start = stop + 1;
  }
  return words;
}

}  // namespace financescr::text
