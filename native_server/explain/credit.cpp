// A credit decision in words.
#include <algorithm>
#include <array>
#include <cstdint>

#include <fmt/format.h>

#include "engine/canonical/fields.hpp"
#include "engine/credit/decide.hpp"
#include "native_server/explain/explain.hpp"
#include "native_server/explain/parts.hpp"
#include "native_server/explain/text.hpp"

namespace financescr::explain {
namespace {

using credit::Branch;
using credit::Decision;

struct Test {
  std::string_view key;
  std::string_view name;
  bool is_money;  // at least the limit passes; a ratio passes at most at its limit
};

constexpr std::array<Test, 3> kTests{{{"disposable_gbp", "disposable income, GBP a month", true},
                                      {"payment_to_income", "payment to income", false},
                                      {"debt_to_income", "debt to income", false}}};

// Pounds and pence.
std::string pounds(const Json& object, std::string_view key) {
  constexpr std::int64_t kPenny = Micro::kScale / 100;
  const auto value = number_of(object, key);
  if (!value || value->value % kPenny != 0) return shown(value);
  const std::string exact = six_digits(*value);
  return exact.substr(0, exact.size() - 4);
}

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The engine's sentence for a code; the decision's own if a later engine wrote it.
std::string meaning_of(const Json& reason) {
  const std::string code = text_of(reason, "code");
  for (const credit::ReasonText& row : credit::reason_table()) {
    if (row.name == code) return std::string(row.text);
  }
  const std::string text = text_of(reason, "text");
  return text.empty() ? code : text;
}

std::string figure(const Test& test, const Json& result, std::string_view key) {
  return test.is_money ? pounds(result, key) : shown(number_of(result, key));
}

// "below 0.045 the policy approves, ..." where the decision says so.
std::string threshold_note(const Json& decision) {
  const Json& policy = member_of(decision, "policy");
  const auto approve = number_of(policy, "pd_threshold_approve");
  const auto refer = number_of(policy, "pd_threshold_refer");
  if (!approve || !refer) return "";
  return fmt::format(" (it approves below {} and declines from {})", approve->to_string(),
                     refer->to_string());
}

std::string pd_sentence(const Json& decision, const std::vector<std::string>& branches) {
  std::string_view what = "decides";
  if (has(branches, credit::to_string(Branch::kPdBelowApprove))) what = "approves";
  if (has(branches, credit::to_string(Branch::kPdRefer))) what = "refers to a person";
  if (has(branches, credit::to_string(Branch::kPdDecline))) what = "declines";
  return fmt::format("The probability of default within 12 months is {}, which the policy {}{}.",
                     shown(number_of(decision, "pd_12m")), what, threshold_note(decision));
}

std::string rules_sentence(const std::vector<std::string>& branches) {
  std::vector<std::string> hard;
  for (const auto& branch : branches) {
    if (!branch.starts_with("PD_")) hard.push_back(branch);
  }
  if (hard.empty()) return "";
  return fmt::format("Whatever that probability, the policy declines by {}: {}.",
                     hard.size() == 1 ? "a rule" : "rules", listing(hard));
}

std::string price_sentence(const Json& decision) {
  if (!number_of(decision, "monthly_payment_gbp")) return "";
  const auto apr = number_of(decision, "apr_percent");
  const std::string price =
      apr ? fmt::format("The APR is {} %", apr->to_string())
          : fmt::format("No APR is offered; the loan was priced at {} %",
                        shown(number_of(member_of(decision, "pricing"), "apr_percent")));
  return fmt::format("{}, GBP {} a month.", price, pounds(decision, "monthly_payment_gbp"));
}

std::string reasons_sentence(const Json& decision) {
  std::vector<std::string> texts;
  for (const Json& reason : array_of(decision, "reason_codes")) texts.push_back(meaning_of(reason));
  return texts.empty() ? "" : fmt::format("Why: {}.", fmt::join(texts, "; "));
}

std::string change_sentence(const Json& decision, const std::vector<std::string>& branches) {
  if (text_of(decision, "decision") == credit::to_string(Decision::kApprove)) {
    return "Nothing stood against it.";
  }
  std::vector<std::string> needed;
  for (const Test& test : kTests) {
    const Json& result = member_of(member_of(decision, "affordability"), test.key);
    if (member_of(result, "passed") != Json(false)) continue;
    needed.push_back(fmt::format("{} of {} {} (it is {})", test.name,
                                 test.is_money ? "at least" : "at most",
                                 figure(test, result, "limit"), figure(test, result, "value")));
  }
  for (const auto& branch : branches) {
    if (branch.starts_with("GUARDRAIL_")) needed.push_back("an application outside " + branch);
  }
  if (!has(branches, credit::to_string(Branch::kPdBelowApprove))) {
    const auto approve = number_of(member_of(decision, "policy"), "pd_threshold_approve");
    needed.push_back(approve ? "a probability of default below " + approve->to_string()
                             : std::string("a probability of default that the policy approves"));
  }
  return needed.empty() ? "" : "An approval would take " + listing(needed) + ".";
}

std::string missing_sentence(const Json& decision) {
  const Json& features = member_of(decision, "features");
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < credit::kFeatureCount; ++i) {
    const credit::Feature feature = credit::feature_at(i);
    const auto value = number_of(features, credit::to_string(feature));
    if (value && credit::is_missing(feature, *value)) {
      missing.emplace_back(credit::to_string(feature));
    }
  }
  if (missing.empty()) return "Every feature of the model was known.";
  return "Not known, and so counted as nothing: " + listing(missing) + ".";
}

std::string warnings_sentence(const Json& decision) {
  std::vector<std::string> texts;
  for (const Json& warning : array_of(decision, "warnings")) {
    const std::string code = text_of(warning, "code");
    std::string text = text_of(warning, "text");
    for (std::size_t i = 0; i < credit::kWarningCount; ++i) {
      const auto known = static_cast<credit::Warning>(i);
      if (credit::to_string(known) == code) text = credit::describe(known);
    }
    texts.push_back(text.empty() ? code : text);
  }
  return texts.empty() ? "" : fmt::format("Note: {}.", fmt::join(texts, "; "));
}

std::string prose(const Json& decision) {
  const auto branches = texts_of(decision, "branches");
  std::vector<std::string> sentences{pd_sentence(decision, branches),
                                     rules_sentence(branches),
                                     price_sentence(decision),
                                     reasons_sentence(decision),
                                     change_sentence(decision, branches),
                                     missing_sentence(decision),
                                     warnings_sentence(decision)};
  sentences.erase(std::remove(sentences.begin(), sentences.end(), ""), sentences.end());
  return fmt::format("{}", fmt::join(sentences, " "));
}

Table summary_table(const Json& decision) {
  const auto percent = number_of(decision, "apr_percent");
  Table table{"",
              {{"PD 12 months"},
               {"APR %"},
               {"monthly GBP"},
               {"last GBP"},
               {"total GBP"},
               {"utilisation"},
               {"volatility"},
               {"as of"}},
              {},
              0};
  const Json& origins = member_of(decision, "derivations");
  const std::string as_of = text_of(decision, "as_of");
  table.rows.push_back({shown(number_of(decision, "pd_12m")), percent ? shown(percent) : "none",
                        pounds(decision, "monthly_payment_gbp"),
                        pounds(decision, "last_payment_gbp"), pounds(decision, "total_payable_gbp"),
                        text_of(origins, "utilisation"), text_of(origins, "volatility"),
                        as_of.empty() ? "not given" : as_of});
  return table;
}

void append_affordability(Document& document, const Json& affordability) {
  if (affordability.if_object() == nullptr) return;
  Table table{"Affordability",
              {{"test"}, {"value", Align::kRight}, {"limit", Align::kRight}, {"result"}},
              {},
              0};
  for (const Test& test : kTests) {
    const Json& result = member_of(affordability, test.key);
    const auto* passed = member_of(result, "passed").if_bool();
    const std::string_view word = passed == nullptr ? "not known" : *passed ? "pass" : "FAIL";
    table.rows.push_back({std::string(test.name), figure(test, result, "value"),
                          fmt::format("{} {}", test.is_money ? "at least" : "at most",
                                      figure(test, result, "limit")),
                          std::string(word)});
  }
  const auto add_figure = [&](std::string name, std::string_view key) {
    table.rows.push_back({std::move(name), pounds(affordability, key), "", ""});
  };
  add_figure("income counted after the haircut, GBP", "stressed_income_gbp");
  add_figure("instalment at the stressed rate, GBP", "stressed_payment_gbp");
  document.emplace_back(std::move(table));
}

void append_reasons(Document& document, const Json& decision) {
  const auto& reasons = array_of(decision, "reason_codes");
  if (reasons.empty()) return;
  Table table{"Reasons", {{"reason"}, {"meaning"}, {"contribution", Align::kRight}}, {}, 0};
  for (const Json& reason : reasons) {
    const auto contribution = number_of(reason, "contribution");
    table.rows.push_back({text_of(reason, "code"), meaning_of(reason),
                          contribution ? six_digits(*contribution, true) : "policy rule"});
  }
  document.emplace_back(std::move(table));
}

// Members without which nothing could be said.
Errors check(const Json& decision) {
  Errors errors;
  canonical::Fields fields(decision, "", errors);
  static_cast<void>(fields.required_choice(
      "decision", {credit::to_string(Decision::kApprove), credit::to_string(Decision::kRefer),
                   credit::to_string(Decision::kDecline)}));
  static_cast<void>(fields.required_number("pd_12m", kMicroZero, kMicroOne));
  return errors;
}

}  // namespace

Result<Document> explain_credit(const Json& decision, const Json& request_id) {
  const Errors errors = check(decision);
  if (!errors.empty()) return tl::unexpected(errors.front());
  Document document;
  document.emplace_back(Heading{text_of(decision, "decision") + request_note(request_id)});
  document.emplace_back(Paragraph{prose(decision)});
  append_ignored_fields(document, decision);
  document.emplace_back(summary_table(decision));
  append_affordability(document, member_of(decision, "affordability"));
  append_reasons(document, decision);
  append_waterfall(
      document, {"How the probability of default comes about", member_of(decision, "contributions"),
                 member_of(decision, "features"), "", number_of(decision, "log_odds"),
                 "PD 12 months", number_of(decision, "pd_12m")});
  append_hashes(document, decision);
  return document;
}

}  // namespace financescr::explain
