// What the store tests share: places to store in, records to store, and the check of a chain.
#pragma once

#include <memory>
#include <string>

#include "functions/ports/store.hpp"
#include "native_server/host/open_store.hpp"

namespace financescr::stores {

inline constexpr const char* kInstance = "test-server";

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
                                                 host::OpenStoreOptions options = {},
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

// The n-th id of a kind; ids with greater n are greater.
[[nodiscard]] std::string id(int kind, std::int64_t n);
// n seconds after some instant.
[[nodiscard]] Timestamp at(std::int64_t n);

[[nodiscard]] ports::DecisionRecord decision(std::int64_t n);
[[nodiscard]] ports::CaseRecord review(std::int64_t n);  // the case of decision n
[[nodiscard]] ports::CaseEventRecord event(std::int64_t n, std::int64_t seq);  // of case n
[[nodiscard]] ports::ConversationRecord conversation(std::int64_t n);
[[nodiscard]] ports::MessageRecord message(std::int64_t n, std::int64_t seq);  // of conversation n
[[nodiscard]] ports::UserRecord user(std::int64_t n);
[[nodiscard]] ports::ApiKeyRecord api_key(std::int64_t n);
[[nodiscard]] ports::IdempotencyRecord answer(std::int64_t n);  // of decision n
[[nodiscard]] ports::PackActivationRecord activation(std::int64_t n);
[[nodiscard]] ports::JobRecord job(std::int64_t n);
[[nodiscard]] ports::AuditEvent decided(std::int64_t n);  // about decision n

// Decision n with its case, the case's first event, the remembered answer and an audit row.
[[nodiscard]] ports::Transaction whole_decision(std::int64_t n);

// Every row of the chain, checked: numbered 1, 2, 3 ..., each hash over the one before.
[[nodiscard]] std::vector<ports::AuditRow> checked_chain(ports::Store& store,
                                                         const std::string& chain = kInstance);

// FINANCESCR_TEST_ALL=1: the long form of a test.
[[nodiscard]] bool is_long_run();

}  // namespace financescr::stores
