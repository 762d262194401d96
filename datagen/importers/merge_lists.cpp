#include "datagen/importers/merge_lists.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "engine/core/birth.hpp"
#include "engine/core/limits.hpp"
#include "engine/text/normalise.hpp"

namespace financescr::datagen {
namespace {

using pack::EntityType;
using pack::WatchlistRow;

constexpr std::string_view kJoinedBy = "joined by";
constexpr std::string_view kReference = "reference";

// The distinct words of a name in alphabetical order; "" where no letter has a Latin form.
std::string word_set(std::string_view name, std::size_t& count) {
  const std::string normalised = text::normalise(name);
  const auto words = text::split_words(normalised);
  const std::set<std::string_view> distinct(words.begin(), words.end());
  std::string out;
  for (const std::string_view word : distinct) out.append(word).push_back(' ');
  count = distinct.size();
  return out;
}

struct Entry {
  WatchlistRow row;
  std::size_t list = 0;
  std::vector<std::string> references;
  std::vector<std::string> doubtful_references;  // that another entry of its list carries too
  std::string main_name;                         // word set of the primary name
  std::set<std::string> names;                   // word sets of the names, weak aliases left out
  std::set<std::string> long_names;              // of those, the ones of two or more words
  std::set<std::string> words;                   // of three or more letters, of all these names
};

void read_names(Entry& entry) {
  const auto add = [&entry](std::string_view name) {
    std::size_t count = 0;
    const std::string words = word_set(name, count);
    if (count == 0) return;
    entry.names.insert(words);
    if (count >= 2) entry.long_names.insert(words);
    for (const std::string_view word : text::split_words(words)) {
      if (word.size() >= 3) entry.words.emplace(word);
    }
  };
  std::size_t count = 0;
  entry.main_name = word_set(entry.row.primary_name, count);
  add(entry.row.primary_name);
  for (const std::string& name : entry.row.aliases) add(name);
}

bool types_agree(const Entry& a, const Entry& b) {
  return a.row.entity_type == b.row.entity_type || a.row.entity_type == EntityType::kUnknown ||
         b.row.entity_type == EntityType::kUnknown;
}

std::ptrdiff_t count_shared(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::count_if(a.begin(), a.end(),
                       [&b](const std::string& text) { return b.contains(text); });
}

// Rules see two entries and the key that they have in common.
using Rule = bool (*)(const Entry&, const Entry&, const std::string&);

bool names_agree(const Entry& a, const Entry& b, const std::string&) {
  return types_agree(a, b) && count_shared(a.names, b.names) > 0;
}

bool names_resemble(const Entry& a, const Entry& b, const std::string& key) {
  return names_agree(a, b, key) || (types_agree(a, b) && count_shared(a.words, b.words) >= 2);
}

// Requires: a key whose last line is the name. A nickname of two people is no one's main name.
bool main_name_agrees(const Entry& a, const Entry& b, const std::string& key) {
  const std::string_view name = std::string_view(key).substr(key.rfind('\n') + 1);
  return types_agree(a, b) && (name == a.main_name || name == b.main_name);
}

// Union-find over entries.
class Parties {
 public:
  explicit Parties(std::size_t count) : parent_(count) {
    for (std::size_t i = 0; i < count; ++i) parent_[i] = i;
  }
  std::size_t root(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  // Returns: whether the two were in different parties until now.
  bool join(std::size_t a, std::size_t b) {
    a = root(a);
    b = root(b);
    parent_[std::max(a, b)] = std::min(a, b);
    return a != b;
  }

 private:
  std::vector<std::size_t> parent_;
};

class Merger {
 public:
  explicit Merger(std::vector<ListToMerge> lists) {
    result_.report.list = "merged lists";
    for (std::size_t i = 0; i < lists.size(); ++i) take(lists[i], i);
    std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
      return a.row.entity_id < b.row.entity_id;
    });
  }

  MergeResult run() {
    Parties parties(entries_.size());
    part_doubtful_references();
    join_by(kReference, parties, &reference_keys, &names_resemble);
    join_by(kReference, parties, &doubtful_keys, &names_agree);
    join_by("id number", parties, &id_keys, &main_name_agrees);
    join_by("name and birth", parties, &birth_keys, &main_name_agrees);
    link(parties);
    for (Entry& entry : entries_) result_.rows.push_back(std::move(entry.row));
    return std::move(result_);
  }

 private:
  using Keys = std::vector<std::string>;

  void take(ListToMerge& list, std::size_t number) {
    ReadFile file{list.name + " as " + list.prefix, 0, 0, true};
    for (const ReadFile& read : list.list.report.files) file.bytes += read.bytes;
    std::set<std::string> own;
    for (const WatchlistRow& row : list.list.rows) own.insert(row.entity_id);
    const auto prefixed = [&list](const std::string& id) { return list.prefix + ":" + id; };
    for (std::size_t i = 0; i < list.list.rows.size(); ++i) {
      Entry entry;
      entry.row = std::move(list.list.rows[i]);
      entry.row.entity_id = prefixed(entry.row.entity_id);
      if (entry.row.entity_id.size() > limits::kMaxIdBytes) {
        result_.report.add_finding(FindingKind::kSkippedRow, "id too long with its prefix",
                                   {list.name, i + 1, entry.row.entity_id});
        continue;
      }
      for (std::string& id : entry.row.same_as) {
        if (own.contains(id)) id = prefixed(id);
      }
      entry.list = number;
      if (i < list.list.references.size()) entry.references = std::move(list.list.references[i]);
      read_names(entry);
      entries_.push_back(std::move(entry));
      ++file.records;
    }
    result_.report.add_count("entries", list.name, file.records);
    result_.report.files.push_back(std::move(file));
  }

  static Keys reference_keys(const Entry& entry) { return entry.references; }
  static Keys doubtful_keys(const Entry& entry) { return entry.doubtful_references; }

  // A reference that two entries of one publisher's list carry is about one of them at most, or
  // they are one party: only a whole name decides. A collection of lists counts by its sources.
  void part_doubtful_references() {
    std::map<std::tuple<std::string_view, std::size_t, std::string_view>, int> holders;
    std::set<std::string, std::less<>> doubtful;
    for (const Entry& entry : entries_) {
      for (const std::string& reference : entry.references) {
        if (++holders[{reference, entry.list, entry.row.source}] == 2) doubtful.insert(reference);
      }
    }
    for (Entry& entry : entries_) {
      const auto is_sure = [&](const std::string& text) { return !doubtful.contains(text); };
      const auto first =
          std::stable_partition(entry.references.begin(), entry.references.end(), is_sure);
      entry.doubtful_references.assign(first, entry.references.end());
      entry.references.erase(first, entry.references.end());
    }
  }

  static Keys id_keys(const Entry& entry) {
    Keys keys;
    for (const std::string& hash : entry.row.id_hashes) {
      for (const std::string& name : entry.names) keys.push_back(hash + "\n" + name);
    }
    return keys;
  }

  static Keys birth_keys(const Entry& entry) {
    Keys keys;
    if (entry.row.entity_type == EntityType::kUnknown) return keys;
    for (const PartialDate& date : entry.row.dates_of_birth) {
      if (!date.is_full() || date.approximate != 0) continue;
      if (birth_fault(date, BirthSource::kList, std::nullopt)) continue;
      for (const std::string& name : entry.long_names) {
        keys.push_back(std::string(to_string(entry.row.entity_type)) + "\n" + date.to_string() +
                       "\n" + name);
      }
    }
    return keys;
  }

  // Joins the entries that have a key in common and agree.
  void join_by(std::string_view rule, Parties& parties, Keys (*keys_of)(const Entry&), Rule agree) {
    std::map<std::string, std::vector<std::size_t>> holders;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      for (std::string& key : keys_of(entries_[i])) holders[std::move(key)].push_back(i);
    }
    for (const auto& [key, indices] : holders) {
      for (std::size_t b = 1; b < indices.size(); ++b) {
        join_to_earlier(rule, parties, indices, b, agree, key);
      }
    }
  }

  void join_to_earlier(std::string_view rule, Parties& parties,
                       const std::vector<std::size_t>& indices, std::size_t b, Rule agree,
                       const std::string& key) {
    bool agreed = false;
    for (std::size_t a = 0; a < b; ++a) {
      if (indices[a] == indices[b]) continue;
      if (!agree(entries_[indices[a]], entries_[indices[b]], key)) continue;
      agreed = true;
      if (parties.join(indices[a], indices[b])) result_.report.add_count(kJoinedBy, rule);
    }
    if (agreed || rule != kReference || indices[b - 1] == indices[b]) return;
    const Entry& entry = entries_[indices[b]];
    result_.report.add_finding(
        FindingKind::kNotice, "reference shared but names or types differ",
        {entry.row.source, 0,
         key + " " + entry.row.entity_id + " and " + entries_[indices[0]].row.entity_id});
  }

  void link(Parties& parties) {
    std::map<std::size_t, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < entries_.size(); ++i) groups[parties.root(i)].push_back(i);
    result_.report.add_count("parties", "distinct", static_cast<std::int64_t>(groups.size()));
    for (const auto& [root, members] : groups) {
      if (members.size() < 2) continue;
      result_.report.add_count("parties linked", std::to_string(members.size()) + " entries");
      note_repeated_lists(members);
      for (const std::size_t i : members) add_links(entries_[i].row, i, members);
    }
  }

  void add_links(WatchlistRow& row, std::size_t self, const std::vector<std::size_t>& members) {
    for (const std::size_t other : members) {
      if (other == self) continue;
      const std::string& id = entries_[other].row.entity_id;
      if (std::find(row.same_as.begin(), row.same_as.end(), id) != row.same_as.end()) continue;
      if (row.same_as.size() >= limits::kMaxListValues) {
        result_.report.add_finding(FindingKind::kUnusedPart, "more links than one entry can have",
                                   {row.source, 0, row.entity_id});
        return;
      }
      row.same_as.push_back(id);
    }
  }

  // Two entries of one list as one party: right for lists that are collections, worth a look else.
  void note_repeated_lists(const std::vector<std::size_t>& members) {
    std::map<std::size_t, std::size_t> first;
    for (const std::size_t i : members) {
      const auto [found, added] = first.emplace(entries_[i].list, i);
      if (added) continue;
      result_.report.add_finding(
          FindingKind::kNotice, "two entries of one list are the same party",
          {entries_[i].row.source, 0,
           entries_[found->second].row.entity_id + " and " + entries_[i].row.entity_id});
    }
  }

  std::vector<Entry> entries_;
  MergeResult result_;
};

}  // namespace

MergeResult merge_lists(std::vector<ListToMerge> lists) { return Merger(std::move(lists)).run(); }

}  // namespace financescr::datagen
