// ChainVerifier: the rows of one chain with their heads, seals and anchors.
#pragma once

#include <deque>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "functions/audit/bound_rows.hpp"
#include "functions/audit/record_check.hpp"
#include "functions/audit/seal.hpp"
#include "functions/audit/verify.hpp"

namespace financescr::audit {

// The heads of one chain one by one, a page at a time.
class HeadCursor {
 public:
  HeadCursor(HeadSource* source, std::string chain, std::int64_t from)
      : source_(source), chain_(std::move(chain)), from_(from) {}

  // The next head, or nullptr when there is none. Does not look again for heads that have been
  // added since it met the end.
  [[nodiscard]] ports::Stored<const ports::AuditHead*> peek();
  [[nodiscard]] ports::Stored<const ports::AuditHead*> look_again();
  // Whether the head of peek() is about fewer rows than one that was passed.
  [[nodiscard]] bool is_behind() const { return page_[at_].count < last_; }
  void pass();

 private:
  static constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();

  HeadSource* source_;
  std::string chain_;
  std::int64_t from_;
  std::int64_t last_ = kLowest;  // count of the head that was passed last
  std::vector<ports::AuditHead> page_;
  std::size_t at_ = 0;
  bool is_at_end_ = false;
};

class ChainVerifier {
 public:
  // `bound`: where the rows about erasures are looked for; needed if records are compared.
  // `is_declared_log`: some chain of the log is declared; if none is, all of it may be of the build
  // before, which its heads must then bind. `records`: compares the records that rows are about;
  // nullptr: they are not compared.
  ChainVerifier(Source& source, const Trust& trust, const VerifyOptions& options, BoundRows* bound,
                RecordCheck* records, bool is_declared_log, const Found& found,
                const VerifyProgress& start);

  // Reads up to `max_rows` rows. Returns: whether the chain has been read to its end.
  [[nodiscard]] ports::Stored<bool> run(std::int64_t max_rows);

  [[nodiscard]] const ChainReport& report() const { return report_; }
  // Where to go on.
  [[nodiscard]] VerifyProgress progress() const;

 private:
  using AuditHead = ports::AuditHead;
  using AuditRow = ports::AuditRow;
  template <typename T>
  using Stored = ports::Stored<T>;

  Stored<void> begin();
  // The rows of the next page. Returns: whether there were any.
  Stored<bool> read_page();
  Stored<void> take(const AuditRow& row);
  // Whether the row has a number that comes next or later; what is wrong with it is said.
  bool check_number(const AuditRow& row);
  void check_link(const AuditRow& row);
  void check_seal(const AuditRow& row);
  Stored<void> check_record(const AuditRow& row);
  Stored<void> take_heads(HeadCursor& cursor, bool is_anchor);
  // Whether the head of an anchor is in the log too.
  Stored<void> check_kept(const AuditHead& anchor);
  void check_head(const AuditHead& head, bool is_behind, bool is_anchor);
  // The computed hash of a row that was read not long ago; empty if it is not known.
  [[nodiscard]] std::string recent_hash(std::int64_t seq) const;
  // Whether the key is trusted; that it is not is said once.
  bool check_key(Fault fault, const std::string& key, std::int64_t seq, bool is_anchor);
  void report_forged(const AuditHead& head, bool is_anchor);
  // Takes the heads that have come since their rows were read. Returns: whether there are heads
  // about rows behind the last one.
  Stored<bool> take_late_heads();
  // Heads about rows that are not there.
  Stored<void> report_truncation(HeadCursor& cursor, bool is_anchor);
  // Whether the chain is declared and all of its rows are bound.
  Stored<void> finish();

  Source& source_;
  const Trust& trust_;
  const VerifyOptions& options_;
  BoundRows* bound_rows_;
  RecordCheck* records_;
  bool is_declared_log_;
  const Found& found_;
  ChainReport report_;
  std::int64_t read_from_;  // number that the next page begins with
  bool is_read_ = false;    // there can be no greater number
  std::int64_t next_seq_;
  std::string stored_hash_;      // of the row before, as it stands in the log
  bool is_before_known_ = true;  // false after a gap: the hash of the row before is not known
  std::deque<std::pair<std::int64_t, std::string>> recent_;  // seq and computed hash
  bool misses_heads_ = false;                                // and it was said
  std::set<std::pair<Fault, std::string>> said_;             // of which key what was said
  HeadCursor heads_;
  HeadCursor anchors_;
};

}  // namespace financescr::audit
