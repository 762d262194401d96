#include "datagen/importers/watchlist_jsonl.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "datagen/importers/import_session.hpp"
#include "datagen/importers/jsonl.hpp"
#include "datagen/importers/listed_date.hpp"
#include "datagen/importers/text_scan.hpp"
#include "engine/canonical/fields.hpp"
#include "engine/core/limits.hpp"

namespace financescr::datagen {
namespace {

using canonical::Fields;
using canonical::Json;
using pack::EntityType;
using pack::ListType;
using pack::WatchlistRow;

const Json kNoObject = Json::object();

const Json& object_at(Fields& fields, std::string_view key) {
  const Json* const found = fields.find(key);
  return found == nullptr ? kNoObject : *found;
}

constexpr std::size_t kInternalWatch = 3;  // its place among the types below

const std::vector<std::string_view>& candidate_list_types() {
  static const std::vector<std::string_view> names{"SANCTIONS", "PEP", "ADVERSE_MEDIA",
                                                   "INTERNAL_WATCH"};
  return names;
}

std::string described(const Error& error) {
  return (error.pointer.empty() ? "" : error.pointer + ": ") + error.detail;
}

class LineReader {
 public:
  explicit LineReader(ImportSession& session) : session_(session) {}

  void read(const Json& line) {
    if (line.find("candidate_id") != nullptr) return read_candidate(line);
    Errors errors;
    Pointers ignored;
    const WatchlistRow row = WatchlistRow::read(line, errors, ignored);
    if (!errors.empty()) return session_.skip_row("not a valid row", described(errors.front()));
    for (const std::string& pointer : ignored) session_.leave_out("field not known", pointer);
    take(row);
  }

 private:
  void take(const WatchlistRow& row) {
    WatchlistRow* const entry =
        session_.add_entry(row.entity_id, row.entity_type, row.primary_name, row.source);
    if (entry == nullptr) return;
    entry->list_type = row.list_type;
    entry->active = row.active;
    entry->id_hashes = row.id_hashes;
    entry->same_as = row.same_as;
    for (const std::string& name : row.aliases) session_.add_alias(*entry, name, "alias");
    for (const std::string& name : row.weak_aliases) session_.add_weak_alias(*entry, name);
    for (const PartialDate& date : row.dates_of_birth) session_.add_birth(*entry, date);
    for (const Country country : row.nationalities) {
      session_.add_nationality(*entry, country, "listed");
    }
    for (const Country country : row.residence_countries) {
      session_.add_residence(*entry, country, "listed");
    }
    for (const std::string& program : row.programs) session_.add_program(*entry, program);
    session_.report().add_count("ids", "hashed by the list",
                                static_cast<std::int64_t>(row.id_hashes.size()));
  }

  void read_candidate(const Json& line) {
    Errors errors;
    Fields fields(line, "", errors);
    Fields names(object_at(fields, "names"), "/names", errors);
    Fields attributes(object_at(fields, "attributes"), "/attributes", errors);
    Fields identifiers(object_at(fields, "identifiers"), "/identifiers", errors);
    Fields list(object_at(fields, "list"), "/list", errors);
    const std::string id = fields.required_text("candidate_id", limits::kMaxIdBytes);
    const auto type = fields.choice("entity_type", pack::entity_type_names());
    const std::string name = names.required_text("primary", limits::kMaxNameBytes);
    const auto aliases = pack::read_names(names, "aliases");
    const auto birth = attributes.text("dob", limits::kMaxIdBytes);
    const auto countries = attributes.countries("countries");
    const auto national_id = identifiers.text("national_id", limits::kMaxIdBytes);
    const auto passport = identifiers.text("passport", limits::kMaxIdBytes);
    const auto source = list.text("source", limits::kMaxIdBytes);
    const auto list_name = list.text("list_name", limits::kMaxIdBytes);
    const std::size_t listed_type = list.required_choice("list_type", candidate_list_types());
    const bool internal = listed_type == kInternalWatch;
    const ListType list_type =
        internal ? ListType::kAdverseMedia : static_cast<ListType>(listed_type);
    if (!errors.empty()) return session_.skip_row("not a valid row", described(errors.front()));
    WatchlistRow* const entry = session_.add_entry(id, static_cast<EntityType>(type.value_or(0)),
                                                   name, source.value_or(""));
    if (entry == nullptr) return;
    entry->list_type = list_type;
    for (const std::string& alias : aliases) session_.add_alias(*entry, alias, "alias");
    if (birth) session_.add_birth(*entry, parse_year_first(*birth), *birth);
    for (const Country country : countries) session_.add_nationality(*entry, country, "listed");
    if (national_id && !national_id->empty()) session_.add_id(*entry, "national id", *national_id);
    if (passport && !passport->empty()) session_.add_id(*entry, "passport", *passport);
    session_.add_program(*entry, list_name.value_or(""));
    if (internal) session_.add_program(*entry, "INTERNAL_WATCH");
    session_.count("list types", internal ? "INTERNAL_WATCH, taken as ADVERSE_MEDIA"
                                          : pack::to_string(list_type));
  }

  ImportSession& session_;
};

}  // namespace

Result<ImportResult> import_watchlist_jsonl(const ListFile& file, const ImportOptions& options) {
  ImportSession session("watchlist lines", options, file.text.size());
  LineReader reader(session);
  for_each_json_line(session, file, [&](const Json& line) { reader.read(line); });
  return session.finish("watchlist rows as in docs/PACKS.md, or fixtures with candidate_id");
}

}  // namespace financescr::datagen
