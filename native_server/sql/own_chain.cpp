#include "native_server/sql/own_chain.hpp"

#include <utility>

#include "functions/audit/declaration.hpp"
#include "functions/audit/head.hpp"
#include "functions/ports/columns.hpp"
#include "native_server/sql/statements.hpp"

namespace financescr::sql {

using audit::ChainEnd;
using ports::AuditHead;
using ports::AuditRow;

namespace {

constexpr std::int64_t kPage = 500;
// Rows of a chain of the build before that are hashed again before it is taken over.
constexpr std::int64_t kMaxRehashed = 200'000;
constexpr std::size_t kHexDigits = 64;

// Where names of chains come from: from one to the next by the index instead of reading every row.
constexpr const char* kNames =
    "WITH RECURSIVE names (chain) AS ("
    "  SELECT MIN(chain) FROM audit_log"
    "  UNION ALL"
    "  SELECT (SELECT MIN(chain) FROM audit_log WHERE chain > names.chain) FROM names"
    "  WHERE names.chain IS NOT NULL"
    ") ";

// The texts and numbers of a row; nothing if one has another type.
std::optional<std::string> text_of(const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr ? std::nullopt : std::optional(*text);
}

ChainEnd end_of(const AuditRow& row) {
  // Rows go on after a foreign one whatever it holds.
  return {row.seq, row.hash.size() == kHexDigits && audit::row_hash(row.hash, "") ? row.hash : ""};
}

const Statement* insert_statement() {
  static const Statement* const kStatement =
      insert_command(ports::shape_of<AuditRow>(), ports::to_row(AuditRow{})).statement;
  return kStatement;
}

}  // namespace

Answer<std::optional<AuditRow>> OwnChain::read_last(Connection& connection) {
  static const Statement kTail{
      "SELECT seq, hash, seal FROM audit_log WHERE chain = $1 AND seq BETWEEN 1 AND $2 "
      "ORDER BY seq DESC LIMIT 1"};
  const auto rows = connection.query({&kTail, {name_, audit::kMaxSeq}});
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty()) return std::nullopt;
  AuditRow row;
  row.chain = name_;
  const auto* seq = std::get_if<std::int64_t>(&rows->front()[0]);
  row.seq = seq == nullptr ? 1 : *seq;
  row.hash = text_of(rows->front()[1]).value_or("");
  row.seal = text_of(rows->front()[2]);
  return row;
}

Answer<void> OwnChain::read(Connection& connection) {
  const auto last = read_last(connection);
  if (!last) return tl::unexpected(last.error());
  if (signing_.secrets == nullptr) {
    if (*last) take_over(**last);
    return {};
  }
  if (is_open_) {
    compare(*last);
    return check_head(connection);
  }
  if (auto opened = open(connection, *last); !opened) return opened;
  is_open_ = true;
  return {};
}

Answer<void> OwnChain::check_head(Connection& connection) {
  static const Statement kHead{"SELECT hash FROM audit_heads WHERE chain = $1 AND row_count = $2"};
  std::optional<AuditHead> head;
  {
    const std::lock_guard lock(mutex_);
    head = head_;
  }
  if (!head || !seals()) return {};
  const auto rows = connection.query({&kHead, {name_, head->count}});
  if (!rows && rows.error().kind == FaultKind::kRefused) {
    stop("schema_changed");
    return {};
  }
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty()) {
    stop("head_missing");
  } else if (rows->front()[0] != Value{head->hash}) {
    stop("head_differs");
  }
  return {};
}

void OwnChain::expect_head(const AuditHead& head) {
  const std::lock_guard lock(mutex_);
  if (head.chain == name_) head_ = head;
}

void OwnChain::take_over(const AuditRow& row) {
  end_ = end_of(row);
  due_.clear();
  adopts_ = false;
  const std::lock_guard lock(mutex_);
  if (reason_.empty()) tail_ = row;
}

// What came since the chain was last looked at.
void OwnChain::compare(const std::optional<AuditRow>& last) {
  const std::int64_t seq = last ? last->seq : 0;
  if (seq < end_.seq) return stop("rows_missing");
  if (seq == end_.seq) {
    if (last && last->hash != end_.hash) stop("row_changed");
    return;
  }
  if (!audit::is_sealed(*last, signing_.trust())) stop("foreign_row");
  take_over(*last);
}

Answer<void> OwnChain::open(Connection& connection, const std::optional<AuditRow>& last) {
  due_.clear();
  if (!last) {
    declare_own();
    const auto has_some = signing_.may_adopt ? has_declarations(connection) : Answer<bool>(true);
    if (!has_some) return tl::unexpected(has_some.error());
    if (!*has_some) {
      if (auto declared = declare_others(connection); !declared) return declared;
    }
  } else if (audit::is_sealed(*last, signing_.trust())) {
    take_over(*last);
  } else {
    const auto may = may_take_over(connection, *last);
    if (!may) return tl::unexpected(may.error());
    if (!*may) {
      stop(last->seal ? "untrusted_seal" : "foreign_row");
      take_over(*last);
    }
  }
  return check_outside(connection);
}

Answer<bool> OwnChain::may_take_over(Connection& connection, const AuditRow& last) {
  const auto head = read_head(connection);
  if (!head) return tl::unexpected(head.error());
  const auto is_own = is_declared(connection, last);
  const auto has_some = has_declarations(connection);
  if (!is_own) return is_own;
  if (!has_some) return has_some;
  const bool is_first = !*has_some && signing_.may_adopt;
  bool is_good = *is_own || (*head && (*head)->count == last.seq && (*head)->hash == last.hash);
  if (!is_good && is_first) {
    const auto chained = is_chained(connection, *head, last);
    if (!chained) return chained;
    is_good = *chained;
  }
  if (!is_good) return false;
  take_over(last);
  if (!*is_own) declare_own();
  if (is_first) {
    if (const auto done = declare_others(connection); !done) return tl::unexpected(done.error());
  }
  return true;
}

Answer<std::optional<AuditHead>> OwnChain::read_head(Connection& connection) {
  static const Statement kHeads{select_text(ports::shape_of<AuditHead>(),
                                            " WHERE chain = $1 AND row_count BETWEEN 1 AND $2 "
                                            "ORDER BY row_count DESC LIMIT 20")};
  auto rows = connection.query({&kHeads, {name_, audit::kMaxSeq}});
  if (!rows) return tl::unexpected(rows.error());
  const audit::Trust trust = signing_.trust();
  for (Row& row : *rows) {
    auto head = ports::to_record<AuditHead>(std::move(row));
    if (head && trust.knows(head->public_key) && audit::is_signed(*head, trust.secrets)) {
      return head;
    }
  }
  return std::nullopt;
}

// Whether the rows lead from the head, or from the beginning, to the last one.
Answer<bool> OwnChain::is_chained(Connection& connection, const std::optional<AuditHead>& head,
                                  const AuditRow& last) {
  static const Statement kRows{
      "SELECT seq, row_text, hash FROM audit_log WHERE chain = $1 AND seq > $2 AND seq <= $3 "
      "ORDER BY seq LIMIT $4"};
  ChainEnd at;
  if (head) at = {head->count, head->hash};
  if (last.seq - at.seq > kMaxRehashed) return false;
  while (at.seq < last.seq) {
    const auto rows = connection.query({&kRows, {name_, at.seq, last.seq, kPage}});
    if (!rows) return tl::unexpected(rows.error());
    if (rows->empty()) return false;
    for (const Row& row : *rows) {
      const auto hash = audit::row_hash(at.hash, text_of(row[1]).value_or(""));
      if (row[0] != Value{at.seq + 1} || !hash || Value{*hash} != row[2]) return false;
      at = {at.seq + 1, *hash};
    }
  }
  return at.seq == last.seq && at.hash == last.hash;
}

// Whether a trusted key has declared the chain with exactly these rows.
Answer<bool> OwnChain::is_declared(Connection& connection, const AuditRow& last) {
  static const Statement kRows{
      "SELECT row_text FROM audit_log WHERE request_id = $1 AND event = 'chain_declared' "
      "ORDER BY seq DESC LIMIT 100"};
  const auto rows = connection.query({&kRows, {name_}});
  if (!rows) return tl::unexpected(rows.error());
  const audit::Trust trust = signing_.trust();
  for (const Row& row : *rows) {
    const auto text = canonical::parse(text_of(row[0]).value_or(""));
    const auto declaration = text ? audit::read_declaration(*text) : std::nullopt;
    if (declaration && declaration->chain == name_ && declaration->adopted.seq == last.seq &&
        declaration->adopted.hash == last.hash && audit::is_signed(*declaration, trust)) {
      return true;
    }
  }
  return false;
}

// What was signed about the chain may not reach further than the chain, and agrees with it.
Answer<void> OwnChain::check_outside(Connection& connection) {
  static const Statement kHash{"SELECT hash FROM audit_log WHERE chain = $1 AND seq = $2"};
  const auto head = read_head(connection);
  if (!head && head.error().kind == FaultKind::kRefused) {
    stop("schema_changed");
    return {};
  }
  if (!head) return tl::unexpected(head.error());
  for (const std::optional<AuditHead>& one : {*head, signing_.anchor}) {
    if (!one) continue;
    if (one->count > end_.seq) {
      stop("rows_missing");
      return {};
    }
    const auto rows = connection.query({&kHash, {name_, one->count}});
    if (!rows) return tl::unexpected(rows.error());
    if (rows->empty() || rows->front()[0] != Value{one->hash}) stop("head_differs");
  }
  if (!signing_.anchor) return {};
  // A head is in the store before it is an anchor.
  expect_head(*signing_.anchor);
  return check_head(connection);
}

Answer<bool> OwnChain::has_declarations(Connection& connection) {
  static const Statement kAny{std::string(kNames) +
                              "SELECT audit_log.seq FROM names JOIN audit_log"
                              " ON audit_log.request_id = names.chain"
                              " AND audit_log.event = 'chain_declared' LIMIT 1"};
  const auto rows = connection.query({&kAny, {}});
  if (!rows) return tl::unexpected(rows.error());
  return !rows->empty();
}

void OwnChain::declare_own() {
  if (!seals()) return;
  auto event = audit::declare(name_, signing_.opened_at, end_, *signing_.secrets);
  if (event) due_.push_back(*std::move(event));
  adopts_ = end_.seq > 0;
}

Answer<void> OwnChain::declare_others(Connection& connection) {
  if (!seals()) return {};
  static const Statement kEnds{
      std::string(kNames) +
      "SELECT audit_log.chain, audit_log.seq, audit_log.hash FROM names JOIN audit_log"
      " ON audit_log.chain = names.chain AND audit_log.seq = (SELECT MAX(seq) FROM audit_log last"
      " WHERE last.chain = names.chain AND last.seq BETWEEN 1 AND $1) LIMIT $2"};
  const auto limit = static_cast<std::int64_t>(ports::kMaxChains);
  const auto ends = connection.query({&kEnds, {audit::kMaxSeq, limit}});
  if (!ends) return tl::unexpected(ends.error());
  for (const Row& row : *ends) {
    const auto chain = text_of(row[0]);
    const auto* seq = std::get_if<std::int64_t>(&row[1]);
    const auto hash = text_of(row[2]);
    if (!chain || chain->empty() || *chain == name_ || seq == nullptr || !hash) continue;
    auto event = audit::declare(*chain, signing_.opened_at, {*seq, *hash}, *signing_.secrets);
    if (event) due_.push_back(*std::move(event));
    adopts_ = true;
  }
  return {};
}

std::optional<AuditRow> OwnChain::seal(std::vector<Command>& commands) const {
  for (auto command = commands.rbegin(); command != commands.rend(); ++command) {
    if (command->statement != insert_statement()) continue;
    auto row = ports::to_record<AuditRow>(command->parameters);
    if (!row || !seals()) return row;
    row->seal = audit::make_seal(*row, *signing_.secrets);
    if (row->seal) command->parameters.back() = *row->seal;
    return row;
  }
  return std::nullopt;
}

void OwnChain::committed(ChainEnd end, std::optional<AuditRow> last) {
  end_ = std::move(end);
  if (!last) return;
  due_.clear();
  adopts_ = false;
  const std::lock_guard lock(mutex_);
  if (reason_.empty()) tail_ = std::move(last);
}

void OwnChain::stop(std::string_view reason) {
  {
    const std::lock_guard lock(mutex_);
    if (!reason_.empty()) return;
    reason_ = reason;
  }
  due_.clear();
  adopts_ = false;
  stopped_(reason);
}

std::optional<AuditRow> OwnChain::tail() {
  const std::lock_guard lock(mutex_);
  return tail_;
}

ports::Signing OwnChain::signing() {
  using State = ports::Signing::State;
  const std::lock_guard lock(mutex_);
  if (signing_.secrets == nullptr) return {State::kNone, ""};
  return {reason_.empty() ? State::kOn : State::kStopped, reason_};
}

}  // namespace financescr::sql
