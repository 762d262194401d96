// Any bytes as any list: the first byte chooses the format. Every row that comes out is one that a
// pack accepts, the report adds up to the rows, a second run says the same, and a merge with itself
// keeps every entry.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "datagen/importers/encoding.hpp"
#include "datagen/importers/eu_fsf.hpp"
#include "datagen/importers/ftm_jsonl.hpp"
#include "datagen/importers/merge_lists.hpp"
#include "datagen/importers/ofac_advanced.hpp"
#include "datagen/importers/ofac_sdn.hpp"
#include "datagen/importers/uk_conlist.hpp"
#include "datagen/importers/un_xml.hpp"
#include "datagen/importers/us_csl.hpp"
#include "datagen/importers/watchlist_jsonl.hpp"
#include "tests/fuzz/require.hpp"

namespace financescr::datagen {
namespace {

// The three files of OFAC's list, parted by lines of "=".
Result<ImportResult> import_sdn(const ListFile& file, const ImportOptions& options) {
  constexpr std::string_view kParting = "\n=\n";
  OfacSources sources;
  std::string_view rest = file.text;
  for (std::string_view* part : {&sources.sdn, &sources.alt, &sources.add}) {
    const std::size_t end = rest.find(kParting);
    *part = rest.substr(0, end);
    rest = end == std::string_view::npos ? "" : rest.substr(end + kParting.size());
  }
  return import_ofac_sdn(sources, options);
}

using Import = Result<ImportResult> (*)(const ListFile&, const ImportOptions&);
constexpr Import kImports[] = {&import_sdn,        &import_ofac_advanced,  &import_un_xml,
                               &import_uk_conlist, &import_eu_fsf,         &import_us_csl,
                               &import_ftm_jsonl,  &import_watchlist_jsonl};

std::string lines_of(const std::vector<pack::WatchlistRow>& rows) {
  std::string lines;
  for (const auto& row : rows) lines += canonical::write(row.to_json()) + "\n";
  return lines;
}

void require_valid(const pack::WatchlistRow& row) {
  const std::string line = canonical::write(row.to_json());
  fuzz::require(is_utf8(line));
  const auto json = canonical::parse(line);
  fuzz::require(json.has_value());
  Errors errors;
  Pointers ignored;
  const auto again = pack::WatchlistRow::read(*json, errors, ignored);
  fuzz::require(errors.empty() && ignored.empty());
  fuzz::require(canonical::write(again.to_json()) == line);
}

void require_sums(const ImportResult& result) {
  const ImportReport& report = result.report;
  std::size_t aliases = 0;
  std::size_t weak = 0;
  for (const auto& row : result.rows) {
    aliases += row.aliases.size();
    weak += row.weak_aliases.size();
  }
  const auto is = [](std::int64_t count, std::size_t size) {
    return count == static_cast<std::int64_t>(size);
  };
  fuzz::require(result.references.size() == result.rows.size());
  fuzz::require(is(report.group_total("entries"), result.rows.size()));
  fuzz::require(is(report.count("names", "primary"), result.rows.size()));
  fuzz::require(is(report.count("names", "alternative"), aliases));
  fuzz::require(is(report.count("weak aliases", "kept"), weak));
  for (const auto& [reason, finding] : report.findings) {
    fuzz::require(finding.count >= static_cast<std::int64_t>(finding.examples.size()));
    fuzz::require(finding.examples.size() <= kMaxFindingExamples && !finding.examples.empty());
  }
  fuzz::require(is_utf8(canonical::write(report.to_json())));
}

void check(const Import import, const ListFile& file, std::size_t chunk) {
  ImportOptions options;
  options.hash_id = [](std::string_view number) { return "h:" + std::to_string(number.size()); };
  const auto result = import(file, options);
  options.xml_chunk_bytes = chunk;
  auto again = import(file, options);
  fuzz::require(result.has_value() == again.has_value());
  if (!result) {
    fuzz::require(!result.error().detail.empty());
    return;
  }
  fuzz::require(lines_of(result->rows) == lines_of(again->rows));
  fuzz::require(result->report.to_text() == again->report.to_text());
  for (const auto& row : result->rows) require_valid(row);
  require_sums(*result);
  std::vector<ListToMerge> lists;
  lists.push_back({"a", "a", *result});
  lists.push_back({"b", "b", std::move(*again)});
  const MergeResult merged = merge_lists(std::move(lists));
  for (const auto& row : merged.rows) require_valid(row);
  const auto dropped = merged.report.finding_count("id too long with its prefix");
  fuzz::require(merged.rows.size() + static_cast<std::size_t>(dropped) == 2 * result->rows.size());
}

}  // namespace
}  // namespace financescr::datagen

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace financescr::datagen;
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t formats = std::size(kImports);
  check(kImports[data[0] % formats], {"list", text}, 1U + data[0] / formats);
  return 0;
}
