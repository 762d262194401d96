#include "functions/audit/bound_rows.hpp"

#include <algorithm>

#include "functions/audit/head.hpp"
#include "functions/audit/proof.hpp"
#include "functions/audit/row_check.hpp"

namespace financescr::audit {

using ports::AuditRow;
using ports::Stored;

namespace {

// Rows are read in blocks that begin behind a multiple of this, so that neighbours share one.
constexpr std::int64_t kBlock = 64;
constexpr std::size_t kHeads = 100;
constexpr std::size_t kMaxKnown = 20'000;
constexpr std::size_t kRowsAtOnce = 100;
// A page of a search looks at no more rows than this.
constexpr std::int64_t kMaxLookedAt = 5'000;

}  // namespace

// The rows of a chain from a block's beginning on, until one of them binds the target.
class BoundRows::Walk {
 public:
  Walk(const Trust& trust, const Declaration& declaration, std::int64_t target)
      : trust_(trust), declaration_(declaration), target_(target) {}

  enum class Step : std::uint8_t { kOn, kBound, kBroken };

  Step take(const AuditRow& row) {
    const bool follows = row.is_readable && row.seq == next_seq_ && is_previous_known_ &&
                         row_hash(previous_, row.row) == row.hash;
    if (!follows) {
      if (row.seq >= target_) return Step::kBroken;
      links_.clear();
    } else {
      links_.push_back({row.seq, {previous_, row.hash}});
    }
    next_seq_ = row.seq + 1;
    previous_ = row.hash;
    is_previous_known_ = row.is_readable;
    return row.seq >= target_ && binds(row) ? Step::kBound : Step::kOn;
  }

  // Whether a head binds one of the rows that were taken.
  bool take_heads(const std::vector<ports::AuditHead>& heads) {
    for (const ports::AuditHead& head : heads) heads_.emplace(head.count, head);
    for (std::size_t i = 0; i < links_.size(); ++i) {
      if (links_[i].first < target_ || !is_head(links_[i].first, links_[i].second.hash)) continue;
      links_.resize(i + 1);
      return true;
    }
    return false;
  }

  void begin(std::int64_t seq) {
    next_seq_ = seq;
    is_previous_known_ = seq == 1;
  }
  [[nodiscard]] const std::vector<std::pair<std::int64_t, Link>>& links() const { return links_; }

 private:
  [[nodiscard]] bool binds(const AuditRow& row) const {
    const bool is_adopted =
        declaration_.adopted.seq == row.seq && declaration_.adopted.hash == row.hash;
    return is_adopted || is_sealed(row, trust_) || is_head(row.seq, row.hash);
  }
  [[nodiscard]] bool is_head(std::int64_t seq, std::string_view hash) const {
    const auto head = heads_.find(seq);
    return head != heads_.end() && head->second.hash == hash &&
           trust_.knows(head->second.public_key) && is_signed(head->second, trust_.secrets);
  }

  const Trust& trust_;
  const Declaration& declaration_;
  std::int64_t target_;
  std::int64_t next_seq_ = 1;
  std::string previous_;
  bool is_previous_known_ = true;
  std::vector<std::pair<std::int64_t, Link>> links_;
  std::map<std::int64_t, ports::AuditHead> heads_;
};

Stored<std::optional<Declaration>> BoundRows::declaration_of(const std::string& chain) {
  const auto known = declarations_.find(chain);
  if (known != declarations_.end()) return known->second;
  auto found = find_declaration(source_, chain, trust_);
  if (!found) return found;
  if (!*found && accepts_undeclared_) found = std::optional(Declaration{});
  if (declarations_.size() > kMaxKnown) declarations_.clear();
  declarations_.emplace(chain, *found);
  return found;
}

Stored<void> BoundRows::bind(const std::string& chain, std::int64_t seq,
                             const Declaration& declaration) {
  Walk walk(trust_, declaration, seq);
  std::int64_t from = std::max<std::int64_t>((seq - 1) / kBlock * kBlock, 1);
  walk.begin(from);
  const auto keep = [&] {
    if (known_.size() > kMaxKnown) known_.clear();
    for (const auto& [number, link] : walk.links()) known_.insert_or_assign({chain, number}, link);
  };
  bool has_heads = false;
  while (from <= seq + kMaxProofRows) {
    const auto page = source_.rows(chain, from, static_cast<std::size_t>(kBlock) + 1);
    if (!page) return tl::unexpected(page.error());
    for (const AuditRow& row : *page) {
      const Walk::Step step = walk.take(row);
      if (step == Walk::Step::kBroken) return {};
      if (step == Walk::Step::kBound) return keep(), Stored<void>{};
      from = row.seq + 1;
    }
    if (!has_heads) {
      has_heads = true;
      const auto heads = source_.heads(chain, seq, kHeads);
      if (!heads) return tl::unexpected(heads.error());
      if (walk.take_heads(*heads)) return keep(), Stored<void>{};
    }
    if (page->empty()) return {};
  }
  return {};
}

Stored<bool> BoundRows::holds(const AuditRow& row) {
  if (row.seq < 1 || row.seq > kMaxSeq || !row.is_readable) return false;
  if (trusts_all_) return true;
  bool differs = false;
  const auto text = check_text(row, [&](const Finding&) { differs = true; });
  if (!text || differs) return false;
  const auto declaration = declaration_of(row.chain);
  if (!declaration) return tl::unexpected(declaration.error());
  if (!*declaration) return false;
  const Place place{row.chain, row.seq};
  auto link = known_.find(place);
  if (link == known_.end()) {
    if (const auto bound = bind(row.chain, row.seq, **declaration); !bound) {
      return tl::unexpected(bound.error());
    }
    link = known_.find(place);
  }
  return link != known_.end() && link->second.hash == row.hash &&
         row_hash(link->second.previous, row.row) == row.hash;
}

Stored<BoundPage> BoundRows::search(const ports::AuditFilter& filter,
                                    std::optional<ports::AuditPageStart> after, std::size_t limit) {
  BoundPage page;
  std::int64_t looked_at = 0;
  while (true) {
    const auto rows = store_.audit(filter, after, std::min(limit + 1, kRowsAtOnce));
    if (!rows) return tl::unexpected(rows.error());
    if (rows->empty()) return page;
    for (const AuditRow& row : *rows) {
      const auto counts = holds(row);
      if (!counts) return tl::unexpected(counts.error());
      if (*counts && page.rows.size() == limit) {
        page.next = after;
        return page;
      }
      after = ports::AuditPageStart{row.at, row.chain, row.seq};
      if (*counts) page.rows.push_back(row);
      if (!*counts) ++page.unverified;
    }
    looked_at += static_cast<std::int64_t>(rows->size());
    if (looked_at >= kMaxLookedAt) {
      page.next = after;
      return page;
    }
  }
}

}  // namespace financescr::audit
