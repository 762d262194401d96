// Secrets: keys that never leave the host, and what is done with them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace financescr::ports {

class Secrets {
 public:
  virtual ~Secrets() = default;

  // Signs access tokens and paging cursors (HMAC-SHA-256); the same on every server of a store.
  [[nodiscard]] virtual std::string_view token_key() const = 0;
  // The key of the pack's keyed id scheme; empty: not at hand.
  [[nodiscard]] virtual std::string_view id_key() const = 0;

  // A password as argon2id in PHC form, and its check in constant time. False where the host has
  // no accounts.
  [[nodiscard]] virtual std::optional<std::string> hash_password(std::string_view password) = 0;
  [[nodiscard]] virtual bool check_password(std::string_view hash, std::string_view password) = 0;

  // Ed25519 over audit heads: names of keys and signatures in lower-case hexadecimal.
  // Nothing where the host cannot sign.
  [[nodiscard]] virtual std::optional<std::string> public_key() const = 0;
  [[nodiscard]] virtual std::optional<std::string> sign(std::string_view message) = 0;
  [[nodiscard]] virtual bool verify(std::string_view public_key, std::string_view message,
                                    std::string_view signature) const = 0;
};

}  // namespace financescr::ports
