#include "native_server/service/pack_folder_library.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "engine/pack/domain_spec.hpp"

namespace financescr::service {
namespace {

namespace fs = std::filesystem;

std::string id_of(const fs::path& path) {
  return path.extension() == ".fpk" ? path.stem().string() : path.filename().string();
}

// Several versions of a domain in one folder are no pack either, but a fault worth telling.
bool looks_like_pack(const fs::path& path) {
  std::error_code error;
  if (fs::is_regular_file(path, error)) return path.extension() == ".fpk";
  const bool has_domain = std::any_of(kDomains.begin(), kDomains.end(), [&](Domain domain) {
    return fs::is_directory(path / pack::spec_of(domain).folder, error);
  });
  return has_domain || pack_files::find_pack_folder(path.string()).has_value();
}

// Changes whenever a file of the pack does; its time of change cannot be set back by an editor.
std::string stamp_of(const std::string& path) {
  std::vector<std::string> lines;
  const auto add = [&lines](const fs::path& file) {
    struct ::stat state{};
    if (::stat(file.c_str(), &state) != 0 || !S_ISREG(state.st_mode)) return;
    std::string line = file.string();
    for (const std::int64_t part :
         {std::int64_t{state.st_size}, static_cast<std::int64_t>(state.st_ino),
          std::int64_t{state.st_mtim.tv_sec}, std::int64_t{state.st_mtim.tv_nsec},
          std::int64_t{state.st_ctim.tv_sec}, std::int64_t{state.st_ctim.tv_nsec}}) {
      line += " " + std::to_string(part);
    }
    lines.push_back(std::move(line));
  };
  add(path);
  std::error_code error;
  for (fs::recursive_directory_iterator at(path, error), end; !error && at != end;
       at.increment(error)) {
    add(at->path());
  }
  std::sort(lines.begin(), lines.end());
  std::string stamp;
  for (const std::string& line : lines) stamp.append(line).append("\n");
  return stamp;
}

// What open() tells of a pack that cannot be used.
Errors to_errors(const pack_files::LoadFaults& faults) {
  if (const auto* error = std::get_if<Error>(&faults)) return {*error};
  Errors errors;
  for (const auto& error : std::get<pack::PackErrors>(faults).first) {
    errors.push_back({ErrorCode::kInvalid, error.to_string(), {}});
  }
  return errors;
}

}  // namespace

Result<std::unique_ptr<PackFolderLibrary>> PackFolderLibrary::find(const std::string& path) {
  std::map<std::string, std::string> paths;
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(path, error);
  if (!fs::exists(path, error)) return fail(ErrorCode::kNotFound, path + ": does not exist");
  if (looks_like_pack(path) || !files::is_folder(path)) {
    paths.emplace(id_of(whole), path);
  } else {
    for (const auto& entry : fs::directory_iterator(path, error)) {
      if (looks_like_pack(entry.path())) paths.emplace(id_of(entry.path()), entry.path().string());
    }
  }
  if (paths.empty()) {
    return fail(ErrorCode::kNotFound,
                path + ": holds no pack; make one with `financescr datagen --out_root " + path +
                    "/demo` or `financescr pack build`");
  }
  return std::unique_ptr<PackFolderLibrary>(new PackFolderLibrary(std::move(paths)));
}

tl::expected<std::shared_ptr<const ports::LoadedPack>, pack_files::LoadFaults>
PackFolderLibrary::read(const std::string& pack_id) {
  const auto found = paths_.find(pack_id);
  if (found == paths_.end()) {
    return tl::unexpected<pack_files::LoadFaults>(
        Error{ErrorCode::kNotFound, "there is no pack called " + pack_id, {}});
  }
  const std::lock_guard lock(reading_);
  Known& known = known_[pack_id];
  const std::string stamp = stamp_of(found->second);
  if (stamp == known.stamp) {
    if (auto same = known.pack.lock()) return same;
  } else {
    known = {stamp, {}, {}};
  }
  auto loaded = pack_files::read_pack(found->second);
  if (!loaded) return tl::unexpected(loaded.error());
  recent_ = std::make_shared<const ports::LoadedPack>(
      ports::LoadedPack{pack_id, std::move(loaded->engine)});
  known.pack = recent_;
  return recent_;
}

tl::expected<canonical::Json, Errors> PackFolderLibrary::describe(const std::string& pack_id,
                                                                  const Describe& make) {
  const std::lock_guard one_at_a_time(describing_);
  if (const auto found = paths_.find(pack_id); found != paths_.end()) {
    const std::string stamp = stamp_of(found->second);
    const std::lock_guard lock(reading_);
    const Known& known = known_[pack_id];
    if (known.description && known.stamp == stamp) return *known.description;
  }
  const auto opened = open(pack_id);
  tl::expected<canonical::Json, Errors> description =
      opened ? tl::expected<canonical::Json, Errors>(make(**opened))
             : tl::unexpected(opened.error());
  // What is wrong with a pack stays wrong; what kept it from being read may not.
  const bool lasts = description || description.error().front().code == ErrorCode::kInvalid;
  const std::lock_guard lock(reading_);
  const auto known = known_.find(pack_id);
  if (lasts && known != known_.end()) known->second.description = description;
  return description;
}

std::shared_ptr<const ports::LoadedPack> PackFolderLibrary::active() const {
  const std::lock_guard lock(mutex_);
  return active_;
}

std::vector<ports::PackEntry> PackFolderLibrary::list() const {
  const auto now = active();
  std::vector<ports::PackEntry> entries;
  for (const auto& [pack_id, path] : paths_) {
    entries.push_back({pack_id, now != nullptr && now->pack_id == pack_id});
  }
  return entries;
}

tl::expected<std::shared_ptr<const ports::LoadedPack>, Errors> PackFolderLibrary::open(
    const std::string& pack_id) {
  auto pack = read(pack_id);
  if (!pack) return tl::unexpected(to_errors(pack.error()));
  return std::move(*pack);
}

void PackFolderLibrary::activate(std::shared_ptr<const ports::LoadedPack> pack) {
  const std::lock_guard lock(mutex_);
  active_.swap(pack);
}

}  // namespace financescr::service
