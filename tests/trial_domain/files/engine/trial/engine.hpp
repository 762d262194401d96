// The trial engine: whether an amount is within a limit of the pack.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "engine/decision/domain_engine.hpp"

namespace financescr::trial {

class Engine final : public decision::DomainEngine {
 public:
  // Errors: every limit of the pack that is none.
  [[nodiscard]] static std::unique_ptr<const Engine> create(std::shared_ptr<const pack::Pack> pack,
                                                            pack::PackErrors& errors);

  [[nodiscard]] Domain domain() const override { return Domain::kTrial; }
  // {"request_id"?, "customer_ref"?, "as_of"?, "limit_id", "amount"}
  [[nodiscard]] decision::Verdict decide(
      const canonical::Json& request, decision::Workspace& workspace,
      decision::Form form = decision::Form::kTree) const override;
  [[nodiscard]] std::string_view policy_version() const override { return "trial/1"; }

 private:
  using DomainEngine::DomainEngine;

  std::map<std::string, Micro, std::less<>> limits_;
};

}  // namespace financescr::trial
