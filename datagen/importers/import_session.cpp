#include "datagen/importers/import_session.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "datagen/importers/country_names.hpp"
#include "datagen/importers/encoding.hpp"
#include "datagen/importers/listed_date.hpp"
#include "datagen/importers/listed_text.hpp"
#include "datagen/importers/text_scan.hpp"
#include "engine/core/birth.hpp"
#include "engine/core/limits.hpp"
#include "engine/pack/id_number.hpp"
#include "engine/text/normalise.hpp"

namespace financescr::datagen {
namespace {

using pack::WatchlistRow;

constexpr std::size_t kProgressRecords = 512;
constexpr std::size_t kMaxDetailBytes = 160;
constexpr std::string_view kNoLetters = "name without letters, or mostly question marks";

// At most so many bytes of UTF-8, cut between characters.
std::string_view whole_characters(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  return text.substr(0, bytes);
}

}  // namespace

std::string shortened(std::string_view text) {
  if (text.size() <= kMaxDetailBytes) return std::string(text);
  return std::string(whole_characters(text, kMaxDetailBytes)) + "...";
}

std::string mask_digits(std::string_view text) {
  std::string masked(text);
  std::replace_if(masked.begin(), masked.end(), is_digit, '#');
  return masked;
}

ImportSession::ImportSession(std::string list, const ImportOptions& options,
                             std::size_t total_bytes)
    : options_(options), total_bytes_(total_bytes) {
  report().list = std::move(list);
}

void ImportSession::open_file(const ListFile& file) {
  file_name_ = file.name;
  file_bytes_ = file.text.size();
  line_ = 0;
  report().files.push_back({file_name_, file.text.size(), 0, !file.text.empty()});
}

void ImportSession::close_file() { done_bytes_ += file_bytes_; }

void ImportSession::advance(std::size_t file_offset) {
  if (options_.progress && ++records_ % kProgressRecords == 0) {
    options_.progress(done_bytes_ + file_offset, total_bytes_);
  }
}

void ImportSession::finding(FindingKind kind, std::string_view reason, std::string_view detail) {
  report().add_finding(kind, reason, FindingExample{file_name_, line_, shortened(detail)});
}

void ImportSession::skip_row(std::string_view reason, std::string_view detail) {
  finding(FindingKind::kSkippedRow, reason, detail);
}

void ImportSession::leave_out(std::string_view reason, std::string_view detail) {
  finding(FindingKind::kUnusedPart, reason, detail);
}

void ImportSession::notice(std::string_view reason, std::string_view detail) {
  finding(FindingKind::kNotice, reason, detail);
}

void ImportSession::decode(std::string& field) {
  if (make_utf8(field)) leave_out("field not UTF-8, read as Windows-1252", field);
}

template <typename T>
bool ImportSession::add_distinct(std::vector<T>& values, T value, std::string_view what) {
  if (std::find(values.begin(), values.end(), value) != values.end()) return false;
  if (values.size() >= limits::kMaxListValues) {
    leave_out("more values than one entry can have", what);
    return false;
  }
  values.push_back(std::move(value));
  return true;
}

bool ImportSession::is_usable_name(std::string_view name) {
  if (name.size() > limits::kMaxNameBytes) {
    leave_out("name too long", name);
    return false;
  }
  const auto normalised = text::normalise_counted(name);
  const std::size_t letters = normalised.matched_letters + normalised.unmatched_letters;
  const auto lost = static_cast<std::size_t>(std::count(name.begin(), name.end(), '?'));
  if (letters > lost) return true;
  if (!name.empty()) leave_out(kNoLetters, name);
  return false;
}

WatchlistRow* ImportSession::add_entry(std::string_view id, pack::EntityType type,
                                       std::string_view name, std::string_view source) {
  const auto skipped = [this](std::string_view reason, std::string_view detail) {
    skip_row(reason, detail);
    return nullptr;
  };
  if (id.empty()) return skipped("no id", name);
  if (id.size() > limits::kMaxIdBytes) return skipped("id too long", id);
  if (name.empty()) return skipped("no name", "id " + std::string(id));
  if (name.size() > limits::kMaxNameBytes) return skipped("name too long", name);
  if (!index_.emplace(id, result_.rows.size()).second) {
    return skipped("id twice", std::string(id) + " " + std::string(name));
  }
  WatchlistRow& entry = result_.rows.emplace_back();
  result_.references.emplace_back();
  entry.entity_id = id;
  entry.entity_type = type;
  entry.primary_name = name;
  entry.source = whole_characters(source, limits::kMaxIdBytes);
  if (entry.source.size() < source.size()) leave_out("source too long, cut", source);
  count("entries", to_string(type));
  count("names", "primary");
  return &entry;
}

WatchlistRow* ImportSession::find_entry(std::string_view id) {
  const auto found = index_.find(id);
  return found == index_.end() ? nullptr : &result_.rows[found->second];
}

void ImportSession::add_alias(WatchlistRow& entry, std::string_view name, std::string_view kind) {
  if (!is_usable_name(name)) return;
  const bool added =
      name != entry.primary_name && add_distinct(entry.aliases, std::string(name), "aliases");
  count("alternative names", added ? kind : "repeated");
  if (added) count("names", "alternative");
}

void ImportSession::add_weak_alias(WatchlistRow& entry, std::string_view name) {
  if (!is_usable_name(name)) return;
  const bool added = name != entry.primary_name &&
                     add_distinct(entry.weak_aliases, std::string(name), "weak_aliases");
  count("weak aliases", added ? "kept" : "repeated");
}

void ImportSession::add_birth(WatchlistRow& entry, const PartialDate& date) {
  const bool added = add_distinct(entry.dates_of_birth, date, "dob");
  count("dates of birth", added ? precision_of(date) : "repeated");
  if (added && birth_fault(date, BirthSource::kList, std::nullopt)) {
    leave_out("date of birth is no one's, kept and not compared", date.to_string());
  }
}

void ImportSession::add_birth(WatchlistRow& entry, const std::optional<PartialDate>& date,
                              std::string_view text) {
  if (date) {
    add_birth(entry, *date);
  } else {
    leave_out("date of birth not understood", text);
  }
}

void ImportSession::add_nationality(WatchlistRow& entry, Country country, std::string_view origin) {
  const bool added = add_distinct(entry.nationalities, country, "nationalities");
  count("nationalities", added ? origin : "repeated");
}

void ImportSession::add_residence(WatchlistRow& entry, Country country, std::string_view origin) {
  const bool added = add_distinct(entry.residence_countries, country, "residence_countries");
  if (added) count("residence countries", origin);
}

void ImportSession::add_nationality_named(WatchlistRow& entry, std::string_view name,
                                          std::string_view origin) {
  if (name.empty()) return;
  if (const auto country = listed_country(name)) {
    add_nationality(entry, *country, origin);
  } else {
    leave_out("nationality not understood", name);
  }
}

void ImportSession::add_residence_named(WatchlistRow& entry, std::string_view name,
                                        std::string_view origin) {
  if (name.empty()) return;
  if (const auto country = listed_country(name)) {
    add_residence(entry, *country, origin);
  } else {
    leave_out("country unknown", name);
  }
}

void ImportSession::add_id(WatchlistRow& entry, std::string_view kind, std::string_view number) {
  const std::vector<std::string> numbers = pack::read_id_numbers(number);
  if (numbers.empty()) return leave_out("identity document without a number", kind);
  for (const std::string& one : numbers) {
    count("ids", kind);
    if (!options_.hash_id) {
      count("remarks not used", "id dropped, no hash function given");
    } else if (!add_distinct(entry.id_hashes, options_.hash_id(one), "id_hashes")) {
      count("ids repeated in one entry", kind);
    }
  }
}

void ImportSession::add_program(WatchlistRow& entry, std::string_view program) {
  if (program.empty()) return;
  if (program.size() > limits::kMaxIdBytes) return leave_out("programme too long", program);
  add_distinct(entry.programs, std::string(program), "programs");
}

void ImportSession::add_reference(const WatchlistRow& entry, std::string reference) {
  const auto row = static_cast<std::size_t>(&entry - result_.rows.data());
  add_distinct(result_.references[row], std::move(reference), "references");
}

Result<ImportResult> ImportSession::finish(std::string_view needed) {
  if (options_.progress) options_.progress(total_bytes_, total_bytes_);
  if (!result_.rows.empty()) return std::move(result_);
  std::string detail = file_name_ + " holds no valid row; it needs " + std::string(needed);
  for (const auto& [reason, found] : report().findings) {
    if (found.kind != FindingKind::kSkippedRow || found.examples.empty()) continue;
    const FindingExample& first = found.examples.front();
    detail += "; " + first.file + " line " + std::to_string(first.line) + ": " + reason + " (" +
              first.detail + ")";
  }
  return fail(ErrorCode::kMalformed, std::move(detail));
}

void add_document(ImportSession& session, WatchlistRow& entry, std::string_view listed_kind,
                  std::string_view text) {
  const DocumentNumbers found = document_numbers(text);
  for (const std::string& number : found.numbers) {
    session.add_id(entry, document_kind(listed_kind), number);
  }
  if (found.numbers.empty()) {
    session.leave_out("identity document without a number", mask_digits(text));
  } else if (!found.complete) {
    session.leave_out("identity document not wholly understood", mask_digits(text));
  }
}

}  // namespace financescr::datagen
