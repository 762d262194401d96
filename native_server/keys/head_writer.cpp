#include "native_server/keys/head_writer.hpp"

#include <chrono>
#include <exception>
#include <string_view>

namespace financescr::keys {
namespace {

// Between two looks at the chain: short enough that a thousand rows do not become many more.
constexpr std::chrono::milliseconds kPause{100};

}  // namespace

Result<std::unique_ptr<HeadWriter>> HeadWriter::start(HeadWriterParts parts,
                                                      const std::string& anchors_path) {
  auto anchors = files::LineFile::open(anchors_path);
  if (!anchors) return tl::unexpected(anchors.error());
  return std::unique_ptr<HeadWriter>(new HeadWriter(parts, *std::move(anchors)));
}

HeadWriter::~HeadWriter() {
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void HeadWriter::run() {
  std::unique_lock lock(mutex_);
  while (!is_ending_) {
    lock.unlock();
    look_if_possible(false);
    lock.lock();
    wake_.wait_for(lock, kPause, [this] { return is_ending_; });
  }
  lock.unlock();
  look_if_possible(true);
}

void HeadWriter::look_if_possible(bool anyway) {
  try {
    look(anyway);
  } catch (const std::exception&) {
    // No memory; the next look makes up for it.
  }
}

void HeadWriter::check_tail() {
  const std::int64_t now_us = parts_.clock.elapsed_us();
  if (now_us - checked_at_us_ < audit::HeadSchedule::kInterval_us) return;
  checked_at_us_ = now_us;
  // A store that cannot be asked now is asked again.
  (void)parts_.store.check_audit_tail();
}

void HeadWriter::look(bool anyway) {
  check_tail();
  if (parts_.store.signing().state != ports::Signing::State::kOn) return;
  const auto tail = parts_.store.audit_tail();
  if (!tail) return note_fault("store_unavailable");
  if (!*tail) return;
  const bool is_due = schedule_.is_due((*tail)->seq, parts_.clock.elapsed_us());
  if (!is_due && !(anyway && schedule_.has_uncovered((*tail)->seq))) return;
  const auto head = audit::sign_head(**tail, parts_.clock.now(), parts_.secrets);
  if (!head) return note_fault("cannot_sign");
  keep(*head);
}

void HeadWriter::keep(const ports::AuditHead& head) {
  const auto stored = parts_.store.add_audit_head(head);
  const bool is_stored = stored || stored.error() == ports::StoreFault::kConflict;
  if (!is_stored) return note_fault("store_unavailable");
  // Also where the store has one of this row: the anchor may have been lost with the process.
  const auto anchored = anchors_.append(canonical::write(audit::to_json(head)));
  if (!anchored) note_fault("anchors_not_written");
  if (anchored) is_failing_ = false;
  schedule_.covered(head.count);
}

// Once, until it works again: every look would say the same.
void HeadWriter::note_fault(std::string_view what) {
  if (is_failing_) return;
  is_failing_ = true;
  parts_.log.write(ports::LogLevel::kError, "audit_head_failed", {{"what", what}});
}

std::string anchors_path(const std::string& state_dir, const std::string& instance) {
  std::string name = instance;
  for (char& c : name) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    if (!is_plain) c = '_';
  }
  return state_dir + "/anchors-" + name + ".jsonl";
}

}  // namespace financescr::keys
