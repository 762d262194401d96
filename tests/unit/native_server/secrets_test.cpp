// The keys of a server and the files they are in.
#include "native_server/keys/secrets.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "functions/audit/verify.hpp"
#include "functions/memory_store/memory_store.hpp"
#include "native_server/files/private_file.hpp"
#include "native_server/keys/audit_file.hpp"
#include "native_server/keys/head_writer.hpp"
#include "tests/unit/functions/service.hpp"

namespace financescr::keys {
namespace {

namespace fs = std::filesystem;

class Folder {
 public:
  Folder() {
    std::string name = fs::temp_directory_path() / "financescr-secrets-XXXXXX";
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~Folder() { fs::remove_all(path); }
  [[nodiscard]] SecretFiles files() const {
    return {path + "/state/token.key", path + "/state/signing.key"};
  }
  std::string path;
};

void write(const std::string& path, std::string_view text, mode_t mode = 0600) {
  fs::create_directories(fs::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << text;
  REQUIRE(::chmod(path.c_str(), mode) == 0);
}

constexpr std::string_view kGood =
    "6d1f0c5be29a47830d94ac71f2b85e3619c0d7a4e86b52f3718d2c9fb04ea65d";

TEST_CASE("keys are made once, for their owner alone, and read again") {
  const Folder folder;
  const auto first = FileSecrets::open(folder.files(), "");
  REQUIRE(first);
  for (const auto& file : {folder.files().token_key, folder.files().signing_key}) {
    struct stat info{};
    REQUIRE(::stat(file.c_str(), &info) == 0);
    CHECK((info.st_mode & 0777U) == 0600U);
  }
  const auto second = FileSecrets::open(folder.files(), "");
  REQUIRE(second);
  CHECK((*first)->token_key() == (*second)->token_key());
  CHECK((*first)->token_key().size() == 64);
  CHECK((*first)->public_key() == (*second)->public_key());
  const Folder other;
  const auto third = FileSecrets::open(other.files(), "");
  CHECK((*third)->token_key() != (*first)->token_key());
  CHECK((*third)->public_key() != (*first)->public_key());
}

TEST_CASE("a key that others may read, that is short or that is known is refused") {
  const Folder folder;
  const SecretFiles files = folder.files();
  write(files.signing_key, kGood);
  for (const mode_t mode : {mode_t{0644}, mode_t{0604}, mode_t{0620}, mode_t{0666}}) {
    write(files.token_key, kGood, mode);
    CHECK_FALSE(FileSecrets::open(files, ""));
  }
  for (const auto* weak :
       {"", "short", "changemechangemechangemechangeme-42", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "your-secret-key-for-signing-tokens-0123", "0123456789abcdef0123456789abcdef"}) {
    CAPTURE(weak);
    write(files.token_key, weak);
    CHECK_FALSE(FileSecrets::open(files, ""));
  }
  write(files.token_key, std::string(kGood) + "\n");
  CHECK(FileSecrets::open(files, ""));
  write(files.token_key, kGood, 0440);  // as Kubernetes mounts a secret
  CHECK(FileSecrets::open(files, ""));
  for (const auto* bad : {"not hexadecimal", "00",
                          "0000000000000000000000000000000000000000000000000000000000000000"}) {
    write(files.signing_key, bad);
    CHECK_FALSE(FileSecrets::open(files, ""));
  }
}

TEST_CASE("passwords are argon2id with a salt of their own") {
  const Folder folder;
  const auto secrets = FileSecrets::open(folder.files(), "").value();
  const auto one = secrets->hash_password("a long enough passphrase");
  const auto two = secrets->hash_password("a long enough passphrase");
  REQUIRE(one);
  CHECK(one->starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  CHECK(one != two);
  CHECK(secrets->check_password(*one, "a long enough passphrase"));
  CHECK_FALSE(secrets->check_password(*one, "a long enough passphrasf"));
  CHECK_FALSE(secrets->check_password("", ""));
  CHECK_FALSE(secrets->check_password(std::string(500, '$'), ""));
}

// RFC 8032, 7.1, test 2.
TEST_CASE("signatures are those of RFC 8032") {
  const Folder folder;
  write(folder.files().token_key, kGood);
  write(folder.files().signing_key,
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
  const auto secrets = FileSecrets::open(folder.files(), "").value();
  CHECK(secrets->public_key() ==
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  const std::string signature = secrets->sign("\x72").value();
  CHECK(signature ==
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  const VerifyOnly reader;
  CHECK(reader.verify(*secrets->public_key(), "\x72", signature));
  CHECK_FALSE(reader.verify(*secrets->public_key(), "\x73", signature));
  CHECK_FALSE(reader.verify(std::string(64, '0'), "\x72", signature));
  CHECK_FALSE(reader.verify("", "\x72", signature));
  CHECK_FALSE(reader.verify(*secrets->public_key(), "\x72", ""));
}

TEST_CASE("lines are whole: half of one is cut off when the file is opened again") {
  const Folder folder;
  const std::string path = folder.path + "/lines.jsonl";
  CHECK(files::LineFile::open(path)->append("one"));
  std::ofstream(path, std::ios::app | std::ios::binary) << "half";
  CHECK(files::LineFile::open(path)->append("two"));
  std::ifstream file(path);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  CHECK(text == "one\ntwo\n");
}

audit::SigningOptions signed_by(ports::Secrets& secrets) {
  audit::SigningOptions options;
  options.secrets = &secrets;
  return options;
}

ports::Transaction one_event(Timestamp at) {
  ports::AuditEvent event;
  event.at = at;
  event.event = "login";
  event.actor = "user:1";
  event.request_id = "r";
  return {{}, {event}};
}

TEST_CASE("at its end a server has signed everything, in the store and outside it") {
  const Folder folder;
  const auto secrets = FileSecrets::open(folder.files(), "").value();
  memory_store::MemoryStore store("server/1", "", signed_by(*secrets));
  samples::FixedClock clock;
  samples::KeptLog log;
  const std::string anchors = anchors_path(folder.path, "server/1");
  for (int start = 0; start < 2; ++start) {
    const auto writer = HeadWriter::start({store, clock, *secrets, log}, anchors);
    REQUIRE(writer);
    for (int i = 0; i < 10; ++i) REQUIRE(store.commit(one_event(clock.now())));
  }
  const auto heads = store.audit_heads("server/1", 1, 10).value();
  REQUIRE_FALSE(heads.empty());
  CHECK(heads.back().count == 21);  // with the one that declares the chain
  const auto file = AuditFile::open(anchors);
  REQUIRE(file);
  audit::StoreSource source(store);
  audit::VerifyOptions options;
  options.trusted_keys = {*secrets->public_key()};
  options.anchors = file->get();
  const auto result = audit::verify(source, *secrets, options, [](const audit::Finding&) {});
  REQUIRE(result);
  CHECK(result->findings == 0);
  REQUIRE(result->chains.size() == 1);
  CHECK(result->chains.front().tail_rows() == 0);
  CHECK(result->chains.front().anchors >= 2);
  CHECK(log.text.empty());
}

TEST_CASE("an exported log verifies like the store, and a change of a line is found") {
  const Folder folder;
  const auto secrets = FileSecrets::open(folder.files(), "").value();
  memory_store::MemoryStore store("one", "", signed_by(*secrets));
  samples::FixedClock clock;
  samples::KeptLog log;
  const auto writer =
      HeadWriter::start({store, clock, *secrets, log}, folder.path + "/anchors.jsonl");
  for (int i = 0; i < 30; ++i) REQUIRE(store.commit(one_event(clock.now())));
  std::vector<std::string> lines;
  const auto rows = store.audit_rows("one", 1, 100).value();
  for (const auto& row : rows) lines.push_back(export_line(row));
  const auto tail = store.audit_tail().value().value();
  lines.push_back(export_line(*audit::sign_head(tail, clock.now(), *secrets)));
  const auto faults = [&](const std::vector<std::string>& text) {
    std::string all;
    for (const std::string& line : text) all += line + "\n";
    write(folder.path + "/export.jsonl", all);
    const auto file = AuditFile::open(folder.path + "/export.jsonl");
    REQUIRE(file);
    const VerifyOnly reader;
    audit::VerifyOptions options;
    options.trusted_keys = {*secrets->public_key()};
    return audit::verify(**file, reader, options, [](const audit::Finding&) {}).value().findings;
  };
  CHECK(faults(lines) == 0);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    CAPTURE(i);
    auto changed = lines;
    const bool is_head = i + 1 == lines.size();
    const std::string_view before = is_head ? "\"hash\":\"" : "\"event\":\"";
    char& c = changed[i][changed[i].find(before) + before.size()];
    c = c == '0' ? '1' : '0';
    CHECK(faults(changed) > 0);
    auto repeated = lines;
    repeated.insert(repeated.begin() + static_cast<std::ptrdiff_t>(i), lines[i]);
    CHECK((faults(repeated) > 0 || is_head));
    auto without = lines;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    CHECK((faults(without) > 0 || i + 1 == lines.size()));
  }
}

}  // namespace
}  // namespace financescr::keys
