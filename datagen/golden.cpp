#include "datagen/golden.hpp"

#include <algorithm>
#include <numeric>

#include "datagen/applications.hpp"
#include "datagen/python_json.hpp"

namespace financescr::datagen {
namespace {

constexpr std::size_t kPartSize = 10;
constexpr std::size_t kNumberWidth = 3;

std::string golden_number(std::string_view prefix, std::size_t count_before) {
  return numbered(prefix, static_cast<std::int64_t>(count_before) + 1, kNumberWidth);
}

// Appends the indices from rank `begin` to before `end`, in order of value and then of index.
void take_ranks(const std::vector<std::uint16_t>& values, std::size_t begin, std::size_t end,
                std::vector<std::int64_t>& out) {
  std::vector<std::uint32_t> count(std::size_t{1} << 16U, 0);
  for (const std::uint16_t value : values) ++count[value];
  std::vector<std::size_t> rank(count.size(), 0);  // of the next index with that value
  std::partial_sum(count.begin(), count.end() - 1, rank.begin() + 1);
  const std::size_t first = out.size();
  out.resize(first + end - begin);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t at = rank[values[i]]++;
    if (at >= begin && at < end) out[first + at - begin] = static_cast<std::int64_t>(i);
  }
}

}  // namespace

std::string golden_scenarios_jsonl(const std::vector<Scenario>& scenarios) {
  std::string bytes;
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    bytes += scenario_line(golden_number("GSCN_", i), scenarios[i],
                           scenarios[i].entity ? "golden_match" : "golden_no_match_common_name");
  }
  return bytes;
}

std::vector<std::int64_t> choose_golden_applications(const std::vector<std::uint16_t>& values) {
  const std::size_t n = values.size();
  const std::size_t middle = n / 2;
  const std::size_t half = kPartSize / 2;
  std::vector<std::int64_t> chosen;
  take_ranks(values, 0, std::min(kPartSize, n), chosen);
  take_ranks(values, middle - std::min(middle, half), std::min(middle + half, n), chosen);
  take_ranks(values, n - std::min(n, kPartSize), n, chosen);
  return chosen;
}

std::string golden_applications_jsonl(const std::vector<std::int64_t>& applications) {
  std::string bytes;
  for (std::size_t i = 0; i < applications.size(); ++i) {
    bytes += PythonJsonRow()
                 .text("golden_id", golden_number("GCRED_", i))
                 .text("application_id", application_id(applications[i]))
                 .text("notes", "golden_credit_regression")
                 .line();
  }
  return bytes;
}

}  // namespace financescr::datagen
