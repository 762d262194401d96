#include "tests/determinism/credit_requests.hpp"

#include <optional>
#include <string_view>
#include <utility>

#include "engine/canonical/json.hpp"
#include "tests/determinism/request_text.hpp"

namespace financescr::corpus {
namespace {

using canonical::Json;

constexpr std::string_view kStatuses[] = {"EMPLOYED", "SELF_EMPLOYED", "UNEMPLOYED"};
constexpr std::string_view kEdgeAmounts[] = {
    "0.01", "299.99",    "300",      "300.00",   "300.01",  "15000",
    "15e3", "14999.99",  "15000.01", "299.995",  "299.985", "1000.0000001",
    "1e6",  "999999999", "0.005",    "7500.125", "1.5E+3"};
constexpr std::string_view kEdgeShares[] = {"0",        "1",          "0.5",       "0.000001",
                                            "0.999999", "0.0000004",  "0.9999995", "1e-6",
                                            "0.3",      "0.700000049"};
constexpr std::int64_t kEdgeTerms[] = {1, 11, 12, 13, 47, 48, 49, 120};
constexpr std::int64_t kEdgeMonths[] = {0, 1, 11, 12, 23, 24, 60, 1199, 1200};
constexpr std::string_view kBadValues[] = {"-1",    "null",  "\"12\"", "1e300", "[]",
                                           "{}",    "0.5.5", "true",   "-0.01", "99999999999999",
                                           "121.5", "\"\""};
constexpr std::int64_t kLeastPence = 30'000;
constexpr std::int64_t kMostPence = 1'500'000;

std::string amount_text(Draws& draws) {
  if (draws.percent(15)) return std::string(draws.pick(kEdgeAmounts));
  if (draws.percent(10)) return decimal(draws.between(0, 2'000'000'000), 6);
  return decimal(draws.between(20'000, 1'700'000), 2);
}

std::string share_text(Draws& draws) {
  if (draws.percent(15)) return std::string(draws.pick(kEdgeShares));
  return decimal(draws.between(0, 10'000), 4);
}

template <typename Edges>
std::string count_text(const Edges& edges, std::int64_t most, Draws& draws) {
  return std::to_string(draws.percent(20) ? draws.pick(edges) : draws.between(0, most));
}

// Fields from which utilisation and volatility are derived, some of them not usable.
void add_raw_fields(Members& application, Draws& draws) {
  const auto add = [&](const char* key, std::int64_t low, std::int64_t high) {
    if (draws.percent(85)) {
      application.emplace_back(key, decimal(draws.between(low, high), 2));
    } else if (draws.percent(30)) {
      application.emplace_back(key, "0");
    }
  };
  if (draws.percent(50)) {
    add("revolving_balance_gbp", -10'000, 1'200'000);
    add("revolving_limit_gbp", -1'000, 1'000'000);
  }
  if (draws.percent(50)) {
    add("balance_mean_gbp", -50'000, 600'000);
    add("balance_std_gbp", -1'000, 400'000);
  }
  if (draws.percent(40)) {
    application.emplace_back("days_overdraft_90d", std::to_string(draws.between(0, 90)));
  }
}

Members random_application(Draws& draws) {
  const std::int64_t term = draws.percent(30) ? draws.pick(kEdgeTerms) : draws.between(6, 60);
  const std::int64_t missed = draws.percent(5) ? draws.between(4, 999) : draws.between(0, 3);
  Members application = {
      {"amount_gbp", amount_text(draws)},
      {"term_months", std::to_string(term)},
      {"income_monthly_gbp", decimal(draws.between(0, 900'000), 2)},
      {"outgoings_monthly_gbp", decimal(draws.between(0, 400'000), 2)},
      {"employment_status", quoted(draws.pick(kStatuses))},
      {"employment_months", count_text(kEdgeMonths, 240, draws)},
      {"missed_payments_12m", std::to_string(missed)},
  };
  if (draws.percent(98)) application.emplace_back("credit_utilisation", share_text(draws));
  if (draws.percent(98)) application.emplace_back("bank_balance_volatility", share_text(draws));
  add_raw_fields(application, draws);
  if (draws.percent(20)) application.emplace_back("product", "\"PERSONAL_LOAN\"");
  if (draws.percent(20)) {
    application.emplace_back("application_id", quoted("X" + std::to_string(draws.below(1000))));
  }
  if (draws.percent(10)) application.emplace_back("customer_id", "\"C_\u00e9\u4e2d\"");
  if (draws.percent(2)) application.emplace_back("shoe_size", "43.5");
  return application;
}

// An application of the pack, given whole and with some of its fields changed.
Members changed_application(const Material& material, Draws& draws) {
  const Json& row = draws.pick(material.applications);
  const Members fresh = random_application(draws);
  Members application;
  for (const auto& [key, value] : *row.if_object()) {
    application.emplace_back(key, canonical::write(value));
    for (const auto& [other, text] : fresh) {
      if (other == key && draws.percent(20)) application.back().second = text;
    }
  }
  return application;
}

std::optional<std::string> decision_at(const Material& material, Members& application,
                                       std::int64_t pence) {
  application.front() = {"amount_gbp", decimal(pence, 2)};
  const auto json = canonical::parse(object_text({{"application", object_text(application)}}));
  if (!json) return std::nullopt;
  decision::Workspace workspace;
  const auto verdict = material.engine.credit().decide(*json, workspace);
  if (!verdict) return std::nullopt;
  return text_of(verdict->decision, "decision");
}

// The amount set to the last penny before the decision changes, or to the first after it.
void aim_at_border(const Material& material, Members& application, Draws& draws) {
  std::int64_t low = kLeastPence;
  std::int64_t high = kMostPence;
  const auto at_low = decision_at(material, application, low);
  if (!at_low || decision_at(material, application, high) == at_low) return;
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (decision_at(material, application, middle) == at_low ? low : high) = middle;
  }
  application.front().second = decimal(draws.percent(50) ? low : high, 2);
}

void spoil(Members& application, Draws& draws) {
  auto& member = application[draws.below(application.size())];
  if (draws.percent(70)) {
    member.second = std::string(draws.pick(kBadValues));
  } else {
    member.first += "_";
  }
}

}  // namespace

std::string credit_request(const Material& material, std::uint64_t number, Draws& draws) {
  Members request = {{"request_id", quoted("A" + std::to_string(number))}};
  if (draws.percent(30)) {
    request.emplace_back("as_of", quoted(draws.percent(50) ? "2026-01-01" : "2019-02-28"));
  }
  const std::uint64_t kind = draws.below(100);
  if (kind < 1) {
    request.emplace_back("application_id", "\"A_999999\"");
  } else if (kind < 15) {
    request.emplace_back("application_id",
                         quoted(text_of(draws.pick(material.applications), "application_id")));
  } else {
    Members application =
        kind < 40 ? changed_application(material, draws) : random_application(draws);
    if (kind >= 96) spoil(application, draws);
    if (kind >= 90 && kind < 96) aim_at_border(material, application, draws);
    request.emplace_back("application", object_text(std::move(application), draws));
  }
  const std::string line = object_text(std::move(request), draws);
  if (draws.percent(1)) return damaged_line(line, draws);
  return draws.percent(5) ? escaped(line) : line;
}

}  // namespace financescr::corpus
