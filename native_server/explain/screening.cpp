// A screening decision in words.
#include <algorithm>

#include <fmt/format.h>

#include "engine/canonical/fields.hpp"
#include "engine/screening/decide.hpp"
#include "native_server/explain/explain.hpp"
#include "native_server/explain/parts.hpp"
#include "native_server/explain/text.hpp"

namespace financescr::explain {
namespace {

using screening::Decision;

// The engine's sentence for a code; the code itself if a later engine wrote it.
std::string meaning_of(const std::string& code) {
  for (std::size_t i = 0; i < screening::kReasonCodeCount; ++i) {
    const auto known = static_cast<screening::ReasonCode>(i);
    if (screening::to_string(known) == code) return std::string(screening::describe(known));
  }
  return code;
}

std::string decision_sentence(const Json& decision, bool review) {
  const auto probability = number_of(decision, "match_probability");
  const auto threshold = number_of(decision, "threshold_used");
  if (array_of(decision, "matches").empty()) {
    return review ? "A person must look at this, although no entry of the list resembles the name."
                  : "No entry of the list resembles the name.";
  }
  const bool reached = *probability >= *threshold;
  const std::string figures = fmt::format(
      "the best match has a probability of {}, {} the threshold of {}", probability->to_string(),
      reached ? "not below" : "below", threshold->to_string());
  if (!review) return "No entry of the list is likely enough to be the subject: " + figures + ".";
  return fmt::format("A person must look at this{}: {}.", reached ? "" : " all the same", figures);
}

std::string name_sentence(const Json& match) {
  const Json& evidence = member_of(match, "evidence");
  const std::string name = text_of(match, "candidate_name");
  const std::string matched = text_of(evidence, "matched_name");
  std::string sentence = fmt::format("The best match is {} ({}, list {})", quoted(name),
                                     text_of(match, "candidate_id"), text_of(match, "list_type"));
  const std::string kind = text_of(evidence, "name_kind");
  if (!matched.empty() && (matched != name || kind != "PRIMARY")) {
    const bool weak = kind == "WEAK_ALIAS";
    sentence += fmt::format(", by its {}alias {}", weak ? "weak " : "", quoted(matched));
  }
  return sentence + ".";
}

std::string read_as_sentence(const Json& evidence) {
  const std::string text = text_of(member_of(evidence, "read_as"), "text");
  return text.empty() ? "" : fmt::format("The name was read as {}.", quoted(text));
}

std::string set_aside_sentence(const Json& decision) {
  std::vector<std::string> parts;
  for (const Json& part : array_of(decision, "set_aside")) {
    parts.push_back(quoted(text_of(part, "text")));
  }
  return parts.empty() ? "" : fmt::format("No part of the name: {}.", listing(parts));
}

std::string words_sentence(const Json& evidence) {
  std::vector<std::string> same;
  std::vector<std::string> alike;
  for (const Json& pair : array_of(evidence, "aligned")) {
    const std::string query = text_of(pair, "query");
    const std::string listed = text_of(pair, "listed");
    const bool initial = member_of(pair, "by_initial") == Json(true);
    if (query == listed) {
      same.push_back(quoted(query));
    } else {
      alike.push_back(fmt::format("{} answers {}{} (credit {})", quoted(query), quoted(listed),
                                  initial ? " by its initial" : "",
                                  shown(number_of(pair, "credit"))));
    }
  }
  std::vector<std::string> left;
  const auto add_left = [&](std::string_view key, std::string_view where) {
    std::vector<std::string> words;
    for (const auto& word : texts_of(evidence, key)) words.push_back(quoted(word));
    if (!words.empty()) left.push_back(fmt::format("{} only {}", listing(words), where));
  };
  add_left("query_words_left", "in the name asked about");
  add_left("listed_words_left", "on the list");
  std::vector<std::string> parts;
  if (!same.empty()) parts.push_back(listing(same) + " in both names");
  parts.insert(parts.end(), alike.begin(), alike.end());
  parts.insert(parts.end(), left.begin(), left.end());
  return parts.empty() ? "" : "Word by word: " + fmt::format("{}", fmt::join(parts, "; ")) + ".";
}

std::string reasons_sentence(const std::vector<std::string>& codes) {
  std::vector<std::string> texts;
  for (const auto& code : codes) texts.push_back(meaning_of(code));
  return texts.empty() ? "" : fmt::format("Why: {}.", fmt::join(texts, "; "));
}

std::string follow_up_sentence(const Json& follow_up) {
  if (follow_up.if_object() == nullptr) {
    return "No answer to a single question about the subject would change this.";
  }
  std::vector<std::string> outcomes;
  for (const Json& outcome : array_of(follow_up, "outcomes")) {
    std::string answer = text_of(outcome, "answer");
    if (answer == "as_listed") answer = "what the list says";
    if (answer == "different") answer = "anything else";
    outcomes.push_back(fmt::format("{} gives {} (probability {})", answer,
                                   text_of(outcome, "decision"),
                                   shown(number_of(outcome, "match_probability"))));
  }
  return fmt::format("What would change it: \"{}\" As an answer, {}.",
                     text_of(follow_up, "question"), listing(outcomes));
}

std::string missing_sentence(const Json& decision) {
  const auto missing = texts_of(decision, "missing_fields");
  if (missing.empty()) return "Nothing that is asked of a subject was missing.";
  return "Not known of the subject: " + listing(missing) + ".";
}

std::string warnings_sentence(const Json& decision) {
  std::vector<std::string> sentences;
  for (const Json& warning : array_of(decision, "warnings")) {
    sentences.push_back(text_of(warning, "text") + " (" + text_of(warning, "field") + ").");
  }
  return fmt::format("{}", fmt::join(sentences, " "));
}

std::string prose(const Json& decision, bool review) {
  std::vector<std::string> sentences{decision_sentence(decision, review)};
  const auto& matches = array_of(decision, "matches");
  auto codes = texts_of(decision, "reason_codes");
  if (!matches.empty()) {
    sentences.push_back(name_sentence(matches.front()));
    sentences.push_back(read_as_sentence(member_of(matches.front(), "evidence")));
    sentences.push_back(words_sentence(member_of(matches.front(), "evidence")));
    if (codes.empty()) codes = texts_of(matches.front(), "reasons");
  }
  sentences.push_back(set_aside_sentence(decision));
  sentences.push_back(reasons_sentence(codes));
  sentences.push_back(follow_up_sentence(member_of(decision, "follow_up")));
  sentences.push_back(missing_sentence(decision));
  sentences.push_back(warnings_sentence(decision));
  sentences.erase(std::remove(sentences.begin(), sentences.end(), ""), sentences.end());
  return fmt::format("{}", fmt::join(sentences, " "));
}

Table summary_table(const Json& decision) {
  Table table{"",
              {{"probability"},
               {"threshold"},
               {"confidence"},
               {"severity"},
               {"priority"},
               {"recommended action"},
               {"as of"}},
              {},
              0};
  const std::string as_of = text_of(decision, "as_of");
  table.rows.push_back(
      {shown(number_of(decision, "match_probability")),
       shown(number_of(decision, "threshold_used")), text_of(decision, "match_confidence_band"),
       text_of(decision, "risk_severity"), text_of(decision, "case_priority"),
       text_of(decision, "recommended_action"), as_of.empty() ? "not given" : as_of});
  return table;
}

void append_matches(Document& document, const Json& decision) {
  const auto& matches = array_of(decision, "matches");
  if (matches.empty()) return;
  Table table{
      "Matches",
      {{"#", Align::kRight}, {"id"}, {"name"}, {"list"}, {"score", Align::kRight}, {"reasons"}},
      {},
      0};
  Table codes{"What the reasons mean", {{"reason"}, {"meaning"}}, {}, 0};
  const auto add_codes = [&codes](const std::vector<std::string>& names) {
    for (const auto& name : names) {
      const bool known = std::any_of(codes.rows.begin(), codes.rows.end(),
                                     [&](const auto& row) { return row.front() == name; });
      if (!known) codes.rows.push_back({name, meaning_of(name)});
    }
  };
  add_codes(texts_of(decision, "reason_codes"));
  for (std::size_t i = 0; i < matches.size(); ++i) {
    const auto score = number_of(matches[i], "score");
    const auto reasons = texts_of(matches[i], "reasons");
    table.rows.push_back({std::to_string(i + 1), text_of(matches[i], "candidate_id"),
                          text_of(matches[i], "candidate_name"), text_of(matches[i], "list_type"),
                          score ? six_digits(*score) : shown(score),
                          fmt::format("{}", fmt::join(reasons, ", "))});
    add_codes(reasons);
  }
  document.emplace_back(std::move(table));
  if (!codes.rows.empty()) document.emplace_back(std::move(codes));
}

void append_follow_up(Document& document, const Json& follow_up) {
  if (follow_up.if_object() == nullptr) return;
  Table table{
      "Worth asking (" + text_of(follow_up, "field") + "): " + text_of(follow_up, "question"),
      {{"answer"}, {"probability", Align::kRight}, {"decision"}},
      {},
      0};
  for (const Json& outcome : array_of(follow_up, "outcomes")) {
    const auto probability = number_of(outcome, "match_probability");
    table.rows.push_back({text_of(outcome, "answer"),
                          probability ? six_digits(*probability) : shown(probability),
                          text_of(outcome, "decision")});
  }
  document.emplace_back(std::move(table));
}

// Members without which nothing could be said.
Errors check(const Json& decision) {
  Errors errors;
  canonical::Fields fields(decision, "", errors);
  static_cast<void>(fields.required_choice("decision", {screening::to_string(Decision::kClear),
                                                        screening::to_string(Decision::kReview)}));
  static_cast<void>(fields.required_number("match_probability", kMicroZero, kMicroOne));
  static_cast<void>(fields.required_number("threshold_used", kMicroZero, kMicroOne));
  if (member_of(decision, "matches").if_array() == nullptr) {
    fields.reject("matches", ErrorCode::kMissing, "is required and must be an array");
  }
  return errors;
}

}  // namespace

Result<Document> explain_screening(const Json& decision, const Json& request_id) {
  const Errors errors = check(decision);
  if (!errors.empty()) return tl::unexpected(errors.front());
  const std::string verdict = text_of(decision, "decision");
  const bool review = verdict == screening::to_string(Decision::kReview);
  Document document;
  document.emplace_back(Heading{verdict + request_note(request_id)});
  document.emplace_back(Paragraph{prose(decision, review)});
  append_ignored_fields(document, decision);
  document.emplace_back(summary_table(decision));
  append_matches(document, decision);
  const auto& matches = array_of(decision, "matches");
  if (!matches.empty()) {
    const Json& best = matches.front();
    append_waterfall(document,
                     {"How the probability of " + text_of(best, "candidate_id") + " comes about",
                      member_of(best, "contributions"), member_of(best, "features"),
                      canonical::write(screening::kMissing), number_of(best, "log_odds"),
                      "probability", number_of(best, "score")});
  }
  append_follow_up(document, member_of(decision, "follow_up"));
  append_hashes(document, decision);
  return document;
}

}  // namespace financescr::explain
