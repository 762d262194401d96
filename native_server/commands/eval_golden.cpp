#include "native_server/commands/eval_golden.hpp"

#include <cstdio>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "engine/evaluation/golden.hpp"
#include "engine/evaluation/label_noise.hpp"
#include "engine/pack/domain_spec.hpp"
#include "native_server/commands/command.hpp"
#include "native_server/commands/failure.hpp"
#include "native_server/explain/text.hpp"
#include "native_server/files/files.hpp"
#include "native_server/pack_files/pack_loader.hpp"

namespace financescr::commands {
namespace {

using canonical::Json;
using evaluation::GoldenRows;

// One golden set: which rows are asked, and what their accepted decisions are.
struct GoldenSet {
  Domain domain = Domain::kScreening;
  GoldenRows asked;
  GoldenRows accepted;
  std::string_view id_key;
  std::string_view asked_key;  // of the row, and of the request
  bool is_labelled = false;    // the rows say what is right

  [[nodiscard]] std::string name() const { return std::string(pack::spec_of(domain).folder); }
};

struct SetResult {
  std::size_t rows = 0;
  std::vector<evaluation::GoldenChange> changes;
  std::size_t agree = 0;  // decided as the label says; screening only
  std::vector<evaluation::Noise> noise;
  std::vector<evaluation::ScenarioLabel> labels;
};

Result<GoldenRows> read_rows(const std::string& root, const std::string& path,
                             std::string_view id_key) {
  const auto file = files::read_file_in(root, path);
  if (!file) return tl::unexpected(file.error());
  auto rows = evaluation::read_golden_rows(file->view, id_key);
  if (rows) return rows;
  return fail(rows.error().code, path + ": " + rows.error().detail, rows.error().pointer);
}

// golden/<version> of a pack root. Errors: there is none, or several.
Result<std::string> golden_folder(const std::string& root) {
  const std::string parent = root + "/golden";
  const auto versions =
      files::is_folder(parent) ? files::folders_in(parent) : std::vector<std::string>();
  if (versions.size() == 1) return parent + "/" + versions.front();
  if (versions.empty()) {
    return fail(ErrorCode::kMissing, root + ": holds no golden/<version>; give a pack root");
  }
  return fail(ErrorCode::kInvalid, parent + ": holds several versions (" + versions.front() +
                                       " ... " + versions.back() + ")");
}

Result<SetResult> compare(const GoldenSet& set, const replay::EngineSet& engine) {
  SetResult result;
  GoldenRows now;
  decision::Workspace workspace;
  for (const auto& [id, row] : set.asked) {
    const Json* value = row.find(set.asked_key);
    if (value == nullptr) {
      return fail(ErrorCode::kMissing,
                  set.name() + ": row \"" + id + "\" has no " + std::string(set.asked_key));
    }
    const Json request = Json::object({{std::string(set.asked_key), *value}});
    const auto verdict = engine.of(set.domain).decide(request, workspace);
    if (!verdict) {
      Error error = verdict.error().front();
      error.detail = set.name() + ": row \"" + id + "\": " + error.detail;
      return tl::unexpected(error);
    }
    const auto accepted = set.accepted.find(id);
    const Json plain = Json::object({{std::string(set.id_key), id}, {"result_hash", Json()}});
    const Json& pattern = accepted == set.accepted.end() ? plain : accepted->second;
    now.emplace(id, evaluation::golden_row_now(pattern, verdict->decision, set.id_key));
    ++result.rows;
    if (!set.is_labelled) continue;
    Errors faults;
    result.labels.push_back(evaluation::read_scenario_label(row, faults));
    if (!faults.empty()) return tl::unexpected(faults.front());
    result.agree += verdict->summary.needs_review == result.labels.back().match ? 1U : 0U;
  }
  result.changes = evaluation::golden_changes(set.accepted, now);
  if (!result.labels.empty()) {
    const evaluation::NoiseFinder finder(*engine.screening().rows());
    auto known = result.labels;
    if (const auto labels = evaluation::scenario_labels(*engine.screening().rows())) {
      known.insert(known.end(), labels->begin(), labels->end());
    }
    result.noise = finder.find(result.labels, known);
  }
  return result;
}

// NO_MATCH rows that the pack contradicts.
std::size_t contradicted(const SetResult& result) {
  const auto truths = evaluation::truths_corrected(result.labels, result.noise);
  std::size_t count = 0;
  for (std::size_t i = 0; i < truths.size(); ++i) {
    count += !result.labels[i].match && truths[i].match ? 1U : 0U;
  }
  return count;
}

Json json_of(const std::string& name, const SetResult& result) {
  Json json = Json::object({{"set", name},
                            {"rows", static_cast<std::int64_t>(result.rows)},
                            {"changes", evaluation::to_json(result.changes)}});
  if (result.labels.empty()) return json;
  json.set("decided_as_labelled", static_cast<std::int64_t>(result.agree));
  json.set("no_match_contradicted", static_cast<std::int64_t>(contradicted(result)));
  return json;
}

std::string text_of(const std::string& name, const SetResult& result) {
  std::string text =
      fmt::format("{}: {} rows, {}\n", name, result.rows,
                  result.changes.empty() ? std::string("every decision is the accepted one")
                                         : fmt::format("{} fields changed", result.changes.size()));
  if (!result.labels.empty()) {
    text += fmt::format(
        "  decided as labelled: {} of {}; NO_MATCH rows that the pack contradicts: {}\n",
        result.agree, result.rows, contradicted(result));
  }
  const std::string changes = evaluation::to_text(result.changes);
  for (std::size_t at = 0; at < changes.size();) {
    const std::size_t end = changes.find('\n', at);
    text += "  " + explain::printable(changes.substr(at, end - at)) + "\n";
    at = end + 1;
  }
  return text;
}

}  // namespace

int eval_golden(const std::string& path, bool json) {
  const auto folder = golden_folder(path);
  if (!folder) return bad_input(folder.error());
  const auto loaded = pack_files::load_pack(path);
  if (!loaded) return kBadInput;
  std::string out;
  Json::Array sets;
  bool changed = false;
  for (GoldenSet set : {GoldenSet{Domain::kScreening, {}, {}, "scenario_id", "customer_id", true},
                        GoldenSet{Domain::kCredit, {}, {}, "golden_id", "application_id", false}}) {
    const std::string stem = *folder + "/" + set.name();
    if (!files::is_there(stem + "_golden.jsonl")) continue;
    auto asked = read_rows(path, stem + "_golden.jsonl", set.id_key);
    auto accepted = asked ? read_rows(path, stem + "_expected.jsonl", set.id_key) : asked;
    if (!accepted) return bad_input(accepted.error());
    set.asked = std::move(*asked);
    set.accepted = std::move(*accepted);
    const auto result = compare(set, loaded->engine);
    if (!result) return bad_input(result.error());
    changed = changed || !result->changes.empty();
    sets.push_back(json_of(set.name(), *result));
    out += text_of(set.name(), *result);
  }
  if (json) {
    out = canonical::write(Json::object({{"report", "financescr-eval-golden/1"},
                                         {"changed", changed},
                                         {"sets", Json(std::move(sets))}})) +
          '\n';
  }
  std::fwrite(out.data(), 1, out.size(), stdout);
  return changed ? kSomeFailed : kOk;
}

}  // namespace financescr::commands
