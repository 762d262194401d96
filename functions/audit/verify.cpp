#include "functions/audit/verify.hpp"

#include <algorithm>
#include <deque>
#include <utility>

#include "functions/audit/chain.hpp"
#include "functions/audit/head.hpp"
#include "functions/audit/row_check.hpp"

namespace financescr::audit {

using canonical::Json;
using ports::AuditHead;
using ports::AuditRow;
using ports::Stored;

namespace {

constexpr std::size_t kPage = 1'000;
// How far a head may come after its row was read. Servers sign at the latest after 1,000 rows.
constexpr std::size_t kRecentRows = 4 * kPage;

// The heads of one chain one by one, a page at a time.
class HeadCursor {
 public:
  HeadCursor(HeadSource* source, std::string chain, std::int64_t from)
      : source_(source), chain_(std::move(chain)), from_(from) {}

  // The next head, or nullptr when there is none. Does not look again for heads that have been
  // added since it met the end.
  Stored<const AuditHead*> peek() {
    if (at_ < page_.size()) return &page_[at_];
    if (source_ == nullptr || is_at_end_) return nullptr;
    auto page = source_->heads(chain_, from_, kPage);
    if (!page) return tl::unexpected(page.error());
    page_ = *std::move(page);
    at_ = 0;
    is_at_end_ = page_.empty();
    return is_at_end_ ? nullptr : page_.data();
  }

  Stored<const AuditHead*> look_again() {
    is_at_end_ = false;
    return peek();
  }

  // Whether the head of peek() is about fewer rows than one that was passed.
  [[nodiscard]] bool is_behind() const { return page_[at_].count + 1 < from_; }

  void pass() {
    from_ = std::max(from_, page_[at_].count + 1);
    ++at_;
  }

 private:
  HeadSource* source_;
  std::string chain_;
  std::int64_t from_;
  std::vector<AuditHead> page_;
  std::size_t at_ = 0;
  bool is_at_end_ = false;
};

class ChainVerifier {
 public:
  ChainVerifier(Source& source, const ports::Secrets& secrets, const VerifyOptions& options,
                const Found& found, std::string chain, std::int64_t from)
      : source_(source),
        secrets_(secrets),
        options_(options),
        found_(found),
        next_seq_(from),
        heads_(&source, chain, from),
        anchors_(options.anchors, chain, from) {
    report_.chain = std::move(chain);
    report_.last_seq = from - 1;
    report_.covered = from - 1;
  }

  // Reads up to `max_rows` rows. Returns: whether the chain has been read to its end.
  Stored<bool> run(std::int64_t max_rows);

  [[nodiscard]] const ChainReport& report() const { return report_; }

 private:
  Stored<void> begin();
  Stored<void> take(const AuditRow& row);
  void check_link(const AuditRow& row);
  Stored<void> take_heads(HeadCursor& cursor, bool is_anchor);
  void check_head(const AuditHead& head, bool is_behind, bool is_anchor);
  // The computed hash of a row that was read not long ago; empty if it is not known.
  [[nodiscard]] std::string recent_hash(std::int64_t seq) const;
  void check_key(const AuditHead& head, bool is_anchor);
  void report_forged(const AuditHead& head, bool is_anchor);
  // Takes the heads that have come since their rows were read. Returns: whether there are heads
  // about rows behind the last one.
  Stored<bool> take_late_heads();
  // Heads about rows that are not there.
  Stored<void> report_truncation(HeadCursor& cursor, bool is_anchor);

  Source& source_;
  const ports::Secrets& secrets_;
  const VerifyOptions& options_;
  const Found& found_;
  ChainReport report_;
  std::int64_t next_seq_;
  std::string stored_hash_;      // of the row before, as it stands in the log
  bool is_before_known_ = true;  // false after a gap: the hash of the row before is not known
  std::deque<std::pair<std::int64_t, std::string>> recent_;  // seq and computed hash
  HeadCursor heads_;
  HeadCursor anchors_;
};

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
    const auto page = source_.rows(report_.chain, next_seq_, kPage);
    if (!page) return tl::unexpected(page.error());
    for (const AuditRow& row : *page) {
      if (const auto taken = take(row); !taken) return tl::unexpected(taken.error());
    }
    if (!page->empty()) {
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
      return true;
    }
    const auto more = take_late_heads();
    if (!more || !*more) return more.map([](bool) { return true; });
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

Stored<void> ChainVerifier::take(const AuditRow& row) {
  if (row.seq < next_seq_) {
    found_({Fault::kRowRepeated, report_.chain, row.seq, false, "The row stands here again"});
    return {};
  }
  if (row.seq > next_seq_) {
    found_({Fault::kRowMissing, report_.chain, next_seq_, false,
            "Rows " + std::to_string(next_seq_) + " to " + std::to_string(row.seq - 1) +
                " are missing"});
    is_before_known_ = false;
  }
  const auto text = check_text(row, found_);
  check_link(row);
  ++report_.rows;
  report_.last_seq = row.seq;
  next_seq_ = row.seq + 1;
  if (text && options_.records != nullptr) {
    const auto state = check_decision(*text, row, *options_.records, found_);
    if (!state) return tl::unexpected(state.error());
    if (*state != DecisionState::kNone) ++report_.decisions;
    if (*state == DecisionState::kErased) ++report_.erased_decisions;
  }
  if (const auto taken = take_heads(heads_, false); !taken) return taken;
  return take_heads(anchors_, true);
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
    cursor.pass();
  }
}

void ChainVerifier::check_key(const AuditHead& head, bool is_anchor) {
  auto& keys = report_.public_keys;
  if (std::find(keys.begin(), keys.end(), head.public_key) != keys.end()) return;
  keys.push_back(head.public_key);
  const auto& trusted = options_.trusted_keys;
  if (trusted.empty()) return;
  if (std::find(trusted.begin(), trusted.end(), head.public_key) != trusted.end()) return;
  found_({Fault::kHeadUntrusted, report_.chain, head.count, is_anchor,
          "This and perhaps more heads are signed by " + head.public_key +
              ", which is not a trusted key"});
}

void ChainVerifier::check_head(const AuditHead& head, bool is_behind, bool is_anchor) {
  ++(is_anchor ? report_.anchors : report_.heads);
  if (!is_signed(head, secrets_)) return report_forged(head, is_anchor);
  check_key(head, is_anchor);
  const std::string hash =
      head.count == report_.last_seq ? report_.last_hash : recent_hash(head.count);
  if (is_behind || hash.empty()) {
    found_({Fault::kHeadOutOfOrder, report_.chain, head.count, is_anchor,
            "The row that the head is about is missing, or the heads are out of order"});
  } else if (head.hash != hash) {
    found_({Fault::kHeadDiffers, report_.chain, head.count, is_anchor,
            "A signed head of " + head.at.to_string() + " states another hash of this row"});
  } else {
    report_.covered = std::max(report_.covered, head.count);
  }
}

Stored<void> ChainVerifier::report_truncation(HeadCursor& cursor, bool is_anchor) {
  std::optional<AuditHead> last;
  while (true) {
    const auto head = cursor.peek();
    if (!head) return tl::unexpected(head.error());
    if (*head == nullptr) break;
    ++(is_anchor ? report_.anchors : report_.heads);
    if (is_signed(**head, secrets_)) {
      check_key(**head, is_anchor);
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
          "The signature is not one of the key that the head names"});
}

// The names of the chains in the log and among the anchors, sorted.
Stored<std::vector<std::string>> all_chains(Source& source, HeadSource* anchors) {
  auto chains = source.chains();
  if (!chains || anchors == nullptr) return chains;
  const auto anchored = anchors->chains();
  if (!anchored) return tl::unexpected(anchored.error());
  chains->insert(chains->end(), anchored->begin(), anchored->end());
  std::sort(chains->begin(), chains->end());  // total order
  chains->erase(std::unique(chains->begin(), chains->end()), chains->end());
  return chains;
}

// Decisions that no row names. Returns: whether all have been read.
Stored<bool> verify_decisions(ports::Store& records, const Found& found, VerifyProgress& progress,
                              VerifyResult& result, std::int64_t max_decisions) {
  ports::AuditFilter filter;
  filter.event = "decision";
  while (result.decisions_looked_up < max_decisions) {
    const auto ids = records.decision_ids(progress.after_decision, kPage);
    if (!ids) return tl::unexpected(ids.error());
    if (ids->empty()) return true;
    for (const std::string& id : *ids) {
      filter.decision_id = id;
      const auto rows = records.audit(filter, std::nullopt, 1);
      if (!rows) return tl::unexpected(rows.error());
      if (rows->empty()) {
        found({Fault::kDecisionUnaudited, "", 0, false, "No row is about decision " + id});
      }
    }
    result.decisions_looked_up += static_cast<std::int64_t>(ids->size());
    progress.after_decision = ids->back();
  }
  return false;
}

}  // namespace

Json to_json(const ChainReport& report) {
  Json keys = Json::array();
  for (const std::string& key : report.public_keys) keys.push_back(key);
  return Json::object({{"chain", report.chain},
                       {"rows", report.rows},
                       {"last_seq", report.last_seq},
                       {"last_hash", report.last_hash},
                       {"heads", report.heads},
                       {"anchors", report.anchors},
                       {"covered", report.covered},
                       {"tail_rows", report.tail_rows()},
                       {"decisions", report.decisions},
                       {"erased_decisions", report.erased_decisions},
                       {"public_keys", std::move(keys)}});
}

Stored<VerifyResult> verify(Source& source, const ports::Secrets& secrets,
                            const VerifyOptions& options, const Found& found, VerifyProgress start,
                            std::int64_t max_rows) {
  VerifyResult result;
  const Found counted = [&](const Finding& finding) {
    ++result.findings;
    found(finding);
  };
  const auto chains = all_chains(source, options.anchors);
  if (!chains) return tl::unexpected(chains.error());
  for (const std::string& chain : *chains) {
    if (start.is_on_decisions || chain < start.chain) continue;
    if (max_rows <= 0) {
      result.next.emplace().chain = chain;
      return result;
    }
    ChainVerifier verifier(source, secrets, options, counted, chain,
                           chain == start.chain ? std::max<std::int64_t>(start.from, 1) : 1);
    const auto complete = verifier.run(max_rows);
    if (!complete) return tl::unexpected(complete.error());
    result.chains.push_back(verifier.report());
    max_rows -= std::max<std::int64_t>(verifier.report().rows, 1);
    if (*complete) continue;
    result.next.emplace().chain = chain;
    result.next->from = verifier.report().last_seq + 1;
    return result;
  }
  if (options.records == nullptr) return result;
  start.is_on_decisions = true;
  const auto complete = verify_decisions(*options.records, counted, start, result, max_rows);
  if (!complete) return tl::unexpected(complete.error());
  if (!*complete) result.next = start;
  return result;
}

}  // namespace financescr::audit
