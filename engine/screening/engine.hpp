// The screening engine: requests about people, firms, vessels and aircraft, decided on the
// watchlist of a pack.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/decision/domain_engine.hpp"
#include "engine/screening/decide.hpp"

namespace financescr::screening {

class Engine final : public decision::DomainEngine {
 public:
  // Errors: every fault of the pack's policy and model.
  [[nodiscard]] static std::unique_ptr<const Engine> create(std::shared_ptr<const pack::Pack> pack,
                                                            pack::PackErrors& errors);

  [[nodiscard]] Domain domain() const override { return Domain::kScreening; }
  // {"request_id"?, "customer_ref"?, "as_of"?, "customer_id" | "subject", "options"?}
  // Errors: kUnsupported if the pack holds no watchlist.
  [[nodiscard]] decision::Verdict decide(
      const canonical::Json& request, decision::Workspace& workspace,
      decision::Form form = decision::Form::kTree) const override;
  [[nodiscard]] std::string_view policy_version() const override {
    return screener_.policy.version;
  }

  [[nodiscard]] const Screener& screener() const { return screener_; }

 private:
  using DomainEngine::DomainEngine;
  void read(pack::PackErrors& errors);

  Screener screener_;
};

// What an outcome says, in types.
[[nodiscard]] decision::Summary summarise(const Outcome& outcome, const ScreenRequest& request,
                                          const pack::Watchlist& watchlist, const Policy& policy);

}  // namespace financescr::screening
