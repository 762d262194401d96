#include "datagen/pack_v1.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "engine/canonical/pretty.hpp"
#include "engine/pack/compile.hpp"
#include "engine/replay/engine.hpp"

namespace financescr::datagen {
namespace {

using canonical::Json;

constexpr Date kAsOf{2026, 1, 1};  // the day that decisions on the synthetic packs are made for

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

pack::DomainSource source_of(pack::Domain domain, const std::string& label,
                             const std::vector<GeneratedFile>& files) {
  pack::DomainSource source{domain, label, {}};
  for (const GeneratedFile& file : files) {
    if (file.path.starts_with(label + "/")) {
      source.files.push_back({std::string(file_name(file.path)), file.bytes});
    }
  }
  return source;
}

void add_settings(std::vector<GeneratedFile>& files, pack::Domain domain, const std::string& label,
                  const Json& policy, const Json& model) {
  files.push_back({label + "/policy.json", canonical::pretty(policy), 1});
  files.push_back({label + "/model.json", canonical::pretty(model), 1});
  pack::Manifest manifest;
  manifest.as_of = kAsOf;
  manifest = pack::make_manifest(source_of(domain, label, files), manifest);
  files.push_back({label + "/manifest.json", canonical::pretty(manifest.to_json()), 1});
}

tl::unexpected<Error> broken(const Error& error) {
  return fail(ErrorCode::kCorrupt, "the generated pack does not load: " + error.detail,
              error.pointer);
}

Result<replay::Engine> load(const std::vector<GeneratedFile>& files) {
  const auto compiled = pack::compile({source_of(pack::Domain::kFincrime, "fincrime/v1", files),
                                       source_of(pack::Domain::kCredit, "credit/v1", files)});
  if (!compiled) return broken(compiled.error().first.front().error);
  const auto bytes = pack::copy_aligned(compiled->bytes);
  auto opened = pack::Pack::open(bytes.view, bytes.owner);
  if (!opened) return broken(opened.error());
  auto engine = replay::Engine::create(std::move(*opened));
  if (!engine) return broken(engine.error().first.front().error);
  return std::move(*engine);
}

// One expected row for every row of a golden file.
template <typename Expect>
Result<GeneratedFile> expected_file(std::string path, const std::string& golden, Expect&& expect) {
  GeneratedFile file{std::move(path), {}, 0};
  std::optional<Error> fault;
  pack::for_each_line(golden, [&](std::size_t, std::string_view line) {
    const auto row = canonical::parse(line);
    if (fault || !row) return;
    Result<Json> expected = expect(*row);
    if (!expected) {
      fault = expected.error();
      return;
    }
    canonical::append(file.bytes, *expected);
    file.bytes += '\n';
    ++file.row_count;
  });
  if (fault) return broken(*fault);
  return file;
}

// The named members of a decision, behind those that identify the row.
Json pick(const Json& decision, Json row, const std::vector<std::string_view>& keys) {
  for (const std::string_view key : keys) {
    const Json* value = decision.find(key);
    row.set(key, value == nullptr ? Json() : *value);
  }
  return row;
}

const std::string& bytes_of(const std::vector<GeneratedFile>& files, std::string_view path) {
  return std::find_if(files.begin(), files.end(),
                      [path](const auto& file) { return file.path == path; })
      ->bytes;
}

}  // namespace

Result<std::vector<GeneratedFile>> generate_pack_v1(const GeneratorOptions& options) {
  auto files = generate_v1(options);
  if (!files) return files;
  const screening::Policy policy;
  add_settings(*files, pack::Domain::kFincrime, "fincrime/v1", policy.to_json(),
               screening::builtin_model().to_json());
  add_settings(*files, pack::Domain::kCredit, "credit/v1",
               credit::to_json(credit::builtin_policy()), credit::to_json(credit::builtin_model()));
  const auto engine = load(*files);
  if (!engine) return tl::unexpected(engine.error());
  screening::Workspace workspace;
  auto fincrime = expected_file(
      "golden/v1/fincrime_expected.jsonl", bytes_of(*files, "golden/v1/fincrime_golden.jsonl"),
      [&](const Json& row) -> Result<Json> {
        const auto verdict =
            engine->screen(Json::object({{"customer_id", *row.find("customer_id")}}), workspace);
        if (!verdict) return tl::unexpected(verdict.error().front());
        return pick(verdict->decision, Json::object({{"scenario_id", *row.find("scenario_id")}}),
                    {"decision", "match_probability", "top_match", "result_hash"});
      });
  if (!fincrime) return tl::unexpected(fincrime.error());
  auto credit = expected_file(
      "golden/v1/credit_expected.jsonl", bytes_of(*files, "golden/v1/credit_golden.jsonl"),
      [&](const Json& row) -> Result<Json> {
        const auto verdict =
            engine->apply(Json::object({{"application_id", *row.find("application_id")}}));
        if (!verdict) return tl::unexpected(verdict.error().front());
        return pick(verdict->decision, Json::object({{"golden_id", *row.find("golden_id")}}),
                    {"decision", "pd_12m", "apr_percent", "result_hash"});
      });
  if (!credit) return tl::unexpected(credit.error());
  files->push_back(std::move(*fincrime));
  files->push_back(std::move(*credit));
  return files;
}

}  // namespace financescr::datagen
