#include "functions/packs/pack_file.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "functions/ports/pack_hashes.hpp"

namespace financescr::packs {
namespace {

using canonical::Json;

constexpr std::size_t kPieceBytes = std::size_t{256} << 10U;

// Pieces of the pack where it lies; it is held, not copied, until the last one is sent.
class PackBytes final : public http::BodySource {
 public:
  explicit PackBytes(std::shared_ptr<const ports::LoadedPack> pack)
      : pack_(std::move(pack)), rest_(pack_->engine.pack().bytes()) {}

  bool next(std::string& piece) override {
    if (rest_.empty()) return false;
    const std::size_t size = std::min(rest_.size(), kPieceBytes);
    piece.append(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return true;
  }

 private:
  std::shared_ptr<const ports::LoadedPack> pack_;
  std::string_view rest_;
};

ports::AuditEvent taken(const Call& call) {
  ports::AuditEvent row;
  row.at = call.context.clock.now();
  row.event = "pack_downloaded";
  row.actor = call.principal.id;
  row.request_id = call.request_id;
  row.details = Json::object({{"pack_id", call.context.pack->pack_id}});
  ports::add_pack_hashes(row.details, ports::pack_hashes(*call.context.pack));
  return row;
}

}  // namespace

http::Response pack_file(Call& call) {
  Context& context = call.context;
  if (call.parameters.front() != context.pack->pack_id) {
    return call.refuse(http::not_found("Only the active pack is given out, and it is called \"" +
                                       context.pack->pack_id + "\""));
  }
  http::Response response;
  response.headers.set("Content-Type", "application/octet-stream");
  response.headers.set("Content-Disposition", "attachment; filename=\"pack.fpk\"");
  if (call.request.method == http::Method::kHead) return response;
  const auto committed = context.store.commit({{}, {taken(call)}});
  if (!committed) return call.refuse(committed.error());
  response.stream = std::make_unique<PackBytes>(context.pack);
  return response;
}

}  // namespace financescr::packs
