// Audit logs in files: the anchors that a server keeps outside its store, and an exported log.
// Both are JSON lines. They are read in one pass for each chain, a line at a time.
#pragma once

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "functions/audit/source.hpp"

namespace financescr::keys {

// One line of an exported log: a row, or a head.
[[nodiscard]] std::string export_line(const ports::AuditRow& row);
[[nodiscard]] std::string export_line(const ports::AuditHead& head);

// Reads an export, or a file of anchors, which is an export without rows. Rows and heads are read
// by two descriptors, so that either can be ahead of the other.
class AuditFile final : public audit::Source {
 public:
  // Reads the whole file once, for the chains in it.
  // Errors: cannot be read; a line that is neither row nor head, by its number.
  [[nodiscard]] static Result<std::unique_ptr<AuditFile>> open(const std::string& path);

  [[nodiscard]] ports::Stored<std::vector<std::string>> chains() override { return chains_; }
  [[nodiscard]] ports::Stored<std::vector<ports::AuditHead>> heads(std::string_view chain,
                                                                   std::int64_t from,
                                                                   std::size_t limit) override;
  [[nodiscard]] ports::Stored<std::vector<ports::AuditRow>> rows(std::string_view chain,
                                                                 std::int64_t from,
                                                                 std::size_t limit) override;
  // Reads the file once more.
  [[nodiscard]] ports::Stored<bool> has_head(std::string_view chain, std::int64_t count) override;
  [[nodiscard]] ports::Stored<void> each_declaration(std::string_view chain,
                                                     const UseRow& use) override;
  void rewind() override {
    rows_ = {};
    heads_ = {};
  }

 private:
  // A place in the file, and the chain that is read there.
  struct Reader {
    std::string chain;
    std::int64_t offset = 0;
  };

  explicit AuditFile(std::string path) : path_(std::move(path)) {}

  // Calls use(line's value) from the reader's place on until it returns false.
  template <typename Use>
  ports::Stored<void> each_line(Reader& reader, std::string_view chain, Use use);

  std::string path_;
  std::vector<std::string> chains_;
  Reader rows_;
  Reader heads_;
};

}  // namespace financescr::keys
