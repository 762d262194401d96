// financescr admin: accounts, made by who may write to the store and the state folder.
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "functions/auth/api_key.hpp"
#include "functions/auth/new_user.hpp"
#include "functions/auth/one_time_password.hpp"
#include "functions/auth/user_event.hpp"
#include "functions/ports/ids.hpp"
#include "native_server/commands/command.hpp"
#include "native_server/commands/failure.hpp"
#include "native_server/files/private_file.hpp"
#include "native_server/keys/audit_signing.hpp"
#include "native_server/keys/head_writer.hpp"
#include "native_server/keys/secrets.hpp"
#include "native_server/pack_files/pack_loader.hpp"
#include "native_server/service/json_log.hpp"
#include "native_server/service/system_ports.hpp"
#include "native_server/stores/open_store.hpp"

namespace financescr::commands {
namespace {

using canonical::Json;

struct Options {
  std::string store;
  std::string state_dir = ".financescr/state";
  std::string username;
  std::string email;
  std::string full_name;
  std::string role = "admin";
  std::string password_file;
  bool one_time = false;
};

// Who runs these commands is known to the system, not to us.
constexpr std::string_view kOperator = "operator";

// A line of standard input, without its end.
std::optional<std::string> read_input_line() {
  std::string line;
  for (int c = std::getchar(); c != EOF; c = std::getchar()) {
    if (c == '\n') return line;
    line.push_back(static_cast<char>(c));
  }
  if (line.empty()) return std::nullopt;
  return line;
}

// A terminal that does not show what is typed, for as long as this lives.
class NoEcho {
 public:
  NoEcho() {
    if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios hidden = before_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    is_hidden_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
  }
  ~NoEcho() {
    if (is_hidden_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  NoEcho(const NoEcho&) = delete;
  NoEcho& operator=(const NoEcho&) = delete;

 private:
  termios before_{};
  bool is_hidden_ = false;
};

Result<std::string> ask_password() {
  const NoEcho hidden;
  std::array<std::string, 2> typed;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    std::fputs(i == 0 ? "Password: " : "Again: ", stderr);
    auto line = read_input_line();
    std::fputs("\n", stderr);
    if (!line) return fail(ErrorCode::kMissing, "no password was given");
    typed[i] = *std::move(line);
  }
  if (typed[0] != typed[1]) return fail(ErrorCode::kInvalid, "the two passwords differ");
  return typed[0];
}

// From a file that is ours alone, from a terminal, or from a pipe.
Result<std::string> read_password(const std::string& file) {
  if (!file.empty()) {
    auto text = files::read_private(file);
    if (!text) return tl::unexpected(text.error());
    if (!*text) return fail(ErrorCode::kNotFound, file + ": there is no such file");
    return **std::move(text);
  }
  if (::isatty(STDIN_FILENO) == 1) return ask_password();
  auto line = read_input_line();
  if (!line) return fail(ErrorCode::kMissing, "no password was given on standard input");
  return *std::move(line);
}

// The chain of the commands that are run beside a server.
std::string command_instance() {
  std::array<char, 256> name{};
  const bool known = ::gethostname(name.data(), name.size() - 1) == 0;
  return std::string("admin@") + (known ? name.data() : "localhost");
}

// What a command needs, opened before anything is written.
struct Office {
  service::SystemClock clock;  // outlives what asks it
  service::SystemEntropy entropy;
  std::unique_ptr<keys::FileSecrets> secrets;
  std::unique_ptr<ports::Store> store;
  std::unique_ptr<service::JsonLog> log;
  std::unique_ptr<keys::HeadWriter> heads;
};

Result<void> open_secrets(const Options& options, Office& office) {
  auto secrets = keys::FileSecrets::open(keys::secret_files(options.state_dir), {});
  if (!secrets) return tl::unexpected(secrets.error());
  office.secrets = *std::move(secrets);
  return {};
}

Result<void> open_store(const Options& options, Office& office) {
  const std::string instance = command_instance();
  office.log =
      std::make_unique<service::JsonLog>(office.clock, STDERR_FILENO, ports::LogLevel::kWarning);
  const keys::AuditSigning signing(options.state_dir, instance);
  stores::OpenStoreOptions how;
  how.signing = signing.options(*office.secrets, {}, office.clock.now());
  how.report = [&log = *office.log](std::string_view event, std::string_view code) {
    log.write(ports::LogLevel::kError, "store", {{"fault", event}, {"code", code}});
  };
  auto store = stores::open_store(options.store, instance, std::move(how));
  if (!store) return tl::unexpected(store.error());
  if (auto noted = signing.note(**store); !noted) return tl::unexpected(noted.error());
  office.store = *std::move(store);
  auto heads = keys::HeadWriter::start({*office.store, office.clock, *office.secrets, *office.log},
                                       keys::anchors_path(options.state_dir, instance));
  if (!heads) return tl::unexpected(heads.error());
  office.heads = *std::move(heads);
  return {};
}

ports::AuditEvent event_of(Office& office, std::string_view event, Json details) {
  details.set("by", "command line");
  return auth::user_event(event, kOperator, make_id(office.clock, office.entropy),
                          office.clock.now(), details);
}

void print_account(const ports::UserRecord& user, const std::string& one_time_password) {
  fmt::print("{} {} {}\n", user.user_id, user.username, user.role);
  if (one_time_password.empty()) return;
  fmt::print("one-time password, until {}: {}\n", user.password_expires_at->to_string(),
             one_time_password);
}

int create(const Options& options) {
  Office office;
  if (const auto done = open_secrets(options, office); !done) return bad_input(done.error());
  const auto password =
      options.one_time
          ? Result<std::string>(auth::one_time_password(options.username, office.entropy))
          : read_password(options.password_file);
  if (!password) return bad_input(password.error());
  auto user = auth::new_user(
      Json::object({{"username", options.username},
                    {"email", options.email},
                    {"full_name", options.full_name.empty() ? options.username : options.full_name},
                    {"password", *password},
                    {"role", options.role}}),
      office.clock, office.entropy, *office.secrets);
  if (!user) {
    for (const Error& error : user.error()) {
      pack_files::print_error({error.code, error.pointer.substr(1) + " " + error.detail, {}});
    }
    return kBadInput;
  }
  user->created_by = std::string(kOperator);
  if (options.one_time) auth::mark_one_time(*user, kOperator, user->created_at);
  if (const auto done = open_store(options, office); !done) return bad_input(done.error());
  const auto committed = office.store->commit(
      {{ports::Insert<ports::UserRecord>{*user}},
       {event_of(office, "user_created",
                 Json::object({{"user_id", user->user_id}, {"role", user->role}}))}});
  if (!committed && committed.error() == ports::StoreFault::kConflict) {
    return bad_input({ErrorCode::kConflict, "there is a user " + user->username, {}});
  }
  if (!committed) return bad_input({ErrorCode::kUnsupported, "the store cannot be written to", {}});
  print_account(*user, options.one_time ? *password : "");
  return kOk;
}

// The end of every key of the user, as with every new password that is not his own choice.
ports::Stored<void> end_keys(Office& office, const ports::UserRecord& user,
                             ports::Transaction& transaction) {
  auto keys = auth::keys_in_use(*office.store, user.user_id);
  if (!keys) return tl::unexpected(keys.error());
  for (ports::ApiKeyRecord& key : *keys) {
    key.revoked_at = office.clock.now();
    ++key.version;
    transaction.audit.push_back(event_of(
        office, "api_key_revoked", Json::object({{"key_id", key.key_id}, {"owner", key.owner}})));
    transaction.writes.emplace_back(ports::Update<ports::ApiKeyRecord>{std::move(key)});
  }
  return {};
}

int reset_password(const Options& options) {
  Office office;
  if (const auto done = open_secrets(options, office); !done) return bad_input(done.error());
  if (const auto done = open_store(options, office); !done) return bad_input(done.error());
  const auto found =
      ports::first(*office.store, ports::user_named_query(auth::username_key(options.username)));
  const Error unreadable{ErrorCode::kUnsupported, "the store cannot be read or written", {}};
  if (!found) return bad_input(unreadable);
  if (!*found) return bad_input({ErrorCode::kNotFound, "there is no user " + options.username, {}});
  ports::UserRecord user = **found;
  const std::string password = auth::one_time_password(user.username, office.entropy);
  auto hash = office.secrets->hash_password(password);
  if (!hash) return bad_input({ErrorCode::kUnsupported, "the password cannot be hashed", {}});
  user.password_hash = *std::move(hash);
  auth::mark_one_time(user, kOperator, office.clock.now());
  ++user.version;
  ports::Transaction transaction;
  if (!end_keys(office, user, transaction)) return bad_input(unreadable);
  transaction.writes.emplace_back(ports::Update<ports::UserRecord>{user});
  transaction.audit.push_back(
      event_of(office, "password_reset", Json::object({{"user_id", user.user_id}})));
  if (!office.store->commit(std::move(transaction))) return bad_input(unreadable);
  print_account(user, password);
  return kOk;
}

void add_place(Command command, Options& options) {
  command.add_option("--store", options.store, "sqlite:FILE or postgresql://USER@HOST/DATABASE")
      .envname("DATABASE_URL")
      .required();
  command.add_option("--state-dir", options.state_dir, "Where the server's keys are")
      .envname("FINANCESCR_STATE_DIR")
      .capture_default_str();
  command.add_option("--username", options.username, "Name to log in with").required();
}

void add_create(Command admin, Action& chosen, const std::shared_ptr<Options>& options) {
  auto command = admin.add_subcommand("create", "Make an account; the first one is made so");
  command.footer(
      "The password is asked for without being shown, or read from --password-file (mode 0600),\n"
      "or from standard input when that is no terminal. It is the owner's: let him type it, or\n"
      "give --one-time.");
  add_place(command, *options);
  command.add_option("--email", options->email, "Address of the person").required();
  command.add_option("--full-name", options->full_name, "Name of the person");
  command
      .add_option("--role", options->role,
                  "viewer, analyst, senior_analyst, compliance_officer or admin")
      .capture_default_str();
  auto file =
      command.add_option("--password-file", options->password_file, "File that holds the password");
  command
      .add_flag("--one-time", options->one_time,
                "Make a password that the owner must change when he first logs in, and print it")
      .excludes(file);
  command.callback([&chosen, options] { chosen = [options] { return create(*options); }; });
}

}  // namespace

void add_admin(Command app, Action& chosen) {
  auto options = std::make_shared<Options>();
  auto admin = app.add_subcommand("admin", "Make accounts of a store");
  admin.footer("docs/SECURITY.md has the roles and the keys.");
  admin.require_subcommand();
  add_create(admin, chosen, options);
  auto reset = admin.add_subcommand(
      "reset-password", "Give an account a one-time password, for an owner who has lost his");
  reset.footer("Ends the account's tokens and API keys. The owner sets his own when he logs in.");
  add_place(reset, *options);
  reset.callback([&chosen, options] { chosen = [options] { return reset_password(*options); }; });
}

}  // namespace financescr::commands
