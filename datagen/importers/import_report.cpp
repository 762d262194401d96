#include "datagen/importers/import_report.hpp"

#include <algorithm>
#include <utility>

namespace financescr::datagen {
namespace {

using canonical::Json;

constexpr std::size_t kExamplesInText = 3;

Json number(std::size_t value) { return Json(static_cast<std::int64_t>(value)); }

std::string place(const FindingExample& example) {
  return example.line == 0 ? example.file : example.file + " line " + std::to_string(example.line);
}

void append_findings(std::string& out, const ImportReport& report, FindingKind kind,
                     std::string_view title) {
  bool titled = false;
  for (const auto& [reason, finding] : report.findings) {
    if (finding.kind != kind) continue;
    if (!titled) out.append(title).append("\n");
    titled = true;
    out += "  " + std::to_string(finding.count) + " x " + reason + "\n";
    const std::size_t shown = std::min(finding.examples.size(), kExamplesInText);
    for (std::size_t i = 0; i < shown; ++i) {
      out += "      " + place(finding.examples[i]) + ": " + finding.examples[i].detail + "\n";
    }
    const std::int64_t rest = finding.count - static_cast<std::int64_t>(shown);
    if (rest > 0) out += "      ... and " + std::to_string(rest) + " more\n";
  }
}

Json findings_json(const ImportReport& report, FindingKind kind) {
  Json list = Json::array();
  for (const auto& [reason, finding] : report.findings) {
    if (finding.kind != kind) continue;
    Json examples = Json::array();
    for (const FindingExample& example : finding.examples) {
      examples.push_back(Json::object(
          {{"file", example.file}, {"line", number(example.line)}, {"detail", example.detail}}));
    }
    list.push_back(Json::object(
        {{"reason", reason}, {"count", finding.count}, {"examples", std::move(examples)}}));
  }
  return list;
}

}  // namespace

void ImportReport::add_count(std::string_view group, std::string_view what, std::int64_t how_many) {
  counts[std::string(group)][std::string(what)] += how_many;
}

void ImportReport::add_finding(FindingKind kind, std::string_view reason, FindingExample example) {
  Finding& finding = findings[std::string(reason)];
  finding.kind = kind;
  ++finding.count;
  if (finding.examples.size() < kMaxFindingExamples) {
    finding.examples.push_back(std::move(example));
  }
}

std::int64_t ImportReport::count(std::string_view group, std::string_view what) const {
  const auto found = counts.find(std::string(group));
  if (found == counts.end()) return 0;
  const auto row = found->second.find(std::string(what));
  return row == found->second.end() ? 0 : row->second;
}

std::int64_t ImportReport::group_total(std::string_view group) const {
  const auto found = counts.find(std::string(group));
  if (found == counts.end()) return 0;
  std::int64_t total = 0;
  for (const auto& [what, how_many] : found->second) total += how_many;
  return total;
}

std::int64_t ImportReport::finding_count(std::string_view reason) const {
  const auto found = findings.find(std::string(reason));
  return found == findings.end() ? 0 : found->second.count;
}

std::string ImportReport::to_text() const {
  std::string out = list + "\n";
  for (const ReadFile& file : files) {
    out += "  " + file.name + ": ";
    out += file.given ? std::to_string(file.records) + " records, " + std::to_string(file.bytes) +
                            " bytes\n"
                      : "not given\n";
  }
  for (const auto& [group, rows] : counts) {
    out += group + ": " + std::to_string(group_total(group)) + "\n";
    for (const auto& [what, how_many] : rows) {
      out += "  " + std::to_string(how_many) + " " + what + "\n";
    }
  }
  append_findings(out, *this, FindingKind::kSkippedRow, "skipped rows");
  append_findings(out, *this, FindingKind::kUnusedPart, "parts not used");
  append_findings(out, *this, FindingKind::kNotice, "worth a look");
  return out;
}

canonical::Json ImportReport::to_json() const {
  Json files_json = Json::array();
  for (const ReadFile& file : files) {
    files_json.push_back(Json::object({{"name", file.name},
                                       {"bytes", number(file.bytes)},
                                       {"records", file.records},
                                       {"given", file.given}}));
  }
  Json counts_json = Json::object();
  for (const auto& [group, rows] : counts) {
    Json group_json = Json::object();
    for (const auto& [what, how_many] : rows) group_json.set(what, how_many);
    counts_json.set(group, std::move(group_json));
  }
  return Json::object({{"list", list},
                       {"files", std::move(files_json)},
                       {"counts", std::move(counts_json)},
                       {"skipped_rows", findings_json(*this, FindingKind::kSkippedRow)},
                       {"unused_parts", findings_json(*this, FindingKind::kUnusedPart)},
                       {"notices", findings_json(*this, FindingKind::kNotice)}});
}

}  // namespace financescr::datagen
