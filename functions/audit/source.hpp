// Source: where a verification reads an audit log from: a store, or a file exported from one.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "functions/ports/store.hpp"

namespace financescr::audit {

// Heads of chains, in order of count. A chain is read from its beginning to its end, each call
// going on at or after where the last one ended, and then the next chain.
class HeadSource {
 public:
  virtual ~HeadSource() = default;
  // Sorted.
  [[nodiscard]] virtual ports::Stored<std::vector<std::string>> chains() = 0;
  // With count >= from.
  [[nodiscard]] virtual ports::Stored<std::vector<ports::AuditHead>> heads(std::string_view chain,
                                                                           std::int64_t from,
                                                                           std::size_t limit) = 0;
};

class Source : public HeadSource {
 public:
  // With seq >= from, in order; none only at the end.
  [[nodiscard]] virtual ports::Stored<std::vector<ports::AuditRow>> rows(std::string_view chain,
                                                                         std::int64_t from,
                                                                         std::size_t limit) = 0;
  // Calls use(row) with rows of any chain that say that they declare this one, until it returns
  // false.
  using UseRow = std::function<bool(const ports::AuditRow&)>;
  [[nodiscard]] virtual ports::Stored<void> each_declaration(std::string_view chain,
                                                             const UseRow& use) = 0;
  // Whether the log holds a head about so many rows of the chain. True also of a file that ends
  // before a head could be in it.
  [[nodiscard]] virtual ports::Stored<bool> has_head(std::string_view /*chain*/,
                                                     std::int64_t /*count*/) {
    return true;
  }
  // Rows are read from anywhere after this, also where a chain is otherwise read in one pass.
  virtual void rewind() {}
};

class StoreSource final : public Source {
 public:
  explicit StoreSource(ports::Store& store) : store_(store) {}

  [[nodiscard]] ports::Stored<std::vector<std::string>> chains() override {
    return store_.audit_chains();
  }
  [[nodiscard]] ports::Stored<std::vector<ports::AuditHead>> heads(std::string_view chain,
                                                                   std::int64_t from,
                                                                   std::size_t limit) override {
    return store_.audit_heads(chain, from, limit);
  }
  [[nodiscard]] ports::Stored<std::vector<ports::AuditRow>> rows(std::string_view chain,
                                                                 std::int64_t from,
                                                                 std::size_t limit) override {
    return store_.audit_rows(chain, from, limit);
  }
  [[nodiscard]] ports::Stored<void> each_declaration(std::string_view chain,
                                                     const UseRow& use) override;
  [[nodiscard]] ports::Stored<bool> has_head(std::string_view chain, std::int64_t count) override;

 private:
  ports::Store& store_;
};

}  // namespace financescr::audit
