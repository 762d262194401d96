// eval and tune as users run them.
#include <doctest/doctest.h>

#include <filesystem>

#include "engine/pack/domain_source.hpp"
#include "tests/integration/program.hpp"

namespace financescr::cli {
namespace {

namespace fs = std::filesystem;

TEST_CASE(
    "the same pack gives the same report, whatever the threads, the form of the pack, the day") {
  for (const char* domain : {"fincrime", "credit"}) {
    CAPTURE(domain);
    const std::string html = fresh_path("one.html");
    const Finished one = run({"eval", domain, "--pack", pack_root(), "--json", "--html", html});
    CHECK(one.status == kOk);
    CHECK(one.err.empty());
    CHECK(json_lines(one.out).size() == 1);
    const std::string again = fresh_path("two.html");
    const Finished two =
        run({"eval", domain, "--pack", pack_root(), "--json", "--html", again, "--threads", "4"});
    CHECK(two.out == one.out);
    CHECK(read_text(again) == read_text(html));
    const std::string fpk = fresh_path("pack.fpk");
    CHECK(run({"pack", "build", pack_root(), "--out", fpk}).status == kOk);
    CHECK(run({"eval", domain, "--pack", fpk, "--json"}).out == one.out);
  }
}

TEST_CASE("eval fincrime reports on labels as given and corrected") {
  const auto report = json_lines(run({"eval", "fincrime", "--pack", pack_root(), "--json"}).out)[0];
  CHECK(text_at(report, "/metrics/0/labels") == "given");
  CHECK(text_at(report, "/metrics/1/labels") == "corrected");
  CHECK(at(report, "/label_noise/no_match") == canonical::Json(533));
  CHECK(at(report, "/label_noise/no_match_contradicted") == canonical::Json(112));
  CHECK(at(report, "/run/scenarios") == canonical::Json(1000));
  const Finished text = run({"eval", "fincrime", "--pack", pack_root()});
  CHECK(contains(text.out, "112 of 533 NO_MATCH"));
  CHECK(contains(text.out, "name_len<=8"));
}

TEST_CASE("eval credit reproduces the oracle's figures of the specification") {
  const Finished text = run({"eval", "credit", "--pack", pack_root()});
  CHECK(text.status == kOk);
  CHECK(contains(text.out, "0.7379"));
  CHECK(contains(text.out, "0.1719"));
}

TEST_CASE("an oracle file of the pack is used, and changes no decision") {
  const std::string pack = copy_of_pack();
  std::string rows;
  const std::string labels = read_text(pack + "/fincrime/v1/labels.jsonl");
  pack::for_each_line(labels, [&rows](std::size_t, std::string_view line) {
    const auto label = canonical::parse(line);
    REQUIRE(label.has_value());
    const bool match = text_at(*label, "/label") == "MATCH";
    const canonical::Json row = canonical::Json::object(
        {{"scenario_id", at(*label, "/scenario_id")},
         {"true_entity_id", at(*label, "/true_entity_id")},
         {"log_likelihood_ratio", match ? Micro{3'250'000} : Micro{-4'500'000}}});
    rows += canonical::write(row) + "\n";
  });
  write_text(pack + "/fincrime/v1/oracle.jsonl", rows);
  CHECK(run({"eval", "fincrime", "--pack", pack}).status == kBadInput);  // not in the manifest
  CHECK(run({"pack", "manifest", pack}).status == kOk);
  const auto report = json_lines(run({"eval", "fincrime", "--pack", pack, "--json"}).out)[0];
  CHECK(at(report, "/oracle/auc/value") == canonical::Json(1));
  CHECK(text_at(report, "/metrics/2/labels") == "oracle");
  const auto plain = json_lines(run({"eval", "fincrime", "--pack", pack_root(), "--json"}).out)[0];
  CHECK(at(report, "/run/pack_hash") == at(plain, "/run/pack_hash"));
}

TEST_CASE("eval golden names each changed decision and field, and fails") {
  const Finished same = run({"eval", "golden", "--pack", pack_root()});
  CHECK(same.status == kOk);
  CHECK(contains(same.out, "every decision is the accepted one"));
  CHECK(contains(same.out, "NO_MATCH rows that the pack contradicts: 5"));
  const std::string pack = copy_of_pack();
  CHECK(run({"tune", "fincrime", "--pack", pack, "--write"}).status == kOk);
  const Finished changed = run({"eval", "golden", "--pack", pack});
  CHECK(changed.status == kSomeFailed);
  CHECK(contains(changed.out, "GSCN_001 /result_hash: "));
  const Finished json = run({"eval", "golden", "--pack", pack, "--json"});
  CHECK(json.status == kSomeFailed);
  CHECK(at(json_lines(json.out)[0], "/changed") == canonical::Json(true));
  CHECK(run({"eval", "golden", "--pack", pack + "/fincrime/v1"}).status == kBadInput);
}

TEST_CASE("tune --write changes policy and manifest, and screening uses the new threshold") {
  const std::string pack = copy_of_pack();
  const Finished dry = run({"tune", "fincrime", "--pack", pack, "--json"});
  CHECK(dry.status == kOk);
  CHECK(read_text(pack + "/fincrime/v1/policy.json") ==
        read_text(pack_root() + "/fincrime/v1/policy.json"));
  const Finished wet = run({"tune", "fincrime", "--pack", pack, "--json", "--write"});
  CHECK(wet.out == dry.out);
  CHECK(contains(wet.err, "policy.json"));
  CHECK(contains(wet.err, "manifest.json"));
  const auto tuned = at(json_lines(dry.out)[0], "/threshold");
  const auto answer =
      json_lines(run({"screen", "--pack", pack}, "{\"customer_id\":\"C_000049\"}\n").out)[0];
  CHECK(at(answer, "/threshold_used") == tuned);
  const auto again = json_lines(run({"tune", "fincrime", "--pack", pack, "--json"}).out)[0];
  CHECK(at(again, "/threshold") == tuned);
  CHECK(at(again, "/current/cost") == at(again, "/chosen/cost"));
}

TEST_CASE("tune credit --write states costs and thresholds in the policy") {
  const std::string pack = copy_of_pack();
  CHECK(
      run({"tune", "credit", "--pack", pack, "--default-loss", "6", "--method", "costs", "--write"})
          .status == kOk);
  const auto policy = canonical::parse(read_text(pack + "/credit/v1/policy.json"));
  REQUIRE(policy.has_value());
  CHECK(at(*policy, "/pd_threshold_approve") == canonical::Json(Micro{100'000}));
  CHECK(at(*policy, "/costs/default_loss") == canonical::Json(6));
  CHECK(run({"pack", "verify", pack}).status == kOk);
}

TEST_CASE("budgets and recalls are kept") {
  const auto tuned = [](std::vector<std::string> more) {
    std::vector<std::string> arguments{"tune", "fincrime", "--pack", pack_root(), "--json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return json_lines(run(arguments).out)[0];
  };
  const auto budget = tuned({"--goal", "alerts", "--max-alert-rate", "0.6"});
  CHECK(at(budget, "/chosen/alerts").number() <= Micro::from_int(600));
  const auto recall = tuned({"--goal", "recall", "--recall", "0.95", "--labels", "given"});
  CHECK(text_at(recall, "/labels") == "given");
  const auto tp = at(recall, "/chosen/confusion_matrix/tp").number();
  CHECK(tp.value * 100 >= 467 * Micro::kScale * 95);
}

TEST_CASE("a pack without a manifest is evaluated, and a note says so") {
  const std::string pack = copy_of_pack();
  fs::remove(pack + "/credit/v1/manifest.json");
  const Finished finished = run({"eval", "credit", "--pack", pack + "/credit/v1"});
  CHECK(finished.status == kOk);
  CHECK(contains(finished.err, "manifest.json"));
  const std::string html = fresh_path("tune.html");
  CHECK(run({"tune", "credit", "--pack", pack + "/credit/v1", "--html", html, "--write"}).status ==
        kOk);
  CHECK(contains(read_text(html), "<table>"));
  CHECK(!fs::exists(pack + "/credit/v1/manifest.json"));
}

TEST_CASE("what cannot be evaluated is said") {
  CHECK(run({"eval", "fincrime", "--pack", pack_root() + "/credit/v1"}).status == kBadInput);
  CHECK(run({"eval", "credit", "--pack", pack_root() + "/fincrime/v1"}).status == kBadInput);
  CHECK(run({"eval"}).status == kUsage);
  CHECK(run({"eval", "fincrime"}).status == kUsage);
  CHECK(run({"tune", "fincrime", "--pack", pack_root(), "--recall", "1.1"}).status == kUsage);
  const std::string fpk = fresh_path("pack.fpk");
  CHECK(run({"pack", "build", pack_root(), "--out", fpk}).status == kOk);
  const Finished no_folder = run({"tune", "fincrime", "--pack", fpk, "--write"});
  CHECK(no_folder.status == kBadInput);
  CHECK(contains(no_folder.err, "folder"));
  const std::string pack = copy_of_pack();
  fs::remove(pack + "/fincrime/v1/oracle.jsonl");
  CHECK(run({"pack", "manifest", pack}).status == kOk);
  CHECK(run({"tune", "fincrime", "--pack", pack, "--labels", "oracle"}).status == kBadInput);
  fs::remove(pack + "/fincrime/v1/labels.jsonl");
  CHECK(run({"pack", "manifest", pack}).status == kOk);
  const Finished unlabelled = run({"eval", "fincrime", "--pack", pack});
  CHECK(unlabelled.status == kBadInput);
  CHECK(contains(unlabelled.err, "labels.jsonl"));
}

}  // namespace
}  // namespace financescr::cli
