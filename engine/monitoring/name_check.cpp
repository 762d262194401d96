#include "engine/monitoring/name_check.hpp"

#include <utility>

#include "engine/pack/id_number.hpp"

namespace financescr::monitoring {
namespace {

// Results of one pack by the kind of party and its id or name.
struct KeptNames {
  std::string pack_hash;
  std::string policy_hash;
  std::unordered_map<std::string, std::shared_ptr<const NameResult>> results;
};

NameResult result_of(const screening::Outcome& outcome, const screening::Engine& screening) {
  NameResult result;
  if (outcome.decision == screening::Decision::kClear) return result;
  const pack::Watchlist& watchlist = screening.rows()->watchlist;
  for (const screening::RankedMatch& match : outcome.matches) {
    if (match.probability < outcome.threshold) continue;
    const auto type = static_cast<pack::ListType>(watchlist.entity(match.entity).list_type);
    result.matches.push_back({std::string(watchlist.entity_id(match.entity)),
                              std::string(watchlist.name_text(match.name)), type,
                              match.probability});
  }
  result.was_compared = !result.matches.empty();
  return result;
}

std::shared_ptr<const NameResult> screened(const screening::ScreenRequest& request,
                                           const screening::Engine& screening,
                                           decision::Workspace& workspace) {
  const auto outcome = screening::decide(request, *screening.rows(), screening.screener(),
                                         workspace.part<screening::Workspace>());
  auto result = std::make_shared<NameResult>();
  result->was_compared = false;
  if (outcome) *result = result_of(*outcome, screening);
  return result;
}

}  // namespace

std::string_view to_string(Party party) {
  return party == Party::kClient ? "client" : "counterparty";
}

NameCheck check_names(const Event& event, const screening::Engine& screening,
                      decision::Workspace& workspace) {
  NameCheck found;
  KeptNames& kept = workspace.part<KeptNames>();
  const auto& provenance = screening.provenance();
  if (kept.pack_hash != provenance.pack_hash || kept.policy_hash != provenance.policy_hash ||
      kept.results.size() >= kMaxNamesKept) {
    kept = {provenance.pack_hash, provenance.policy_hash, {}};
  }
  const auto check = [&](Party party, std::string_view name, const std::string& key,
                         const screening::ScreenRequest& request) {
    found.was_made = true;
    auto& result = kept.results[std::string(to_string(party)) + '\n' + key];
    if (result == nullptr) result = screened(request, screening, workspace);
    if (result->was_compared && result->matches.empty()) return;
    found.parties.push_back({party, std::string(name), result});
  };
  if (const auto customer = pack::find_customer(*screening.rows(), event.client_id)) {
    screening::ScreenRequest request;
    request.customer_id = event.client_id;
    check(Party::kClient, customer->name, event.client_id, request);
  }
  if (event.counterparty_name && !pack::says_nothing(*event.counterparty_name)) {
    screening::ScreenRequest request;
    request.subject.emplace().name = *event.counterparty_name;
    check(Party::kCounterparty, *event.counterparty_name, *event.counterparty_name, request);
  }
  return found;
}

}  // namespace financescr::monitoring
