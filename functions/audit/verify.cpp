#include "functions/audit/verify.hpp"

#include <algorithm>
#include <utility>

#include "functions/audit/bound_rows.hpp"
#include "functions/audit/chain_verifier.hpp"

namespace financescr::audit {

using canonical::Json;
using ports::Stored;

namespace {

constexpr std::size_t kDecisionsAtOnce = 1'000;
// Decisions whose rows are there but not verified are named up to so many, and then counted.
constexpr std::int64_t kMaxNamed = 100;
constexpr std::size_t kMaxUndeclared = 100;  // chains of a log of the build before

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

// Whether any of the chains is declared by a trusted key. Servers of the build before, which
// declared none, were few.
Stored<bool> has_declaration(Source& source, const std::vector<std::string>& chains,
                             const Trust& trust) {
  if (chains.size() > kMaxUndeclared) return true;
  for (const std::string& chain : chains) {
    const auto declaration = find_declaration(source, chain, trust);
    if (!declaration) return tl::unexpected(declaration.error());
    if (!*declaration) continue;
    source.rewind();
    return true;
  }
  source.rewind();
  return false;
}

// Decisions that no row names.
class DecisionVerifier {
 public:
  DecisionVerifier(ports::Store& records, BoundRows& bound, const Found& found)
      : records_(records), bound_(bound), found_(found) {}

  // Goes on in `progress`, for up to `max` decisions. Returns: whether all have been read.
  Stored<bool> run(VerifyProgress& progress, VerifyResult& result, std::int64_t max) {
    while (result.decisions_looked_up < max) {
      const auto ids = records_.raw_keys("decisions", progress.after_decision, kDecisionsAtOnce);
      if (!ids) return tl::unexpected(ids.error());
      if (ids->empty()) return finish(true);
      for (const std::string& id : *ids) {
        if (const auto checked = check(id); !checked) return tl::unexpected(checked.error());
      }
      result.decisions_looked_up += static_cast<std::int64_t>(ids->size());
      progress.after_decision = ids->back();
    }
    return finish(false);
  }

 private:
  Stored<void> check(const std::string& id) {
    ports::AuditFilter filter;
    filter.event = "decision";
    filter.decision_id = id;
    std::optional<ports::AuditPageStart> after;
    bool is_there = false;
    do {
      const auto page = bound_.search(filter, after, 1);
      if (!page) return tl::unexpected(page.error());
      if (!page->rows.empty()) return {};
      is_there = is_there || page->unverified > 0;
      after = page->next;
    } while (after);
    if (!is_there) {
      report("No row is about decision " + printable(id));
    } else if (++unverified_ <= kMaxNamed) {
      report("The row about decision " + printable(id) + " is not bound by a seal or a head");
    }
    return {};
  }

  bool finish(bool is_end) {
    if (unverified_ > kMaxNamed) {
      report("So are the rows about " + std::to_string(unverified_ - kMaxNamed) +
             " more decisions");
    }
    return is_end;
  }

  void report(std::string detail) {
    found_({Fault::kDecisionUnaudited, "", 0, false, std::move(detail)});
  }

  ports::Store& records_;
  BoundRows& bound_;
  const Found& found_;
  std::int64_t unverified_ = 0;
};

// What no listing shows.
Stored<void> report_keyless(ports::Store& records, const Found& found) {
  const auto count = records.keyless_rows();
  if (!count && count.error() == ports::StoreFault::kUnreadable) return {};
  if (!count) return tl::unexpected(count.error());
  if (*count == 0) return {};
  found({Fault::kKeyUnreadable, "", 0, false,
         std::to_string(*count) +
             " rows of the log, heads or decisions have no key that they could be read by"});
  return {};
}

// What is wrong with the database as such: it may keep rows from being found, here as elsewhere.
Stored<void> report_database(ports::Store& records, const Found& found) {
  const auto changes = records.schema_changes();
  if (!changes) return tl::unexpected(changes.error());
  for (const std::string& change : *changes) {
    found({Fault::kSchemaChanged, "", 0, false, printable(change)});
  }
  const auto damage = records.damage();
  if (!damage) return tl::unexpected(damage.error());
  for (const std::string& line : *damage) {
    found({Fault::kIndexCorrupt, "", 0, false, "The database's own check: " + printable(line)});
  }
  return {};
}

void report_chains(std::vector<std::string>& chains, const Found& found) {
  if (chains.size() <= ports::kMaxChains) return;
  chains.resize(ports::kMaxChains);
  found({Fault::kKeyUnreadable, "", 0, false,
         "There are more than " + std::to_string(ports::kMaxChains) +
             " chains; those behind them were not read"});
}

}  // namespace

Json to_json(const ChainReport& report) {
  Json keys = Json::array();
  for (const std::string& key : report.public_keys) keys.push_back(key);
  return Json::object({{"chain", printable(report.chain)},
                       {"rows", report.rows},
                       {"last_seq", report.last_seq},
                       {"last_hash", report.last_hash},
                       {"heads", report.heads},
                       {"anchors", report.anchors},
                       {"covered", report.covered},
                       {"seals", report.seals},
                       {"bound", report.bound},
                       {"declared", report.is_declared},
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
  const Trust trust{secrets, options.trusted_keys};
  std::optional<BoundRows> bound;
  if (options.records != nullptr) bound.emplace(*options.records, trust, !options.wants_seals);
  const bool is_first =
      !start.is_on_decisions && !start.is_on_records && start.chain.empty() && start.from < 1;
  if (is_first && options.records != nullptr) {
    if (const auto said = report_database(*options.records, counted); !said) {
      return tl::unexpected(said.error());
    }
    if (const auto said = report_keyless(*options.records, counted); !said) {
      return tl::unexpected(said.error());
    }
  }
  auto chains = all_chains(source, options.anchors);
  if (!chains) return tl::unexpected(chains.error());
  if (is_first) report_chains(*chains, counted);
  const auto is_declared = has_declaration(source, *chains, trust);
  if (!is_declared) return tl::unexpected(is_declared.error());
  if (bound && !*is_declared) bound->accept_undeclared();
  std::optional<RecordCheck> records;
  if (options.records != nullptr) {
    records.emplace(*options.records, source, *bound, options.now, counted);
  }
  for (const std::string& chain : *chains) {
    if (start.is_on_decisions || start.is_on_records || chain < start.chain) continue;
    VerifyProgress at;
    if (chain == start.chain) at = start;
    at.chain = chain;
    if (max_rows <= 0) {
      result.next = at;
      return result;
    }
    ChainVerifier verifier(source, trust, options, bound ? &*bound : nullptr,
                           records ? &*records : nullptr, *is_declared, counted, at);
    const auto complete = verifier.run(max_rows);
    if (!complete) return tl::unexpected(complete.error());
    result.chains.push_back(verifier.report());
    max_rows -= std::max<std::int64_t>(verifier.report().rows, 1);
    if (*complete) continue;
    result.next = verifier.progress();
    return result;
  }
  if (options.records == nullptr) return result;
  if (!start.is_on_records) {
    start.is_on_decisions = true;
    DecisionVerifier decisions(*options.records, *bound, counted);
    const auto complete = decisions.run(start, result, max_rows);
    if (!complete) return tl::unexpected(complete.error());
    if (!*complete) {
      result.next = start;
      return result;
    }
    max_rows -= result.decisions_looked_up;
    start = VerifyProgress{.is_on_records = true};
  }
  const auto complete = records->walk(start.records, max_rows, result.records_looked_up);
  if (!complete) return tl::unexpected(complete.error());
  if (!*complete) result.next = start;
  return result;
}

}  // namespace financescr::audit
