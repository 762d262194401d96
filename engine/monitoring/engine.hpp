// The monitoring engine: events with what their past says of them, decided by the policy of a pack.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/decision/domain_engine.hpp"
#include "engine/monitoring/decide.hpp"
#include "engine/monitoring/profiles.hpp"
#include "engine/monitoring/request.hpp"
#include "engine/screening/engine.hpp"

namespace financescr::monitoring {

class Engine final : public decision::DomainEngine {
 public:
  // Errors: every fault of the pack's policy and agents.
  [[nodiscard]] static std::unique_ptr<const Engine> create(std::shared_ptr<const pack::Pack> pack,
                                                            pack::PackErrors& errors);
  // The same engine under another policy, which is no built-in one.
  [[nodiscard]] std::unique_ptr<const Engine> with_policy(Policy policy) const;

  [[nodiscard]] Domain domain() const override { return Domain::kMonitoring; }
  // {"request_id"?, "event", "facts"?, "late"?, "cut"?, "seen"?, "policy"?, "warnings"?}
  [[nodiscard]] decision::Verdict decide(
      const canonical::Json& request, decision::Workspace& workspace,
      decision::Form form = decision::Form::kTree) const override;
  [[nodiscard]] decision::Decided decide(const MonitorRequest& request,
                                         decision::Workspace& workspace) const;
  // The decision alone, without what it is answered and replayed with.
  [[nodiscard]] Outcome judge(const MonitorRequest& request, decision::Workspace& workspace) const;
  [[nodiscard]] std::string_view policy_version() const override { return policy_.version; }
  [[nodiscard]] const decision::Provenance& provenance_for(
      const canonical::Json& input) const override;

  [[nodiscard]] const Policy& policy() const { return policy_; }
  [[nodiscard]] const Profiles& profiles() const { return profiles_; }

 private:
  using DomainEngine::DomainEngine;
  void read(pack::PackErrors& errors);
  void read_agents(pack::PackErrors& errors);
  // A policy in force, where it comes from, and the hashes of its decisions.
  struct InForce {
    const Policy& policy;
    std::string_view source;
    const decision::Provenance& provenance;
  };
  // The built-in one of that name; without a name the engine's own.
  [[nodiscard]] InForce in_force(const std::optional<std::string>& name) const;
  // The hashes of a decision under this policy.
  [[nodiscard]] decision::Provenance provenance_of(const Policy& policy) const;
  [[nodiscard]] decision::Summary summarise(const Outcome& outcome, const MonitorRequest& request,
                                            const Policy& policy) const;

  Policy policy_;
  std::string_view policy_source_ = "builtin";
  Profiles profiles_;
  std::shared_ptr<const screening::Engine> screening_;     // where the pack has a watchlist
  std::vector<decision::Provenance> builtin_provenances_;  // in the order of builtin_policies()
};

}  // namespace financescr::monitoring
