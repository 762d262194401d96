#include "functions/jobs/changed_entities.hpp"

#include <string>
#include <utility>

#include "engine/canonical/json.hpp"
#include "engine/pack/compile.hpp"
#include "engine/screening/subject.hpp"
#include "engine/text/name.hpp"

namespace financescr::jobs {
namespace {

using pack::Watchlist;

struct ChangedRows {
  std::string before;  // JSON lines
  std::string after;
};

void add_row(std::string& lines, const Watchlist& list, std::uint32_t entity) {
  canonical::append(lines, list.row(entity).to_json());
  lines.push_back('\n');
}

// Both lists are sorted by id.
ChangedRows changed_rows(const Watchlist& before, const Watchlist& after) {
  ChangedRows rows;
  std::uint32_t i = 0;
  std::uint32_t j = 0;
  while (i < before.entity_count() || j < after.entity_count()) {
    const bool has_before = i < before.entity_count();
    const bool has_after = j < after.entity_count();
    if (!has_after || (has_before && before.entity_id(i) < after.entity_id(j))) {
      add_row(rows.before, before, i++);
    } else if (!has_before || after.entity_id(j) < before.entity_id(i)) {
      add_row(rows.after, after, j++);
    } else {
      if (!(before.row(i) == after.row(j))) {
        add_row(rows.before, before, i);
        add_row(rows.after, after, j);
      }
      ++i;
      ++j;
    }
  }
  return rows;
}

// A pack of these rows alone. Returns nothing if they make none.
std::optional<pack::Pack> list_of(const std::string& rows) {
  const pack::DomainSource source{pack::Domain::kFincrime, "changed", {{"watchlist.jsonl", rows}}};
  const auto compiled = pack::compile({source});
  if (!compiled) return std::nullopt;
  const pack::AlignedBytes bytes = pack::copy_aligned(compiled->bytes);
  auto opened = pack::Pack::open(bytes.view, bytes.owner);
  if (!opened) return std::nullopt;
  return std::move(*opened);
}

}  // namespace

ChangedEntities ChangedEntities::between(const replay::Engine& before,
                                         const replay::Engine& after) {
  ChangedEntities changed;
  changed.before_ = before.pack().fincrime();
  changed.after_ = after.pack().fincrime();
  const replay::Provenance& a = before.screening_provenance();
  const replay::Provenance& b = after.screening_provenance();
  changed.everything_ = a.policy_hash != b.policy_hash || a.model_hash != b.model_hash;
  if (changed.everything_) return changed;
  const ChangedRows rows = changed_rows(changed.before_->watchlist, changed.after_->watchlist);
  const std::string* texts[] = {&rows.before, &rows.after};
  for (std::size_t i = 0; i < changed.lists_.size(); ++i) {
    if (texts[i]->empty()) continue;
    changed.lists_[i] = list_of(*texts[i]);
    if (!changed.lists_[i]) changed.everything_ = true;
  }
  return changed;
}

bool ChangedEntities::list_concerns(const Watchlist& list, const pack::CustomerRow& customer,
                                    screening::Workspace& workspace) const {
  const screening::Subject subject = screening::Subject::of(customer);
  if (!subject.id_hash.empty() && !list.entities_with_id_hash(subject.id_hash).empty()) return true;
  const text::Name name(subject.name);
  return !screening::Search(list, name, workspace).names().empty() || workspace.was_cut();
}

bool ChangedEntities::may_concern(std::string_view customer_id,
                                  screening::Workspace& workspace) const {
  if (everything_ || before_->customers.find(customer_id) != after_->customers.find(customer_id)) {
    return true;
  }
  const auto customer = after_->customer(customer_id);
  if (!customer) return true;
  for (const auto& list : lists_) {
    if (list && list_concerns(list->fincrime()->watchlist, *customer, workspace)) return true;
  }
  return false;
}

}  // namespace financescr::jobs
