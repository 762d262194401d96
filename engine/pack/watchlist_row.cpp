#include "engine/pack/watchlist_row.hpp"

#include "engine/core/limits.hpp"
#include "engine/text/normalise.hpp"

namespace financescr::pack {
namespace {

using canonical::Json;

Json texts_json(const std::vector<std::string>& texts) {
  Json::Array array;
  for (const auto& text : texts) array.emplace_back(text);
  return Json(std::move(array));
}

Json countries_json(const std::vector<Country>& countries) {
  Json::Array array;
  for (const auto& country : countries) array.emplace_back(country.to_string());
  return Json(std::move(array));
}

// Appends `,"key":`, without the comma behind the opening brace. Requires: a key that needs no
// escapes.
void append_key(std::string& out, std::string_view key) {
  if (out.back() != '{') out += ',';
  out.append("\"").append(key).append("\":");
}

void append_member(std::string& out, std::string_view key, std::string_view text) {
  append_key(out, key);
  canonical::append_string(out, text);
}

// A member that is an array of texts, each text_of(value).
template <typename T, typename TextOf>
void append_member(std::string& out, std::string_view key, const std::vector<T>& values,
                   const TextOf& text_of) {
  append_key(out, key);
  char before = '[';
  for (const T& value : values) {
    out += before;
    canonical::append_string(out, text_of(value));
    before = ',';
  }
  out += values.empty() ? "[]" : "]";
}

}  // namespace

const std::vector<std::string_view>& list_type_names() {
  static const std::vector<std::string_view> names{"SANCTIONS", "PEP", "ADVERSE_MEDIA"};
  return names;
}

const std::vector<std::string_view>& entity_type_names() {
  static const std::vector<std::string_view> names{"UNKNOWN", "PERSON", "ORGANISATION", "VESSEL",
                                                   "AIRCRAFT"};
  return names;
}

std::string_view to_string(ListType type) {
  return list_type_names()[static_cast<std::size_t>(type)];
}

std::string_view to_string(EntityType type) {
  return entity_type_names()[static_cast<std::size_t>(type)];
}

std::vector<PartialDate> read_dates(canonical::Fields& fields, std::string_view key) {
  std::vector<PartialDate> dates;
  fields.for_each_text(key, limits::kMaxIdBytes, [&](std::size_t i, const std::string& text) {
    if (const auto date = PartialDate::parse(text)) {
      dates.push_back(*date);
    } else {
      fields.reject_at(key, i, ErrorCode::kInvalid,
                       "must be a date of birth: YYYY, YYYY-MM, YYYY-MM-DD, any of them with ~ "
                       "behind for about, or YYYY/YYYY");
    }
  });
  return dates;
}

std::string read_name(canonical::Fields& fields, std::string_view key) {
  std::string name = fields.required_text(key, limits::kMaxNameBytes);
  if (!name.empty()) {
    const auto normalised = text::normalise_counted(name);
    if (normalised.matched_letters + normalised.unmatched_letters + normalised.unreadable == 0) {
      fields.reject(key, ErrorCode::kInvalid, "must hold at least one letter or digit");
    }
  }
  return name;
}

std::vector<std::string> read_names(canonical::Fields& fields, std::string_view key) {
  std::vector<std::string> names;
  fields.for_each_text(key, limits::kMaxNameBytes, [&](std::size_t i, const std::string& text) {
    if (text.empty()) {
      fields.reject_at(key, i, ErrorCode::kInvalid, "must not be empty");
    } else {
      names.push_back(text);
    }
  });
  return names;
}

WatchlistRow WatchlistRow::read(const Json& json, Errors& errors, Pointers& ignored) {
  WatchlistRow row;
  canonical::Fields fields(json, "", errors);
  row.entity_id = fields.required_text("entity_id", limits::kMaxIdBytes);
  row.list_type = static_cast<ListType>(fields.required_choice("list_type", list_type_names()));
  row.entity_type =
      static_cast<EntityType>(fields.choice("entity_type", entity_type_names()).value_or(0));
  row.primary_name = fields.required_text("primary_name", limits::kMaxNameBytes);
  row.aliases = read_names(fields, "aliases");
  row.weak_aliases = read_names(fields, "weak_aliases");
  row.dates_of_birth = read_dates(fields, "dob");
  row.nationalities = fields.countries("nationalities");
  row.residence_countries = fields.countries("residence_countries");
  row.id_hashes = fields.texts("id_hashes", limits::kMaxIdBytes * 2);
  row.programs = fields.texts("programs", limits::kMaxIdBytes);
  row.list_subtype = fields.text("list_subtype", limits::kMaxIdBytes).value_or("");
  row.same_as = fields.texts("same_as", limits::kMaxIdBytes);
  row.source = fields.text("source", limits::kMaxIdBytes).value_or("");
  row.active = fields.boolean("active").value_or(true);
  ignored.append(fields.unknown());
  return row;
}

Json WatchlistRow::to_json() const {
  Json::Array dates;
  for (const auto& date : dates_of_birth) dates.emplace_back(date.to_string());
  std::vector<Json::Member> members{
      {"entity_id", entity_id},
      {"list_type", to_string(list_type)},
      {"primary_name", primary_name},
      {"aliases", texts_json(aliases)},
      {"dob", Json(std::move(dates))},
      {"nationalities", countries_json(nationalities)},
      {"residence_countries", countries_json(residence_countries)},
      {"id_hashes", texts_json(id_hashes)},
      {"active", active},
  };
  if (!source.empty()) members.emplace_back("source", source);
  if (!list_subtype.empty()) members.emplace_back("list_subtype", list_subtype);
  if (entity_type != EntityType::kUnknown)
    members.emplace_back("entity_type", to_string(entity_type));
  if (!weak_aliases.empty()) members.emplace_back("weak_aliases", texts_json(weak_aliases));
  if (!programs.empty()) members.emplace_back("programs", texts_json(programs));
  if (!same_as.empty()) members.emplace_back("same_as", texts_json(same_as));
  return Json::object(std::move(members));
}

// Keys in order of code points.
void WatchlistRow::append_line(std::string& out) const {
  const auto same = [](const std::string& text) -> const std::string& { return text; };
  const auto spelt = [](const auto& value) { return value.to_string(); };
  out += '{';
  append_key(out, "active");
  out += active ? "true" : "false";
  append_member(out, "aliases", aliases, same);
  append_member(out, "dob", dates_of_birth, spelt);
  append_member(out, "entity_id", entity_id);
  if (entity_type != EntityType::kUnknown) {
    append_member(out, "entity_type", to_string(entity_type));
  }
  append_member(out, "id_hashes", id_hashes, same);
  if (!list_subtype.empty()) append_member(out, "list_subtype", list_subtype);
  append_member(out, "list_type", to_string(list_type));
  append_member(out, "nationalities", nationalities, spelt);
  append_member(out, "primary_name", primary_name);
  if (!programs.empty()) append_member(out, "programs", programs, same);
  append_member(out, "residence_countries", residence_countries, spelt);
  if (!same_as.empty()) append_member(out, "same_as", same_as, same);
  if (!source.empty()) append_member(out, "source", source);
  if (!weak_aliases.empty()) append_member(out, "weak_aliases", weak_aliases, same);
  out += "}\n";
}

}  // namespace financescr::pack
