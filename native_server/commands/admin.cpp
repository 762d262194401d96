// financescr admin: accounts, made by who may write to the store and the state folder.
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "functions/auth/new_user.hpp"
#include "functions/auth/user_event.hpp"
#include "functions/ids.hpp"
#include "native_server/commands/command.hpp"
#include "native_server/host/audit_signing.hpp"
#include "native_server/host/head_writer.hpp"
#include "native_server/host/json_log.hpp"
#include "native_server/host/open_store.hpp"
#include "native_server/host/pack_loader.hpp"
#include "native_server/host/private_file.hpp"
#include "native_server/host/secrets.hpp"
#include "native_server/host/system_ports.hpp"

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
};

int refuse(const Error& error) {
  host::print_error(error);
  return kBadInput;
}

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
    auto text = host::read_private(file);
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

int store_user(const Options& options, const ports::UserRecord& user, host::FileSecrets& secrets,
               host::SystemClock& clock, host::SystemEntropy& entropy) {
  const std::string instance = command_instance();
  host::JsonLog log(clock, STDERR_FILENO, ports::LogLevel::kWarning);
  const host::AuditSigning signing(options.state_dir, instance);
  host::OpenStoreOptions how;
  how.signing = signing.options(secrets, {}, clock.now());
  how.report = [&log](std::string_view event, std::string_view code) {
    log.write(ports::LogLevel::kError, "store", {{"fault", event}, {"code", code}});
  };
  const auto store = host::open_store(options.store, instance, std::move(how));
  if (!store) return refuse(store.error());
  if (auto noted = signing.note(**store); !noted) return refuse(noted.error());
  const auto heads = host::HeadWriter::start({**store, clock, secrets, log},
                                             host::anchors_path(options.state_dir, instance));
  if (!heads) return refuse(heads.error());
  const Json details =
      Json::object({{"user_id", user.user_id}, {"role", user.role}, {"by", "command line"}});
  const auto committed =
      (*store)->commit({{ports::Insert<ports::UserRecord>{user}},
                        {auth::user_event("user_created", "operator", make_id(clock, entropy),
                                          clock.now(), details)}});
  if (!committed && committed.error() == ports::StoreFault::kConflict) {
    return refuse({ErrorCode::kConflict, "there is a user " + user.username, {}});
  }
  if (!committed) return refuse({ErrorCode::kUnsupported, "the store cannot be written to", {}});
  fmt::print("{} {} {}\n", user.user_id, user.username, user.role);
  return kOk;
}

int create(const Options& options) {
  host::SystemClock clock;
  host::SystemEntropy entropy;
  const auto secrets = host::FileSecrets::open(host::secret_files(options.state_dir), {});
  if (!secrets) return refuse(secrets.error());
  const auto password = read_password(options.password_file);
  if (!password) return refuse(password.error());
  const auto user = auth::new_user(
      Json::object({{"username", options.username},
                    {"email", options.email},
                    {"full_name", options.full_name.empty() ? options.username : options.full_name},
                    {"password", *password},
                    {"role", options.role}}),
      clock, entropy, **secrets);
  if (!user) {
    for (const Error& error : user.error()) {
      host::print_error({error.code, error.pointer.substr(1) + " " + error.detail, {}});
    }
    return kBadInput;
  }
  return store_user(options, *user, **secrets, clock, entropy);
}

}  // namespace

void add_admin(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<Options>();
  auto* admin = app.add_subcommand("admin", "Make accounts of a store");
  admin->footer("docs/SECURITY.md has the roles and the keys.");
  admin->require_subcommand(1);
  auto* command = admin->add_subcommand("create", "Make an account; the first one is made so");
  command->footer(
      "The password is asked for without being shown, or read from --password-file (mode 0600),\n"
      "or from standard input when that is no terminal.");
  command->add_option("--store", options->store, "sqlite:FILE or postgresql://USER@HOST/DATABASE")
      ->envname("DATABASE_URL")
      ->required();
  command->add_option("--state-dir", options->state_dir, "Where the server's keys are")
      ->envname("FINANCESCR_STATE_DIR")
      ->capture_default_str();
  command->add_option("--username", options->username, "Name to log in with")->required();
  command->add_option("--email", options->email, "Address of the person")->required();
  command->add_option("--full-name", options->full_name, "Name of the person");
  command
      ->add_option("--role", options->role,
                   "viewer, analyst, senior_analyst, compliance_officer or admin")
      ->capture_default_str();
  command->add_option("--password-file", options->password_file, "File that holds the password");
  command->callback([&chosen, options] { chosen = [options] { return create(*options); }; });
}

}  // namespace financescr::commands
