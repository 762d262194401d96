// Any bytes as lines to monitor: each is answered, what was decided is decided alike from its own
// bundle, and the past saves and loads. Any bytes as a saved past: refused, or one that goes on.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "engine/pack/compile.hpp"
#include "engine/replay/monitor_lines.hpp"
#include "engine/replay/replay.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/unit/pack/samples.hpp"

namespace {

using financescr::fuzz::require;
using financescr::replay::EngineSet;
using financescr::replay::MonitorLines;
namespace canonical = financescr::canonical;
namespace monitoring = financescr::monitoring;
namespace pack = financescr::pack;

const EngineSet& engines() {
  static const EngineSet set = [] {
    // No policy and no model: the built-in ones decide.
    const auto bytes = pack::copy_aligned(pack::samples::compiled(
        {pack::samples::fincrime({{"watchlist.jsonl", pack::samples::kWatchlist},
                                  {"customers.jsonl", pack::samples::kCustomers}})}));
    return *EngineSet::create(*pack::Pack::open(bytes.view, bytes.owner));
  }();
  return set;
}

constexpr std::string_view kEvents =
    R"({"event_id":"1","occurred_at":"2025-06-14T12:00:00Z","account_id":"A","client_id":"C",)"
    R"("type":"loan_disbursement","amount":9600,"currency":"USD"})"
    "\n"
    R"({"event_id":"2","occurred_at":"2025-06-14T12:05:00Z","account_id":"A","client_id":"C",)"
    R"("type":"transfer","amount":9100,"currency":"USD","counterparty_account_id":"B"})"
    "\n"
    R"({"event_id":"3","type":"tick","occurred_at":"2025-06-16T12:05:00Z"})"
    "\n";

void run_lines(MonitorLines& lines, std::string_view text,
               financescr::decision::Workspace& workspace) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    auto line = MonitorLines::read(number, text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    lines.take(line);
    lines.decide(line, workspace);
    lines.settle(line);
    require(canonical::parse(line.result.answer).has_value());
    if (line.result.bundle.empty()) continue;
    const auto bundle = canonical::parse(line.result.bundle);
    require(bundle.has_value());
    const auto replayed = financescr::replay::replay(*bundle, {}, engines(), workspace);
    require(replayed.has_value() && !replayed->difference);
  }
}

// What a container says of its size.
std::size_t inner_size(const std::string& file, std::size_t at) {
  constexpr std::size_t kSizeOffset = 16;
  std::uint64_t size = 0;
  std::memcpy(&size, file.data() + at + kSizeOffset, sizeof size);
  return static_cast<std::size_t>(size);
}

MonitorLines make_lines() {
  financescr::replay::MonitorOptions options;
  options.keeps_bundles = true;
  options.features = monitoring::FeatureSet::kOurs;
  return MonitorLines(engines().monitoring(), options);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  financescr::decision::Workspace workspace;
  if (data[0] % 2 == 0) {
    MonitorLines lines = make_lines();
    run_lines(lines, kEvents, workspace);
    run_lines(lines, bytes.substr(1), workspace);
    const std::string state = lines.monitor().save();
    MonitorLines again = make_lines();
    const auto aligned = pack::copy_aligned(state);
    require(again.monitor().load(aligned.view).has_value());
    require(again.monitor().save() == state);
    return 0;
  }
  static const std::string kState = [] {
    MonitorLines lines = make_lines();
    financescr::decision::Workspace own;
    run_lines(lines, kEvents, own);
    return lines.monitor().save();
  }();
  std::string state = kState;
  const std::size_t at = (data[1] | std::size_t{data[2]} << 8U) % state.size();
  for (std::size_t i = 3; i < size && at + i - 3 < state.size(); ++i) {
    state[at + i - 3] = static_cast<char>(data[i]);
  }
  // The past of the windows is a file in the file, with a checksum of its own.
  const std::size_t inner = kState.find("FSCRHIST");
  std::string history = state.substr(inner, inner_size(kState, inner));
  pack::samples::fix_checksum(history);
  state.replace(inner, history.size(), history);
  pack::samples::fix_checksum(state);
  MonitorLines lines = make_lines();
  const auto aligned = pack::copy_aligned(state);
  if (lines.monitor().load(aligned.view)) {
    run_lines(lines, kEvents, workspace);
    (void)lines.monitor().save();
  }
  return 0;
}
