#include "tests/service/stores/fixtures.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "functions/audit/chain.hpp"
#include "tests/service/stores/private_postgres.hpp"

namespace financescr::stores {

Scratch::Scratch() {
  char name[] = "/tmp/fstoreXXXXXX";
  REQUIRE(mkdtemp(name) != nullptr);
  folder_ = name;
}

Scratch::~Scratch() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

Postgres::Postgres() : database(PrivatePostgres::instance().fresh_database()) {}

std::unique_ptr<ports::Store> open(const std::string& url, stores::OpenStoreOptions options,
                                   const std::string& instance) {
  auto store = stores::open_store(url, instance, std::move(options));
  REQUIRE_MESSAGE(store, store.error().detail);
  return *std::move(store);
}

std::vector<ports::AuditRow> checked_chain(ports::Store& store, const std::string& chain) {
  constexpr std::size_t kPage = 500;
  std::vector<ports::AuditRow> rows;
  std::string hash;
  while (true) {
    const auto page = store.audit_rows(chain, static_cast<std::int64_t>(rows.size()) + 1, kPage);
    REQUIRE(page);
    for (const ports::AuditRow& row : *page) {
      REQUIRE(row.seq == static_cast<std::int64_t>(rows.size()) + 1);
      REQUIRE(row.hash == audit::row_hash(hash, row.row));
      hash = row.hash;
      rows.push_back(row);
    }
    if (page->size() < kPage) return rows;
  }
}

bool is_long_run() {
  const char* all = std::getenv("FINANCESCR_TEST_ALL");
  return all != nullptr && std::string_view(all) == "1";
}

}  // namespace financescr::stores
