#include "engine/pack/pack.hpp"

#include <algorithm>
#include <cstring>

#include "engine/canonical/fields.hpp"
#include "engine/core/limits.hpp"
#include "engine/pack/container.hpp"

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

}  // namespace

AlignedBytes copy_aligned(std::string_view bytes) {
  const std::size_t words = bytes.size() / sizeof(std::uint64_t) + 1;
  std::shared_ptr<std::uint64_t[]> memory(new std::uint64_t[words]);
  std::memcpy(memory.get(), bytes.data(), bytes.size());
  return {memory, {reinterpret_cast<const char*>(memory.get()), bytes.size()}};
}

Result<CustomerRow> FincrimePack::customer(std::string_view customer_id) const {
  const auto row = customers.find(customer_id);
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
  if (const Json* json = description->find("fincrime")) {
    auto meta = read_meta(*json);
    auto watchlist = container->has(SectionId::kEntities) ? Watchlist::open(*container)
                                                          : Result<Watchlist>(Watchlist());
    auto customers =
        RowTable::open(*container, SectionId::kCustomerOffsets, SectionId::kCustomerRows);
    auto labels =
        RowTable::open(*container, SectionId::kFincrimeLabelOffsets, SectionId::kFincrimeLabelRows);
    auto oracle = RowTable::open(*container, SectionId::kOracleOffsets, SectionId::kOracleRows);
    if (!meta) return tl::unexpected(meta.error());
    if (!watchlist) return tl::unexpected(watchlist.error());
    if (!customers) return tl::unexpected(customers.error());
    if (!labels) return tl::unexpected(labels.error());
    if (!oracle) return tl::unexpected(oracle.error());
    pack.fincrime_ = FincrimePack{std::move(*meta), *watchlist, *customers, *labels, *oracle};
  }
  if (const Json* json = description->find("credit")) {
    auto meta = read_meta(*json);
    auto applications =
        RowTable::open(*container, SectionId::kApplicationOffsets, SectionId::kApplicationRows);
    auto labels =
        RowTable::open(*container, SectionId::kCreditLabelOffsets, SectionId::kCreditLabelRows);
    if (!meta) return tl::unexpected(meta.error());
    if (!applications) return tl::unexpected(applications.error());
    if (!labels) return tl::unexpected(labels.error());
    pack.credit_ = CreditPack{std::move(*meta), *applications, *labels};
  }
  return pack;
}

bool Pack::is_synthetic() const {
  const bool fincrime =
      fincrime_ && (fincrime_->meta.manifest.synthetic || fincrime_->oracle.size() > 0);
  return fincrime || (credit_ && credit_->meta.manifest.synthetic);
}

Result<void> Pack::verify_hashes() const {
  const auto check = [](const DomainMeta& meta,
                        const canonical::ContentHasher& hasher) -> Result<void> {
    const std::string actual = hasher.finish().to_string();
    if (actual == meta.pack_hash) return {};
    return fail(ErrorCode::kCorrupt,
                meta.label + ": the rows hash to " + actual + ", the pack says " + meta.pack_hash);
  };
  if (fincrime_) {
    canonical::ContentHasher hasher;
    for (std::uint32_t i = 0; i < fincrime_->watchlist.entity_count(); ++i) {
      hasher.update(canonical::write(fincrime_->watchlist.row(i).to_json()));
      hasher.update("\n");
    }
    fincrime_->customers.hash_into(hasher);
    if (auto result = check(fincrime_->meta, hasher); !result) return result;
  }
  if (credit_) {
    canonical::ContentHasher hasher;
    credit_->applications.hash_into(hasher);
    if (auto result = check(credit_->meta, hasher); !result) return result;
  }
  return {};
}

}  // namespace financescr::pack
