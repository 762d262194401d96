#include "functions/ports/pack_hashes.hpp"

namespace financescr::ports {
namespace {

// The columns that keep them, in the order of Domain.
constexpr auto kColumns = std::to_array<std::string PackActivationRecord::*>(
    {&PackActivationRecord::screening_pack_hash, &PackActivationRecord::credit_pack_hash});
static_assert(kColumns.size() == kDomainCount);

}  // namespace

PackHashes pack_hashes(const LoadedPack& pack) {
  PackHashes hashes;
  for (const Domain domain : kDomains) {
    hashes[index_of(domain)] = pack.engine.of(domain).provenance().pack_hash;
  }
  return hashes;
}

PackHashes pack_hashes(const PackActivationRecord& record) {
  PackHashes hashes;
  for (const Domain domain : kDomains)
    hashes[index_of(domain)] = record.*kColumns[index_of(domain)];
  return hashes;
}

void set_pack_hashes(PackActivationRecord& record, const PackHashes& hashes) {
  for (const Domain domain : kDomains)
    record.*kColumns[index_of(domain)] = hashes[index_of(domain)];
}

bool is_of(const LoadedPack& pack, const PackActivationRecord& record) {
  return pack.pack_id == record.pack_id && pack_hashes(pack) == pack_hashes(record);
}

void add_pack_hashes(canonical::Json& json, const PackHashes& hashes) {
  for (const Domain domain : kDomains) {
    json.set(std::string(pack::spec_of(domain).name) + "_pack_hash", hashes[index_of(domain)]);
  }
}

}  // namespace financescr::ports
