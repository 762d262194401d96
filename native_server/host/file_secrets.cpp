#include "native_server/host/file_secrets.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <set>
#include <span>

#include <fmt/format.h>

#include "engine/canonical/sha256.hpp"
#include "native_server/host/files.hpp"
#include "native_server/host/id_key.hpp"

namespace financescr::host {
namespace {

constexpr std::size_t kKeyBytes = 32;
static_assert(crypto_sign_SEEDBYTES == kKeyBytes);

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string hex_of(std::string_view bytes) {
  return canonical::hex(std::span(bytes_of(bytes), bytes.size()));
}

std::optional<std::string> from_hex(std::string_view text, std::size_t bytes) {
  std::string decoded(bytes, '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_hex2bin(reinterpret_cast<unsigned char*>(decoded.data()), decoded.size(), text.data(),
                     text.size(), nullptr, &length, &end) != 0 ||
      length != bytes || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return decoded;
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

Result<void> require_private(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) {
    return fail(ErrorCode::kInvalid, fmt::format("{}: {}", path, std::strerror(errno)));
  }
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return fail(
        ErrorCode::kInvalid,
        fmt::format("{}: others may read this key; chmod 600 it, or better make a new one", path));
  }
  return {};
}

// Keys that a person typed instead of a machine drew.
bool is_guessable(std::string_view key) {
  return std::set<char>(key.begin(), key.end()).size() < 8;
}

Result<std::string> read_key(const std::string& path) {
  if (auto kept = require_private(path); !kept) return tl::unexpected(kept.error());
  const auto file = read_file(path);
  if (!file) return tl::unexpected(file.error());
  std::string_view text = file->view;
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  auto key = from_hex(text, kKeyBytes);
  if (!key || is_guessable(*key)) {
    return fail(ErrorCode::kInvalid,
                fmt::format("{}: not a key of {} random bytes in hexadecimal; make one with "
                            "`openssl rand -hex 32`",
                            path, kKeyBytes));
  }
  return std::move(*key);
}

// Created exclusively, so that two servers that start together agree on one key.
Result<void> make_key(const std::string& path) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (fd < 0) {
    if (errno == EEXIST) return {};
    return fail(ErrorCode::kInvalid,
                fmt::format("{}: cannot be made: {}", path, std::strerror(errno)));
  }
  const std::string text = hex_of(random_bytes(kKeyBytes)) + "\n";
  const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                       ::fsync(fd) == 0;
  const int fault = errno;
  ::close(fd);
  if (written) return {};
  ::unlink(path.c_str());
  return fail(ErrorCode::kInvalid, fmt::format("{}: {}", path, std::strerror(fault)));
}

std::string path_of(const char* variable, const std::string& folder, const char* name) {
  const char* named = std::getenv(variable);
  return named == nullptr ? folder + "/" + name : std::string(named);
}

Result<void> make_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return fail(ErrorCode::kInvalid, folder + ": " + error.message());
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  return {};
}

}  // namespace

Result<std::string> read_or_make_key(const std::string& path, std::string_view what) {
  if (!is_file(path)) {
    if (auto made = make_key(path); !made) return tl::unexpected(made.error());
    std::fputs(fmt::format("financescr: made {} in {}\n", what, path).c_str(), stderr);
  }
  return read_key(path);
}

Result<std::unique_ptr<FileSecrets>> FileSecrets::open(const std::string& folder) {
  if (sodium_init() < 0) return fail(ErrorCode::kUnsupported, "libsodium cannot be used here");
  if (auto made = make_folder(folder); !made) return tl::unexpected(made.error());
  std::unique_ptr<FileSecrets> secrets(new FileSecrets());
  auto token = read_or_make_key(path_of("FINANCESCR_TOKEN_KEY_FILE", folder, "token.key"),
                                "the key that signs access tokens");
  if (!token) return tl::unexpected(token.error());
  secrets->token_key_ = std::move(*token);
  const auto seed = read_or_make_key(path_of("FINANCESCR_SIGNING_KEY_FILE", folder, "signing.key"),
                                     "the key that signs audit heads");
  if (!seed) return tl::unexpected(seed.error());
  std::string public_key(crypto_sign_PUBLICKEYBYTES, '\0');
  secrets->signing_key_.resize(crypto_sign_SECRETKEYBYTES);
  crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(public_key.data()),
                           reinterpret_cast<unsigned char*>(secrets->signing_key_.data()),
                           bytes_of(*seed));
  secrets->public_key_ = hex_of(public_key);
  auto id_key = id_key_from_environment();
  if (!id_key) return tl::unexpected(id_key.error());
  secrets->id_key_ = std::move(*id_key);
  return secrets;
}

std::optional<std::string> FileSecrets::hash_password(std::string_view password) {
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(),
                            crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return std::nullopt;
  }
  hash.resize(std::strlen(hash.c_str()));
  return hash;
}

bool FileSecrets::check_password(std::string_view hash, std::string_view password) {
  if (hash.size() >= crypto_pwhash_STRBYTES) return false;
  std::string padded(hash);
  padded.resize(crypto_pwhash_STRBYTES, '\0');
  return crypto_pwhash_str_verify(padded.data(), password.data(), password.size()) == 0;
}

std::optional<std::string> FileSecrets::sign(std::string_view message) {
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr,
                       bytes_of(message), message.size(), bytes_of(signing_key_));
  return hex_of(signature);
}

bool FileSecrets::verify(std::string_view public_key, std::string_view message,
                         std::string_view signature) const {
  const auto key = from_hex(public_key, crypto_sign_PUBLICKEYBYTES);
  const auto bytes = from_hex(signature, crypto_sign_BYTES);
  return key && bytes &&
         crypto_sign_verify_detached(bytes_of(*bytes), bytes_of(message), message.size(),
                                     bytes_of(*key)) == 0;
}

}  // namespace financescr::host
