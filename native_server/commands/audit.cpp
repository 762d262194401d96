// financescr audit: verifies the audit log of a store or of an exported file, and exports it.
#include <unistd.h>

#include <cstdio>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "functions/audit/verify.hpp"
#include "native_server/commands/command.hpp"
#include "native_server/commands/failure.hpp"
#include "native_server/files/files.hpp"
#include "native_server/keys/audit_file.hpp"
#include "native_server/keys/secrets.hpp"
#include "native_server/pack_files/pack_loader.hpp"
#include "native_server/service/system_ports.hpp"
#include "native_server/stores/open_store.hpp"

namespace financescr::commands {
namespace {

using canonical::Json;

struct Options {
  std::string store;
  std::string exported;
  std::string anchors;
  std::vector<std::string> public_keys;
  bool json = false;
  std::string out;
};

int store_is_away() {
  return bad_input({ErrorCode::kUnsupported, "the store could not be read to the end", {}});
}

// Opened under a name of its own: it appends to no chain.
Result<std::unique_ptr<ports::Store>> open_for_reading(const std::string& url) {
  stores::OpenStoreOptions options;
  options.migrate = false;
  return stores::open_store(url, "audit-" + std::to_string(::getpid()), options);
}

void print_finding(const audit::Finding& finding, bool json) {
  if (json) {
    Json line = audit::to_json(finding);
    line.set("type", "finding");
    fmt::print("{}\n", canonical::write(line));
    return;
  }
  const std::string place =
      finding.chain.empty() ? ""
                            : fmt::format("{} {}: ", audit::printable(finding.chain), finding.seq);
  fmt::print("FAULT {:<20} {}{}{}\n", audit::to_string(finding.fault), place, finding.detail,
             finding.is_anchor ? " (anchor)" : "");
}

void print_chain(const audit::ChainReport& report, bool json) {
  if (json) {
    Json line = audit::to_json(report);
    line.set("type", "chain");
    fmt::print("{}\n", canonical::write(line));
    return;
  }
  fmt::print("{}: {} rows, {} heads, {} anchors; {} decisions, {} of them erased\n",
             audit::printable(report.chain), report.rows, report.heads, report.anchors,
             report.decisions, report.erased_decisions);
  if (report.tail_rows() > 0) {
    fmt::print("  the last {} rows are not covered by a good signed head\n", report.tail_rows());
  }
  if (!report.is_declared) fmt::print("  no trusted server has declared this chain\n");
  for (const std::string& key : report.public_keys) fmt::print("  signed by {}\n", key);
}

void print_result(const audit::VerifyResult& result, const Options& options) {
  for (const audit::ChainReport& report : result.chains) print_chain(report, options.json);
  if (options.json) {
    fmt::print("{}\n", canonical::write(
                           Json::object({{"type", "result"},
                                         {"valid", result.findings == 0},
                                         {"finding_count", result.findings},
                                         {"decisions_looked_up", result.decisions_looked_up},
                                         {"records_looked_up", result.records_looked_up},
                                         {"keys_were_checked", !options.public_keys.empty()}})));
    return;
  }
  if (options.public_keys.empty()) {
    fmt::print("note: no --public-key was given; whose keys signed the heads was not checked\n");
  }
  if (result.findings == 0) fmt::print("valid\n");
  if (result.findings > 0) fmt::print("NOT VALID: {} faults\n", result.findings);
}

// A store that cannot be read to its end because of what was done to it, as findings have said.
int print_unfinished(std::int64_t found, const Options& options) {
  if (options.json) {
    fmt::print("{}\n", canonical::write(Json::object({{"type", "result"},
                                                      {"valid", false},
                                                      {"complete", false},
                                                      {"finding_count", found}})));
  } else {
    fmt::print("NOT VALID: {} faults, and the store could not be read to the end\n", found);
  }
  return kSomeFailed;
}

int verify_source(audit::Source& source, ports::Store* records, const Options& options) {
  std::unique_ptr<keys::AuditFile> anchors;
  if (!options.anchors.empty()) {
    auto opened = keys::AuditFile::open(options.anchors);
    if (!opened) return bad_input(opened.error());
    anchors = *std::move(opened);
  }
  audit::VerifyOptions how;
  how.trusted_keys = options.public_keys;
  how.anchors = anchors.get();
  how.records = records;
  how.now = service::SystemClock().now();
  const keys::VerifyOnly secrets;
  std::int64_t found = 0;
  const auto result = audit::verify(source, secrets, how, [&](const audit::Finding& finding) {
    ++found;
    print_finding(finding, options.json);
  });
  if (!result && (found == 0 || result.error() != ports::StoreFault::kUnreadable)) {
    return store_is_away();
  }
  if (!result) return print_unfinished(found, options);
  print_result(*result, options);
  return result->findings == 0 ? kOk : kSomeFailed;
}

int verify(const Options& options) {
  if (options.store.empty() == options.exported.empty()) {
    pack_files::print_error({ErrorCode::kConflict, "give --store or --export", {}});
    return kUsage;
  }
  if (!options.exported.empty()) {
    const auto file = keys::AuditFile::open(options.exported);
    if (!file) return bad_input(file.error());
    return verify_source(**file, nullptr, options);
  }
  const auto store = open_for_reading(options.store);
  if (!store) return bad_input(store.error());
  audit::StoreSource source(**store);
  return verify_source(source, store->get(), options);
}

constexpr std::size_t kPage = 1'000;

// Gathers lines to few writes; the first fault is kept and the rest passed over.
class LineWriter {
 public:
  explicit LineWriter(files::FileWriter& file) : file_(file) {}

  void write(std::string_view line) {
    buffer_.append(line).push_back('\n');
    ++lines_;
    if (buffer_.size() >= kBufferBytes) flush();
  }

  Result<std::int64_t> finish() {
    flush();
    if (state_) state_ = file_.finish();
    if (!state_) return tl::unexpected(state_.error());
    return lines_;
  }

 private:
  static constexpr std::size_t kBufferBytes = std::size_t{1} << 16U;

  void flush() {
    if (state_) state_ = file_.write(buffer_);
    buffer_.clear();
  }

  files::FileWriter& file_;
  std::string buffer_;
  std::int64_t lines_ = 0;
  Result<void> state_;
};

using Numbers = std::numeric_limits<std::int64_t>;

std::int64_t after(std::int64_t number) { return number == Numbers::max() ? number : number + 1; }

// The rows of a chain with seq >= from, also those that no server has numbered. Returns: the number
// after the last one; nothing if the store went away.
std::optional<std::int64_t> export_rows(audit::Source& source, const std::string& chain,
                                        std::int64_t from, LineWriter& out) {
  while (true) {
    const auto rows = source.rows(chain, from, kPage);
    if (!rows) return std::nullopt;
    if (rows->empty()) return from;
    for (const ports::AuditRow& row : *rows) out.write(keys::export_line(row));
    if (rows->back().seq == Numbers::max()) return Numbers::max();
    from = after(rows->back().seq);
  }
}

// All rows and heads of a chain. A head that was signed meanwhile comes after its rows. Returns:
// false if the store went away.
bool export_chain(audit::Source& source, const std::string& chain, LineWriter& out) {
  auto next_row = export_rows(source, chain, Numbers::min(), out);
  for (std::int64_t from = Numbers::min(); next_row;) {
    const auto heads = source.heads(chain, from, kPage);
    if (!heads) return false;
    if (heads->empty()) return true;
    const bool is_last = heads->back().count == Numbers::max();
    if (heads->back().count >= *next_row && !is_last)
      next_row = export_rows(source, chain, *next_row, out);
    for (const ports::AuditHead& head : *heads) out.write(keys::export_line(head));
    if (is_last) return true;
    from = after(heads->back().count);
  }
  return false;
}

int export_log(const Options& options) {
  const auto store = open_for_reading(options.store);
  if (!store) return bad_input(store.error());
  audit::StoreSource source(**store);
  const auto chains = source.chains();
  if (!chains) return store_is_away();
  const auto file = files::FileWriter::open(options.out, files::Readers::kOwner);
  if (!file) return bad_input(file.error());
  LineWriter out(**file);
  for (const std::string& chain : *chains) {
    if (!export_chain(source, chain, out)) return store_is_away();
  }
  const auto lines = out.finish();
  if (!lines) return bad_input(lines.error());
  fmt::print("wrote {} ({} lines of {} chains)\n", options.out, *lines, chains->size());
  return kOk;
}

const Check kPublicKey{
    "HEX", [](const std::string& text) {
      const bool good =
          text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
      return good ? std::string() : std::string("must be 64 hexadecimal digits in lower case");
    }};

}  // namespace

void add_audit(Command app, Action& chosen) {
  auto options = std::make_shared<Options>();
  auto group = app.add_subcommand("audit", "Verify or export the audit log");
  group.footer("docs/AUDIT.md says what the log promises and how to keep its anchors.");
  group.require_subcommand();
  auto check = group.add_subcommand("verify", "Find every edit, deletion, swap and truncation");
  check.footer("Exit codes: 0 valid, 1 faults were found, 3 the log cannot be read.");
  check.add_option("--store", options->store, "sqlite:FILE or postgresql://USER@HOST/DATABASE");
  check.add_option("--export", options->exported, "File of `audit export`, instead of a store");
  check.add_option("--anchors", options->anchors,
                   "Signed heads that were kept outside the store (anchors-INSTANCE.jsonl)");
  check
      .add_option("--public-key", options->public_keys,
                  "Whose signatures count; may be given several times. Without it only damage "
                  "is found, not who signs in a server's place")
      .check(kPublicKey);
  check.add_flag("--json", options->json, "JSON lines instead of text");
  check.callback([&chosen, options] { chosen = [options] { return verify(*options); }; });
  auto out = group.add_subcommand("export", "Write the whole log as JSON lines");
  out.add_option("--store", options->store, "sqlite:FILE or postgresql://USER@HOST/DATABASE")
      .envname("DATABASE_URL")
      .required();
  out.add_option("--out", options->out, "File to write, mode 0600").required();
  out.callback([&chosen, options] { chosen = [options] { return export_log(*options); }; });
}

}  // namespace financescr::commands
