#include "datagen/golden.hpp"

#include <algorithm>
#include <tuple>

#include "datagen/python_json.hpp"

namespace financescr::datagen {
namespace {

constexpr std::size_t kMatches = 12;
constexpr std::size_t kPartSize = 10;
constexpr std::size_t kNumberWidth = 3;

std::string golden_number(std::string_view prefix, std::size_t count_before) {
  return numbered(prefix, static_cast<std::int64_t>(count_before) + 1, kNumberWidth);
}

}  // namespace

std::vector<Scenario> choose_golden_scenarios(const std::vector<Customer>& customers,
                                              const std::vector<Link>& links) {
  std::vector<Link> sorted = links;
  std::sort(sorted.begin(), sorted.end(), [](const Link& a, const Link& b) {
    return std::tie(a.customer_id, a.entity_id) < std::tie(b.customer_id, b.entity_id);
  });
  if (sorted.size() > kMatches) sorted.resize(kMatches);
  std::vector<Scenario> golden;
  for (const Link& link : sorted) {
    golden.push_back(
        {golden_number("GSCN_", golden.size()), link.customer_id, link.entity_id, "golden_match"});
  }
  for (std::size_t i = 1; i < static_cast<std::size_t>(kMinCustomersForGolden); ++i) {
    golden.push_back({golden_number("GSCN_", golden.size()), customers[i].customer_id, std::nullopt,
                      "golden_no_match_common_name"});
  }
  return golden;
}

std::vector<std::string> choose_golden_applications(const std::vector<CreditLabel>& labels) {
  std::vector<const CreditLabel*> sorted;
  sorted.reserve(labels.size());
  for (const CreditLabel& label : labels) sorted.push_back(&label);
  std::stable_sort(sorted.begin(), sorted.end(), [](const CreditLabel* a, const CreditLabel* b) {
    return a->pd_12m.scaled < b->pd_12m.scaled;
  });
  const std::size_t n = sorted.size();
  std::vector<std::string> chosen;
  const auto take = [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < std::min(end, n); ++i) {
      chosen.push_back(sorted[i]->application_id);
    }
  };
  const std::size_t middle = n / 2;
  const std::size_t half = kPartSize / 2;
  take(0, kPartSize);
  take(middle - std::min(middle, half), middle + half);
  take(n - std::min(n, kPartSize), n);
  return chosen;
}

std::string golden_applications_jsonl(const std::vector<std::string>& application_ids) {
  std::string bytes;
  for (std::size_t i = 0; i < application_ids.size(); ++i) {
    bytes += PythonJsonRow()
                 .text("golden_id", golden_number("GCRED_", i))
                 .text("application_id", application_ids[i])
                 .text("notes", "golden_credit_regression")
                 .line();
  }
  return bytes;
}

}  // namespace financescr::datagen
