// Proof of a single audit row: what somebody who trusts only the public key needs to see that the
// row stood in the log when a head or a seal was signed, without access to the log.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/canonical/json.hpp"
#include "functions/audit/seal.hpp"
#include "functions/audit/source.hpp"
#include "functions/ports/secrets.hpp"

namespace financescr::audit {

struct Proof {
  std::string previous_hash;      // of the row before; empty for the first
  std::vector<std::string> rows;  // texts of the row and of those after it, up to the head's
  ports::AuditHead head;          // the first good one that covers the row
  // Where no head does: what the first seal after the row says, as a head without a time.
  bool is_seal = false;
};

// As many rows as a proof may have: ten times what lies between two heads.
inline constexpr std::int64_t kMaxProofRows = 10'000;

enum class ProofFault : std::uint8_t {
  kNoRow,
  kNoHeadYet,
  kHeadTooFar,
  kBroken,  // the rows do not lead to what was signed
};

// By a head or a seal of a trusted key. Errors of the store in the outer Stored, reasons why there
// is no proof in the inner one.
[[nodiscard]] ports::Stored<tl::expected<Proof, ProofFault>> make_proof(Source& source,
                                                                        std::string_view chain,
                                                                        std::int64_t seq,
                                                                        const Trust& trust);

// What is signed: the text of the head or of the seal.
[[nodiscard]] std::string signed_text(const Proof& proof);

// Whether the rows chain from the hash before them to the head, and the first is row `seq` of
// `chain`. Says nothing of who signed the head.
[[nodiscard]] bool covers(const Proof& proof, std::string_view chain, std::int64_t seq);

// The same under a head that the key `public_key` signed.
[[nodiscard]] bool proves(const Proof& proof, std::string_view chain, std::int64_t seq,
                          std::string_view public_key, const ports::Secrets& secrets);

// {"chain","seq","previous_hash","rows":[texts],"head":{...}} or, instead of "head",
// "seal":{"chain","count","hash","public_key","signature"}; and back.
[[nodiscard]] canonical::Json to_json(const Proof& proof, std::int64_t seq);
[[nodiscard]] tl::expected<Proof, Errors> proof_from_json(const canonical::Json& json);

}  // namespace financescr::audit
