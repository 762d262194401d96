// Signed heads: a statement "this chain had come to row `count`, whose hash is `hash`", signed with
// the server's Ed25519 key. A row that a head covers can no longer be changed, taken away or put
// elsewhere without somebody who holds the head seeing it. Heads are kept in the store and, as
// "anchors", outside it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/canonical/json.hpp"
#include "functions/ports/records.hpp"
#include "functions/ports/secrets.hpp"

namespace financescr::audit {

// What is signed: canonical JSON {"at","chain","count","hash"}.
[[nodiscard]] std::string head_text(const ports::AuditHead& head);

// Returns: the head of a chain that ends in `tail`, or nothing where the host cannot sign.
[[nodiscard]] std::optional<ports::AuditHead> sign_head(const ports::AuditRow& tail, Timestamp now,
                                                        ports::Secrets& secrets);

// Whether the head's key signed the head. Says nothing about whose key it is.
[[nodiscard]] bool is_signed(const ports::AuditHead& head, const ports::Secrets& secrets);

// One line of an anchors file, and back. Errors: kInvalid with the member's pointer.
[[nodiscard]] canonical::Json to_json(const ports::AuditHead& head);
[[nodiscard]] tl::expected<ports::AuditHead, Errors> head_from_json(const canonical::Json& json);

// When to sign: one second after the first row that no head covers, or after 1,000 of them,
// whichever comes first.
class HeadSchedule {
 public:
  static constexpr std::int64_t kInterval_us = 1'000'000;
  static constexpr std::int64_t kMaxRows = 1'000;

  // `last_seq` is of the chain's last row, `elapsed_us` of a clock that never goes back.
  [[nodiscard]] bool is_due(std::int64_t last_seq, std::int64_t elapsed_us);
  // Whether rows wait for a head, due or not.
  [[nodiscard]] bool has_uncovered(std::int64_t last_seq) const { return last_seq > covered_; }
  void covered(std::int64_t seq);

 private:
  std::int64_t covered_ = 0;  // seq of the last row that a head covers
  std::optional<std::int64_t> waiting_since_us_;
};

}  // namespace financescr::audit
