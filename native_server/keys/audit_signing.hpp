// What a server knows of its own audit chain besides what stands in the store: the last anchor of
// its state folder, and whether it has ever declared the chain.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/core/result.hpp"
#include "functions/audit/seal.hpp"
#include "functions/ports/store.hpp"

namespace financescr::keys {

class AuditSigning {
 public:
  AuditSigning(std::string state_dir, std::string instance)
      : state_dir_(std::move(state_dir)), instance_(std::move(instance)) {}

  // To open the store with. Requires: `secrets` outlives the store.
  [[nodiscard]] audit::SigningOptions options(ports::Secrets& secrets,
                                              std::vector<std::string> trusted_keys,
                                              Timestamp now) const;
  // Notes in the state folder that the chain is declared from now on, if the store signs: rows
  // without a seal are never taken over again. Errors: cannot be written.
  [[nodiscard]] Result<void> note(ports::Store& store) const;

 private:
  [[nodiscard]] std::string note_path() const;

  std::string state_dir_;
  std::string instance_;
};

}  // namespace financescr::keys
