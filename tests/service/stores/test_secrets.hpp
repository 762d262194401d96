// A key that signs by HMAC: who verifies knows the keys of all its like.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/canonical/sha256.hpp"
#include "functions/audit/seal.hpp"
#include "functions/ports/secrets.hpp"

namespace financescr::stores {

class TestKey final : public ports::Secrets {
 public:
  explicit TestKey(char name = 'a') : name_(64, name) {}
  std::string_view token_key() const override { return {}; }
  std::string_view id_key() const override { return {}; }
  std::optional<std::string> hash_password(std::string_view) override { return {}; }
  bool check_password(std::string_view, std::string_view) override { return false; }
  std::optional<std::string> public_key() const override { return name_; }
  std::optional<std::string> sign(std::string_view message) override {
    return canonical::hex(canonical::hmac_sha256(name_, message));
  }
  bool verify(std::string_view key, std::string_view message,
              std::string_view signature) const override {
    return canonical::hex(canonical::hmac_sha256(key, message)) == signature;
  }

 private:
  std::string name_;
};

inline audit::SigningOptions signed_by(ports::Secrets& key, bool may_adopt = true) {
  audit::SigningOptions options;
  options.secrets = &key;
  options.opened_at = Timestamp{1'800'000'000'000'000};
  options.may_adopt = may_adopt;
  return options;
}

}  // namespace financescr::stores
