// What the store tests share: places to store in, and the check of a chain.
#pragma once

#include <memory>
#include <string>

#include "functions/ports/store.hpp"
#include "native_server/stores/open_store.hpp"
#include "tests/service/stores/records.hpp"

namespace financescr::stores {

// A temporary folder that is removed with the object.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] std::string path(const std::string& name) const { return folder_ + "/" + name; }

 private:
  std::string folder_;
};

// A store that nothing was written to. Fails the test if there is none.
[[nodiscard]] std::unique_ptr<ports::Store> open(const std::string& url,
                                                 stores::OpenStoreOptions options = {},
                                                 const std::string& instance = kInstance);

// The three kinds of store that one suite of tests is run on.
struct Memory {
  [[nodiscard]] std::string url() const { return "memory:"; }
};
struct Sqlite {
  Scratch scratch;
  [[nodiscard]] std::string url() const { return "sqlite:" + scratch.path("store.db"); }
};
struct Postgres {
  Postgres();
  std::string database;
  [[nodiscard]] std::string url() const { return database; }
};

// Every row of the chain, checked: numbered 1, 2, 3 ..., each hash over the one before.
[[nodiscard]] std::vector<ports::AuditRow> checked_chain(ports::Store& store,
                                                         const std::string& chain = kInstance);

// FINANCESCR_TEST_ALL=1: the long form of a test.
[[nodiscard]] bool is_long_run();

}  // namespace financescr::stores
