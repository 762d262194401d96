// The decisions on the golden sets of seed 42 are those that were accepted (README.md).
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>

#include "datagen/pack_v1.hpp"
#include "engine/evaluation/golden.hpp"
#include "engine/pack/compile.hpp"
#include "engine/replay/monitor_lines.hpp"

namespace financescr {
namespace {

evaluation::GoldenRows rows_of(std::string_view bytes, std::string_view id_key) {
  auto rows = evaluation::read_golden_rows(bytes, id_key);
  REQUIRE_MESSAGE(rows.has_value(), (rows ? std::string() : rows.error().detail));
  return std::move(*rows);
}

std::string read_accepted(const std::string& name) {
  const std::string path = std::string(FINANCESCR_SOURCE_DIR) + "/tests/golden/" + name;
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
    const std::string accepted = read_accepted("seed42/" + set.name);
    const std::string difference = evaluation::to_text(evaluation::golden_changes(
        rows_of(accepted, set.id_key), rows_of(file->bytes, set.id_key)));
    CHECK_MESSAGE(difference.empty(), set.name << " changed; if that is meant, run "
                                               << "`bash tests/golden/accept.sh`:\n"
                                               << difference);
    CHECK((accepted == file->bytes || !difference.empty()));
    CHECK(file->row_count == 30);
  }
}

// The engines on the watchlist and customers of generated files.
replay::EngineSet golden_engines(const std::vector<datagen::GeneratedFile>& files) {
  constexpr std::string_view kFolder = "fincrime/v1/";
  pack::DomainSource source{Domain::kScreening, "fincrime/v1", {}};
  for (const auto& file : files) {
    if (file.path.starts_with(kFolder)) {
      source.files.push_back({file.path.substr(kFolder.size()), file.bytes});
    }
  }
  const auto compiled = pack::compile({source});
  REQUIRE(compiled.has_value());
  const auto bytes = pack::copy_aligned(compiled->bytes);
  auto engines = replay::EngineSet::create(*pack::Pack::open(bytes.view, bytes.owner));
  REQUIRE(engines.has_value());
  return *std::move(engines);
}

// Of an answer of a stream what a golden file keeps, as tests/golden/shorten.py writes it.
std::string shortened(const std::string& answer) {
  const auto json = canonical::parse(answer);
  REQUIRE(json.has_value());
  if (json->find("rules") == nullptr) return answer;
  canonical::Json rules = canonical::Json::array();
  for (const auto& rule : *json->find("rules")->if_array()) rules.push_back(*rule.find("rule"));
  return canonical::write(canonical::Json::object({{"decision", *json->find("decision")},
                                                   {"event_id", *json->find("event_id")},
                                                   {"result_hash", *json->find("result_hash")},
                                                   {"risk_score", *json->find("risk_score")},
                                                   {"rules", std::move(rules)}}));
}

TEST_CASE("golden: the monitoring decisions on a stream are the accepted ones") {
  const auto files = datagen::generate_pack_v1({});
  REQUIRE(files.has_value());
  const auto engines = golden_engines(*files);
  for (const std::string policy : {"default", "reference-mvp", "reference-head"}) {
    CAPTURE(policy);
    replay::MonitorOptions options;
    options.builtin_policy = policy;
    replay::MonitorLines lines(engines.monitoring(), options);
    decision::Workspace workspace;
    std::istringstream events(read_accepted("monitoring/events.jsonl"));
    std::istringstream accepted(read_accepted("monitoring/" + policy + ".jsonl"));
    std::size_t number = 0;
    for (std::string event, expected; std::getline(events, event);) {
      REQUIRE(std::getline(accepted, expected).good());
      auto line = replay::MonitorLines::read(++number, event);
      lines.take(line);
      lines.decide(line, workspace);
      lines.settle(line);
      CHECK_MESSAGE(shortened(line.result.answer) == expected,
                    "if that is meant, run `bash tests/golden/accept.sh`");
    }
    CHECK(number > 300);
    CHECK_FALSE(accepted.peek() != std::char_traits<char>::eof());
  }
}

}  // namespace
}  // namespace financescr
