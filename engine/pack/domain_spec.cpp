#include "engine/pack/domain_spec.hpp"

#include <algorithm>
#include <array>

#include "engine/pack/customer_row.hpp"

namespace financescr::pack {
namespace {

canonical::Json read_customer(const canonical::Json& json, Errors& errors, Pointers& ignored) {
  return CustomerRow::read(json, errors, ignored).to_json();
}

constexpr RowFile kScreeningFiles[] = {
    {.name = files::kWatchlist,
     .id_key = "entity_id",
     .storage = Storage::kWatchlist,
     .is_hashed = true},
    {.name = files::kCustomers,
     .id_key = "customer_id",
     .is_hashed = true,
     .offsets = SectionId::kCustomerOffsets,
     .rows = SectionId::kCustomerRows,
     .read = read_customer},
    {.name = files::kLabels,
     .id_key = "scenario_id",
     .offsets = SectionId::kFincrimeLabelOffsets,
     .rows = SectionId::kFincrimeLabelRows},
    {.name = files::kOracle,
     .id_key = "scenario_id",
     .is_compared = false,
     .offsets = SectionId::kOracleOffsets,
     .rows = SectionId::kOracleRows},
};
constexpr std::string_view kScreeningOutcomes[] = {"CLEAR", "REVIEW"};
constexpr std::string_view kScreeningDispositions[] = {"TRUE_MATCH", "FALSE_POSITIVE",
                                                       "INCONCLUSIVE"};

constexpr RowFile kCreditFiles[] = {
    {.name = files::kApplications,
     .id_key = "application_id",
     .is_hashed = true,
     .offsets = SectionId::kApplicationOffsets,
     .rows = SectionId::kApplicationRows},
    {.name = files::kLabels,
     .id_key = "application_id",
     .offsets = SectionId::kCreditLabelOffsets,
     .rows = SectionId::kCreditLabelRows},
};
constexpr std::string_view kCreditOutcomes[] = {"APPROVE", "REFER", "DECLINE"};
constexpr std::string_view kCreditDispositions[] = {"APPROVE", "DECLINE"};

constexpr RowFile kMonitoringFiles[] = {
    {.name = files::kAgents,
     .id_key = "agent_id",
     .is_hashed = true,
     .offsets = SectionId::kAgentOffsets,
     .rows = SectionId::kAgentRows},
};
constexpr std::string_view kMonitoringOutcomes[] = {"PASS", "ALERT"};
constexpr std::string_view kMonitoringDispositions[] = {"CONFIRMED_FRAUD", "SUSPICIOUS",
                                                        "FALSE_POSITIVE"};

// In the order of Domain.
constexpr auto kSpecs = std::to_array<DomainSpec>({
    {Domain::kScreening, "fincrime", "screening", "screen", kScreeningFiles, kScreeningOutcomes,
     kScreeningDispositions},
    {Domain::kCredit, "credit", "credit", "credit", kCreditFiles, kCreditOutcomes,
     kCreditDispositions},
    {Domain::kMonitoring, "monitoring", "monitoring", "monitor", kMonitoringFiles,
     kMonitoringOutcomes, kMonitoringDispositions},
});
static_assert(kSpecs.size() == kDomainCount);

std::optional<Domain> domain_with(std::string_view DomainSpec::* member, std::string_view value) {
  const auto found = std::find_if(kSpecs.begin(), kSpecs.end(),
                                  [&](const DomainSpec& spec) { return spec.*member == value; });
  return found == kSpecs.end() ? std::nullopt : std::optional(found->domain);
}

std::vector<std::string_view> all_of(std::span<const std::string_view> DomainSpec::* names) {
  std::vector<std::string_view> all;
  for (const DomainSpec& spec : kSpecs) {
    all.insert(all.end(), (spec.*names).begin(), (spec.*names).end());
  }
  return all;
}

}  // namespace

const RowFile* DomainSpec::find(std::string_view file_name) const {
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const RowFile& file) { return file.name == file_name; });
  return found == files.end() ? nullptr : &*found;
}

bool DomainSpec::has_watchlist() const {
  return std::any_of(files.begin(), files.end(),
                     [](const RowFile& file) { return file.storage == Storage::kWatchlist; });
}

const DomainSpec& spec_of(Domain domain) { return kSpecs[index_of(domain)]; }

std::optional<Domain> domain_of_folder(std::string_view folder) {
  return domain_with(&DomainSpec::folder, folder);
}

std::optional<Domain> domain_of_kind(std::string_view kind) {
  return domain_with(&DomainSpec::kind, kind);
}

std::vector<std::string_view> domain_kinds() {
  std::vector<std::string_view> kinds;
  for (const DomainSpec& spec : kSpecs) kinds.push_back(spec.kind);
  return kinds;
}

std::vector<std::string_view> all_outcomes() { return all_of(&DomainSpec::outcomes); }

std::vector<std::string_view> all_dispositions() { return all_of(&DomainSpec::dispositions); }

std::vector<std::string_view> file_names(const DomainSpec& spec) {
  std::vector<std::string_view> names{"manifest.json", "policy.json", "model.json"};
  for (const RowFile& file : spec.files) names.push_back(file.name);
  return names;
}

}  // namespace financescr::pack
