#include "engine/pack/pack.hpp"

#include <algorithm>
#include <cstring>

#include "engine/canonical/fields.hpp"
#include "engine/core/limits.hpp"
#include "engine/pack/container.hpp"
#include "engine/pack/domain_spec.hpp"

namespace financescr::pack {
namespace {

using canonical::Json;

Result<DomainMeta> read_meta(const Json& json) {
  Errors errors;
  canonical::Fields fields(json, "", errors);
  DomainMeta meta;
  meta.label = fields.required_text("label", limits::kMaxNameBytes);
  meta.pack_hash = fields.required_text("pack_hash", limits::kMaxIdBytes);
  if (const Json* policy = fields.find("policy")) meta.policy = *policy;
  if (const Json* model = fields.find("model")) meta.model = *model;
  if (const Json* rows = fields.find("rows")) meta.rows = *rows;
  if (const Json* manifest = fields.find("manifest")) {
    meta.manifest = Manifest::read(*manifest, errors);
  } else {
    fields.reject("manifest", ErrorCode::kMissing, "is required");
  }
  if (errors.empty()) return meta;
  return fail(ErrorCode::kCorrupt, "compiled pack: its description is damaged: " +
                                       errors.front().pointer + " " + errors.front().detail);
}

Error damaged(const Error& error) {
  return {ErrorCode::kCorrupt, "compiled pack: " + error.detail, error.pointer};
}

Result<DomainPack> open_domain(const DomainSpec& spec, const Json& description,
                               const ContainerView& container) {
  DomainPack opened;
  opened.domain = spec.domain;
  auto meta = read_meta(description);
  if (!meta) return tl::unexpected(meta.error());
  opened.meta = std::move(*meta);
  for (const RowFile& file : spec.files) {
    opened.tables.emplace_back();
    if (file.storage == Storage::kWatchlist) {
      if (!container.has(SectionId::kEntities)) continue;
      const auto watchlist = Watchlist::open(container);
      if (!watchlist) return tl::unexpected(watchlist.error());
      opened.watchlist = *watchlist;
    } else {
      const auto table = RowTable::open(container, file.offsets, file.rows);
      if (!table) return tl::unexpected(table.error());
      opened.tables.back() = *table;
    }
  }
  return opened;
}

std::string hash_of_rows(const DomainPack& domain) {
  canonical::ContentHasher hasher;
  for (const RowFile& file : spec_of(domain.domain).files) {
    if (!file.is_hashed) continue;
    domain.rows(file.name).hash_into(hasher);
    if (file.storage != Storage::kWatchlist) continue;
    for (std::uint32_t i = 0; i < domain.watchlist.entity_count(); ++i) {
      hasher.update(canonical::write(domain.watchlist.row(i).to_json()));
      hasher.update("\n");
    }
  }
  return hasher.finish().to_string();
}

}  // namespace

AlignedBytes copy_aligned(std::string_view bytes) {
  const std::size_t words = bytes.size() / sizeof(std::uint64_t) + 1;
  std::shared_ptr<std::uint64_t[]> memory(new std::uint64_t[words]);
  std::memcpy(memory.get(), bytes.data(), bytes.size());
  return {memory, {reinterpret_cast<const char*>(memory.get()), bytes.size()}};
}

const RowTable& DomainPack::rows(std::string_view file) const {
  static const RowTable none;
  const auto& known = spec_of(domain).files;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    if (known[i].name == file) return tables[i];
  }
  return none;
}

Result<CustomerRow> find_customer(const DomainPack& screening, std::string_view customer_id) {
  const auto row = screening.rows(files::kCustomers).find(customer_id);
  if (!row) {
    return fail(ErrorCode::kNotFound,
                "no customer \"" + std::string(customer_id) + "\" in the pack", "/customer_id");
  }
  const auto json = canonical::parse(*row);
  if (!json) return tl::unexpected(damaged(json.error()));
  Errors errors;
  Pointers ignored;
  CustomerRow customer = CustomerRow::read(*json, errors, ignored);
  if (!errors.empty()) return tl::unexpected(damaged(errors.front()));
  return customer;
}

Result<Pack> Pack::open(std::string_view bytes, std::shared_ptr<const void> keep_alive) {
  const auto container = ContainerView::open(bytes);
  if (!container) return tl::unexpected(container.error());
  const auto description = canonical::parse(container->bytes(SectionId::kMeta));
  if (!description) return tl::unexpected(damaged(description.error()));
  Pack pack;
  pack.keep_alive_ = std::move(keep_alive);
  pack.bytes_ = bytes;
  for (const Domain domain : kDomains) {
    const Json* json = description->find(spec_of(domain).folder);
    if (json == nullptr) continue;
    auto opened = open_domain(spec_of(domain), *json, *container);
    if (!opened) return tl::unexpected(opened.error());
    pack.domains_[index_of(domain)] = std::move(*opened);
  }
  return pack;
}

bool Pack::is_synthetic() const {
  return std::any_of(domains_.begin(), domains_.end(), [](const std::optional<DomainPack>& domain) {
    return domain && (domain->meta.manifest.synthetic || domain->rows(files::kOracle).size() > 0);
  });
}

Result<void> Pack::verify_hashes() const {
  for (const auto& domain : domains_) {
    if (!domain) continue;
    const DomainMeta& meta = domain->meta;
    const std::string actual = hash_of_rows(*domain);
    if (actual == meta.pack_hash) continue;
    return fail(ErrorCode::kCorrupt,
                meta.label + ": the rows hash to " + actual + ", the pack says " + meta.pack_hash);
  }
  return {};
}

}  // namespace financescr::pack
