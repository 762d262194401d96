#include "functions/audit/seal.hpp"

#include <algorithm>

#include "engine/canonical/json.hpp"

namespace financescr::audit {

using canonical::Json;

bool Trust::knows(std::string_view public_key) const {
  return keys.empty() || std::find(keys.begin(), keys.end(), public_key) != keys.end();
}

std::string seal_text(std::string_view chain, std::int64_t seq, std::string_view hash) {
  return canonical::write(Json::object({{"chain", chain}, {"hash", hash}, {"sealed", seq}}));
}

std::optional<std::string> make_seal(const ports::AuditRow& row, ports::Secrets& secrets) {
  auto public_key = secrets.public_key();
  const auto signature = secrets.sign(seal_text(row.chain, row.seq, row.hash));
  if (!public_key || !signature) return std::nullopt;
  return *std::move(public_key) + "." + *signature;
}

std::optional<Seal> read_seal(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  return Seal{std::string(text.substr(0, dot)), std::string(text.substr(dot + 1))};
}

bool is_sealed(const ports::AuditRow& row, const Trust& trust) {
  if (!row.seal) return false;
  const auto seal = read_seal(*row.seal);
  return seal && trust.knows(seal->public_key) &&
         trust.secrets.verify(seal->public_key, seal_text(row.chain, row.seq, row.hash),
                              seal->signature);
}

Trust SigningOptions::trust() const {
  Trust trust{*secrets, trusted_keys};
  // Without a key of its own no seal is one of its own.
  trust.keys.push_back(secrets->public_key().value_or("none"));
  return trust;
}

}  // namespace financescr::audit
