#include "engine/replay/engine.hpp"

#include <utility>
#include <vector>

#include "engine/canonical/content_hash.hpp"
#include "engine/canonical/fields.hpp"
#include "engine/canonical/reference.hpp"
#include "engine/core/limits.hpp"

namespace financescr::replay {
namespace {

using canonical::Json;

std::string hash_of(const Json& json) { return canonical::content_hash(json).to_string(); }

// Names where a policy or model came from, beside its version.
void note_source(Json& outcome, std::string_view key, bool from_pack) {
  const Json* found = outcome.find(key);
  Json noted = found == nullptr ? Json::object() : *found;
  noted.set("source", from_pack ? "pack" : "builtin");
  outcome.set(key, std::move(noted));
}

struct ApplyRequest {
  std::optional<Date> as_of;
  std::optional<std::string> application_id;
  std::optional<credit::Application> application;
  std::optional<std::string> customer_ref;
};

ApplyRequest read_apply(const Json& json, std::optional<Date> default_as_of, Errors& errors,
                        Pointers& ignored) {
  ApplyRequest request;
  canonical::Fields fields(json, "", errors);
  if (json.if_object() == nullptr) return request;
  static_cast<void>(fields.find("request_id"));
  request.customer_ref = canonical::read_reference(fields, "customer_ref");
  request.as_of = fields.date("as_of");
  if (!request.as_of) request.as_of = default_as_of;
  request.application_id = fields.text("application_id", limits::kMaxIdBytes);
  if (request.application_id && request.application_id->empty()) request.application_id.reset();
  const Json* inline_application = fields.find("application");
  if (request.application_id && inline_application != nullptr) {
    fields.reject("application", ErrorCode::kConflict,
                  "application_id and application are both given; give one of them");
  } else if (inline_application != nullptr) {
    request.application = credit::read_application(
        *inline_application, "/application", credit::ApplicationForm::kInline, errors, ignored);
  } else if (!request.application_id && errors.empty()) {
    errors.push_back({ErrorCode::kMissing, "Provide either application_id or application", ""});
  }
  ignored.append(fields.unknown());
  return request;
}

Json input_of(const ApplyRequest& request) {
  Json input = Json::object({{"as_of", request.as_of ? Json(request.as_of->to_string()) : Json()}});
  if (request.application_id) {
    input.set("application_id", *request.application_id);
  } else {
    input.set("application", credit::to_json(*request.application));
  }
  return input;
}

}  // namespace

bool Engine::has_screening_policy() const {
  return pack_->fincrime() != nullptr && !pack_->fincrime()->meta.policy.is_null();
}

bool Engine::has_credit_policy() const {
  return pack_->credit() != nullptr && !pack_->credit()->meta.policy.is_null();
}

void Engine::read_screening(pack::PackErrors& errors) {
  screener_.model = screening::builtin_model();
  if (const auto* fincrime = pack_->fincrime()) {
    Errors faults;
    if (!fincrime->meta.policy.is_null()) {
      screener_.policy = screening::Policy::read(fincrime->meta.policy, faults);
    }
    errors.add(fincrime->meta.label + "/policy.json", 0, faults);
    faults.clear();
    if (!fincrime->meta.model.is_null()) {
      screener_.model = screening::Model::read(fincrime->meta.model, faults);
    }
    errors.add(fincrime->meta.label + "/model.json", 0, faults);
    screening_provenance_.pack_hash = fincrime->meta.pack_hash;
  }
  screening_provenance_.policy_hash = hash_of(screener_.policy.to_json());
  screening_provenance_.model_hash = hash_of(screener_.model.to_json());
}

void Engine::read_credit(pack::PackErrors& errors) {
  underwriter_ = {credit::builtin_policy(), credit::builtin_model()};
  credit_provenance_.pack_hash = canonical::content_hash(std::string_view()).to_string();
  if (const auto* domain = pack_->credit()) {
    Errors faults;
    if (!domain->meta.policy.is_null()) {
      if (auto policy = credit::read_policy(domain->meta.policy, "", faults)) {
        underwriter_.policy = std::move(*policy);
      }
    }
    errors.add(domain->meta.label + "/policy.json", 0, faults);
    faults.clear();
    if (!domain->meta.model.is_null()) {
      if (auto model = credit::read_model(domain->meta.model, "", faults)) {
        underwriter_.model = std::move(*model);
      }
    }
    errors.add(domain->meta.label + "/model.json", 0, faults);
    for (std::size_t i = 0; i < domain->applications.size(); ++i) {
      const std::string id(domain->applications.id(i));
      if (auto stored = application(id); !stored) {
        Error error = std::move(stored.error());
        error.detail += " (application \"" + id + "\")";
        errors.add(domain->meta.label + "/applications.jsonl", 0, std::move(error));
      }
    }
    credit_provenance_.pack_hash = domain->meta.pack_hash;
  }
  credit_provenance_.policy_hash = hash_of(credit::to_json(underwriter_.policy));
  credit_provenance_.model_hash = hash_of(credit::to_json(underwriter_.model));
}

Result<credit::Application> Engine::application(const std::string& id) const {
  const auto row =
      pack_->credit() == nullptr ? std::nullopt : pack_->credit()->applications.find(id);
  if (!row) {
    return fail(ErrorCode::kNotFound, "no application \"" + id + "\" in the pack",
                "/application_id");
  }
  const auto json = canonical::parse(*row);
  if (!json) return tl::unexpected(json.error());
  Errors errors;
  Pointers ignored;
  auto application =
      credit::read_application(*json, "", credit::ApplicationForm::kPackRow, errors, ignored);
  if (!application) return tl::unexpected(errors.front());
  return *application;
}

tl::expected<Engine, pack::PackErrors> Engine::create(pack::Pack pack) {
  Engine engine;
  engine.pack_ = std::make_shared<const pack::Pack>(std::move(pack));
  pack::PackErrors errors;
  engine.read_screening(errors);
  engine.read_credit(errors);
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return engine;
}

Verdict Engine::screen(const Json& request, screening::Workspace& workspace,
                       Matches matches) const {
  const auto* fincrime = pack_->fincrime();
  if (fincrime == nullptr || fincrime->watchlist.entity_count() == 0) {
    return tl::unexpected(
        Errors{{ErrorCode::kUnsupported, "the pack holds no watchlist to screen against", ""}});
  }
  Errors errors;
  Pointers ignored;
  const auto parsed =
      screening::ScreenRequest::read(request, fincrime->meta.manifest.as_of, errors, ignored);
  if (auto fault = screening::threshold_fault(parsed, screener_.policy)) {
    errors.push_back(std::move(*fault));
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  const auto outcome = screening::decide(parsed, *fincrime, screener_, workspace);
  if (!outcome) return tl::unexpected(Errors{outcome.error()});
  Json json = screening::to_json(*outcome, *fincrime, screener_);
  note_source(json, "policy", has_screening_policy());
  note_source(json, "model", !fincrime->meta.model.is_null());
  const pack::Watchlist& watchlist = fincrime->watchlist;
  Decided decided = make_decision(parsed.to_json(), std::move(json), screening_provenance_,
                                  screening::matches_text(*outcome, watchlist, screener_.model));
  decided.candidates = screening::candidates_json(*outcome, watchlist);
  if (matches == Matches::kAlsoAsTree) {
    decided.decision.set("matches", screening::matches_json(*outcome, watchlist, screener_.model));
  }
  decided.customer_ref = parsed.customer_ref;
  decided.ignored_fields = std::move(ignored);
  return decided;
}

Verdict Engine::apply(const Json& request) const {
  const auto* domain = pack_->credit();
  Errors errors;
  Pointers ignored;
  const auto default_as_of = domain == nullptr ? std::nullopt : domain->meta.manifest.as_of;
  ApplyRequest parsed = read_apply(request, default_as_of, errors, ignored);
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  Json input = input_of(parsed);
  if (parsed.application_id) {
    auto stored = application(*parsed.application_id);
    if (!stored) return tl::unexpected(Errors{stored.error()});
    parsed.application = std::move(*stored);
  }
  Json json = credit::decide(*parsed.application, parsed.as_of, underwriter_);
  note_source(json, "policy", has_credit_policy());
  note_source(json, "model", domain != nullptr && !domain->meta.model.is_null());
  Decided decided = make_decision(std::move(input), std::move(json), credit_provenance_);
  decided.customer_ref = std::move(parsed.customer_ref);
  if (parsed.application_id) decided.applicant = std::move(parsed.application->customer_id);
  decided.ignored_fields = std::move(ignored);
  return decided;
}

}  // namespace financescr::replay
