#include "functions/audit/source.hpp"

#include "functions/audit/declaration.hpp"

namespace financescr::audit {

namespace {

constexpr std::size_t kBoundRowsAtOnce = 50;

}  // namespace

ports::Stored<void> StoreSource::each_declaration(std::string_view chain, const UseRow& use) {
  ports::AuditFilter filter;
  filter.event = kChainDeclared;
  filter.request_id = chain;
  std::optional<ports::AuditPageStart> after;
  while (true) {
    const auto rows = store_.audit(filter, after, kBoundRowsAtOnce);
    if (!rows) return tl::unexpected(rows.error());
    for (const ports::AuditRow& row : *rows) {
      if (!use(row)) return {};
    }
    if (rows->size() < kBoundRowsAtOnce) return {};
    after = ports::AuditPageStart{rows->back().at, rows->back().chain, rows->back().seq};
  }
}

ports::Stored<bool> StoreSource::has_head(std::string_view chain, std::int64_t count) {
  const auto heads = store_.audit_heads(chain, count, 1);
  if (!heads) return tl::unexpected(heads.error());
  return !heads->empty() && heads->front().count == count;
}

}  // namespace financescr::audit
