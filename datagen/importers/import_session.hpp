// ImportSession: the rows and the report that one importer builds up, with the rules that hold for
// all of them: values fit the limits of a watchlist row, none stands twice, and whatever is not
// taken is in the report with its reason, file and line.
//
// Counts kept alike for every list: "entries" by type, "names" (primary, alternative), "alternative
// names", "weak aliases", "dates of birth", "nationalities", "ids", "residence countries".
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "datagen/importers/import_types.hpp"
#include "engine/core/country.hpp"
#include "engine/core/partial_date.hpp"
#include "engine/core/result.hpp"

namespace financescr::datagen {

class ImportSession {
 public:
  // Requires: `options` outlives the session.
  ImportSession(std::string list, const ImportOptions& options, std::size_t total_bytes);

  // Findings point into this file from now on.
  void open_file(const ListFile& file);
  void close_file();
  void at_line(std::size_t line) { line_ = line; }
  // Findings point there from now on, in a file that was read before.
  void at_place(std::string_view file_name, std::size_t line) {
    file_name_ = file_name;
    line_ = line;
  }
  [[nodiscard]] std::size_t line() const { return line_; }
  void count_record() { ++report().files.back().records; }
  // Tells how far the open file is read; cheap to call for every record.
  void advance(std::size_t file_offset);

  void skip_row(std::string_view reason, std::string_view detail);
  void leave_out(std::string_view reason, std::string_view detail);
  void notice(std::string_view reason, std::string_view detail);
  void count(std::string_view group, std::string_view what) { report().add_count(group, what); }

  // Makes a field UTF-8 and reports it if it was not.
  void decode(std::string& field);

  // Adds a row with its id, type and primary name. The pointer is good until the next call.
  // Returns: nullptr after reporting why the row is skipped (no id, no name, too long, id twice).
  pack::WatchlistRow* add_entry(std::string_view id, pack::EntityType type, std::string_view name,
                                std::string_view source);
  [[nodiscard]] pack::WatchlistRow* find_entry(std::string_view id);

  void add_alias(pack::WatchlistRow& entry, std::string_view name, std::string_view kind);
  void add_weak_alias(pack::WatchlistRow& entry, std::string_view name);
  void add_birth(pack::WatchlistRow& entry, const PartialDate& date);
  // A date as the list phrases it: reported with `text` if it was not understood.
  void add_birth(pack::WatchlistRow& entry, const std::optional<PartialDate>& date,
                 std::string_view text);
  void add_nationality(pack::WatchlistRow& entry, Country country, std::string_view origin);
  void add_residence(pack::WatchlistRow& entry, Country country, std::string_view origin);
  // Countries by name or code: an unknown one is reported, an empty one is nothing.
  void add_nationality_named(pack::WatchlistRow& entry, std::string_view name,
                             std::string_view origin);
  void add_residence_named(pack::WatchlistRow& entry, std::string_view name,
                           std::string_view origin);
  void add_id(pack::WatchlistRow& entry, std::string_view kind, std::string_view number);
  void add_program(pack::WatchlistRow& entry, std::string_view program);
  // Requires: `entry` is a row of this session.
  void add_reference(const pack::WatchlistRow& entry, std::string reference);

  [[nodiscard]] ImportReport& report() { return result_.report; }
  [[nodiscard]] bool empty() const { return result_.rows.empty(); }

  // Errors: kMalformed if there is not one row; `needed` says what the list should look like.
  [[nodiscard]] Result<ImportResult> finish(std::string_view needed);

 private:
  void finding(FindingKind kind, std::string_view reason, std::string_view detail);
  [[nodiscard]] bool is_usable_name(std::string_view name);
  template <typename T>
  bool add_distinct(std::vector<T>& values, T value, std::string_view what);

  const ImportOptions& options_;
  std::size_t total_bytes_ = 0;
  std::size_t done_bytes_ = 0;
  std::size_t file_bytes_ = 0;
  std::size_t records_ = 0;
  std::string file_name_;
  std::size_t line_ = 0;
  std::map<std::string, std::size_t, std::less<>> index_;  // entity id → row
  ImportResult result_;
};

// Adds the numbers that a list's text on an identity document holds, and reports what it could not
// read, its digits masked.
void add_document(ImportSession& session, pack::WatchlistRow& entry, std::string_view listed_kind,
                  std::string_view text);

// At most 160 bytes of a text, cut between characters.
[[nodiscard]] std::string shortened(std::string_view text);

// The text with every digit replaced by '#': how reports show what may hold an identity number.
[[nodiscard]] std::string mask_digits(std::string_view text);

}  // namespace financescr::datagen
