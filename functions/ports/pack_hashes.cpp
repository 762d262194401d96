#include "functions/ports/pack_hashes.hpp"

#include "engine/canonical/members.hpp"

namespace financescr::ports {
namespace {

using canonical::Json;

// The columns of the domains that have one, in the order of Domain; the hashes of the others stand
// in further_pack_hashes.
constexpr auto kColumns = std::to_array<std::string PackActivationRecord::*>(
    {&PackActivationRecord::screening_pack_hash, &PackActivationRecord::credit_pack_hash});
static_assert(kColumns.size() <= kDomainCount);

std::string_view name_of(Domain domain) { return pack::spec_of(domain).name; }

bool has_column(Domain domain) { return index_of(domain) < kColumns.size(); }

}  // namespace

PackHashes pack_hashes(const LoadedPack& pack) {
  PackHashes hashes;
  for (const Domain domain : kDomains) {
    const decision::DomainEngine& engine = pack.engine.of(domain);
    // Of a further domain that the pack has nothing of, there is nothing to say: activations that
    // are older than the domain say nothing either.
    if (!has_column(domain) && engine.rows() == nullptr) continue;
    hashes[index_of(domain)] = engine.provenance().pack_hash;
  }
  return hashes;
}

PackHashes pack_hashes(const PackActivationRecord& record) {
  const auto further = canonical::parse(record.further_pack_hashes.value_or("{}"));
  PackHashes hashes;
  for (const Domain domain : kDomains) {
    std::string& hash = hashes[index_of(domain)];
    if (has_column(domain)) {
      hash = record.*kColumns[index_of(domain)];
    } else if (further) {
      hash = canonical::text_of(*further, name_of(domain));
    }
  }
  return hashes;
}

void set_pack_hashes(PackActivationRecord& record, const PackHashes& hashes) {
  Json further = Json::object();
  for (const Domain domain : kDomains) {
    const std::string& hash = hashes[index_of(domain)];
    if (has_column(domain)) {
      record.*kColumns[index_of(domain)] = hash;
    } else if (!hash.empty()) {
      further.set(std::string(name_of(domain)), hash);
    }
  }
  const bool has_further = !further.if_object()->empty();
  record.further_pack_hashes =
      has_further ? std::optional(canonical::write(further)) : std::nullopt;
}

bool is_of(const LoadedPack& pack, const PackActivationRecord& record) {
  return pack.pack_id == record.pack_id && pack_hashes(pack) == pack_hashes(record);
}

void add_pack_hashes(Json& json, const PackHashes& hashes) {
  for (const Domain domain : kDomains) {
    const std::string& hash = hashes[index_of(domain)];
    if (has_column(domain) || !hash.empty()) {
      json.set(std::string(name_of(domain)) + "_pack_hash", hash);
    }
  }
}

}  // namespace financescr::ports
