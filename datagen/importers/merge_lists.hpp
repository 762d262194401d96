// merge_lists: several imported lists as one, with the entries of one party linked to each other.
//
// No entry is dropped or changed but for its id, which becomes "<prefix>:<id>", and `same_as`,
// which names the other entries of its party. Two entries are of one party by any of three rules:
//
//   reference       both carry the same reference of a publisher (the UN's permanent number that
//   the
//                   UK and the EU print, OFAC's number in the US list, ...), their types do not
//                   differ, and they share a name or two words of three or more letters; if two
//                   entries of one list carry it, a name
//   id number       both carry the same identity number's hash, their types do not differ, and they
//                   share a name that is the primary name of one of them
//   name and birth  both are of the same known type and share a full date of birth that is not
//                   approximate and a name of two or more words that is the primary name of one
//
// To share a name: the same set of normalised words, in any order, weak aliases left out. What is
// linked to the same entry is linked to each other. The result does not depend on the order in
// which the lists are given.
#pragma once

#include <string>
#include <vector>

#include "datagen/importers/import_types.hpp"

namespace financescr::datagen {

struct ListToMerge {
  std::string prefix;  // e.g. "un"; distinct among the lists
  std::string name;    // how the report calls the list
  ImportResult list;
};

struct MergeResult {
  std::vector<pack::WatchlistRow> rows;  // sorted by id
  ImportReport report;                   // "entries", "joined by", "parties", ...
};

[[nodiscard]] MergeResult merge_lists(std::vector<ListToMerge> lists);

}  // namespace financescr::datagen
