#include "datagen/importers/histories/account_book.hpp"

#include <utility>

#include "datagen/importers/import_session.hpp"
#include "datagen/importers/text_scan.hpp"

namespace financescr::datagen::histories {

bool AccountBook::add(Account account) {
  const auto place = static_cast<std::uint32_t>(accounts_.size());
  if (!index_.emplace(account.account_id, place).second) return false;
  accounts_.push_back(std::move(account));
  return true;
}

const Account* AccountBook::find(std::string_view account_id) const {
  if (accounts_.empty()) return nullptr;
  const auto found = index_.find(std::string(account_id));
  return found == index_.end() ? nullptr : &accounts_[found->second];
}

std::string AccountBook::client_of(std::string_view account_id) const {
  const Account* account = find(account_id);
  return std::string(account == nullptr || account->client_id.empty() ? account_id
                                                                      : account->client_id);
}

void AccountBook::note_event(std::string_view account_id, Timestamp at) {
  if (accounts_.empty()) return;
  const auto found = index_.find(std::string(account_id));
  if (found == index_.end()) return;
  auto& first_seen = accounts_[found->second].first_seen;
  if (!first_seen || at < *first_seen) first_seen = at;
}

void AccountBook::add_typology(std::string_view alert_id, std::string_view typology) {
  if (typologies_.size() < kMaxAccounts) {
    typologies_.emplace(alert_id, typology_text(typology));
  }
}

std::string AccountBook::typology_of(std::string_view alert_id) const {
  if (typologies_.empty()) return {};
  const auto found = typologies_.find(std::string(alert_id));
  return found == typologies_.end() ? std::string() : found->second;
}

std::string typology_text(std::string_view words) {
  std::string text = shortened(squeezed(words));
  for (char& c : text) c = c == ' ' || c == '-' ? '_' : to_lower(c);
  return text;
}

}  // namespace financescr::datagen::histories
