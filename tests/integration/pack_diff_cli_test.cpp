// pack diff as users call it: folders and .fpk files, text and JSON, exit codes.
#include <doctest/doctest.h>

#include "tests/integration/program.hpp"

namespace financescr::cli {
namespace {

// A copy of the pack in which WL_000002 is gone, WL_000001 has another source, and the threshold
// another value.
std::string changed_pack() {
  const std::string pack = copy_of_pack();
  const std::string watchlist = pack + "/fincrime/v1/watchlist.jsonl";
  std::string text = read_text(watchlist);
  const std::size_t begin = text.find("{\"entity_id\": \"WL_000002\"");
  text.erase(begin, text.find('\n', begin) + 1 - begin);
  const std::size_t source = text.find("\"source\": \"") + 11;
  text.replace(source, text.find('"', source) - source, "TEST");
  write_text(watchlist, text);
  replace_in(pack + "/fincrime/v1/policy.json", "\"threshold\": 0.72", "\"threshold\": 0.5");
  CHECK(run({"pack", "manifest", pack}).status == kOk);
  return pack;
}

TEST_CASE("pack diff: a pack against itself ends with 0, as folder and as .fpk") {
  const std::string fpk = fresh_path("same.fpk");
  CHECK(run({"pack", "build", pack_root(), "--out", fpk}).status == kOk);
  for (const std::string& other : {pack_root(), fpk}) {
    const Finished same = run({"pack", "diff", pack_root(), other});
    CHECK(same.status == kOk);
    CHECK(contains(same.out, "watchlist: 3000 rows, the same"));
    CHECK(contains(same.out, "\nsame\n"));
    const Finished json = run({"pack", "diff", other, pack_root(), "--json"});
    CHECK(json.status == kOk);
    CHECK(at(json_lines(json.out).front(), "/same") == canonical::Json(true));
  }
}

TEST_CASE("pack diff: lists what was removed, added and changed, and ends with 1") {
  const std::string changed = changed_pack();
  const Finished text = run({"pack", "diff", pack_root(), changed});
  CHECK(text.status == kSomeFailed);
  CHECK(contains(text.out, "watchlist: 3000 -> 2999 rows; 1 removed, 0 added, 1 changed"));
  CHECK(contains(text.out, "- WL_000002  "));
  CHECK(contains(text.out, "~ WL_000001  "));
  CHECK(contains(text.out, "-> \"TEST\""));
  CHECK(contains(text.out, "threshold: 0.72 -> 0.5"));
  CHECK(contains(text.out, "applications: 3000 rows, the same"));
  const std::string fpk = fresh_path("changed.fpk");
  CHECK(run({"pack", "build", changed, "--out", fpk}).status == kOk);
  const Finished forth = run({"pack", "diff", pack_root(), fpk, "--json"});
  CHECK(forth.status == kSomeFailed);
  CHECK(forth.out == run({"pack", "diff", pack_root(), changed, "--json"}).out);
  const auto report = json_lines(forth.out).front();
  CHECK(at(report, "/domains/0/tables/0/removed/0/id") == canonical::Json("WL_000002"));
  CHECK(at(report, "/domains/0/tables/0/changed/0/fields/0/field") == canonical::Json("source"));
  const auto back = json_lines(run({"pack", "diff", fpk, pack_root(), "--json"}).out).front();
  CHECK(at(back, "/domains/0/tables/0/added") == at(report, "/domains/0/tables/0/removed"));
}

TEST_CASE("pack diff: what cannot be read ends with 3") {
  CHECK(run({"pack", "diff", pack_root(), fresh_path("nowhere")}).status == kBadInput);
  CHECK(run({"pack", "diff", fresh_path("nowhere"), pack_root()}).status == kBadInput);
  CHECK(run({"pack", "diff", pack_root()}).status == kUsage);
}

}  // namespace
}  // namespace financescr::cli
