// DomainEngine: what decides the requests of one domain, on one pack. Immutable; any number of
// threads may use one, each with a workspace of its own.
//
// In: a request, a pack with its policy and model. Out: a decision, a pure value of these. Never: a
// clock, a file, a random number.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "engine/canonical/json.hpp"
#include "engine/core/result.hpp"
#include "engine/decision/decision.hpp"
#include "engine/decision/workspace.hpp"
#include "engine/pack/domain_source.hpp"
#include "engine/pack/pack.hpp"

namespace financescr::decision {

using Verdict = tl::expected<Decided, Errors>;

// Whether Decided::decision has all of the decision, or only its text has the long lists.
enum class Form : std::uint8_t { kTree, kText };

class DomainEngine {
 public:
  virtual ~DomainEngine() = default;

  [[nodiscard]] virtual Domain domain() const = 0;
  // {"request_id"?, "customer_ref"?, "as_of"?, ...} to a decision.
  // Errors: all faults of the request; kUnsupported if the pack has nothing to decide it with.
  [[nodiscard]] virtual Verdict decide(const canonical::Json& request, Workspace& workspace,
                                       Form form = Form::kTree) const = 0;
  // Of the policy that decides.
  [[nodiscard]] virtual std::string_view policy_version() const = 0;

  [[nodiscard]] const Provenance& provenance() const { return provenance_; }
  // The same for a canonical input that may say which policy decides it.
  [[nodiscard]] virtual const Provenance& provenance_for(const canonical::Json& /*input*/) const {
    return provenance_;
  }
  // What the pack holds of the domain; nullptr: nothing.
  [[nodiscard]] const pack::DomainPack* rows() const { return pack_->domain(domain()); }
  // Whether the pack brought its own, or the built-in one is used.
  [[nodiscard]] bool has_own_policy() const;
  [[nodiscard]] bool has_own_model() const;

 protected:
  explicit DomainEngine(std::shared_ptr<const pack::Pack> pack) : pack_(std::move(pack)) {}

  [[nodiscard]] const pack::Pack& whole_pack() const { return *pack_; }
  // For an engine that this one asks.
  [[nodiscard]] const std::shared_ptr<const pack::Pack>& shared_pack() const { return pack_; }
  // The date that the pack was made for; nothing if it says none.
  [[nodiscard]] std::optional<Date> pack_date() const;
  // The decision with its hashes, the origin of policy and model noted in the outcome.
  [[nodiscard]] Decided make_decision(canonical::Json input, canonical::Json outcome,
                                      Summary summary,
                                      const std::optional<std::string>& matches = {}) const;

  Provenance provenance_;

 private:
  std::shared_ptr<const pack::Pack> pack_;
};

}  // namespace financescr::decision
