// Seals and declarations in a verification, and a proof that ends in a seal.
#include "functions/audit/seal.hpp"

#include <doctest/doctest.h>

#include <map>

#include "functions/audit/declaration.hpp"
#include "functions/audit/head.hpp"
#include "functions/audit/proof.hpp"
#include "functions/audit/verify.hpp"
#include "tests/unit/functions/service.hpp"

namespace financescr::audit {
namespace {

using ports::AuditHead;
using ports::AuditRow;

const std::string kKey(64, 'a');  // of TestSecrets

// Rows of one chain as somebody may have left them.
struct Rows final : Source {
  std::vector<AuditRow> all;

  ports::Stored<std::vector<std::string>> chains() override {
    return std::vector<std::string>{"one"};
  }
  ports::Stored<std::vector<AuditHead>> heads(std::string_view, std::int64_t,
                                              std::size_t) override {
    return std::vector<AuditHead>{};
  }
  ports::Stored<std::vector<AuditRow>> rows(std::string_view, std::int64_t from,
                                            std::size_t limit) override {
    std::vector<AuditRow> found;
    for (const AuditRow& row : all) {
      if (row.seq >= from && found.size() < limit) found.push_back(row);
    }
    return found;
  }
  ports::Stored<void> each_declaration(std::string_view chain, const UseRow& use) override {
    for (const AuditRow& row : all) {
      if (row.request_id == chain && !use(row)) break;
    }
    return {};
  }
};

ports::AuditEvent event(std::int64_t n) {
  ports::AuditEvent one;
  one.at = Timestamp{1'800'000'000'000'000 + n};
  one.event = "login";
  one.actor = "user:1";
  one.request_id = "r" + std::to_string(n);
  return one;
}

// A row that declares the chain, and then groups of three, each sealed.
Rows sealed(samples::TestSecrets& secrets, int groups) {
  SigningOptions signing;
  signing.secrets = &secrets;
  signing.opened_at = event(0).at;
  memory_store::MemoryStore store("one", "", signing);
  for (int i = 0; i < groups; ++i) {
    REQUIRE(store.commit({{}, {event(3 * i), event(3 * i + 1), event(3 * i + 2)}}));
  }
  Rows rows;
  rows.all = store.audit_rows("one", 1, 10'000).value();
  return rows;
}

using Faults = std::map<Fault, int>;

Faults check(Rows& rows, const std::string& key = kKey, std::int64_t part = INT64_MAX) {
  const samples::TestSecrets secrets;
  VerifyOptions options;
  options.trusted_keys = {key};
  Faults faults;
  VerifyProgress at;
  for (int parts = 0; parts < 1'000; ++parts) {
    const auto result = verify(
        rows, secrets, options, [&](const Finding& found) { ++faults[found.fault]; }, at, part);
    REQUIRE(result);
    if (!result->next) return faults;
    at = *result->next;
  }
  FAIL("it does not end");
  return faults;
}

TEST_CASE("a chain of sealed groups is bound to its end, whole and in parts of any size") {
  samples::TestSecrets secrets;
  Rows rows = sealed(secrets, 40);
  CHECK(rows.all.size() == 121);
  for (const std::int64_t part : {1, 2, 3, 7, 60, 121, 122, 1'000}) {
    CHECK(check(rows, kKey, part).empty());
  }
  CHECK(check(rows, std::string(64, 'b')) ==
        Faults{{Fault::kSealUntrusted, 1}, {Fault::kChainUndeclared, 1}, {Fault::kRowUnsealed, 1}});
}

TEST_CASE("rows behind the last seal are found, also where a part ends before or behind them") {
  samples::TestSecrets secrets;
  Rows rows = sealed(secrets, 5);
  for (int i = 0; i < 4; ++i) {
    rows.all.push_back(append("one", end_after(rows.all.back()), event(90 + i)));
    for (const std::int64_t part : {1, 2, 5, 16, 17, 100}) {
      CHECK(check(rows, kKey, part) == Faults{{Fault::kRowUnsealed, 1}});
    }
  }
}

TEST_CASE("numbers that no server gives are each found, and none is taken for the end") {
  samples::TestSecrets secrets;
  const Rows good = sealed(secrets, 2);
  for (const std::int64_t seq :
       {INT64_MIN, std::int64_t{-1}, std::int64_t{0}, kMaxSeq + 1, INT64_MAX}) {
    Rows rows = good;
    AuditRow odd = rows.all.back();
    odd.seq = seq;
    rows.all.insert(seq < 1 ? rows.all.begin() : rows.all.end(), odd);
    CHECK(check(rows) == Faults{{Fault::kRowOutOfPlace, 1}});
  }
}

TEST_CASE("a seal of another row, and a declaration of another chain, are none") {
  samples::TestSecrets secrets;
  Rows rows = sealed(secrets, 3);
  rows.all[3].seal = rows.all[6].seal;
  CHECK(check(rows) == Faults{{Fault::kSealForged, 1}});
  rows.all[3].seal = "no seal";
  CHECK(check(rows) == Faults{{Fault::kSealForged, 1}});

  Rows undeclared = sealed(secrets, 3);
  ChainEnd end;
  for (AuditRow& row : undeclared.all) {
    const auto other = declare("two", event(0).at, {}, secrets);
    row = append("one", end, row.seq == 1 ? *other : event(row.seq));
    row.seal = make_seal(row, secrets);
    end = end_after(row);
  }
  CHECK(check(undeclared) == Faults{{Fault::kChainUndeclared, 1}});
}

TEST_CASE("what a declaration takes over is bound as far as it says, if the hash is the same") {
  samples::TestSecrets secrets;
  Rows rows;
  ChainEnd end;
  for (int i = 0; i < 5; ++i) {
    rows.all.push_back(append("one", end, event(i)));
    end = end_after(rows.all.back());
  }
  CHECK(check(rows) == Faults{{Fault::kChainUndeclared, 1}, {Fault::kRowUnsealed, 1}});
  const auto declared = [&](const ChainEnd& adopted) {
    Rows copy = rows;
    copy.all.push_back(append("one", end, *declare("one", event(9).at, adopted, secrets)));
    copy.all.back().seal = make_seal(copy.all.back(), secrets);
    return copy;
  };
  Rows good = declared(end);
  CHECK(check(good).empty());
  Rows other = declared({5, std::string(64, 'c')});
  CHECK(check(other) == Faults{{Fault::kChainUndeclared, 1}});
  Rows none = declared({});  // it does not stand in the first row
  CHECK(check(none) == Faults{{Fault::kChainUndeclared, 1}});
}

TEST_CASE("a row that no head covers yet is proved by the seal of its group") {
  samples::TestSecrets secrets;
  Rows rows = sealed(secrets, 3);
  const Trust trust{secrets, {kKey}};
  for (const std::int64_t seq : {1, 2, 3, 4, 5, 10}) {
    const auto made = make_proof(rows, "one", seq, trust).value();
    REQUIRE(made);
    CHECK(made->is_seal);
    CHECK(made->rows.size() <= 4);
    const auto again = proof_from_json(to_json(*made, seq));
    REQUIRE(again);
    CHECK(proves(*again, "one", seq, kKey, secrets));
    Proof as_head = *again;
    as_head.is_seal = false;
    CHECK_FALSE(proves(as_head, "one", seq, kKey, secrets));
    Proof longer = *again;
    ++longer.head.count;
    CHECK_FALSE(proves(longer, "one", seq, kKey, secrets));
  }
  CHECK(make_proof(rows, "one", 11, trust).value().error() == ProofFault::kNoRow);
  const Trust stranger{secrets, {std::string(64, 'b')}};
  CHECK(make_proof(rows, "one", 2, stranger).value().error() == ProofFault::kNoHeadYet);
  rows.all[3].row += " ";
  CHECK(make_proof(rows, "one", 3, trust).value().error() == ProofFault::kBroken);
}

}  // namespace
}  // namespace financescr::audit
