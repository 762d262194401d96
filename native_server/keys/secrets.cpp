#include "native_server/keys/secrets.hpp"

#include <sodium.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <semaphore>
#include <set>
#include <span>

#include "engine/canonical/sha256.hpp"
#include "native_server/files/private_file.hpp"

namespace financescr::keys {
namespace {

constexpr std::size_t kMinTokenKeyBytes = 32;
constexpr std::size_t kMinDistinctBytes = 10;  // 64 random hexadecimal digits have 13 or more
constexpr std::size_t kSeedBytes = 32;
constexpr std::uint64_t kPasswordPasses = 2;
constexpr std::size_t kPasswordMemory = std::size_t{19} * 1024 * 1024;
constexpr std::ptrdiff_t kHashesAtOnce = 4;

// Parts of secrets that stand in examples, and in servers that were set up from them.
constexpr std::string_view kKnownWords[] = {"changeme",   "change-me",
                                            "change_me",  "changethis",
                                            "secret",     "password",
                                            "example",    "insecure",
                                            "default",    "please",
                                            "your-key",   "yourkey",
                                            "financescr", "0123456789abcdef0123456789abcdef"};

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// What is wrong with a token key; empty: nothing.
std::string weakness_of(const std::string& key) {
  if (key.size() < kMinTokenKeyBytes) {
    return "is shorter than " + std::to_string(kMinTokenKeyBytes) + " bytes";
  }
  if (std::set<char>(key.begin(), key.end()).size() < kMinDistinctBytes) {
    return "repeats a few characters";
  }
  const std::string lowered = lower(key);
  for (const std::string_view word : kKnownWords) {
    if (lowered.find(word) != std::string::npos) return "is one that anybody would try";
  }
  return {};
}

std::string random_hex_line(std::size_t bytes) {
  std::string raw(bytes, '\0');
  randombytes_buf(raw.data(), raw.size());
  const std::span view(reinterpret_cast<const std::uint8_t*>(raw.data()), raw.size());
  return canonical::hex(view) + "\n";
}

std::optional<std::string> decode_hex(std::string_view text, std::size_t bytes) {
  std::string raw(bytes, '\0');
  std::size_t length = 0;
  if (text.size() != 2 * bytes || text.find_first_not_of("0123456789abcdef") != text.npos) {
    return std::nullopt;
  }
  if (sodium_hex2bin(reinterpret_cast<unsigned char*>(raw.data()), raw.size(), text.data(),
                     text.size(), nullptr, &length, nullptr) != 0 ||
      length != bytes) {
    return std::nullopt;
  }
  return raw;
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// The secret of a file, which is made if it is missing and ours to make.
Result<std::string> read_or_make(const std::string& path, const char* what, bool may_make) {
  auto found = files::read_private(path);
  if (!found) return tl::unexpected(found.error());
  if (*found) return **std::move(found);
  if (!may_make) return fail(ErrorCode::kNotFound, path + ": there is no such file");
  const auto made = files::create_private(path, random_hex_line(kSeedBytes));
  if (!made) return tl::unexpected(made.error());
  if (*made) std::fprintf(stderr, "financescr: made the %s: %s\n", what, path.c_str());
  found = files::read_private(path);
  if (!found) return tl::unexpected(found.error());
  if (!*found) return fail(ErrorCode::kNotFound, path + ": there is no such file");
  return **std::move(found);
}

constexpr const char* kTokenKeyVariable = "FINANCESCR_TOKEN_KEY_FILE";
constexpr const char* kSigningKeyVariable = "FINANCESCR_SIGNING_KEY_FILE";

std::string file_or(const char* variable, std::string otherwise) {
  const char* path = std::getenv(variable);
  return path == nullptr || *path == '\0' ? std::move(otherwise) : std::string(path);
}

bool is_given(const char* variable, const std::string& path) {
  return file_or(variable, "") == path;
}

bool verify_signature(std::string_view public_key, std::string_view message,
                      std::string_view signature) {
  const auto key = decode_hex(public_key, crypto_sign_PUBLICKEYBYTES);
  const auto raw = decode_hex(signature, crypto_sign_BYTES);
  return sodium_init() >= 0 && key && raw &&
         crypto_sign_verify_detached(bytes_of(*raw), bytes_of(message), message.size(),
                                     bytes_of(*key)) == 0;
}

}  // namespace

// Passwords are hashed by a few threads at once: each takes 19 MiB.
struct FileSecrets::Turns {
  std::counting_semaphore<kHashesAtOnce> free{kHashesAtOnce};
};

class FileSecrets::Turn {
 public:
  explicit Turn(Turns& turns) : turns_(turns) { turns_.free.acquire(); }
  ~Turn() { turns_.free.release(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  Turns& turns_;
};

SecretFiles secret_files(const std::string& state_dir) {
  return {file_or(kTokenKeyVariable, state_dir + "/token.key"),
          file_or(kSigningKeyVariable, state_dir + "/signing.key")};
}

Result<std::unique_ptr<FileSecrets>> FileSecrets::open(const SecretFiles& files,
                                                       std::string id_key) {
  if (sodium_init() < 0) return fail(ErrorCode::kUnsupported, "libsodium cannot be started");
  auto token_key = read_or_make(files.token_key, "key of access tokens",
                                !is_given(kTokenKeyVariable, files.token_key));
  if (!token_key) return tl::unexpected(token_key.error());
  if (const std::string weakness = weakness_of(*token_key); !weakness.empty()) {
    return fail(ErrorCode::kInvalid, files.token_key + ": the key " + weakness +
                                         "; remove the file, and a good one is made");
  }
  const auto seed_text = read_or_make(files.signing_key, "key that signs the audit log",
                                      !is_given(kSigningKeyVariable, files.signing_key));
  if (!seed_text) return tl::unexpected(seed_text.error());
  auto seed = decode_hex(*seed_text, kSeedBytes);
  if (!seed || std::set<char>(seed->begin(), seed->end()).size() < kMinDistinctBytes) {
    return fail(ErrorCode::kInvalid,
                files.signing_key + ": must be 64 random hexadecimal digits in lower case");
  }
  std::array<unsigned char, kSeedBytes> bytes{};
  std::copy(seed->begin(), seed->end(), bytes.begin());
  auto secrets = std::unique_ptr<FileSecrets>(
      new FileSecrets(*std::move(token_key), bytes, std::move(id_key)));
  sodium_memzero(bytes.data(), bytes.size());
  sodium_memzero(seed->data(), seed->size());
  return secrets;
}

FileSecrets::FileSecrets(std::string token_key, const std::array<unsigned char, 32>& seed,
                         std::string id_key)
    : token_key_(std::move(token_key)),
      id_key_(std::move(id_key)),
      turns_(std::make_unique<Turns>()) {
  std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> public_key{};
  crypto_sign_seed_keypair(public_key.data(), signing_key_.data(), seed.data());
  public_key_ = canonical::hex(public_key);
}

FileSecrets::~FileSecrets() {
  sodium_memzero(token_key_.data(), token_key_.size());
  sodium_memzero(id_key_.data(), id_key_.size());
  sodium_memzero(signing_key_.data(), signing_key_.size());
}

std::optional<std::string> FileSecrets::hash_password(std::string_view password) {
  const Turn turn(*turns_);
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), kPasswordPasses,
                            kPasswordMemory, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return std::nullopt;
  }
  return std::string(hash.data());
}

bool FileSecrets::check_password(std::string_view hash, std::string_view password) {
  if (hash.size() >= crypto_pwhash_STRBYTES) return false;
  const Turn turn(*turns_);
  return crypto_pwhash_str_verify(std::string(hash).c_str(), password.data(), password.size()) == 0;
}

std::optional<std::string> FileSecrets::sign(std::string_view message) {
  std::array<std::uint8_t, crypto_sign_BYTES> signature{};
  crypto_sign_detached(signature.data(), nullptr, bytes_of(message), message.size(),
                       signing_key_.data());
  return canonical::hex(signature);
}

bool FileSecrets::verify(std::string_view public_key, std::string_view message,
                         std::string_view signature) const {
  return verify_signature(public_key, message, signature);
}

bool VerifyOnly::verify(std::string_view public_key, std::string_view message,
                        std::string_view signature) const {
  return verify_signature(public_key, message, signature);
}

}  // namespace financescr::keys
