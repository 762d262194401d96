// AccountBook: what a history says of accounts beside its transactions: whose they are, and whether
// they turned out to be fraudulent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/core/country.hpp"
#include "engine/core/result.hpp"
#include "engine/core/timestamp.hpp"

namespace financescr::datagen::histories {

inline constexpr std::size_t kMaxAccounts = 50'000'000;

struct Account {
  std::string account_id;
  std::string client_id;  // empty: not known
  std::optional<Country> country;
  std::optional<bool> is_fraud;
  std::optional<Timestamp> fraud_at;
  std::optional<Timestamp> first_seen;  // its first event
};

class AccountBook {
 public:
  // Returns: false if there is an account of that id already, which stays as it is.
  [[nodiscard]] bool add(Account account);
  [[nodiscard]] const Account* find(std::string_view account_id) const;
  // Whose account it is; the account's own id where that is not known.
  [[nodiscard]] std::string client_of(std::string_view account_id) const;
  [[nodiscard]] bool empty() const { return accounts_.empty(); }
  [[nodiscard]] bool is_full() const { return accounts_.size() >= kMaxAccounts; }

  // The account has an event at that time.
  void note_event(std::string_view account_id, Timestamp at);

  // "ALERT_ID" → what kind of crime it is, in lower case with underscores.
  void add_typology(std::string_view alert_id, std::string_view typology);
  // Empty: not known.
  [[nodiscard]] std::string typology_of(std::string_view alert_id) const;

  // In the order of the file.
  [[nodiscard]] const std::vector<Account>& all() const { return accounts_; }

 private:
  std::vector<Account> accounts_;
  std::unordered_map<std::string, std::uint32_t> index_;  // never iterated
  std::unordered_map<std::string, std::string> typologies_;
};

// "FAN-OUT", "Fan In" → "fan_out", "fan_in". At most 128 bytes.
[[nodiscard]] std::string typology_text(std::string_view words);

}  // namespace financescr::datagen::histories
