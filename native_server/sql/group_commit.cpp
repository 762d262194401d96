#include "native_server/sql/group_commit.hpp"

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

#include "native_server/sql/loan.hpp"
#include "native_server/sql/migrations.hpp"
#include "native_server/sql/schema.hpp"
#include "native_server/sql/statements.hpp"

namespace financescr::sql {

using ports::Stored;
using ports::StoreFault;

namespace {

constexpr std::chrono::milliseconds kFirstPause{20};
constexpr std::chrono::milliseconds kLongestPause{500};
// A connection that takes longer than this not to be made is not waited for again by anybody.
constexpr std::chrono::milliseconds kQuickRefusal{500};
// Looks at the chain, one a second, between two comparisons of Postgres' schema.
constexpr int kLooksBetween = 10;
constexpr std::size_t kMaxNamed = 10;  // objects that are not as they should be

// Faults of one transaction, which its neighbours do not share.
bool is_own_fault(const Fault& fault) {
  return fault.kind == FaultKind::kConflict || fault.kind == FaultKind::kRefused;
}

StoreFault answer_to(const Fault& fault) {
  return fault.kind == FaultKind::kConflict ? StoreFault::kConflict : StoreFault::kUnavailable;
}

// The commands [from, to) of a plan whose rows come after row `end_seq`.
void append_range(std::vector<Command>& commands, const Plan& plan, std::size_t from,
                  std::size_t to, std::int64_t end_seq) {
  const std::size_t first = commands.size();
  commands.insert(commands.end(), plan.commands.begin() + static_cast<std::ptrdiff_t>(from),
                  plan.commands.begin() + static_cast<std::ptrdiff_t>(to));
  for (const RowNumber& number : plan.row_numbers) {
    if (number.command < from || number.command >= to) continue;
    Command& command = commands[first + number.command - from];
    std::get<std::int64_t>(command.parameters[number.parameter]) += end_seq;
  }
}

}  // namespace

GroupCommit::GroupCommit(Driver& driver, std::string instance, CommitLimits limits,
                         audit::SigningOptions signing, Report report, audit::Salts& salts)
    : driver_(driver),
      instance_(std::move(instance)),
      limits_(limits),
      report_(std::move(report)),
      salts_(salts),
      chain_(instance_, std::move(signing), [this](std::string_view reason) {
        if (report_) report_("audit_signing_stopped", reason);
      }) {}

GroupCommit::~GroupCommit() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_one();
  if (thread_.joinable()) thread_.join();
}

Answer<void> GroupCommit::start() {
  if (auto connected = connect(); !connected) return tl::unexpected(connected.error());
  // What the build before wrote is taken over at once, so that it verifies. If that cannot be done
  // now, the first commit does it.
  if (chain_.adopts()) (void)try_write({});
  thread_ = std::thread([this] { run(); });
  return {};
}

Stored<void> GroupCommit::commit(Plan plan) {
  auto pending = std::make_shared<Pending>();
  pending->plan = std::move(plan);
  return enqueue(pending);
}

Stored<void> GroupCommit::commit(Command command) {
  auto pending = std::make_shared<Pending>();
  pending->plan.commands.push_back(std::move(command));
  return enqueue(pending);
}

Stored<void> GroupCommit::check_tail() {
  auto pending = std::make_shared<Pending>();
  pending->looks = true;
  return enqueue(pending);
}

Stored<void> GroupCommit::enqueue(const std::shared_ptr<Pending>& pending) {
  if (is_hopeless()) return tl::unexpected(StoreFault::kUnavailable);
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || reviving_) return tl::unexpected(StoreFault::kUnavailable);
    if (queue_.size() >= limits_.queue) return tl::unexpected(StoreFault::kBusy);
    queue_.push_back(pending);
  }
  arrived_.notify_one();
  std::unique_lock lock(pending->mutex);
  pending->answered.wait(lock, [&] { return pending->done; });
  return pending->result;
}

void GroupCommit::run() {
  while (true) {
    Group group;
    try {
      if (reviving_) revive();
      group = take();
      if (group.empty()) return;
      write(group);
    } catch (const std::exception&) {
      // No memory; of this group it is not known what was done.
      lose_connection();
      refuse_unanswered(group);
      std::this_thread::sleep_for(kFirstPause);
    }
  }
}

void GroupCommit::lose_connection() {
  if (committing_ && driver_.can_lose_commits()) unsure_ = true;
  committing_ = false;
  connection_.reset();
}

void GroupCommit::refuse_unanswered(const Group& group) {
  for (const auto& pending : group) {
    {
      const std::lock_guard lock(pending->mutex);
      if (std::exchange(pending->done, true)) continue;
      pending->result = tl::unexpected(StoreFault::kUnavailable);
    }
    pending->answered.notify_one();
  }
}

bool GroupCommit::is_hopeless() const {
  if (reviving_) return true;
  const auto pulse = driver_.pulse();
  return pulse && pulse->is_lost();
}

void GroupCommit::revive() {
  while (true) {
    {
      std::unique_lock lock(mutex_);
      if (arrived_.wait_for(lock, kLongestPause, [&] { return stopping_; })) break;
    }
    const auto pulse = driver_.pulse();
    if (pulse && pulse->is_lost()) continue;
    if (connect()) break;
  }
  reviving_ = false;
}

void GroupCommit::give_up(const Group& group) {
  Group waiting;
  {
    const std::lock_guard lock(mutex_);
    waiting.assign(queue_.begin(), queue_.end());
    queue_.clear();
  }
  answer(group, StoreFault::kUnavailable);
  answer(waiting, StoreFault::kUnavailable);
}

GroupCommit::Group GroupCommit::take() {
  std::unique_lock lock(mutex_);
  arrived_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
  const auto count = static_cast<std::ptrdiff_t>(std::min(queue_.size(), limits_.group));
  Group group(queue_.begin(), queue_.begin() + count);
  queue_.erase(queue_.begin(), queue_.begin() + count);
  return group;
}

void GroupCommit::answer(const Group& group) {
  for (const auto& pending : group) {
    {
      const std::lock_guard lock(pending->mutex);
      pending->done = true;
    }
    pending->answered.notify_one();
  }
}

void GroupCommit::answer(const Group& group, StoreFault fault) {
  for (const auto& pending : group) pending->result = tl::unexpected(fault);
  answer(group);
}

void GroupCommit::write(const Group& group) {
  const auto until = std::chrono::steady_clock::now() + limits_.patience;
  auto pause = kFirstPause;
  while (true) {
    const auto from = std::chrono::steady_clock::now();
    if (try_write_if_possible(group)) return;
    const auto now = std::chrono::steady_clock::now();
    const bool hopeless = is_hopeless();
    if (hopeless || !healthy_ || now + pause > until) {
      // Refused at once it may be by a server that starts; kept waiting, the next would be as well.
      reviving_ = !connection_ && (hopeless || now - from > kQuickRefusal);
      healthy_ = false;
      unsure_ = false;
      if (reviving_) {
        give_up(group);
      } else {
        answer(group, StoreFault::kUnavailable);
      }
      return;
    }
    std::this_thread::sleep_for(pause);
    pause = std::min(2 * pause, kLongestPause);
  }
}

// A lack of memory is as a connection that is lost: the next one finds out what is there.
bool GroupCommit::try_write_if_possible(const Group& group) {
  try {
    return try_write(group);
  } catch (const std::exception&) {
    if (is_answered(group)) throw;
    lose_connection();
    return false;
  }
}

bool GroupCommit::is_answered(const Group& group) {
  return std::any_of(group.begin(), group.end(), [](const auto& pending) {
    const std::lock_guard lock(pending->mutex);
    return pending->done;
  });
}

bool GroupCommit::try_write(const Group& group) {
  if (!connection_) {
    const auto found = connect();
    if (!found) {
      report("store_unreachable", found.error());
      return false;
    }
    if (*found) {
      answer(group);
      return true;
    }
  }
  const auto looks = [](const auto& pending) { return pending->looks; };
  if (std::any_of(group.begin(), group.end(), looks)) {
    if (const auto read = chain_.read(*connection_); !read) {
      report("read_failed", read.error());
      connection_.reset();
      return false;
    }
    check_schema(false);
    if (damaged_) chain_.stop("index_corrupt");
  }
  for (const auto& pending : group) pending->result = {};
  if (!group.empty() && std::all_of(group.begin(), group.end(), looks)) {
    answer(group);
    return true;
  }
  audit::ChainEnd end = chain_.end();
  last_.reset();
  auto written = write_together(group, end);
  if (!written && is_own_fault(written.error())) {
    connection_->rollback();
    written = write_apart(group, end);
  }
  if (written) written = commit_group();
  if (!written) {
    const Fault& fault = written.error();
    connection_->rollback();
    report("commit_failed", fault);
    if (fault.kind == FaultKind::kLost) connection_.reset();
    if (fault.kind == FaultKind::kLost || fault.kind == FaultKind::kRetry) return false;
    answer(group, StoreFault::kUnavailable);
    return true;
  }
  healthy_ = true;
  chain_.committed(std::move(end), std::move(last_));
  const bool erased =
      std::any_of(group.begin(), group.end(), [](const auto& p) { return p->plan.erases; });
  answer(group);
  if (erased) connection_->forget_old_pages();
  return true;
}

void GroupCommit::check_schema(bool always) {
  // To read it is nothing in SQLite, and some milliseconds in Postgres.
  const int pause = driver_.dialect() == "sqlite" ? 1 : kLooksBetween;
  if (!always && ++looks_ < pause) return;
  looks_ = 0;
  if (!chain_.seals()) return;
  const auto changes = schema_changes(*connection_, driver_.dialect());
  if (!changes || changes->empty() || is_of_newer_program()) return;
  for (std::size_t i = 0; i < changes->size() && i < kMaxNamed && report_; ++i) {
    report_("schema_changed", (*changes)[i]);
  }
  chain_.stop("schema_changed");
}

// A newer program has migrated the store, as while servers are replaced one by one; health says so.
bool GroupCommit::is_of_newer_program() {
  static const Statement kNewest{"SELECT MAX(number) FROM schema_migrations"};
  const auto rows = connection_->query({&kNewest, {}});
  const auto* number = rows ? std::get_if<std::int64_t>(&rows->at(0).at(0)) : nullptr;
  return number != nullptr && *number > latest_migration(driver_.dialect());
}

Answer<void> GroupCommit::commit_group() {
  committing_ = true;
  const auto committed = connection_->commit();
  committing_ = false;
  if (committed) {
    ++batch_;
  } else if (committed.error().kind == FaultKind::kLost && driver_.can_lose_commits()) {
    unsure_ = true;
  }
  return committed;
}

std::vector<Command> GroupCommit::first_commands(const Group& group) const {
  std::vector<Command> commands{{&driver_.begin(), {}}};
  Activations most = Activations::kUntouched;
  for (const auto& pending : group) most = std::max(most, pending->plan.activations);
  const Statement* hold =
      most == Activations::kUntouched ? nullptr : driver_.hold_activations(most);
  if (hold != nullptr) commands.push_back({hold, {}});
  return commands;
}

Answer<void> GroupCommit::write_together(const Group& group, audit::ChainEnd& end) {
  std::vector<Command> commands = first_commands(group);
  const bool audits = group.empty() || std::any_of(group.begin(), group.end(), [](const auto& p) {
                        return !p->plan.audit.empty() || !p->plan.touches.empty();
                      });
  if (audits) append_due(commands, end);
  // A touch runs what stands before it, and takes it away.
  const bool lends = std::all_of(group.begin(), group.end(),
                                 [](const auto& p) { return p->plan.touches.empty(); });
  Loan loan(commands, group.size());
  for (const auto& pending : group) {
    if (lends) {
      loan.append(pending->plan, end.seq);
      append_audit_rows(commands, pending->plan.audit, end);
    } else if (auto appended = append_commands_of(commands, pending->plan, end); !appended) {
      return appended;
    }
  }
  if (auto last = chain_.seal(commands)) last_ = std::move(last);
  append_mark(commands);
  return connection_->run(commands);
}

Answer<void> GroupCommit::write_apart(const Group& group, audit::ChainEnd& end) {
  if (auto begun = connection_->run(first_commands(group)); !begun) return begun;
  // Another process may have written to the chain since.
  if (auto read = chain_.read(*connection_); !read) return read;
  end = chain_.end();
  last_.reset();
  std::vector<Command> first;
  append_due(first, end);
  for (const auto& pending : group) {
    if (auto written = write_one(*pending, end, first); !written) return written;
  }
  append_mark(first);
  return connection_->run(first);
}

// An own fault of the transaction is its result; any other is returned. `first`: what ends the
// savepoint of the transaction before, in the same round trip; then what ends this one's.
Answer<void> GroupCommit::write_one(Pending& pending, audit::ChainEnd& end,
                                    std::vector<Command>& first) {
  static const Statement kSave{"SAVEPOINT one"};
  static const Statement kKeep{"RELEASE SAVEPOINT one"};
  static const Statement kUndo{"ROLLBACK TO SAVEPOINT one"};
  audit::ChainEnd next = end;
  std::vector<Command> commands = std::move(first);
  commands.push_back({&kSave, {}});
  auto written = append_commands_of(commands, pending.plan, next);
  auto last = chain_.seal(commands);
  if (written) written = connection_->run(commands);
  if (written) {
    end = std::move(next);
    if (last) last_ = std::move(last);
    first = {{&kKeep, {}}};
    return {};
  }
  if (!is_own_fault(written.error())) return written;
  if (written.error().kind == FaultKind::kRefused) report("transaction_refused", written.error());
  pending.result = tl::unexpected(answer_to(written.error()));
  first = {{&kUndo, {}}, {&kKeep, {}}};
  return {};
}

void GroupCommit::append_due(std::vector<Command>& commands, audit::ChainEnd& end) {
  if (chain_.due().empty()) return;
  append_audit_rows(commands, chain_.due(), end);
  last_ = chain_.seal(commands);
}

Answer<std::vector<ports::AuditEvent>> GroupCommit::run_touches(std::vector<Command>& commands,
                                                                const Plan& plan,
                                                                std::int64_t end_seq) {
  std::vector<ports::AuditEvent> events = plan.audit;
  audit::Binder binder(instance_, end_seq, events, salts_);
  std::size_t next = 0;
  for (const Touch& touch : plan.touches) {
    append_range(commands, plan, next, touch.at, end_seq);
    next = touch.at;
    if (!commands.empty()) {
      if (auto done = connection_->run(commands); !done) return tl::unexpected(done.error());
      commands.clear();
    }
    auto bound = run_touch(*connection_, touch, driver_.dialect(), binder);
    if (!bound) return tl::unexpected(bound.error());
    commands = *std::move(bound);
  }
  append_range(commands, plan, next, plan.commands.size(), end_seq);
  return events;
}

Answer<void> GroupCommit::append_commands_of(std::vector<Command>& commands, const Plan& plan,
                                             audit::ChainEnd& end) {
  std::optional<std::vector<ports::AuditEvent>> events;
  if (plan.touches.empty()) {
    append_range(commands, plan, 0, plan.commands.size(), end.seq);
  } else {
    auto touched = run_touches(commands, plan, end.seq);
    if (!touched) return tl::unexpected(touched.error());
    events = *std::move(touched);
  }
  append_audit_rows(commands, events ? *events : plan.audit, end);
  return {};
}

void GroupCommit::append_audit_rows(std::vector<Command>& commands,
                                    const std::vector<ports::AuditEvent>& events,
                                    audit::ChainEnd& end) const {
  for (const ports::AuditEvent& event : events) {
    const ports::AuditRow row = audit::append(instance_, end, event);
    end = audit::end_after(row);
    commands.push_back(insert_command(ports::shape_of<ports::AuditRow>(), ports::to_row(row)));
  }
}

void GroupCommit::append_mark(std::vector<Command>& commands) const {
  static const Statement kMark{
      "INSERT INTO store_writers (instance, batch) VALUES ($1, $2) "
      "ON CONFLICT (instance) DO UPDATE SET batch = excluded.batch"};
  if (driver_.can_lose_commits()) commands.push_back({&kMark, {instance_, batch_ + 1}, 1});
}

Answer<bool> GroupCommit::connect() {
  auto opened = driver_.open_writer(instance_);
  if (!opened) return tl::unexpected(opened.error());
  connection_ = *std::move(opened);
  const auto batch = read_batch();
  // First the chain: what is wrong with that says more.
  const auto read = chain_.read(*connection_);
  check_schema(true);
  if (!batch || !read) {
    connection_.reset();
    return tl::unexpected(!batch ? batch.error() : read.error());
  }
  const bool committed = unsure_ && *batch == batch_ + 1;
  if (unsure_ && report_) report_("lost_commit", committed ? "it is there" : "it is not there");
  unsure_ = false;
  batch_ = *batch;
  return committed;
}

Answer<std::int64_t> GroupCommit::read_batch() {
  static const Statement kBatch{"SELECT batch FROM store_writers WHERE instance = $1"};
  const auto rows = connection_->query({&kBatch, {instance_}});
  if (!rows) return tl::unexpected(rows.error());
  return rows->empty() ? 0 : std::get<std::int64_t>(rows->front()[0]);
}

void GroupCommit::report(std::string_view event, const Fault& fault) const {
  if (report_) report_(event, fault.code);
}

}  // namespace financescr::sql
