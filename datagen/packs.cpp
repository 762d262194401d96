#include "datagen/packs.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "datagen/generator_v1.hpp"
#include "datagen/generator_v2.hpp"
#include "engine/canonical/pretty.hpp"
#include "engine/pack/compile.hpp"
#include "engine/pack/domain_spec.hpp"

namespace financescr::datagen {
namespace {

using canonical::Json;

constexpr Date kAsOf{2026, 1, 1};  // the day that decisions on the synthetic packs are made for
// What generator v2 adds to the log-odds of default for 30 days of overdraft.
constexpr Micro kOverdraftWeightV2{15'000};

std::string label_of(Domain domain, PackVersion version) {
  return std::string(pack::spec_of(domain).folder) + "/" + std::string(to_string(version));
}

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

pack::Manifest manifest_of(Domain domain, PackVersion version,
                           const std::vector<WrittenFile>& written) {
  pack::Manifest manifest;
  manifest.as_of = kAsOf;
  manifest.synthetic = true;
  if (version == PackVersion::kV2) manifest.id_hash.salt = kIdSaltV2;
  for (const WrittenFile& file : written) {
    if (!file.path.starts_with(label_of(domain, version) + "/")) continue;
    manifest.files.emplace_back(file_name(file.path), file.hash);
  }
  std::stable_sort(manifest.files.begin(), manifest.files.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  return manifest;
}

Result<void> write_settings(Domain domain, PackVersion version, const Json& policy,
                            const Json& model, Output& output, std::vector<WrittenFile>& written) {
  const std::string label = label_of(domain, version);
  const auto write = [&](std::string_view name, const Json& json) {
    return write_whole(output, label + std::string(name), canonical::pretty(json), 1, written);
  };
  if (auto result = write("/policy.json", policy); !result) return result;
  if (auto result = write("/model.json", model); !result) return result;
  return write("/manifest.json", manifest_of(domain, version, written).to_json());
}

tl::unexpected<Error> broken(const Error& error) {
  return fail(ErrorCode::kCorrupt, "the generated pack does not load: " + error.detail,
              error.pointer);
}

pack::DomainSource source_of(Domain domain, PackVersion version,
                             const std::vector<GeneratedFile>& files) {
  pack::DomainSource source{domain, label_of(domain, version), {}};
  for (const GeneratedFile& file : files) {
    if (!file.path.starts_with(source.label + "/")) continue;
    source.files.push_back({std::string(file_name(file.path)), file.bytes});
  }
  return source;
}

Result<replay::EngineSet> load(PackVersion version, const std::vector<GeneratedFile>& files) {
  const auto compiled = pack::compile(
      {source_of(Domain::kScreening, version, files), source_of(Domain::kCredit, version, files)});
  if (!compiled) return broken(compiled.error().first.front().error);
  const auto bytes = pack::copy_aligned(compiled->bytes);
  auto opened = pack::Pack::open(bytes.view, bytes.owner);
  if (!opened) return broken(opened.error());
  auto engine = replay::EngineSet::create(std::move(*opened));
  if (!engine) return broken(engine.error().first.front().error);
  return std::move(*engine);
}

// Writes one expected row for every row of a golden file.
template <typename Expect>
Result<void> write_expected(const std::string& path, std::string_view golden, Output& output,
                            Expect&& expect) {
  RowWriter writer(output, path);
  std::optional<Error> fault;
  pack::for_each_line(golden, [&](std::size_t, std::string_view line) {
    const auto row = canonical::parse(line);
    if (fault || !row) return;
    Result<Json> expected = expect(*row);
    if (expected) {
      writer.row(canonical::write(*expected) + "\n");
    } else {
      fault = expected.error();
    }
  });
  if (fault) return broken(*fault);
  std::vector<WrittenFile> written;
  return writer.finish(written);
}

// The named members of a decision, behind those that identify the row.
Json pick(const Json& decision, Json row, const std::vector<std::string_view>& keys) {
  for (const std::string_view key : keys) {
    const Json* value = decision.find(key);
    row.set(key, value == nullptr ? Json() : *value);
  }
  return row;
}

std::string golden_path(PackVersion version, std::string_view name) {
  return "golden/" + std::string(to_string(version)) + "/" + std::string(name);
}

const std::string& bytes_of(const std::vector<GeneratedFile>& files, std::string_view path) {
  return std::find_if(files.begin(), files.end(),
                      [path](const auto& file) { return file.path == path; })
      ->bytes;
}

}  // namespace

std::string_view to_string(PackVersion version) {
  switch (version) {
    case PackVersion::kV1:
      return "v1";
    case PackVersion::kV2:
      return "v2";
  }
  return "v1";
}

Result<void> write_pack(PackVersion version, const GeneratorOptions& options, Output& output) {
  auto written =
      version == PackVersion::kV1 ? generate_v1(options, output) : generate_v2(options, output);
  if (!written) return tl::unexpected(written.error());
  const screening::Policy policy;
  credit::Model pd_model = credit::builtin_model();
  if (version == PackVersion::kV2) {
    pd_model.terms[static_cast<std::size_t>(credit::Feature::kOverdraftFraction)].weight =
        kOverdraftWeightV2;
    pd_model.version = "v2";
  }
  const auto fincrime = write_settings(Domain::kScreening, version, policy.to_json(),
                                       screening::builtin_model().to_json(), output, *written);
  if (!fincrime) return fincrime;
  return write_settings(Domain::kCredit, version, credit::builtin_policy().to_json(),
                        pd_model.to_json(), output, *written);
}

Result<void> write_fincrime_expected(PackVersion version, const replay::EngineSet& engine,
                                     std::string_view golden, Output& output) {
  decision::Workspace workspace;
  return write_expected(
      golden_path(version, "fincrime_expected.jsonl"), golden, output,
      [&](const Json& row) -> Result<Json> {
        const auto verdict = engine.screening().decide(
            Json::object({{"customer_id", *row.find("customer_id")}}), workspace);
        if (!verdict) return tl::unexpected(verdict.error().front());
        return pick(verdict->decision, Json::object({{"scenario_id", *row.find("scenario_id")}}),
                    {"decision", "match_probability", "top_match", "result_hash"});
      });
}

Result<void> write_credit_expected(PackVersion version, const replay::EngineSet& engine,
                                   std::string_view golden, Output& output) {
  decision::Workspace workspace;
  return write_expected(
      golden_path(version, "credit_expected.jsonl"), golden, output,
      [&](const Json& row) -> Result<Json> {
        const auto verdict = engine.credit().decide(
            Json::object({{"application_id", *row.find("application_id")}}), workspace);
        if (!verdict) return tl::unexpected(verdict.error().front());
        return pick(verdict->decision, Json::object({{"golden_id", *row.find("golden_id")}}),
                    {"decision", "pd_12m", "apr_percent", "result_hash"});
      });
}

Result<std::vector<GeneratedFile>> generate_pack(PackVersion version,
                                                 const GeneratorOptions& options) {
  MemoryOutput output;
  if (auto written = write_pack(version, options, output); !written) {
    return tl::unexpected(written.error());
  }
  std::vector<GeneratedFile> files = output.take();
  const auto engine = load(version, files);
  if (!engine) return tl::unexpected(engine.error());
  MemoryOutput expected;
  auto result = write_fincrime_expected(
      version, *engine, bytes_of(files, golden_path(version, "fincrime_golden.jsonl")), expected);
  if (!result) return tl::unexpected(result.error());
  result = write_credit_expected(
      version, *engine, bytes_of(files, golden_path(version, "credit_golden.jsonl")), expected);
  if (!result) return tl::unexpected(result.error());
  for (GeneratedFile& file : expected.take()) files.push_back(std::move(file));
  return files;
}

}  // namespace financescr::datagen
