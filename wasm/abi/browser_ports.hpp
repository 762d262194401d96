// The ports of a host that has one pack, no accounts and no keys. Its clock and its randomness come
// from outside.
#pragma once

#include <string>

#include "functions/ports/entropy.hpp"
#include "functions/ports/log.hpp"
#include "functions/ports/pack_library.hpp"
#include "functions/ports/secrets.hpp"

namespace financescr::browser {

// Warnings and errors, a JSON line each, to standard error.
class WarningLog final : public ports::Log {
 public:
  void write(ports::LogLevel level, std::string_view event,
             std::vector<canonical::Json::Member> fields) override;
};

// Signs nothing and knows no password; cursors hold as long as the host.
class PassingSecrets final : public ports::Secrets {
 public:
  explicit PassingSecrets(ports::Entropy& entropy);
  [[nodiscard]] std::string_view token_key() const override { return token_key_; }
  [[nodiscard]] std::string_view id_key() const override { return {}; }
  [[nodiscard]] std::optional<std::string> hash_password(std::string_view) override {
    return std::nullopt;
  }
  [[nodiscard]] bool check_password(std::string_view, std::string_view) override { return false; }
  [[nodiscard]] std::optional<std::string> public_key() const override { return std::nullopt; }
  [[nodiscard]] std::optional<std::string> sign(std::string_view) override { return std::nullopt; }
  [[nodiscard]] bool verify(std::string_view, std::string_view, std::string_view) const override {
    return false;
  }

 private:
  std::string token_key_;
};

class SinglePackLibrary final : public ports::PackLibrary {
 public:
  explicit SinglePackLibrary(std::shared_ptr<const ports::LoadedPack> pack)
      : pack_(std::move(pack)) {}
  [[nodiscard]] std::shared_ptr<const ports::LoadedPack> active() const override { return pack_; }
  [[nodiscard]] std::vector<ports::PackEntry> list() const override {
    return {{pack_->pack_id, true}};
  }
  [[nodiscard]] tl::expected<std::shared_ptr<const ports::LoadedPack>, Errors> open(
      const std::string& pack_id) override;
  void activate(std::shared_ptr<const ports::LoadedPack> pack) override { pack_ = std::move(pack); }

 private:
  std::shared_ptr<const ports::LoadedPack> pack_;
};

}  // namespace financescr::browser
