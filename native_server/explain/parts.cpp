#include "native_server/explain/parts.hpp"

#include <algorithm>
#include <cstdint>

#include "engine/numeric/checked.hpp"
#include "native_server/explain/text.hpp"

namespace financescr::explain {
namespace {

constexpr std::string_view kIntercept = "intercept";
constexpr std::string_view kNotKnown = "not known";

struct Contribution {
  std::string feature;
  std::string value;
  Micro amount;
};

std::uint64_t magnitude(Micro value) {
  const auto bits = static_cast<std::uint64_t>(value.value);
  return value.value < 0 ? ~bits + 1 : bits;
}

// The intercept, then every contribution that is not zero, largest first, ties by name.
std::vector<Contribution> contributions_of(const Waterfall& waterfall) {
  std::vector<Contribution> rows;
  if (const auto* members = waterfall.contributions.if_object()) {
    for (const auto& [feature, ignored] : *members) {
      const auto amount = number_of(waterfall.contributions, feature);
      if (!amount || (*amount == kMicroZero && feature != kIntercept)) continue;
      std::string value;
      if (const Json* found = waterfall.features.find(feature)) value = plain(*found);
      if (!value.empty() && value == waterfall.missing) value = kNotKnown;
      rows.push_back({feature, value, *amount});
    }
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Contribution& a, const Contribution& b) {
    if ((a.feature == kIntercept) != (b.feature == kIntercept)) return a.feature == kIntercept;
    return magnitude(a.amount) > magnitude(b.amount);
  });
  return rows;
}

std::string sum_sentence(std::optional<std::int64_t> sum, const Waterfall& waterfall) {
  if (!waterfall.log_odds) return "The decision does not say which log-odds these add up to.";
  const std::string said = six_digits(*waterfall.log_odds, true);
  if (sum && *sum == waterfall.log_odds->value) {
    return "The contributions add up to the log-odds exactly: " + said + ".";
  }
  return "The contributions do NOT add up: their sum is " +
         (sum ? six_digits({*sum}, true) : std::string("beyond any number")) +
         ", but the decision says " + said + ". It is not as Financescr wrote it.";
}

}  // namespace

std::optional<Micro> number_of(const Json& object, std::string_view key) {
  constexpr std::int64_t kMost = 9'200'000'000'000;  // what Json::number() can turn into a Micro
  const Json* found = object.find(key);
  if (found == nullptr || !found->is_number()) return std::nullopt;
  const auto* integer = found->if_integer();
  if (integer != nullptr && (*integer > kMost || *integer < -kMost)) return std::nullopt;
  return found->number();
}

const Json& member_of(const Json& object, std::string_view key) {
  static const Json nothing;
  const Json* found = object.find(key);
  return found == nullptr ? nothing : *found;
}

const Json::Array& array_of(const Json& object, std::string_view key) {
  static const Json::Array nothing;
  const auto* array = member_of(object, key).if_array();
  return array == nullptr ? nothing : *array;
}

std::vector<std::string> texts_of(const Json& object, std::string_view key) {
  std::vector<std::string> texts;
  for (const Json& item : array_of(object, key)) texts.push_back(plain(item));
  return texts;
}

std::string shown(std::optional<Micro> value) {
  return value ? value->to_string() : std::string(kNotKnown);
}

std::string plain(const Json& value) {
  if (const auto* text = value.if_string()) return *text;
  return canonical::write(value);
}

std::string request_note(const Json& request_id) {
  return request_id.is_null() ? "" : " (request " + plain(request_id) + ")";
}

void append_waterfall(Document& document, const Waterfall& waterfall) {
  Table table{waterfall.title,
              {{"feature"},
               {"value", Align::kRight},
               {"contribution", Align::kRight},
               {"running total", Align::kRight}},
              {},
              2};
  std::optional<std::int64_t> sum = 0;
  for (const Contribution& row : contributions_of(waterfall)) {
    if (sum) sum = numeric::checked_add(*sum, row.amount.value);
    table.rows.push_back({row.feature, row.value, six_digits(row.amount, true),
                          sum ? six_digits({*sum}, true) : std::string()});
  }
  if (table.rows.empty()) return;
  const auto& log_odds = waterfall.log_odds;
  table.rows.push_back({"log-odds", "", sum ? six_digits({*sum}, true) : std::string(),
                        log_odds ? six_digits(*log_odds, true) : std::string()});
  table.rows.push_back({std::string(waterfall.result_name), "", "",
                        waterfall.result ? six_digits(*waterfall.result) : std::string()});
  document.emplace_back(std::move(table));
  document.emplace_back(Paragraph{sum_sentence(sum, waterfall)});
}

void append_ignored_fields(Document& document, const Json& decision) {
  const auto ignored = texts_of(decision, "ignored_fields");
  if (ignored.empty()) return;
  document.emplace_back(Paragraph{
      "Fields of the request that are not known here and were not used: " + listing(ignored) +
      "."});
}

void append_hashes(Document& document, const Json& decision) {
  Table table{"What went in, and the result", {{"what"}, {"name or hash"}}, {}, 0};
  const auto add = [&](std::string name, std::string value) {
    if (!value.empty()) table.rows.push_back({std::move(name), std::move(value)});
  };
  for (const std::string_view part : {"policy", "model"}) {
    const Json& what = member_of(decision, part);
    std::string name = text_of(what, "name");
    const std::string version = text_of(what, "version");
    std::string source = text_of(what, "source");
    if (source == "builtin") source = "built in";
    if (source == "pack") source = "from the pack";
    if (!version.empty()) name += (name.empty() ? "" : " ") + version;
    if (!source.empty()) name += (name.empty() ? "" : ", ") + source;
    add(std::string(part) + " used", name);
  }
  add("decision version", text_of(decision, "decision_version"));
  for (const std::string_view part : {"input", "pack", "policy", "model", "result"}) {
    const std::string name = std::string(part) + " hash";
    add(name, text_of(decision, std::string(part) + "_hash"));
  }
  if (!table.rows.empty()) document.emplace_back(std::move(table));
}

}  // namespace financescr::explain
