// Any bytes as a compiled pack, with the checksum they should have: opening refuses them, or
// everything in them can be read and searched.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>

#include "engine/screening/ranking.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/unit/pack/samples.hpp"

namespace {

namespace pack = financescr::pack;

// Exactly as long as the file, so that the sanitizer sees the first byte behind it.
financescr::Result<pack::Pack> open_exactly(const std::string& file) {
  const std::shared_ptr<char[]> memory(new char[file.size()]);
  std::memcpy(memory.get(), file.data(), file.size());
  return pack::Pack::open({memory.get(), file.size()}, memory);
}

void search_everything(const pack::Pack& opened) {
  namespace screening = financescr::screening;
  const pack::DomainPack* lists = opened.domain(financescr::Domain::kScreening);
  if (lists == nullptr) return;
  screening::Workspace workspace;
  screening::Subject subject;
  subject.id_hashes = {"sha256:aa"};
  for (const char* const query : {"Sarah O'Neill", "IvanPetrov", "I W Petrow", "Acme Ltd", "Ltd"}) {
    const financescr::text::NameReadings name(query, financescr::text::NameSide::kQuery);
    const auto found = screening::rank(lists->watchlist, {subject, name},
                                       screening::builtin_model(), 5, 5, workspace);
    financescr::fuzz::require(found.size() <= 5);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Mutations of a real pack: the input is laid over its bytes from an offset that it begins with.
  static const std::string sample = pack::samples::compiled(pack::samples::both_domains());
  if (size < 3) return 0;
  const std::size_t offset = (data[0] | std::size_t{data[1]} << 8U) % sample.size();
  std::string file;
  if (data[2] % 8 == 0) {
    file.assign(reinterpret_cast<const char*>(data) + 3, size - 3);
  } else {
    file = sample;
    for (std::size_t i = 3; i < size && offset + i - 3 < file.size(); ++i) {
      file[offset + i - 3] = static_cast<char>(data[i]);
    }
  }
  pack::samples::fix_checksum(file);
  const auto opened = open_exactly(file);
  if (opened) {
    pack::samples::read_everything(*opened);
    search_everything(*opened);
  } else {
    financescr::fuzz::require(!opened.error().detail.empty());
  }
  return 0;
}
