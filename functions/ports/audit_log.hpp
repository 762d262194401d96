// AuditLog: the rows of the audit log and its signed heads, as a store keeps them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "functions/ports/records/audit.hpp"
#include "functions/ports/stored.hpp"

namespace financescr::ports {

// Whether a store signs what it appends to the audit log.
struct Signing {
  enum class State : std::uint8_t {
    kNone,     // it has no key: rows of its own memory, or a program that only reads
    kOn,       // the last row of each group of rows is sealed
    kStopped,  // its chain holds what it did not write; from then on it signs nothing
  };
  State state = State::kNone;
  std::string reason;  // why it stopped: a word such as "foreign_row"
};

inline constexpr std::size_t kMaxChains = 100'000;

// Rows are appended by Records::commit.
class AuditLog {
 public:
  virtual ~AuditLog() = default;

  [[nodiscard]] virtual Stored<std::vector<AuditRow>> audit(
      const AuditFilter& filter, const std::optional<AuditPageStart>& after, std::size_t limit) = 0;
  // Up to `limit` rows of a chain with seq >= from, in order; fewer where rows are large, none only
  // at the end. A row that cannot be read is among them, marked as such.
  [[nodiscard]] virtual Stored<std::vector<AuditRow>> audit_rows(std::string_view chain,
                                                                 std::int64_t from,
                                                                 std::size_t limit) = 0;
  // The names of all chains that have rows or heads, sorted; of more than kMaxChains, one more.
  [[nodiscard]] virtual Stored<std::vector<std::string>> audit_chains() = 0;
  // The signed heads of a chain with count >= from, in order of count.
  [[nodiscard]] virtual Stored<std::vector<AuditHead>> audit_heads(std::string_view chain,
                                                                   std::int64_t from,
                                                                   std::size_t limit) = 0;
  // The last row that this instance itself has committed to its chain, or that carried the seal of
  // a trusted key when it was opened; nothing while there is none. Never a row that is only there.
  [[nodiscard]] virtual Stored<std::optional<AuditRow>> audit_tail() = 0;
  // Looks whether somebody else has written to this instance's chain; signing() says so then.
  [[nodiscard]] virtual Stored<void> check_audit_tail() = 0;
  [[nodiscard]] virtual Signing signing() = 0;
  // Not part of any transaction: a head says what is already durable.
  [[nodiscard]] virtual Stored<void> add_audit_head(const AuditHead& head) = 0;
};

}  // namespace financescr::ports
