// `monitor`: a stream of events to decisions, whatever the threads, and over stops and starts.
#include <doctest/doctest.h>

#include <filesystem>
#include <sstream>

#include "tests/integration/program.hpp"

namespace financescr::cli {
namespace {

using canonical::Json;

// An event of a busy week; `more` is members, each with a comma before it.
std::string event(int number, const std::string& more = {}) {
  const int minutes = number * 7;
  std::ostringstream line;
  line << R"({"event_id":"E)" << number << R"(","occurred_at":"2025-06-)" << 10 + minutes / 1'440
       << 'T' << minutes / 60 % 24 / 10 << minutes / 60 % 24 % 10 << ':' << minutes % 60 / 10
       << minutes % 10 << R"(:00Z","account_id":"A)" << number % 5 << R"(","client_id":"C_00000)"
       << number % 5 << R"(","type":")" << (number % 3 == 0 ? "deposit" : "transfer")
       << R"(","amount":)" << 1'000 + 977 * (number % 11) << R"(,"currency":"USD")" << more
       << "}\n";
  return line.str();
}

std::string stream(int from, int to) {
  std::string lines;
  for (int i = from; i < to; ++i) {
    const std::string counterparty =
        ",\"counterparty_account_id\":\"A" + std::to_string(i * 7 % 6) + "\"";
    lines += event(i, i % 3 == 0 ? "" : counterparty);
  }
  return lines;
}

Finished monitor(const std::string& input, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments = {"monitor", "--pack", pack_root()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(std::move(arguments), input);
}

TEST_CASE("monitor: a decision a line, by the rules of the policy") {
  const auto lines =
      json_lines(monitor(R"({"event_id":"1","occurred_at":"2025-06-14T12:00:00Z","account_id":"A",)"
                         R"("client_id":"C","type":"deposit","amount":15000,"currency":"USD"})"
                         "\n",
                         {"--policy", "reference-mvp"})
                     .out);
  REQUIRE(lines.size() == 1);
  CHECK(text_at(lines[0], "/event_id") == "1");
  CHECK(text_at(lines[0], "/decision") == "ALERT");
  CHECK(text_at(lines[0], "/risk_level") == "medium");
  CHECK(at(lines[0], "/risk_score") == Json(Micro{625'000}));
  CHECK(at(lines[0], "/rule_score") == Json(Micro{625'000}));
  CHECK(text_at(lines[0], "/rules/0/rule") == "large_amount");
  CHECK(text_at(lines[0], "/rules/1/rule") == "round_number");
  CHECK(at(lines[0], "/components/anomaly").is_null());
  CHECK(text_at(lines[0], "/policy/version") == "reference-mvp");
  CHECK(text_at(lines[0], "/result_hash").starts_with("xxh3-128:"));
}

TEST_CASE("monitor: the same bytes with one thread and with four, stopped and resumed or not") {
  const std::string whole = monitor(stream(0, 900)).out;
  CHECK(json_lines(whole).size() == 900);
  CHECK(monitor(stream(0, 900), {"--threads", "4"}).out == whole);
  const std::string state = fresh_path("state");
  std::string parts;
  for (const auto& [from, to] : {std::pair{0, 1}, {1, 250}, {250, 250}, {250, 777}, {777, 900}}) {
    const Finished finished = monitor(stream(from, to), {"--state", state});
    CHECK(finished.status == kOk);
    parts += finished.out;
  }
  CHECK(parts == whole);
}

TEST_CASE("monitor: an event that comes again and is let go in the same batch has its answer") {
  const auto deposit = [](const char* id, const char* day) {
    return std::string(R"({"event_id":")") + id + R"(","occurred_at":")" + day +
           R"(T12:00:00Z","account_id":"A","client_id":"C","type":"deposit","amount":5,)" +
           R"("currency":"USD"})" + "\n";
  };
  const auto lines = json_lines(monitor(deposit("A", "2024-01-01") + deposit("A2", "2024-01-02") +
                                        deposit("A", "2024-01-01") + deposit("B", "2025-01-20"))
                                    .out);
  REQUIRE(lines.size() == 4);
  CHECK(at(lines[2], "/duplicate") == Json(true));
  CHECK(text_at(lines[2], "/result_hash") == text_at(lines[0], "/result_hash"));
}

TEST_CASE("monitor: a policy file's decisions replay with that file") {
  const std::string policy = fresh_path("policy.json");
  write_text(policy, R"({"version":"mine","alert_from":0.2})");
  const std::string bundles = fresh_path("bundles");
  CHECK(monitor(stream(0, 50), {"--policy", policy, "--bundles", bundles}).status == kOk);
  CHECK(run({"replay", "--pack", pack_root()}, read_text(bundles)).status == kSomeFailed);
  CHECK(run({"replay", "--pack", pack_root(), "--policy", policy}, read_text(bundles)).status ==
        kOk);
}

TEST_CASE("monitor: bundles replay to the identical result, and are explained") {
  const std::string bundles = fresh_path("bundles");
  CHECK(monitor(stream(0, 300), {"--bundles", bundles}).status == kOk);
  const Finished replayed = run({"replay", "--pack", pack_root()}, read_text(bundles));
  CHECK(replayed.status == kOk);
  CHECK(json_lines(replayed.out).size() == 300);
  for (const char* policy : {"reference-mvp", "reference-head"}) {
    CHECK(monitor(stream(0, 100), {"--bundles", bundles, "--policy", policy}).status == kOk);
    CHECK(run({"replay", "--pack", pack_root()}, read_text(bundles)).status == kOk);
  }
  const std::string told = run({"explain"}, read_text(bundles)).out;
  CHECK(contains(told, "the risk score is"));
  CHECK(contains(told, "Rules that fired"));
}

TEST_CASE("monitor: what was seen or counted differently replays as different") {
  const std::string bundles = fresh_path("bundles");
  CHECK(monitor(stream(0, 60), {"--bundles", bundles}).status == kOk);
  std::string text = read_text(bundles);
  const std::size_t at_count = text.find("\"recipients\":1");
  REQUIRE(at_count != std::string::npos);
  text.replace(at_count, 14, "\"recipients\":2");
  CHECK(run({"replay", "--pack", pack_root()}, text).status == kSomeFailed);
}

TEST_CASE("monitor: a bad event is an error line in its place") {
  const std::string input = event(1) + "{\"event_id\":\"E2\",\"type\":\"transfer\"}\n" +
                            "{nonsense}\n" + event(1) + event(1, ",\"kyc_level\":2") + event(3);
  const Finished finished = monitor(input);
  CHECK(finished.status == kSomeFailed);
  const auto lines = json_lines(finished.out);
  REQUIRE(lines.size() == 6);
  CHECK(text_at(lines[1], "/error/code") == "missing");
  CHECK(text_at(lines[1], "/event_id") == "E2");
  CHECK(at(lines[1], "/error/line") == Json(2));
  CHECK(text_at(lines[2], "/error/code") == "malformed");
  CHECK(at(lines[3], "/duplicate") == Json(true));
  CHECK(text_at(lines[3], "/result_hash") == text_at(lines[0], "/result_hash"));
  CHECK(text_at(lines[4], "/error/code") == "conflict");
  CHECK(text_at(lines[4], "/error/pointer") == "/event_id");
  // None of them changed what follows.
  CHECK(text_at(lines[5], "/result_hash") ==
        text_at(json_lines(monitor(event(1) + event(3)).out)[1], "/result_hash"));
}

TEST_CASE("monitor: a policy of one's own, and what is wrong with one") {
  const std::string policy = fresh_path("policy.json");
  write_text(policy, R"({"version":"mine","rules":{"round_number":{"severity":0.9}}})");
  const auto lines = json_lines(monitor(event(0), {"--policy", policy}).out);
  CHECK(text_at(lines[0], "/policy/version") == "mine");
  CHECK(text_at(lines[0], "/policy/source") == "given");
  CHECK(text_at(lines[0], "/decision") == "ALERT");
  write_text(policy, R"({"rules":{"round_number":{"severity":9},"no_such":{}}})");
  const Finished refused = monitor(event(0), {"--policy", policy});
  CHECK(refused.status == kBadInput);
  CHECK(refused.out.empty());
  CHECK(contains(refused.err, "/rules/round_number/severity"));
  CHECK(contains(refused.err, "/rules/no_such"));
  CHECK(monitor(event(0), {"--policy", "no-such-policy"}).status == kBadInput);
}

TEST_CASE("monitor: a policy in the pack decides, and agents are read from it") {
  const std::string root = fresh_path("root");
  const std::string folder = root + "/monitoring/v1/";
  std::filesystem::create_directories(folder);
  write_text(folder + "policy.json", R"({"version":"monitoring/v1","alert_from":0.2})");
  write_text(folder + "agents.jsonl", "{\"agent_id\":\"G\",\"typical_float_ratio\":0.5}\n");
  const auto lines = json_lines(run({"monitor", "--pack", root}, event(0)).out);
  CHECK(text_at(lines[0], "/policy/source") == "pack");
  CHECK(text_at(lines[0], "/decision") == "ALERT");
  write_text(folder + "agents.jsonl", "{\"agent_id\":\"G\",\"typical_float_ratio\":1.5}\n");
  const Finished refused = run({"monitor", "--pack", root}, event(0));
  CHECK(refused.status == kBadInput);
  CHECK(contains(refused.err, "typical_float_ratio"));
}

TEST_CASE("monitor: a state of another policy, a foreign file and a cut one are refused and kept") {
  const std::string state = fresh_path("state");
  CHECK(monitor(stream(0, 50), {"--state", state}).status == kOk);
  const std::string saved = read_text(state);
  const Finished other = monitor(event(60), {"--state", state, "--policy", "reference-mvp"});
  CHECK(other.status == kBadInput);
  CHECK(contains(other.err, "another policy"));
  CHECK(read_text(state) == saved);
  for (const std::string& bad : {saved.substr(0, saved.size() / 2), std::string("hello"),
                                 read_text(pack_root() + "/credit/v1/policy.json")}) {
    write_text(state, bad);
    const Finished refused = monitor(event(60), {"--state", state});
    CHECK(refused.status == kBadInput);
    CHECK(contains(refused.err, state));
    CHECK(read_text(state) == bad);
  }
}

TEST_CASE("monitor: features beside the decision change nothing of it") {
  const auto plain = json_lines(monitor(stream(0, 20)).out);
  const auto with = json_lines(monitor(stream(0, 20), {"--features", "head"}).out);
  REQUIRE(with.size() == plain.size());
  for (std::size_t i = 0; i < plain.size(); ++i) {
    CHECK(text_at(plain[i], "/result_hash") == text_at(with[i], "/result_hash"));
    CHECK(at(with[i], "/features/tx_count_7d") == Json(static_cast<std::int64_t>(i / 5)));
  }
  CHECK(monitor(event(0), {"--features", "no-such"}).status == kUsage);
}

}  // namespace
}  // namespace financescr::cli
