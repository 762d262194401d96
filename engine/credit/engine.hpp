// The credit engine: applications for a loan, decided by the policy and model of a pack.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/credit/decide.hpp"
#include "engine/credit/request.hpp"
#include "engine/decision/domain_engine.hpp"

namespace financescr::credit {

class Engine final : public decision::DomainEngine {
 public:
  // Errors: every fault of the pack's policy, model and applications.
  [[nodiscard]] static std::unique_ptr<const Engine> create(std::shared_ptr<const pack::Pack> pack,
                                                            pack::PackErrors& errors);

  [[nodiscard]] Domain domain() const override { return Domain::kCredit; }
  // {"request_id"?, "customer_ref"?, "as_of"?, "application_id" | "application"}
  [[nodiscard]] decision::Verdict decide(
      const canonical::Json& request, decision::Workspace& workspace,
      decision::Form form = decision::Form::kTree) const override;
  [[nodiscard]] std::string_view policy_version() const override {
    return underwriter_.policy.version;
  }

  [[nodiscard]] const Underwriter& underwriter() const { return underwriter_; }
  // An application of the pack. Errors: kNotFound.
  [[nodiscard]] Result<Application> application(const std::string& id) const;

 private:
  using DomainEngine::DomainEngine;
  void read(pack::PackErrors& errors);
  void read_applications(pack::PackErrors& errors) const;
  // What an outcome says, in types. Requires: `request` has its application.
  [[nodiscard]] decision::Summary summarise(const Outcome& outcome,
                                            const ApplyRequest& request) const;

  Underwriter underwriter_;
};

}  // namespace financescr::credit
