// financescr screen: screening requests to screening decisions.
#include <memory>
#include <optional>

#include "engine/core/limits.hpp"
#include "engine/pack/id_hash.hpp"
#include "native_server/commands/command.hpp"
#include "native_server/commands/decide_lines.hpp"
#include "native_server/commands/failure.hpp"
#include "native_server/pack_files/id_key.hpp"
#include "native_server/pack_files/pack_loader.hpp"

namespace financescr::commands {
namespace {

using canonical::Json;

struct Options {
  DecideOptions decide;
  std::optional<std::int64_t> top_k;
  std::string threshold;
};

constexpr const char* kFooter =
    "Request:  {\"request_id\",\"as_of\"?,\"customer_id\" | "
    "\"subject\":{\"name\",\"dob\"?,\"nationality\"?,\n"
    "          "
    "\"residence_country\"?,\"id_number\"?,\"entity_type\"?},\"options\":{\"top_k\"?,\"threshold\"?"
    "}?}\n"
    "Decision: CLEAR or REVIEW with probability, evidence, contributions that add up, and hashes.\n"
    "An id_number is hashed on arrival; keyed schemes take FINANCESCR_ID_KEY_FILE or\n"
    "FINANCESCR_ID_KEY from the environment.";

// Options of the command line become options of every request that does not set them itself.
void add_request_options(Json& request, const Options& options) {
  if (request.if_object() == nullptr || (!options.top_k && options.threshold.empty())) return;
  const Json* given = request.find("options");
  Json merged = given == nullptr || given->is_null() ? Json::object() : *given;
  if (merged.if_object() == nullptr) return;
  if (options.top_k && merged.find("top_k") == nullptr) merged.set("top_k", *options.top_k);
  if (!options.threshold.empty() && merged.find("threshold") == nullptr) {
    merged.set("threshold", *Micro::parse(options.threshold));
  }
  request.set("options", std::move(merged));
}

const Check kProbability{"NUMBER 0 to 1", [](const std::string& text) {
                           const auto value = Micro::parse(text);
                           const bool fits = value && *value >= kMicroZero && *value <= kMicroOne;
                           return fits ? std::string()
                                       : std::string("must be a number from 0 to 1");
                         }};

int run(const Options& options) {
  const auto key = pack_files::id_key_from_environment();
  if (!key) return bad_input(key.error());
  const auto decide = [&](const replay::EngineSet& engine, Json request,
                          decision::Workspace& workspace) {
    if (const auto* fincrime = engine.screening().rows()) {
      pack::replace_id_number(request, "subject", fincrime->meta.manifest.id_hash, *key);
    }
    add_request_options(request, options);
    return engine.screening().decide(request, workspace, decision::Form::kText);
  };
  return decide_lines(options.decide, decide);
}

}  // namespace

void add_screen(Command app, Action& chosen) {
  auto command = app.add_subcommand("screen", "Screen people and entities against a watchlist");
  command.footer(kFooter);
  auto options = std::make_shared<Options>();
  add_decide_options(command, options->decide);
  command.add_option("--top-k", options->top_k, "Retrieve and return this many candidates")
      .between(std::int64_t{1}, limits::kMaxTopK);
  command
      .add_option("--threshold", options->threshold,
                  "Review at this probability and above; not above that of the policy")
      .check(kProbability);
  command.callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace financescr::commands
