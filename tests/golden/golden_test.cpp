// The decisions on the golden sets of seed 42 are those that were accepted (README.md).
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "datagen/pack_v1.hpp"
#include "tests/unit/screening/samples.hpp"

namespace financescr {
namespace {

using canonical::Json;

using Rows = std::map<std::string, Json>;  // by the id of the golden row

Rows rows_of(std::string_view bytes, std::string_view id_key) {
  Rows rows;
  pack::for_each_line(bytes, [&](std::size_t, std::string_view line) {
    Json row = samples::parse(line);
    std::string id = *row.find(id_key)->if_string();
    rows.emplace(std::move(id), std::move(row));
  });
  return rows;
}

std::string read_accepted(const std::string& name) {
  const std::string path = std::string(FINANCESCR_SOURCE_DIR) + "/tests/golden/seed42/" + name;
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file.good(), path << " cannot be read");
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string text_of(const Json* json) {
  return json == nullptr ? "absent" : canonical::write(*json);
}

// "ID /field: before -> after", one a line, inner fields each on their own.
void list_changes(const std::string& place, const Json& before, const Json& after,
                  std::string& out) {
  if (before == after) return;
  const auto* a = before.if_object();
  const auto* b = after.if_object();
  if (a == nullptr || b == nullptr) {
    out += place + ": " + text_of(&before) + " -> " + text_of(&after) + "\n";
    return;
  }
  std::vector<std::string> keys;
  for (const auto& [key, value] : *a) keys.push_back(key);
  for (const auto& [key, value] : *b) {
    if (before.find(key) == nullptr) keys.push_back(key);
  }
  for (const std::string& key : keys) {
    const Json* x = before.find(key);
    const Json* y = after.find(key);
    if (x != nullptr && y != nullptr) {
      list_changes(canonical::pointer_append(place, key), *x, *y, out);
    } else {
      out += canonical::pointer_append(place, key) + ": " + text_of(x) + " -> " + text_of(y) + "\n";
    }
  }
}

std::string changes(const Rows& accepted, const Rows& now) {
  std::string out;
  for (const auto& [id, row] : accepted) {
    const auto it = now.find(id);
    if (it == now.end()) {
      out += id + ": gone\n";
    } else {
      list_changes(id + " ", row, it->second, out);
    }
  }
  for (const auto& [id, row] : now) {
    if (accepted.count(id) == 0) out += id + ": new\n";
  }
  return out;
}

TEST_CASE("golden: the decisions of seed 42 are the accepted ones") {
  const auto files = datagen::generate_pack_v1({});
  REQUIRE(files.has_value());
  struct Set {
    std::string name;
    std::string_view id_key;
  };
  for (const Set& set :
       {Set{"fincrime_expected.jsonl", "scenario_id"}, Set{"credit_expected.jsonl", "golden_id"}}) {
    const auto file = std::find_if(files->begin(), files->end(), [&](const auto& f) {
      return f.path == "golden/v1/" + set.name;
    });
    REQUIRE(file != files->end());
    const std::string accepted = read_accepted(set.name);
    const std::string difference =
        changes(rows_of(accepted, set.id_key), rows_of(file->bytes, set.id_key));
    CHECK_MESSAGE(difference.empty(), set.name << " changed; if that is meant, run "
                                               << "`bash tests/golden/accept.sh`:\n"
                                               << difference);
    CHECK((accepted == file->bytes || !difference.empty()));
    CHECK(file->row_count == 30);
  }
}

TEST_CASE("golden: a difference names the row and the field") {
  const Rows before = rows_of(
      "{\"id\":\"A\",\"p\":0.5,\"top\":{\"id\":\"E1\",\"s\":1}}\n{\"id\":\"B\",\"p\":1}", "id");
  const Rows after = rows_of(
      "{\"id\":\"A\",\"p\":0.6,\"top\":{\"id\":\"E2\",\"s\":1}}\n{\"id\":\"C\",\"q\":1}", "id");
  CHECK(changes(before, after) ==
        "A /p: 0.5 -> 0.6\nA /top/id: \"E1\" -> \"E2\"\nB: gone\nC: new\n");
  CHECK(changes(before, before).empty());
}

}  // namespace
}  // namespace financescr
