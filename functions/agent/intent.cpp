#include "functions/agent/intent.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "functions/agent/why.hpp"
#include "functions/agent/words.hpp"

namespace financescr::agent {
namespace {

constexpr std::array<std::string_view, 5> kNames = {"SCREEN_SUBJECT", "LIST_CASES", "OPEN_CASE",
                                                    "EXPLAIN_LAST", "HELP"};

// What people put around a command and what changes nothing of it.
constexpr std::string_view kGreeting = "hi|hello|hey|ok|okay|please|now|so|then|and+";
constexpr std::string_view kRequest = "can|could|would|will you please+";
constexpr std::string_view kAfter = "please|now|thanks|again|today";
constexpr std::string_view kAfterName = "please|thanks";

// A message that is all of one of these.
constexpr std::string_view kHelp[] = {
    "help|commands|usage",
    "hi|hello|hey|thanks|thank you?",
    "i need help",
    "show|give me? the? help|commands|usage",
    "what can you do|say",
    "what can|should|do i do|say|ask",
    "how does|do this|it|i|you work|start",
    "how do|can i use this|it",
};
// A message that begins with one of these, whatever follows.
constexpr std::string_view kHelpStart[] = {"help me|us|with"};

constexpr std::string_view kListCases[] = {
    "list|show|display|get|view|see me? "
    "all|the|my|our|open|new|newest|latest|recent|pending|urgent|overdue|of+ cases",
    "all|the|my|our|open|new|newest|latest|recent|pending|urgent|overdue+ cases",
    "what|which are? the|my|our|open|new+ cases are|do|have? i|we|there? open|overdue|late|have?",
    "do i|we have any|open+ cases",
    "are there any|open+ cases",
    "any open? cases",
};
// What may follow a listing: a wish for fewer of them.
constexpr std::string_view kListTail[] = {
    "",
    "that|which? are? assigned to me",
    "that|which? are? for|of|with me|mine",
    "that|which are open|overdue|late|mine|pending",
};

// A command word; what may follow is the id.
constexpr std::string_view kOpenCase[] = {
    "open|show|view|get|display|see|read me? the|a? case id|number|no?",
    "look at the|a? case id|number|no?",
    "go to the|a? case id|number|no?",
    "case id|number|no?",
};

constexpr std::string_view kScreenVerb[] = {
    "run a? screening on|for|of the name|person|company|subject|entity of?",
    "run a? screening on|for|of",
    "screen|rescreen|re-screen for? the name|person|company|subject|entity of?",
    "screen|rescreen|re-screen for?",
    "search|look|check for",
    "look up",
    "lookup",
};

constexpr std::string_view kCustomer = "the? customer id|number|no?";

constexpr std::string_view kNotUnderstood =
    "I did not understand this, so nothing was screened. Say: 'Screen <name>', or 'Screen <name>, "
    "born <date>, <country>'; 'help' lists the rest.";
constexpr std::string_view kWhichCase = "Which case? Say: 'Open case <id>'.";
constexpr std::string_view kWhichCases =
    "Which cases? I can list those that are open, overdue, or assigned to you.";

constexpr std::size_t kUuidLength = 36;

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_word_char(char c) {
  return is_hex(c) || (c >= 'g' && c <= 'z') || (c >= 'G' && c <= 'Z') || c == '_';
}

bool is_uuid(std::string_view text) {
  if (text.size() != kUuidLength) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (hyphen ? text[i] != '-' : !is_hex(text[i])) return false;
  }
  return true;
}

// The words of the command itself, without what is said around it.
std::vector<Word> command_of(std::vector<Word> words, std::string_view after) {
  while (words.size() > 1 && is_one_of(words.back().lower, after)) words.pop_back();
  std::size_t first = fit(kGreeting, words, 0).value_or(0);
  first = fit(kRequest, words, first).value_or(first);
  if (first < words.size()) {
    words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(first));
  }
  return words;
}

template <std::size_t N>
bool fits_whole(const std::string_view (&patterns)[N], const std::vector<Word>& words) {
  return std::any_of(std::begin(patterns), std::end(patterns), [&](std::string_view pattern) {
    return fit(pattern, words, 0) == words.size();
  });
}

// The first word after the first pattern that fits the beginning.
template <std::size_t N>
std::optional<std::size_t> fits_start(const std::string_view (&patterns)[N],
                                      const std::vector<Word>& words) {
  for (const std::string_view pattern : patterns) {
    if (const auto next = fit(pattern, words, 0)) return next;
  }
  return std::nullopt;
}

bool has_digit(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool has_word(const std::vector<Word>& words, std::string_view alternatives) {
  return std::any_of(words.begin(), words.end(), [alternatives](const Word& word) {
    return is_one_of(word.lower, alternatives);
  });
}

// "... assigned to me", "... for me".
bool ends_with_me(const std::vector<Word>& words) {
  return words.size() > 2 && words.back().lower == "me" &&
         is_one_of(words[words.size() - 2].lower, "for|of|to|with");
}

bool begins_list(const std::vector<Word>& words) {
  return fits_start(kListCases, words).has_value();
}

bool is_list(const std::vector<Word>& words) {
  const auto next = fits_start(kListCases, words);
  return next && std::any_of(std::begin(kListTail), std::end(kListTail),
                             [&](auto tail) { return fit(tail, words, *next) == words.size(); });
}

// "open case", or it with a UUID, or with one last word that could be meant as an id.
bool begins_case(const std::vector<Word>& words) {
  const auto next = fits_start(kOpenCase, words);
  if (!next) {
    return words.size() <= 2 && is_uuid(words.back().lower) &&
           (words.size() == 1 || words.front().lower == "open");
  }
  if (*next == words.size()) return words.front().lower != "case";
  if (is_uuid(words[*next].lower)) return true;
  return *next + 1 == words.size() && has_digit(words[*next].lower);
}

// Whether nothing stands behind the id but what changes nothing.
bool ends_with_id(const std::vector<Word>& words) {
  const auto id = std::find_if(words.begin(), words.end(),
                               [](const Word& word) { return is_uuid(word.lower); });
  if (id == words.end()) return false;
  const auto next = fit("for? me|us?", words, static_cast<std::size_t>(id - words.begin()) + 1);
  return next == words.size();
}

bool asks_for_help(const std::vector<Word>& words) {
  return words.front().lower == "?" || fits_whole(kHelp, words) || fits_start(kHelpStart, words);
}

// A word as it is written, without punctuation around it.
std::string id_of(std::string_view message, const Word& word) {
  constexpr std::string_view kAround = "\"`'<>?!.,;:#()";
  std::string_view text = message.substr(word.begin, word.end - word.begin);
  const std::size_t begin = text.find_first_not_of(kAround);
  return std::string(text.substr(begin, text.find_last_not_of(kAround) - begin + 1));
}

Asked screening_of(std::string_view message) {
  Asked asked;
  asked.intent = Intent::kScreenSubject;
  std::vector<Word> words = command_of(words_of(message), kAfterName);
  if (words.size() > 2 && words.back().lower == "you" && words[words.size() - 2].lower == "thank") {
    words.resize(words.size() - 2);
  }
  const auto first = fits_start(kScreenVerb, words);
  if (!first) {
    asked.question = kNotUnderstood;
    return asked;
  }
  if (*first >= words.size()) {
    asked.question = "Whom shall I screen? Say: 'Screen <name>'.";
    return asked;
  }
  const auto customer = fit(kCustomer, words, *first);
  if (customer && *customer + 1 == words.size() && has_digit(words[*customer].lower)) {
    asked.customer_id = id_of(message, words[*customer]);
    return asked;
  }
  // A sign that stands alone before the name is read too.
  const std::size_t begin = words[*first - 1].end;
  auto subject = read_subject(message.substr(begin, words.back().end - begin));
  if (subject) {
    asked.subject = std::move(*subject);
  } else {
    asked.question = std::move(subject.error());
  }
  return asked;
}

}  // namespace

std::string_view to_string(Intent intent) { return kNames[static_cast<std::size_t>(intent)]; }

std::optional<std::string> find_uuid(std::string_view text) {
  for (std::size_t i = 0; i + kUuidLength <= text.size(); ++i) {
    const bool starts = i == 0 || !is_word_char(text[i - 1]);
    const bool ends = i + kUuidLength == text.size() || !is_word_char(text[i + kUuidLength]);
    if (starts && ends && is_uuid(text.substr(i, kUuidLength))) {
      return std::string(text.substr(i, kUuidLength));
    }
  }
  return std::nullopt;
}

Asked understand(std::string_view message) {
  const std::vector<Word> words = command_of(words_of(message), kAfter);
  Asked asked;
  if (words.empty() || asks_for_help(words)) return asked;
  if (begins_list(words)) {
    asked.intent = Intent::kListCases;
    asked.only_mine = has_word(words, "my|mine") || ends_with_me(words);
    asked.only_overdue = has_word(words, "overdue|late");
    if (!is_list(words)) asked.question = kWhichCases;
  } else if (begins_case(words)) {
    asked.intent = Intent::kOpenCase;
    asked.case_id = find_uuid(message);
    if (!ends_with_id(words)) asked.question = kWhichCase;
  } else if (auto why = read_why(message, words)) {
    asked.intent = Intent::kExplainLast;
    asked.about = std::move(*why);
  } else {
    asked = screening_of(message);
  }
  return asked;
}

}  // namespace financescr::agent
