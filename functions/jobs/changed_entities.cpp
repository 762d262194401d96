#include "functions/jobs/changed_entities.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/canonical/json.hpp"
#include "engine/pack/compile.hpp"
#include "engine/pack/domain_spec.hpp"
#include "engine/screening/subject.hpp"
#include "engine/text/name_readings.hpp"

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

// Whether the words of an entity's names are as rare in one list as in the other, which depends on
// the other entities that have them. Requires: the same row.
bool equally_rare(const Watchlist& before, std::uint32_t i, const Watchlist& after,
                  std::uint32_t j) {
  const pack::EntityRecord& a = before.entity(i);
  const pack::EntityRecord& b = after.entity(j);
  for (std::uint32_t n = 0; n < std::min(a.name_count, b.name_count); ++n) {
    const auto words_a = before.name_words(before.name(a.first_name + n));
    const auto words_b = after.name_words(after.name(b.first_name + n));
    const bool equal = std::equal(words_a.begin(), words_a.end(), words_b.begin(), words_b.end(),
                                  [&](std::uint32_t x, std::uint32_t y) {
                                    return before.word_rarity_bits(x) == after.word_rarity_bits(y);
                                  });
    if (!equal) return false;
  }
  return true;
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
      if (!(before.row(i) == after.row(j)) || !equally_rare(before, i, after, j)) {
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
  const pack::DomainSource source{Domain::kScreening, "changed", {{"watchlist.jsonl", rows}}};
  const auto compiled = pack::compile({source});
  if (!compiled) return std::nullopt;
  const pack::AlignedBytes bytes = pack::copy_aligned(compiled->bytes);
  auto opened = pack::Pack::open(bytes.view, bytes.owner);
  if (!opened) return std::nullopt;
  return std::move(*opened);
}

}  // namespace

ChangedEntities ChangedEntities::between(const replay::EngineSet& before,
                                         const replay::EngineSet& after) {
  ChangedEntities changed;
  changed.before_ = before.screening().rows();
  changed.after_ = after.screening().rows();
  const decision::Provenance& a = before.screening().provenance();
  const decision::Provenance& b = after.screening().provenance();
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
  const screening::Subject subject = screening::Subject::of(customer, std::nullopt);
  for (const std::string& id_hash : subject.id_hashes) {
    if (!list.entities_with_id_hash(id_hash).empty()) return true;
  }
  const text::NameReadings names(subject.name, text::NameSide::kQuery);
  return std::any_of(names.all().begin(), names.all().end(), [&](const text::Reading& reading) {
    const screening::Search search(list, reading.name, workspace);
    return !search.names().empty() || workspace.was_cut();
  });
}

bool ChangedEntities::may_concern(std::string_view customer_id,
                                  screening::Workspace& workspace) const {
  const auto row_in = [customer_id](const pack::DomainPack& pack) {
    return pack.rows(pack::files::kCustomers).find(customer_id);
  };
  if (everything_ || row_in(*before_) != row_in(*after_)) return true;
  const auto customer = pack::find_customer(*after_, customer_id);
  if (!customer) return true;
  for (const auto& list : lists_) {
    if (!list) continue;
    const Watchlist& entries = list->domain(Domain::kScreening)->watchlist;
    if (list_concerns(entries, *customer, workspace)) return true;
  }
  return false;
}

}  // namespace financescr::jobs
