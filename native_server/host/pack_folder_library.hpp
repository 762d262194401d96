// PackFolderLibrary: the packs in one place of the file system.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "functions/ports/pack_library.hpp"
#include "native_server/host/pack_loader.hpp"

namespace financescr::host {

// A library is one pack (a pack root, a domain folder or a .fpk), or a folder of several. A pack's
// id is its folder's or file's name, without ".fpk".
class PackFolderLibrary final : public ports::PackLibrary {
 public:
  // Looks at `path` once; packs that are put there later are not seen. There is no active pack
  // until activate() is called. Errors: there is no pack.
  [[nodiscard]] static Result<std::unique_ptr<PackFolderLibrary>> find(const std::string& path);

  // As open(), with the faults as `financescr pack` shows them. Errors: kNotFound.
  [[nodiscard]] tl::expected<std::shared_ptr<const ports::LoadedPack>, LoadFaults> read(
      const std::string& pack_id) const;
  [[nodiscard]] bool holds(const std::string& pack_id) const { return paths_.contains(pack_id); }

  [[nodiscard]] std::shared_ptr<const ports::LoadedPack> active() const override;
  [[nodiscard]] std::vector<ports::PackEntry> list() const override;
  [[nodiscard]] tl::expected<std::shared_ptr<const ports::LoadedPack>, Errors> open(
      const std::string& pack_id) override;
  void activate(std::shared_ptr<const ports::LoadedPack> pack) override;

 private:
  explicit PackFolderLibrary(std::map<std::string, std::string> paths) : paths_(std::move(paths)) {}

  const std::map<std::string, std::string> paths_;  // by pack_id
  mutable std::mutex mutex_;
  std::shared_ptr<const ports::LoadedPack> active_;
};

}  // namespace financescr::host
