// Any bytes as a compiled pack, with the checksum they should have: opening refuses them or
// everything in them can be read.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>

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
  } else {
    financescr::fuzz::require(!opened.error().detail.empty());
  }
  return 0;
}
