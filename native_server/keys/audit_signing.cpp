#include "native_server/keys/audit_signing.hpp"

#include <unistd.h>

#include <cstdio>
#include <memory>
#include <optional>

#include "functions/audit/head.hpp"
#include "native_server/files/files.hpp"
#include "native_server/files/private_file.hpp"
#include "native_server/keys/head_writer.hpp"

namespace financescr::keys {
namespace {

constexpr std::int64_t kMaxLineBytes = 64 << 10;

// The last whole line of a file; empty if there is none.
std::string last_line(const std::string& path) {
  const files::Stream file(std::fopen(path.c_str(), "re"));
  if (file == nullptr || ::fseeko(file.get(), 0, SEEK_END) != 0) return {};
  const std::int64_t size = ::ftello(file.get());
  const std::int64_t from = size > kMaxLineBytes ? size - kMaxLineBytes : 0;
  if (::fseeko(file.get(), from, SEEK_SET) != 0) return {};
  std::string text(static_cast<std::size_t>(size - from), '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file.get()));
  // What stands behind the last line feed was not finished.
  const std::size_t end = text.rfind('\n');
  if (end == std::string::npos) return {};
  text.resize(end);
  const std::size_t begin = text.rfind('\n');
  return begin == std::string::npos ? text : text.substr(begin + 1);
}

}  // namespace

std::string AuditSigning::note_path() const {
  // Beside the anchors, and named like them.
  std::string path = anchors_path(state_dir_, instance_);
  const std::size_t name = state_dir_.size() + 1;
  return path.replace(name, std::string_view("anchors").size(), "declared");
}

audit::SigningOptions AuditSigning::options(ports::Secrets& secrets,
                                            std::vector<std::string> trusted_keys,
                                            Timestamp now) const {
  audit::SigningOptions options;
  options.secrets = &secrets;
  options.trusted_keys = std::move(trusted_keys);
  options.opened_at = now;
  options.may_adopt = ::access(note_path().c_str(), F_OK) != 0;
  const auto json = canonical::parse(last_line(anchors_path(state_dir_, instance_)));
  auto head = json ? audit::head_from_json(*json).map_error([](const Errors&) { return 0; })
                   : tl::unexpected(0);
  const bool is_ours = head && head->chain == instance_ &&
                       options.trust().knows(head->public_key) && audit::is_signed(*head, secrets);
  if (is_ours) options.anchor = *std::move(head);
  return options;
}

Result<void> AuditSigning::note(ports::Store& store) const {
  if (store.signing().state != ports::Signing::State::kOn) return {};
  if (auto made = files::create_private(note_path(), "{}\n"); !made)
    return tl::unexpected(made.error());
  return {};
}

}  // namespace financescr::keys
