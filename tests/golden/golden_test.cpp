// The decisions on the golden sets of seed 42 are those that were accepted (README.md).
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "datagen/pack_v1.hpp"
#include "engine/evaluation/golden.hpp"

namespace financescr {
namespace {

evaluation::GoldenRows rows_of(std::string_view bytes, std::string_view id_key) {
  auto rows = evaluation::read_golden_rows(bytes, id_key);
  REQUIRE_MESSAGE(rows.has_value(), (rows ? std::string() : rows.error().detail));
  return std::move(*rows);
}

std::string read_accepted(const std::string& name) {
  const std::string path = std::string(FINANCESCR_SOURCE_DIR) + "/tests/golden/seed42/" + name;
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file.good(), path << " cannot be read");
  return {std::istreambuf_iterator<char>(file), {}};
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
    const std::string difference = evaluation::to_text(evaluation::golden_changes(
        rows_of(accepted, set.id_key), rows_of(file->bytes, set.id_key)));
    CHECK_MESSAGE(difference.empty(), set.name << " changed; if that is meant, run "
                                               << "`bash tests/golden/accept.sh`:\n"
                                               << difference);
    CHECK((accepted == file->bytes || !difference.empty()));
    CHECK(file->row_count == 30);
  }
}

}  // namespace
}  // namespace financescr
