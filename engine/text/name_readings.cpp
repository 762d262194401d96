#include "engine/text/name_readings.hpp"

#include <algorithm>
#include <utility>

#include "engine/text/han_readings.hpp"
#include "engine/text/normalise.hpp"

namespace financescr::text {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

// A blank before each capital that follows a small letter, and before the last capital of a row of
// them that goes on small: "SarahWalker", "SiemensAG", "OOORosoboron". Nothing if there is none.
std::optional<std::string> with_words_cut(std::string_view raw) {
  std::string cut;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const bool starts = i > 0 && is_upper(raw[i]) &&
                        (is_lower(raw[i - 1]) ||
                         (is_upper(raw[i - 1]) && i + 1 < raw.size() && is_lower(raw[i + 1])));
    if (starts) cut += ' ';
    cut += raw[i];
  }
  if (cut.size() == raw.size()) return std::nullopt;
  return cut;
}

bool same_words(const Name& a, const Name& b) {
  return std::equal(a.words().begin(), a.words().end(), b.words().begin(), b.words().end(),
                    [](const Word& x, const Word& y) {
                      return x.letters == y.letters && x.phones == y.phones &&
                             x.word_class == y.word_class;
                    });
}

}  // namespace

std::string_view to_string(ReadingWay way) {
  switch (way) {
    case ReadingWay::kSetAside:
      return "SET_ASIDE";
    case ReadingWay::kOnePerson:
      return "ONE_PERSON";
    case ReadingWay::kWordsCut:
      return "WORDS_CUT";
    case ReadingWay::kHanRead:
      return "HAN_READ";
    case ReadingWay::kAsSurname:
      return "AS_SURNAME";
  }
  return "";
}

std::string_view to_string(AsideReason reason) {
  switch (reason) {
    case AsideReason::kTitle:
      return "TITLE";
    case AsideReason::kRole:
      return "ROLE";
    case AsideReason::kBirth:
      return "BIRTH";
    case AsideReason::kDocument:
      return "DOCUMENT";
    case AsideReason::kPlace:
      return "PLACE";
    case AsideReason::kLabel:
      return "LABEL";
  }
  return "";
}

NameReadings::NameReadings(std::string_view raw, NameSide side)
    : most_(side == NameSide::kQuery ? kMaxQueryReadings : kMaxListedReadings) {
  readings_.push_back({Name(raw)});
  if (auto cut = with_words_cut(raw)) {
    add({Name(*cut), ReadingWays().with(ReadingWay::kWordsCut), std::move(*cut), false});
  }
  if (may_be_names(plain())) {
    add({Name(raw, {}, WordsAs::kNames), ReadingWays().with(ReadingWay::kAsSurname),
         std::string(raw), false});
  }
  for (const HanChoice& choice : han_choices(raw)) {
    add({Name(raw, choice), ReadingWays().with(ReadingWay::kHanRead),
         normalise_counted(raw, choice).text, false});
  }
  if (const auto person = han_person(raw)) {
    for (Reading& reading : readings_) reading.han = person;
  }
}

void NameReadings::add(Reading reading) {
  if (readings_.size() >= most_ || reading.name.words().empty()) return;
  const bool known = std::any_of(readings_.begin(), readings_.end(), [&](const Reading& before) {
    return same_words(before.name, reading.name);
  });
  if (!known) readings_.push_back(std::move(reading));
}

}  // namespace financescr::text
