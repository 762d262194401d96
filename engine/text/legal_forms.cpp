#include "engine/text/legal_forms.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include "engine/text/letter_edits.hpp"

namespace financescr::text {
namespace {

struct Phrase {
  std::string_view words;
  std::string_view means;
};

// Sorted by words.
constexpr Phrase kPhrases[] = {
    {"akcionarsko drustvo", "ad"},
    {"akciova spolecnost", "as"},
    {"akciova spolocnost", "as"},
    {"aktsionerne tovarystvo", "at"},
    {"aktsionerno druzhestvo", "ad"},
    {"aktsionernoe obshchestvo", "ao"},
    {"aktsionernoye obshchestvo", "ao"},
    {"anonim sirket", "as"},
    {"anonim sirketi", "as"},
    {"anonim sti", "as"},
    {"anonymi etaireia", "ae"},
    {"anonymos etaireia", "ae"},
    {"besloten vennootschap", "bv"},
    {"besloten vennootschap met beperkte aansprakelijkheid", "bv"},
    {"closed joint stock co", "cjsc"},
    {"closed joint stock company", "cjsc"},
    {"closed jsc", "cjsc"},
    {"company limited by shares", "ltd"},
    {"company with limited liability", "llc"},
    {"drustvo s ogranicenom odgovornoscu", "doo"},
    {"drustvo sa ogranicenom odgovornoscu", "doo"},
    {"drustvo z omejeno odgovornostjo", "doo"},
    {"druzhestvo s ogranichena otgovornost", "ood"},
    {"empresa individual de responsabilidad limitada", "eirl"},
    {"etaireia periorismenis efthynis", "epe"},
    {"free zone co", "fzco"},
    {"free zone company", "fzco"},
    {"free zone establishment", "fze"},
    {"ges m b h", "gmbh"},
    {"gesellschaft mbh", "gmbh"},
    {"gesellschaft mit beschraenkter haftung", "gmbh"},
    {"gesellschaft mit beschrankter haftung", "gmbh"},
    {"gmbh and co kg", "gmbh"},
    {"gmbh co kg", "gmbh"},
    {"gmbh und co kg", "gmbh"},
    {"godo kaisha", "llc"},
    {"gufen youxian gongsi", "jsc"},
    {"joint stock", "jsc"},
    {"joint stock co", "jsc"},
    {"joint stock company", "jsc"},
    {"joint stock corporation", "jsc"},
    {"jusik hoesa", "kk"},
    {"kabushiki gaisha", "kk"},
    {"kabushiki kaisha", "kk"},
    {"limited company", "ltd"},
    {"limited liability co", "llc"},
    {"limited liability company", "llc"},
    {"limited liability partnership", "llp"},
    {"limited partnership", "lp"},
    {"limited sirketi", "ltd"},
    {"limited sti", "ltd"},
    {"ltd sti", "ltd"},
    {"naamloze vennootschap", "nv"},
    {"nepublichnoe aktsionernoe obshchestvo", "ao"},
    {"obshchestvo s ogranichennoi otvetstvennostyu", "ooo"},
    {"obshchestvo s ogranichennoj otvetstvennostyu", "ooo"},
    {"obshchestvo s ogranichennoy otvetstvennostiu", "ooo"},
    {"obshchestvo s ogranichennoy otvetstvennostyu", "ooo"},
    {"open joint stock co", "ojsc"},
    {"open joint stock company", "ojsc"},
    {"open jsc", "ojsc"},
    {"otkrytoe aktsionernoe obshchestvo", "oao"},
    {"otkrytoye aktsionernoye obshchestvo", "oao"},
    {"perseroan terbatas", "pt"},
    {"private joint stock company", "prat"},
    {"private limited", "ltd"},
    {"private limited company", "ltd"},
    {"private ltd", "ltd"},
    {"professional limited liability company", "pllc"},
    {"proprietary limited", "ltd"},
    {"proprietary ltd", "ltd"},
    {"pryvatne aktsionerne tovarystvo", "prat"},
    {"pte limited", "ltd"},
    {"pte ltd", "ltd"},
    {"pty limited", "ltd"},
    {"pty ltd", "ltd"},
    {"public company limited", "plc"},
    {"public joint stock co", "pjsc"},
    {"public joint stock company", "pjsc"},
    {"public jsc", "pjsc"},
    {"public limited co", "plc"},
    {"public limited company", "plc"},
    {"publichne aktsionerne tovarystvo", "pat"},
    {"publichnoe aktsionernoe obshchestvo", "pao"},
    {"publichnoye aktsionernoye obshchestvo", "pao"},
    {"pvt limited", "ltd"},
    {"pvt ltd", "ltd"},
    {"s a de c v", "sa"},
    {"s de rl", "srl"},
    {"s de rl de cv", "srl"},
    {"sa de cv", "sa"},
    {"sahami am", "pjsc"},
    {"sahami khas", "prat"},
    {"sdn bhd", "sdnbhd"},
    {"sendirian berhad", "sdnbhd"},
    {"sharikat sahami khas", "prat"},
    {"sherkat sahami am", "pjsc"},
    {"sherkat sahami khas", "prat"},
    {"sociedad anonima", "sa"},
    {"sociedad anonima de capital variable", "sa"},
    {"sociedad de responsabilidad limitada", "srl"},
    {"sociedad limitada", "srl"},
    {"sociedad por acciones simplificada", "sas"},
    {"sociedade anonima", "sa"},
    {"sociedade limitada", "ltda"},
    {"sociedade por quotas", "lda"},
    {"societa a responsabilita limitata", "srl"},
    {"societa per azioni", "spa"},
    {"societate cu raspundere limitata", "srl"},
    {"societate pe actiuni", "sa"},
    {"societatea cu raspundere limitata", "srl"},
    {"societe a responsabilite limitee", "sarl"},
    {"societe anonyme", "sa"},
    {"societe en commandite simple", "scs"},
    {"societe en nom collectif", "snc"},
    {"societe par actions simplifiee", "sas"},
    {"society with limited liability", "llc"},
    {"sp z o o", "spzoo"},
    {"sp z oo", "spzoo"},
    {"spol s r o", "sro"},
    {"spolecnost s rucenim omezenym", "sro"},
    {"spolka akcyjna", "sa"},
    {"spolka z o o", "spzoo"},
    {"spolka z ograniczona odpowiedzialnoscia", "spzoo"},
    {"spolocnost s rucenim obmedzenym", "sro"},
    {"tovarishchestvo s ogranichennoy otvetstvennostyu", "too"},
    {"tovaryshchestvo s ogranichennoy otvetstvennostyu", "too"},
    {"tovarystvo z obmezhenoyu vidpovidalnistyu", "tov"},
    {"unternehmergesellschaft haftungsbeschrankt", "ug"},
    {"vennootschap onder firma", "vof"},
    {"vidkryte aktsionerne tovarystvo", "vat"},
    {"with limited liability", "llc"},
    {"youxian gongsi", "ltd"},
    {"youxian zeren gongsi", "llc"},
    {"yugen kaisha", "llc"},
    {"yuhan hoesa", "llc"},
    {"zakryte aktsionerne tovarystvo", "zat"},
    {"zakrytoe aktsionernoe obshchestvo", "zao"},
    {"zakrytoye aktsionernoye obshchestvo", "zao"},
};

// Sorted.
constexpr Phrase kOneWord[] = {
    {"aksjeselskap", "as"},          {"aktiebolag", "ab"},        {"aktiebolaget", "ab"},
    {"aktiengesellschaft", "ag"},    {"aktiengeselschaft", "ag"}, {"aktieselskab", "as"},
    {"allmennaksjeselskap", "asa"},  {"anpartsselskab", "aps"},   {"berhad", "bhd"},
    {"gesellschaftmbh", "gmbh"},     {"incorporated", "inc"},     {"julkinenosakeyhtio", "oyj"},
    {"kommanditgesellschaft", "kg"}, {"osakeyhtio", "oy"},
};

// Sorted.
constexpr Phrase kKinds[] = {
    {"ab", "jsc"},
    {"ad", "jsc"},
    {"ae", "jsc"},
    {"ag", "jsc"},
    {"aktg", "jsc"},
    {"akts", "jsc"},
    {"ao", "jsc"},
    {"aps", "llc"},
    {"as", "jsc"},
    {"asa", "jsc"},
    {"at", "jsc"},
    {"bhd", "ltd"},
    {"bv", "llc"},
    {"bvba", "llc"},
    {"cjsc", "jsc"},
    {"co", "company"},
    {"corp", "corporation"},
    {"corporation", "corporation"},
    {"cv", "lp"},
    {"doo", "llc"},
    {"ead", "jsc"},
    {"ehf", "llc"},
    {"eirl", "llc"},
    {"eood", "llc"},
    {"epe", "llc"},
    {"gesmbh", "llc"},
    {"gmbh", "llc"},
    {"gmbkh", "llc"},
    {"inc", "corporation"},
    {"incorporated", "corporation"},
    {"jsc", "jsc"},
    {"kd", "lp"},
    {"kda", "lp"},
    {"kft", "llc"},
    {"kg", "lp"},
    {"kk", "jsc"},
    {"ks", "lp"},
    {"lda", "llc"},
    {"limited", "ltd"},
    {"llc", "llc"},
    {"llk", "llc"},
    {"lllp", "lp"},
    {"llp", "lp"},
    {"lls", "llc"},
    {"lp", "lp"},
    {"ltd", "ltd"},
    {"ltda", "llc"},
    {"mbh", "llc"},
    {"mchj", "llc"},
    {"nv", "jsc"},
    {"nyrt", "jsc"},
    {"oao", "jsc"},
    {"oaoo", "jsc"},
    {"ohf", "lp"},
    {"ojsc", "jsc"},
    {"ood", "llc"},
    {"ooo", "llc"},
    {"oy", "llc"},
    {"oyj", "jsc"},
    {"pao", "jsc"},
    {"pat", "jsc"},
    {"pjsc", "jsc"},
    {"plc", "jsc"},
    {"pllc", "llc"},
    {"prat", "jsc"},
    {"pte", "ltd"},
    {"pty", "ltd"},
    {"pvt", "ltd"},
    {"rl", "llc"},
    {"rt", "jsc"},
    {"sa", "jsc"},
    {"saa", "jsc"},
    {"sab", "jsc"},
    {"sarl", "llc"},
    {"scs", "lp"},
    {"sdn", "ltd"},
    {"sdnbhd", "ltd"},
    {"sha", "jsc"},
    {"sia", "llc"},
    {"snc", "lp"},
    {"spa", "jsc"},
    {"sprl", "llc"},
    {"spzoo", "llc"},
    {"srl", "llc"},
    {"sro", "llc"},
    {"tas", "jsc"},
    {"tdv", "llc"},
    {"too", "llc"},
    {"tov", "llc"},
    {"uab", "llc"},
    {"vat", "jsc"},
    {"vof", "lp"},
    {"wll", "llc"},
    {"zao", "jsc"},
    {"zat", "jsc"},
    {"zrt", "jsc"},
};

// Sorted by words: states that are called by their letters.
constexpr Phrase kStates[] = {
    {"soviet union", "ussr"},
    {"u k", "uk"},
    {"u s", "us"},
    {"u s a", "us"},
    {"united arab emirates", "uae"},
    {"united kingdom", "uk"},
    {"united states", "us"},
    {"united states of america", "us"},
};

constexpr bool by_words(const Phrase& a, const Phrase& b) { return a.words < b.words; }
static_assert(std::is_sorted(std::begin(kPhrases), std::end(kPhrases), by_words));
static_assert(std::is_sorted(std::begin(kStates), std::end(kStates), by_words));
static_assert(std::is_sorted(std::begin(kOneWord), std::end(kOneWord), by_words));
static_assert(std::is_sorted(std::begin(kKinds), std::end(kKinds), by_words));

template <std::size_t N>
std::string_view find(const Phrase (&table)[N], std::string_view word) {
  const auto* it = std::lower_bound(
      std::begin(table), std::end(table), word,
      [](const Phrase& entry, std::string_view value) { return entry.words < value; });
  return it != std::end(table) && it->words == word ? it->means : std::string_view();
}

// How many of the words from `first` on are those of the phrase, which are parted by single blanks;
// 0 if they are not all of it.
std::size_t words_of_phrase(std::string_view phrase, std::span<const std::string_view> words,
                            std::size_t first) {
  std::size_t count = 0;
  while (!phrase.empty()) {
    const std::size_t end = std::min(phrase.find(' '), phrase.size());
    if (first + count >= words.size() || words[first + count] != phrase.substr(0, end)) return 0;
    phrase.remove_prefix(std::min(end + 1, phrase.size()));
    ++count;
  }
  return count;
}

template <std::size_t N>
LegalFormPhrase longest_of(const Phrase (&table)[N], std::span<const std::string_view> words,
                           std::size_t first) {
  LegalFormPhrase longest;
  const std::string_view word = words[first];
  const auto* it = std::lower_bound(
      std::begin(table), std::end(table), word,
      [](const Phrase& entry, std::string_view value) { return entry.words < value; });
  for (; it != std::end(table) && it->words.starts_with(word); ++it) {
    const std::size_t count = words_of_phrase(it->words, words, first);
    if (count > longest.words) longest = {count, it->means};
  }
  return longest;
}

// A phrase of three words or more, cut into them.
struct LongPhrase {
  static constexpr std::size_t kFewest = 3;
  static constexpr std::size_t kMost = 6;

  std::array<std::string_view, kMost> words;
  std::size_t count = 0;
  bool rest_is_form = false;  // without its first word it is a form as well
  std::string_view means;
};

std::vector<LongPhrase> long_phrases() {
  std::vector<LongPhrase> phrases;
  for (const Phrase& phrase : kPhrases) {
    LongPhrase cut;
    cut.means = phrase.means;
    std::string_view rest = phrase.words;
    while (!rest.empty() && cut.count < LongPhrase::kMost) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      cut.words[cut.count++] = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (cut.count == 1) cut.rest_is_form = !find(kPhrases, rest).empty();
    }
    if (cut.count >= LongPhrase::kFewest && rest.empty()) phrases.push_back(cut);
  }
  return phrases;
}

// Whether the words from `first` on are those of the phrase but for one letter of one longer word.
// A first word without which the rest is a form too may be a name, so it must be longer still.
bool is_misspelt(const LongPhrase& phrase, std::span<const std::string_view> words,
                 std::size_t first) {
  constexpr std::size_t kLeastLetters = 5;
  constexpr std::size_t kLeastBeforeForm = 6;
  std::size_t misspelt = phrase.count;
  for (std::size_t i = 0; i < phrase.count; ++i) {
    if (words[first + i] == phrase.words[i]) continue;
    if (misspelt < phrase.count) return false;
    misspelt = i;
  }
  if (misspelt == phrase.count) return false;
  const bool before_form = misspelt == 0 && phrase.rest_is_form;
  const std::string_view word = phrase.words[misspelt];
  return word.size() >= (before_form ? kLeastBeforeForm : kLeastLetters) &&
         letter_edits(word, words[first + misspelt], 1) == 1;
}

LegalFormPhrase longest_misspelt(std::span<const std::string_view> words, std::size_t first) {
  static const std::vector<LongPhrase> phrases = long_phrases();
  LegalFormPhrase longest;
  const std::size_t left = words.size() - first;
  if (left < LongPhrase::kFewest) return longest;
  for (const LongPhrase& phrase : phrases) {
    if (phrase.count > left || phrase.count <= longest.words) continue;
    if (words[first + 1] != phrase.words[1] && words[first + 2] != phrase.words[2]) continue;
    if (is_misspelt(phrase, words, first)) longest = {phrase.count, phrase.means};
  }
  return longest;
}

}  // namespace

LegalFormPhrase legal_form_at(std::span<const std::string_view> words, std::size_t first) {
  const LegalFormPhrase exact = longest_of(kPhrases, words, first);
  const LegalFormPhrase misspelt = longest_misspelt(words, first);
  return misspelt.words > exact.words ? misspelt : exact;
}

LegalFormPhrase state_at(std::span<const std::string_view> words, std::size_t first) {
  return longest_of(kStates, words, first);
}

std::string_view short_form_of(std::string_view word) { return find(kOneWord, word); }

std::string_view kind_of_form(std::string_view short_form) { return find(kKinds, short_form); }

}  // namespace financescr::text
