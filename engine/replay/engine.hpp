// Engine: a pack with its policies and models, validated whole and ready to decide. Immutable;
// any number of threads may use one, each with a workspace of its own.
#pragma once

#include <cstdint>
#include <memory>

#include "engine/canonical/json.hpp"
#include "engine/core/result.hpp"
#include "engine/credit/decide.hpp"
#include "engine/pack/pack.hpp"
#include "engine/replay/decision.hpp"
#include "engine/screening/decide.hpp"

namespace financescr::replay {

using Verdict = tl::expected<Decided, Errors>;

// Whether Decided::decision has the matches as well, or only the text has them.
enum class Matches : std::uint8_t { kAlsoAsTree, kAsText };

class Engine {
 public:
  // Errors: every fault of the policies, the models and the rows they decide on.
  [[nodiscard]] static tl::expected<Engine, pack::PackErrors> create(pack::Pack pack);

  // {"request_id"?, "customer_ref"?, "as_of"?, "customer_id" | "subject", "options"?} to a
  // screening decision.
  // Errors: all faults of the request; kUnsupported if the pack holds no watchlist.
  [[nodiscard]] Verdict screen(const canonical::Json& request, screening::Workspace& workspace,
                               Matches matches = Matches::kAlsoAsTree) const;

  // {"request_id"?, "customer_ref"?, "as_of"?, "application_id" | "application"} to a credit
  // decision.
  [[nodiscard]] Verdict apply(const canonical::Json& request) const;

  // An application of the pack. Errors: kNotFound.
  [[nodiscard]] Result<credit::Application> application(const std::string& id) const;

  [[nodiscard]] const pack::Pack& pack() const { return *pack_; }
  [[nodiscard]] const screening::Screener& screener() const { return screener_; }
  [[nodiscard]] const credit::Underwriter& underwriter() const { return underwriter_; }
  [[nodiscard]] const Provenance& screening_provenance() const { return screening_provenance_; }
  [[nodiscard]] const Provenance& credit_provenance() const { return credit_provenance_; }
  // Whether the pack brought its own policy, or the built-in one is used.
  [[nodiscard]] bool has_screening_policy() const;
  [[nodiscard]] bool has_credit_policy() const;

 private:
  Engine() = default;
  void read_screening(pack::PackErrors& errors);
  void read_credit(pack::PackErrors& errors);

  std::shared_ptr<const pack::Pack> pack_;
  screening::Screener screener_;
  credit::Underwriter underwriter_;
  Provenance screening_provenance_;
  Provenance credit_provenance_;
};

}  // namespace financescr::replay
