#include "datagen/importers/merge_lists.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "engine/core/limits.hpp"
#include "engine/text/normalise.hpp"

namespace financescr::datagen {
namespace {

using pack::EntityType;
using pack::WatchlistRow;

constexpr std::string_view kJoinedBy = "joined by";

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
  std::set<std::string> names;         // word sets of all names
  std::set<std::string> strong_names;  // of two or more words, without weak aliases
  std::set<std::string> words;         // of all names
};

void read_names(Entry& entry) {
  const auto add = [&entry](std::string_view name, bool strong) {
    std::size_t count = 0;
    const std::string words = word_set(name, count);
    if (count == 0) return;
    entry.names.insert(words);
    if (strong && count >= 2) entry.strong_names.insert(words);
    for (const std::string_view word : text::split_words(words)) entry.words.emplace(word);
  };
  add(entry.row.primary_name, true);
  for (const std::string& name : entry.row.aliases) add(name, true);
  for (const std::string& name : entry.row.weak_aliases) add(name, false);
}

bool types_agree(const Entry& a, const Entry& b) {
  return a.row.entity_type == b.row.entity_type || a.row.entity_type == EntityType::kUnknown ||
         b.row.entity_type == EntityType::kUnknown;
}

bool share_a_word(const Entry& a, const Entry& b) {
  return std::any_of(a.words.begin(), a.words.end(),
                     [&b](const std::string& word) { return b.words.contains(word); });
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
    join_by("reference", parties, &reference_keys, [](const Entry& a, const Entry& b) {
      return types_agree(a, b) && share_a_word(a, b);
    });
    join_by("id number", parties, &id_keys, types_agree);
    join_by("name and birth", parties, &birth_keys,
            [](const Entry&, const Entry&) { return true; });
    link(parties);
    for (Entry& entry : entries_) result_.rows.push_back(std::move(entry.row));
    return std::move(result_);
  }

 private:
  using Keys = std::vector<std::string>;

  void take(ListToMerge& list, std::size_t number) {
    ReadFile file{list.name + " as " + list.prefix + ":", 0, 0, true};
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
      for (const std::string& name : entry.strong_names) {
        keys.push_back(std::string(to_string(entry.row.entity_type)) + "\n" + date.to_string() +
                       "\n" + name);
      }
    }
    return keys;
  }

  // Joins the entries that have a key in common and agree.
  void join_by(std::string_view rule, Parties& parties, Keys (*keys_of)(const Entry&),
               bool (*agree)(const Entry&, const Entry&)) {
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
                       const std::vector<std::size_t>& indices, std::size_t b,
                       bool (*agree)(const Entry&, const Entry&), const std::string& key) {
    bool agreed = false;
    for (std::size_t a = 0; a < b; ++a) {
      if (indices[a] == indices[b] || !agree(entries_[indices[a]], entries_[indices[b]])) continue;
      agreed = true;
      if (parties.join(indices[a], indices[b])) result_.report.add_count(kJoinedBy, rule);
    }
    if (agreed || rule != "reference" || indices[b - 1] == indices[b]) return;
    const Entry& entry = entries_[indices[b]];
    result_.report.add_finding(FindingKind::kUnusedPart, "reference shared but names or types differ",
                               {entry.row.source, 0, key + " " + entry.row.entity_id + " and " +
                                                         entries_[indices[0]].row.entity_id});
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
          FindingKind::kUnusedPart, "two entries of one list are the same party",
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
