// Any bytes as a name: normalisation is idempotent and counts what it drops, and the fast metrics
// agree with their twins.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/text/jaro_winkler.hpp"
#include "engine/text/name.hpp"
#include "engine/text/normalise.hpp"
#include "engine/text/phonetic.hpp"
#include "engine/text/reference_metrics.hpp"
#include "engine/text/token_similarity.hpp"
#include "tests/fuzz/require.hpp"

namespace {

using financescr::fuzz::require;
namespace text = financescr::text;

void check_pair(const text::Word& a, const text::Word& b) {
  require(text::jaro(a.letters, b.letters) == text::reference::jaro(a.letters, b.letters));
  const auto similarity = text::token_similarity_permille(a.phones, b.phones);
  require(similarity == text::reference::token_similarity_permille(a.phones, b.phones));
  require(similarity == text::token_similarity_permille(b.phones, a.phones));
  require(similarity >= 0 && similarity <= 1000);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const text::NormalisedText out = text::normalise_counted(bytes);
  require(text::normalise(out.text) == out.text);
  require(out.text.empty() == (out.matched_letters == 0));
  require(std::all_of(out.text.begin(), out.text.end(), [](char c) {
    return c == ' ' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
  }));
  const text::Name name(bytes);
  require(out.unmatched_letters == 0 || !name.is_whole());
  for (const text::Word& a : name.words()) {
    require(!text::sound_keys(a.phones).empty());
    for (const text::Word& b : name.words()) check_pair(a, b);
  }
  return 0;
}
