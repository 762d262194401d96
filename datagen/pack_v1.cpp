#include "datagen/pack_v1.hpp"

#include "datagen/packs.hpp"

namespace financescr::datagen {

Result<std::vector<GeneratedFile>> generate_pack_v1(const GeneratorOptions& options) {
  return generate_pack(PackVersion::kV1, options);
}

}  // namespace financescr::datagen
