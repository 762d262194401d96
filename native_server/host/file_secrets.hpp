// FileSecrets: keys in files of the state folder, readable by their owner alone, made on first use;
// argon2id and Ed25519 by libsodium.
#pragma once

#include <memory>
#include <string>

#include "engine/core/result.hpp"
#include "functions/ports/secrets.hpp"

namespace financescr::host {

class FileSecrets final : public ports::Secrets {
 public:
  // Keys lie in `folder`, which is made if it is missing: token.key, signing.key. The environment
  // may name other files, so that several servers share them: FINANCESCR_TOKEN_KEY_FILE and
  // FINANCESCR_SIGNING_KEY_FILE. A file that is made is named on standard error.
  // Errors: a file that others may read, or that cannot be read or made; a key that is too short
  // or known to the world.
  [[nodiscard]] static Result<std::unique_ptr<FileSecrets>> open(const std::string& folder);

  [[nodiscard]] std::string_view token_key() const override { return token_key_; }
  [[nodiscard]] std::string_view id_key() const override { return id_key_; }
  [[nodiscard]] std::optional<std::string> hash_password(std::string_view password) override;
  [[nodiscard]] bool check_password(std::string_view hash, std::string_view password) override;
  [[nodiscard]] std::optional<std::string> public_key() const override { return public_key_; }
  [[nodiscard]] std::optional<std::string> sign(std::string_view message) override;
  [[nodiscard]] bool verify(std::string_view public_key, std::string_view message,
                            std::string_view signature) const override;

 private:
  FileSecrets() = default;

  std::string token_key_;
  std::string id_key_;
  std::string public_key_;
  std::string signing_key_;  // the 64 bytes libsodium signs with
};

// The key of a file, made with random bytes if there is none. `what` is for messages.
// Returns: 32 bytes.
[[nodiscard]] Result<std::string> read_or_make_key(const std::string& path, std::string_view what);

}  // namespace financescr::host
