// PackFolderLibrary: the packs in one place of the file system.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "functions/ports/pack_library.hpp"
#include "native_server/pack_files/pack_loader.hpp"

namespace financescr::service {

// A library is one pack (a pack root, a domain folder or a .fpk), or a folder of several. A pack's
// id is its folder's or file's name, without ".fpk".
class PackFolderLibrary final : public ports::PackLibrary {
 public:
  // Looks at `path` once; packs that are put there later are not seen. There is no active pack
  // until activate() is called. Errors: there is no pack.
  [[nodiscard]] static Result<std::unique_ptr<PackFolderLibrary>> find(const std::string& path);

  // As open(), with the faults as `financescr pack` shows them. One pack is read at a time, and one
  // that is still in use, or was read last, is not read again while its files are what they were.
  // Errors: kNotFound.
  [[nodiscard]] tl::expected<std::shared_ptr<const ports::LoadedPack>, pack_files::LoadFaults> read(
      const std::string& pack_id);
  [[nodiscard]] bool holds(const std::string& pack_id) const { return paths_.contains(pack_id); }

  [[nodiscard]] std::shared_ptr<const ports::LoadedPack> active() const override;
  [[nodiscard]] std::vector<ports::PackEntry> list() const override;
  [[nodiscard]] tl::expected<std::shared_ptr<const ports::LoadedPack>, Errors> open(
      const std::string& pack_id) override;
  [[nodiscard]] tl::expected<canonical::Json, Errors> describe(const std::string& pack_id,
                                                               const Describe& make) override;
  void activate(std::shared_ptr<const ports::LoadedPack> pack) override;

 private:
  // What is known of a pack as long as its files are those of `stamp`.
  struct Known {
    std::string stamp;
    std::weak_ptr<const ports::LoadedPack> pack;
    std::optional<tl::expected<canonical::Json, Errors>> description;
  };

  explicit PackFolderLibrary(std::map<std::string, std::string> paths) : paths_(std::move(paths)) {}

  const std::map<std::string, std::string> paths_;  // by pack_id
  mutable std::mutex mutex_;
  std::shared_ptr<const ports::LoadedPack> active_;
  std::mutex describing_;  // taken before reading_
  std::mutex reading_;
  std::map<std::string, Known> known_;               // guarded by reading_
  std::shared_ptr<const ports::LoadedPack> recent_;  // guarded by reading_
};

}  // namespace financescr::service
