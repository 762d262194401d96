#include "functions/audit/chain_verifier.hpp"

#include <algorithm>

#include "functions/audit/chain.hpp"
#include "functions/audit/head.hpp"
#include "functions/audit/row_check.hpp"

namespace financescr::audit {

using ports::AuditHead;
using ports::AuditRow;
using ports::Stored;

namespace {

constexpr std::size_t kChainRowsAtOnce = 1'000;
// How far a head may come after its row was read. Servers sign at the latest after 1,000 rows.
constexpr std::size_t kRecentRows = 4 * kChainRowsAtOnce;
constexpr std::size_t kMaxKeys = 100;  // that are listed

std::string values_of(const std::string& column) {
  return column.empty() ? "values" : "values (column " + column + ")";
}

}  // namespace

Stored<const AuditHead*> HeadCursor::peek() {
  if (at_ < page_.size()) return &page_[at_];
  if (source_ == nullptr || is_at_end_) return nullptr;
  auto page = source_->heads(chain_, from_, kChainRowsAtOnce);
  if (!page) return tl::unexpected(page.error());
  page_ = *std::move(page);
  at_ = 0;
  is_at_end_ = page_.empty();
  return is_at_end_ ? nullptr : page_.data();
}

Stored<const AuditHead*> HeadCursor::look_again() {
  if (last_ < std::numeric_limits<std::int64_t>::max()) is_at_end_ = false;
  return peek();
}

void HeadCursor::pass() {
  last_ = std::max(last_, page_[at_].count);
  is_at_end_ = last_ == std::numeric_limits<std::int64_t>::max();
  if (!is_at_end_) from_ = std::max(from_, last_ + 1);
  ++at_;
}

ChainVerifier::ChainVerifier(Source& source, const Trust& trust, const VerifyOptions& options,
                             BoundRows* bound, RecordCheck* records, bool is_declared_log,
                             const Found& found, const VerifyProgress& start)
    : source_(source),
      trust_(trust),
      options_(options),
      bound_rows_(bound),
      records_(records),
      is_declared_log_(is_declared_log),
      found_(found),
      read_from_(start.from),
      next_seq_(std::max<std::int64_t>(start.from, 1)),
      heads_(&source, start.chain, start.from),
      anchors_(options.anchors, start.chain, start.from) {
  report_.chain = start.chain;
  report_.last_seq = next_seq_ - 1;
  report_.covered = next_seq_ - 1;
  report_.bound = start.bound;
}

VerifyProgress ChainVerifier::progress() const {
  VerifyProgress progress;
  progress.chain = report_.chain;
  progress.from = read_from_;
  progress.bound = report_.bound;
  return progress;
}

// A verification that does not begin at the first row takes the stored hash of the row before it,
// which the run that ended there has checked.
Stored<void> ChainVerifier::begin() {
  if (next_seq_ == 1 || !stored_hash_.empty()) return {};
  const auto before = source_.rows(report_.chain, next_seq_ - 1, 1);
  if (!before) return tl::unexpected(before.error());
  is_before_known_ = !before->empty() && before->front().seq == next_seq_ - 1;
  if (is_before_known_) stored_hash_ = before->front().hash;
  report_.last_hash = stored_hash_;
  return {};
}

// While a server goes on writing, rows and heads come between one look and the next. A row is
// durable before its head is: a head that was there before the rows were looked for, and has none,
// tells of a truncation; any other one does not.
Stored<bool> ChainVerifier::run(std::int64_t max_rows) {
  if (const auto begun = begin(); !begun) return tl::unexpected(begun.error());
  bool misses_rows = false;
  while (report_.rows < max_rows) {
    for (HeadCursor* cursor : {&heads_, &anchors_}) {
      if (const auto head = cursor->look_again(); !head) return tl::unexpected(head.error());
    }
    const auto is_page = read_page();
    if (!is_page) return tl::unexpected(is_page.error());
    if (*is_page) {
      misses_rows = false;
      continue;
    }
    if (misses_rows) {
      if (const auto end = report_truncation(heads_, false); !end) {
        return tl::unexpected(end.error());
      }
      if (const auto end = report_truncation(anchors_, true); !end) {
        return tl::unexpected(end.error());
      }
      return finish().map([] { return true; });
    }
    const auto more = take_late_heads();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return finish().map([] { return true; });
    misses_rows = true;
  }
  return false;
}

Stored<bool> ChainVerifier::take_late_heads() {
  if (const auto taken = take_heads(heads_, false); !taken) return tl::unexpected(taken.error());
  if (const auto taken = take_heads(anchors_, true); !taken) return tl::unexpected(taken.error());
  const auto head = heads_.peek();
  const auto anchor = anchors_.peek();
  if (!head) return tl::unexpected(head.error());
  if (!anchor) return tl::unexpected(anchor.error());
  return *head != nullptr || *anchor != nullptr;
}

Stored<bool> ChainVerifier::read_page() {
  if (is_read_) return false;
  const auto page = source_.rows(report_.chain, read_from_, kChainRowsAtOnce);
  if (!page) return tl::unexpected(page.error());
  for (const AuditRow& row : *page) {
    if (const auto taken = take(row); !taken) return tl::unexpected(taken.error());
    is_read_ = is_read_ || row.seq == std::numeric_limits<std::int64_t>::max();
    if (!is_read_) read_from_ = std::max(read_from_, row.seq + 1);
  }
  return !page->empty();
}

bool ChainVerifier::check_number(const AuditRow& row) {
  if (row.seq < 1 || row.seq > kMaxSeq) {
    found_({Fault::kRowOutOfPlace, report_.chain, row.seq, false,
            "Rows are numbered from 1; no server has written this one"});
    return false;
  }
  if (row.seq < next_seq_) {
    found_({Fault::kRowRepeated, report_.chain, row.seq, false, "The row stands here again"});
    return false;
  }
  if (row.seq > next_seq_) {
    found_({Fault::kRowMissing, report_.chain, next_seq_, false,
            "Rows " + std::to_string(next_seq_) + " to " + std::to_string(row.seq - 1) +
                " are missing"});
    is_before_known_ = false;
  }
  return true;
}

Stored<void> ChainVerifier::take(const AuditRow& row) {
  ++report_.rows;
  if (!check_number(row)) return {};
  report_.last_seq = row.seq;
  next_seq_ = row.seq + 1;
  if (!row.is_readable) {
    found_({Fault::kRowUnreadable, report_.chain, row.seq, false,
            "The " + values_of(row.odd_column) + " of the row are not those of one"});
    report_.last_hash.clear();
    is_before_known_ = false;
  } else if (const auto checked = check_record(row); !checked) {
    return checked;
  }
  if (const auto taken = take_heads(heads_, false); !taken) return taken;
  return take_heads(anchors_, true);
}

// The row's text, its place in the chain, its seal and the decision it is about.
Stored<void> ChainVerifier::check_record(const AuditRow& row) {
  const auto text = check_text(row, found_);
  check_link(row);
  check_seal(row);
  if (!text || options_.records == nullptr) return {};
  const auto state = check_decision(*text, row, *options_.records, *bound_rows_, found_);
  if (!state) return tl::unexpected(state.error());
  if (*state != DecisionState::kNone) ++report_.decisions;
  if (*state == DecisionState::kErased) ++report_.erased_decisions;
  if (const auto checked = records_->check_erasure(*text, row); !checked) return checked;
  return records_->check_entries(*text, row);
}

void ChainVerifier::check_seal(const AuditRow& row) {
  if (!row.seal) return;
  ++report_.seals;
  const auto seal = read_seal(*row.seal);
  if (!seal ||
      !trust_.secrets.verify(seal->public_key, seal_text(report_.chain, row.seq, report_.last_hash),
                             seal->signature)) {
    found_({Fault::kSealForged, report_.chain, row.seq, false,
            "The seal is not one of the key that it names for this row"});
  } else if (check_key(Fault::kSealUntrusted, seal->public_key, row.seq, false)) {
    report_.bound = row.seq;
  }
}

void ChainVerifier::check_link(const AuditRow& row) {
  report_.last_hash = row.hash;
  if (is_before_known_) {
    const auto computed = row_hash(stored_hash_, row.row);
    if (computed != row.hash) {
      found_({Fault::kRowChanged, report_.chain, row.seq, false,
              "The row and the hash before it do not give its hash"});
    }
    report_.last_hash = computed.value_or("");
  }
  stored_hash_ = row.hash;
  is_before_known_ = true;
  recent_.emplace_back(row.seq, report_.last_hash);
  if (recent_.size() > kRecentRows) recent_.pop_front();
}

std::string ChainVerifier::recent_hash(std::int64_t seq) const {
  const auto found =
      std::lower_bound(recent_.begin(), recent_.end(), seq,
                       [](const auto& known, std::int64_t wanted) { return known.first < wanted; });
  return found != recent_.end() && found->first == seq ? found->second : "";
}

Stored<void> ChainVerifier::take_heads(HeadCursor& cursor, bool is_anchor) {
  while (true) {
    const auto head = cursor.peek();
    if (!head) return tl::unexpected(head.error());
    if (*head == nullptr || (*head)->count > report_.last_seq) return {};
    check_head(**head, cursor.is_behind(), is_anchor);
    if (is_anchor) {
      if (const auto kept = check_kept(**head); !kept) return kept;
    }
    cursor.pass();
  }
}

bool ChainVerifier::check_key(Fault fault, const std::string& key, std::int64_t seq,
                              bool is_anchor) {
  auto& keys = report_.public_keys;
  const bool is_new = std::find(keys.begin(), keys.end(), key) == keys.end();
  if (is_new && keys.size() < kMaxKeys) keys.push_back(key);
  if (trust_.knows(key)) return true;
  if (said_.size() < kMaxKeys && said_.emplace(fault, key).second) {
    found_({fault, report_.chain, seq, is_anchor,
            "This and perhaps more are signed by " + key + ", which is not a trusted key"});
  }
  return false;
}

Stored<void> ChainVerifier::check_kept(const AuditHead& anchor) {
  if (misses_heads_ || !is_signed(anchor, trust_.secrets) || !trust_.knows(anchor.public_key)) {
    return {};
  }
  const auto has = source_.has_head(report_.chain, anchor.count);
  if (!has) return tl::unexpected(has.error());
  if (*has) return {};
  misses_heads_ = true;
  found_({Fault::kHeadMissing, report_.chain, anchor.count, true,
          "This signed head of " + anchor.at.to_string() +
              ", and perhaps more, is not in the log that it was written to"});
  return {};
}

void ChainVerifier::check_head(const AuditHead& head, bool is_behind, bool is_anchor) {
  ++(is_anchor ? report_.anchors : report_.heads);
  if (!is_signed(head, trust_.secrets)) return report_forged(head, is_anchor);
  const bool is_trusted = check_key(Fault::kHeadUntrusted, head.public_key, head.count, is_anchor);
  const std::string hash =
      head.count == report_.last_seq ? report_.last_hash : recent_hash(head.count);
  if (is_behind || hash.empty()) {
    found_({Fault::kHeadOutOfOrder, report_.chain, head.count, is_anchor,
            "The row that the head is about is missing, or the heads are out of order"});
  } else if (head.hash != hash) {
    found_({Fault::kHeadDiffers, report_.chain, head.count, is_anchor,
            "A signed head of " + head.at.to_string() + " states another hash of this row"});
  } else if (is_trusted) {
    report_.covered = std::max(report_.covered, head.count);
    report_.bound = std::max(report_.bound, head.count);
  }
}

Stored<void> ChainVerifier::report_truncation(HeadCursor& cursor, bool is_anchor) {
  std::optional<AuditHead> last;
  while (true) {
    const auto head = cursor.peek();
    if (!head) return tl::unexpected(head.error());
    if (*head == nullptr) break;
    ++(is_anchor ? report_.anchors : report_.heads);
    if (is_signed(**head, trust_.secrets)) {
      check_key(Fault::kHeadUntrusted, (*head)->public_key, (*head)->count, is_anchor);
      last = **head;
    } else {
      report_forged(**head, is_anchor);
    }
    cursor.pass();
  }
  if (last) {
    found_({Fault::kTruncated, report_.chain, last->count, is_anchor,
            "A signed head of " + last->at.to_string() + " states " + std::to_string(last->count) +
                " rows; there are " + std::to_string(report_.last_seq)});
  }
  return {};
}

void ChainVerifier::report_forged(const AuditHead& head, bool is_anchor) {
  found_({Fault::kHeadForged, report_.chain, head.count, is_anchor,
          head.is_readable
              ? "The signature is not one of the key that the head names"
              : "The " + values_of(head.odd_column) + " of the head are not those of one"});
}

// An empty chain is one of heads alone, and truncated.
Stored<void> ChainVerifier::finish() {
  if (!options_.wants_seals || report_.last_seq == 0) return {};
  const auto declaration = find_declaration(source_, report_.chain, trust_);
  if (!declaration) return tl::unexpected(declaration.error());
  report_.is_declared = declaration->has_value();
  const bool is_of_before =
      !is_declared_log_ && report_.seals == 0 && report_.bound == report_.last_seq;
  if (!report_.is_declared && !is_of_before) {
    found_({Fault::kChainUndeclared, report_.chain, 0, false,
            "No trusted server has declared this chain to be one of its own"});
  } else if (report_.is_declared && (*declaration)->adopted.seq <= report_.last_seq) {
    report_.bound = std::max(report_.bound, (*declaration)->adopted.seq);
  }
  if (report_.last_seq > report_.bound) {
    found_({Fault::kRowUnsealed, report_.chain, report_.bound + 1, false,
            "No seal and no head of a trusted key binds rows " + std::to_string(report_.bound + 1) +
                " to " + std::to_string(report_.last_seq)});
  }
  return {};
}

}  // namespace financescr::audit
