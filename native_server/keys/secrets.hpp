// The keys of a server and what is done with them: argon2id and Ed25519 by libsodium.
//
// There is no default key. One that is missing is made on the first start, in a file of mode 0600;
// one that others could read, that is short or that is well known is refused.
#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <string>

#include "engine/core/result.hpp"
#include "functions/ports/secrets.hpp"

namespace financescr::keys {

struct SecretFiles {
  std::string token_key;    // any text of 32 bytes or more
  std::string signing_key;  // the seed of an Ed25519 key, 64 hexadecimal digits
};

// FINANCESCR_TOKEN_KEY_FILE and FINANCESCR_SIGNING_KEY_FILE, else token.key and signing.key in the
// state folder. Servers of one store share the first; they may share the second.
[[nodiscard]] SecretFiles secret_files(const std::string& state_dir);

class FileSecrets final : public ports::Secrets {
 public:
  // Reads the files, makes those that are missing and says on standard error where. A file that an
  // environment variable names is never made.
  [[nodiscard]] static Result<std::unique_ptr<FileSecrets>> open(const SecretFiles& files,
                                                                 std::string id_key);
  ~FileSecrets() override;
  FileSecrets(const FileSecrets&) = delete;
  FileSecrets& operator=(const FileSecrets&) = delete;

  [[nodiscard]] std::string_view token_key() const override { return token_key_; }
  [[nodiscard]] std::string_view id_key() const override { return id_key_; }
  // 19 MiB and two passes (OWASP's second choice); no more than four at the same time.
  [[nodiscard]] std::optional<std::string> hash_password(std::string_view password) override;
  [[nodiscard]] bool check_password(std::string_view hash, std::string_view password) override;
  [[nodiscard]] std::optional<std::string> public_key() const override { return public_key_; }
  [[nodiscard]] std::optional<std::string> sign(std::string_view message) override;
  [[nodiscard]] bool verify(std::string_view public_key, std::string_view message,
                            std::string_view signature) const override;

 private:
  class Turn;

  FileSecrets(std::string token_key, const std::array<unsigned char, 32>& seed, std::string id_key);

  std::string token_key_;
  std::string id_key_;
  std::string public_key_;
  std::array<unsigned char, 64> signing_key_{};
  struct Turns;
  std::unique_ptr<Turns> turns_;
};

// Checks signatures with the public key alone: for a verification away from the server.
class VerifyOnly final : public ports::Secrets {
 public:
  [[nodiscard]] std::string_view token_key() const override { return {}; }
  [[nodiscard]] std::string_view id_key() const override { return {}; }
  [[nodiscard]] std::optional<std::string> hash_password(std::string_view) override { return {}; }
  [[nodiscard]] bool check_password(std::string_view, std::string_view) override { return false; }
  [[nodiscard]] std::optional<std::string> public_key() const override { return {}; }
  [[nodiscard]] std::optional<std::string> sign(std::string_view) override { return {}; }
  [[nodiscard]] bool verify(std::string_view public_key, std::string_view message,
                            std::string_view signature) const override;
};

}  // namespace financescr::keys
