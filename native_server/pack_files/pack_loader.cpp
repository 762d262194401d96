#include "native_server/pack_files/pack_loader.hpp"

#include <cstdio>
#include <filesystem>

#include <fmt/format.h>

#include "engine/pack/container.hpp"
#include "engine/pack/domain_spec.hpp"
#include "native_server/terminal/progress.hpp"

namespace financescr::pack_files {
namespace {

namespace fs = std::filesystem;

std::string joined(const std::string& folder, std::string_view name) {
  return (fs::path(folder) / name).string();
}

// "fincrime/v1" for ".../fincrime/v1", else the folder's own name.
std::string label_of(const std::string& folder) {
  std::error_code error;
  const fs::path path = fs::weakly_canonical(folder, error);
  const std::string parent = path.parent_path().filename().string();
  const std::string name = path.filename().string();
  return pack::domain_of_folder(parent) ? parent + "/" + name : name;
}

std::optional<Domain> domain_of(const std::string& folder) {
  const std::string label = label_of(folder);
  if (const auto named = pack::domain_of_folder(label.substr(0, label.find('/')))) {
    if (label.find('/') != std::string::npos) return named;
  }
  for (const Domain domain : kDomains) {
    for (const pack::RowFile& file : pack::spec_of(domain).files) {
      if (file.is_hashed && files::is_file(joined(folder, file.name))) return domain;
    }
  }
  return std::nullopt;
}

// "A, B or C", with `last` for "or".
std::string listed(const std::vector<std::string>& words, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 < words.size() ? ", " : " " + std::string(last) + " ";
    text += words[i];
  }
  return text;
}

Error no_pack(const std::string& path) {
  std::vector<std::string> folders;
  std::vector<std::string> files;
  for (const Domain domain : kDomains) {
    folders.push_back(std::string(pack::spec_of(domain).folder) + "/<version>");
    for (const pack::RowFile& file : pack::spec_of(domain).files) {
      if (file.is_hashed) files.emplace_back(file.name);
    }
  }
  return {ErrorCode::kInvalid,
          path + ": is no pack: it holds neither " + listed(folders, "or") + " nor " +
              listed(files, "or"),
          {}};
}

// `root`: what was named as the pack; its files lie in it.
Result<void> add_domain(PackFolder& found, const std::string& root, const std::string& folder,
                        Domain domain) {
  pack::DomainSource source;
  source.domain = domain;
  source.label = label_of(folder);
  for (const std::string_view name : pack::file_names(pack::spec_of(domain))) {
    const std::string path = joined(folder, name);
    if (files::is_folder(path)) {
      return fail(ErrorCode::kInvalid, "Expected file but found directory for " + source.label +
                                           "/" + std::string(name) + ": " + path);
    }
    if (!files::is_there(path)) continue;
    auto file = files::read_file_in(root, path);
    if (!file) return tl::unexpected(file.error());
    source.files.push_back({std::string(name), file->view});
    found.held.push_back(std::move(*file));
  }
  found.domains.push_back(std::move(source));
  found.paths.push_back(folder);
  return {};
}

// A pack with what was odd about its folder.
struct OpenedPack {
  pack::Pack pack;
  std::vector<std::string> warnings;
};

using Opening = tl::expected<OpenedPack, LoadFaults>;

tl::expected<pack::CompiledPack, LoadFaults> compile_files(const std::string& path) {
  const auto folder = find_pack_folder(path);
  if (!folder) return tl::unexpected<LoadFaults>(folder.error());
  terminal::Progress progress("reading the pack, rows");
  auto compiled =
      pack::compile(folder->domains, [&progress](std::size_t rows) { progress.update(rows); });
  if (!compiled) return tl::unexpected<LoadFaults>(compiled.error());
  return std::move(*compiled);
}

Opening open_compiled(std::string_view bytes, std::shared_ptr<const void> owner,
                      const std::string& path, std::vector<std::string> warnings) {
  auto opened = pack::Pack::open(bytes, std::move(owner));
  if (!opened) {
    return tl::unexpected<LoadFaults>(
        Error{opened.error().code, path + ": " + opened.error().detail, ""});
  }
  return OpenedPack{std::move(*opened), std::move(warnings)};
}

Opening open_any(const std::string& path) {
  if (files::is_folder(path)) {
    const auto compiled = compile_files(path);
    if (!compiled) return tl::unexpected(compiled.error());
    auto copy = pack::copy_aligned(compiled->bytes);
    return open_compiled(copy.view, copy.owner, path, compiled->warnings);
  }
  auto file = files::read_file(path);
  if (!file) return tl::unexpected<LoadFaults>(file.error());
  return open_compiled(file->view, file->owner, path, {});
}

}  // namespace

Result<PackFolder> find_pack_folder(const std::string& path) {
  PackFolder found;
  bool is_root = false;
  for (const Domain domain : kDomains) {
    const std::string parent = joined(path, pack::spec_of(domain).folder);
    if (!files::is_folder(parent)) continue;
    is_root = true;
    const auto versions = files::folders_in(parent);
    if (versions.size() > 1) {
      return fail(ErrorCode::kInvalid, parent + " holds several versions (" + versions.front() +
                                           " ... " + versions.back() + "); name one, such as " +
                                           joined(parent, versions.back()));
    }
    if (versions.empty()) continue;
    if (auto added = add_domain(found, path, joined(parent, versions.front()), domain); !added) {
      return tl::unexpected(added.error());
    }
  }
  if (!is_root) {
    const auto domain = domain_of(path);
    if (!domain) return tl::unexpected(no_pack(path));
    if (auto added = add_domain(found, path, path, *domain); !added) {
      return tl::unexpected(added.error());
    }
  }
  return found;
}

std::optional<pack::CompiledPack> compile_folder(const std::string& path) {
  auto compiled = compile_files(path);
  if (compiled) return std::move(*compiled);
  print_faults(compiled.error());
  return std::nullopt;
}

tl::expected<LoadedPack, LoadFaults> read_pack(const std::string& path) {
  auto opened = open_any(path);
  if (!opened) return tl::unexpected(opened.error());
  auto engine = replay::EngineSet::create(std::move(opened->pack));
  if (!engine) return tl::unexpected<LoadFaults>(engine.error());
  return LoadedPack{std::move(*engine), std::move(opened->warnings)};
}

std::optional<LoadedPack> load_pack(const std::string& path) {
  auto loaded = read_pack(path);
  if (loaded) return std::move(*loaded);
  print_faults(loaded.error());
  return std::nullopt;
}

std::optional<pack::Pack> open_pack(const std::string& path) {
  auto opened = open_any(path);
  if (opened) return std::move(opened->pack);
  print_faults(opened.error());
  return std::nullopt;
}

std::vector<std::string> fault_lines(const LoadFaults& faults) {
  if (const auto* error = std::get_if<Error>(&faults)) {
    return {(error->pointer.empty() ? "" : error->pointer + " ") + error->detail};
  }
  const auto& errors = std::get<pack::PackErrors>(faults);
  std::vector<std::string> lines;
  for (const auto& error : errors.first) lines.push_back(error.to_string());
  const std::size_t more = errors.count - errors.first.size();
  if (more > 0) lines.push_back("... and " + std::to_string(more) + " more");
  lines.emplace_back("the pack was refused; nothing of it was loaded");
  return lines;
}

void print_faults(const LoadFaults& faults) {
  if (const auto* error = std::get_if<Error>(&faults)) return print_error(*error);
  print_errors(std::get<pack::PackErrors>(faults));
}

void print_errors(const pack::PackErrors& errors) {
  for (const std::string& line : fault_lines(errors)) {
    std::fputs(fmt::format("financescr: {}\n", line).c_str(), stderr);
  }
}

void print_errors(const std::string& path, const Errors& errors) {
  for (const Error& error : errors) {
    const std::string where = error.pointer.empty() ? "" : error.pointer + ": ";
    std::fputs(fmt::format("financescr: {}: {}{}\n", path, where, error.detail).c_str(), stderr);
  }
}

void print_error(const Error& error) {
  const std::string where = error.pointer.empty() ? "" : error.pointer + " ";
  std::fputs(fmt::format("financescr: {}{}\n", where, error.detail).c_str(), stderr);
}

}  // namespace financescr::pack_files
