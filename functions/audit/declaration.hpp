// Declarations: a signed statement that a chain is one of the servers'. A server declares its chain
// in the first row; what the build before wrote, which knew no declarations, is taken over by one
// that names how far the chain had come ("adopted").
//
// It stands in a row of the event `chain_declared` whose request_id is the chain's name, so that it
// is found by it, and needs no other row to be believed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/canonical/json.hpp"
#include "functions/audit/chain.hpp"
#include "functions/audit/seal.hpp"
#include "functions/audit/source.hpp"

namespace financescr::audit {

inline constexpr std::string_view kChainDeclared = "chain_declared";

struct Declaration {
  std::string chain;
  Timestamp at;
  std::string public_key;
  std::string signature;
  ChainEnd adopted;  // the last row that is taken over; none: the chain began with this
};

// What is signed: canonical JSON {"chain","declared","public_key"} and, where rows are taken over,
// "adopted_count" and "adopted_hash".
[[nodiscard]] std::string declaration_text(const Declaration& declaration);

// Whether a trusted key has signed it.
[[nodiscard]] bool is_signed(const Declaration& declaration, const Trust& trust);

// The event that declares a chain, or nothing where the host cannot sign.
[[nodiscard]] std::optional<ports::AuditEvent> declare(std::string_view chain, Timestamp at,
                                                       const ChainEnd& adopted,
                                                       ports::Secrets& secrets);

// The declaration in the text of a row; nothing if there is none. Says nothing of its signature.
[[nodiscard]] std::optional<Declaration> read_declaration(const canonical::Json& row_text);

// The declaration of a chain by a trusted key that fits the chain as it stands: in its first row,
// or one that takes over rows which are there.
[[nodiscard]] ports::Stored<std::optional<Declaration>> find_declaration(Source& source,
                                                                         std::string_view chain,
                                                                         const Trust& trust);

}  // namespace financescr::audit
