// Seals: on the last row of each group of rows that a server commits together stands its signature
// of where its chain then was. So a row that a server did not commit is told from those it did,
// at once and after a restart, by everybody who has the public key.
//
// A row is bound if hashing on from it, row by row, leads to a row with a good seal.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "functions/ports/records.hpp"
#include "functions/ports/secrets.hpp"

namespace financescr::audit {

// Rows have numbers from 1 to this; servers never come near it.
inline constexpr std::int64_t kMaxSeq = std::int64_t{1} << 62U;

// Whose signatures count. No names: those of every key, which tells damage from none, but not who
// signed.
struct Trust {
  const ports::Secrets& secrets;
  std::vector<std::string> keys;

  [[nodiscard]] bool knows(std::string_view public_key) const;
};

struct Seal {
  std::string public_key;
  std::string signature;
};

// What is signed: canonical JSON {"chain","hash","sealed"}, the last the row's number.
[[nodiscard]] std::string seal_text(std::string_view chain, std::int64_t seq,
                                    std::string_view hash);

// "PUBLICKEY.SIGNATURE", or nothing where the host cannot sign.
[[nodiscard]] std::optional<std::string> make_seal(const ports::AuditRow& row,
                                                   ports::Secrets& secrets);
[[nodiscard]] std::optional<Seal> read_seal(std::string_view text);

// Whether a trusted key sealed the row with the hash that it states.
[[nodiscard]] bool is_sealed(const ports::AuditRow& row, const Trust& trust);

// How a store signs the chain that it appends to.
struct SigningOptions {
  ports::Secrets* secrets = nullptr;  // nullptr: it does not
  // Whose seals count besides its own: those of earlier keys.
  std::vector<std::string> trusted_keys;
  Timestamp opened_at;  // when the chain is said to be declared
  // The newest head of this chain that was kept outside the store.
  std::optional<ports::AuditHead> anchor;
  // The server has never declared this chain: what the build before wrote is taken over once.
  bool may_adopt = false;

  // Its own key and the trusted ones. Requires: secrets.
  [[nodiscard]] Trust trust() const;
};

}  // namespace financescr::audit
