#include "engine/evaluation/what_if_credit.hpp"

#include "engine/canonical/content_hash.hpp"
#include "engine/evaluation/credit_report.hpp"
#include "engine/pack/domain_spec.hpp"

namespace financescr::evaluation {
namespace {

using canonical::Json;
using credit::Decision;

constexpr Decision kDecisions[] = {Decision::kApprove, Decision::kRefer, Decision::kDecline};

constexpr std::size_t index_of(Decision decision) { return static_cast<std::size_t>(decision); }

// Both are objects.
void merge(Json& into, const Json& changes) {
  for (const auto& [key, value] : *changes.if_object()) {
    const Json* present = into.find(key);
    if (present == nullptr || present->if_object() == nullptr || value.if_object() == nullptr) {
      into.set(key, value);
      continue;
    }
    Json merged = *present;
    merge(merged, value);
    into.set(key, std::move(merged));
  }
}

Result<CreditData> labels_of(const replay::EngineSet& engine) {
  const auto* credit = engine.credit().rows();
  if (credit == nullptr) return fail(ErrorCode::kUnsupported, "the pack has no credit domain");
  const auto fits = fits_one_request(credit->rows(pack::files::kLabels), "credit");
  if (!fits) return tl::unexpected(fits.error());
  auto data = read_credit_data(*credit);
  if (!data) {
    const pack::PackError& first = data.error().first.front();
    return fail(first.error.code, first.to_string());
  }
  return std::move(*data);
}

// A policy with the book that its decisions fill.
struct Ledger {
  explicit Ledger(credit::Underwriter given)
      : underwriter(std::move(given)), costs(credit::costs_of(underwriter.policy)) {
    book.policy_hash = canonical::content_hash(underwriter.policy.to_json()).to_string();
  }

  Decision decide(const credit::Application& application, bool defaulted) {
    const credit::Outcome outcome = credit::assess(application, underwriter);
    const std::size_t i = index_of(outcome.decision);
    ++book.counts[i];
    book.defaulted[i] += defaulted ? 1 : 0;
    book.declined_by_rule += credit::is_declined_by_rule(outcome) ? 1 : 0;
    book.cost += cost_of(outcome.decision, defaulted, costs);
    return outcome.decision;
  }

  credit::Underwriter underwriter;
  credit::DecisionCosts costs;
  CreditBook book;
};

Json share_of(std::int64_t part, std::int64_t whole) {
  const auto share = proportion(part, whole);
  return share ? Json(share->value) : Json();
}

Json book_json(const CreditBook& book, std::int64_t rows) {
  Json json = Json::object({{"declined_by_rule", book.declined_by_rule},
                            {"cost", book.cost},
                            {"policy_hash", book.policy_hash}});
  constexpr const char* kKeys[] = {"approve", "refer", "decline"};
  for (const Decision decision : kDecisions) {
    const std::size_t i = index_of(decision);
    json.set(kKeys[i],
             Json::object({{"count", book.counts[i]},
                           {"rate", share_of(book.counts[i], rows)},
                           {"defaulted", book.defaulted[i]},
                           {"default_rate", share_of(book.defaulted[i], book.counts[i])}}));
  }
  return json;
}

Json moves_json(const CreditWhatIf& what_if) {
  Json::Array moves;
  for (const Decision from : kDecisions) {
    for (const Decision to : kDecisions) {
      const std::int64_t count = what_if.moves[index_of(from)][index_of(to)];
      if (from == to || count == 0) continue;
      moves.push_back(Json::object(
          {{"from", credit::to_string(from)}, {"to", credit::to_string(to)}, {"count", count}}));
    }
  }
  return Json(std::move(moves));
}

}  // namespace

std::optional<credit::Policy> changed_policy(const credit::Policy& active, const Json& changes,
                                             const std::string& pointer, Errors& errors) {
  if (changes.if_object() == nullptr) return credit::Policy::read(changes, pointer, errors);
  Json merged = active.to_json();
  merge(merged, changes);
  return credit::Policy::read(merged, pointer, errors);
}

Result<CreditWhatIf> what_if_credit(const replay::EngineSet& engine,
                                    const credit::Policy& changed) {
  const auto data = labels_of(engine);
  if (!data) return tl::unexpected(data.error());
  Ledger now(engine.credit().underwriter());
  Ledger then({changed, engine.credit().underwriter().model});
  CreditWhatIf what_if;
  for (const CreditLabel& label : data->labels) {
    const auto application = engine.credit().application(label.application_id);
    if (!application) return tl::unexpected(application.error());
    const Decision from = now.decide(*application, label.defaulted);
    const Decision to = then.decide(*application, label.defaulted);
    ++what_if.moves[index_of(from)][index_of(to)];
    ++what_if.rows;
  }
  what_if.current = std::move(now.book);
  what_if.changed = std::move(then.book);
  return what_if;
}

Json to_json(const CreditWhatIf& what_if) {
  return Json::object({{"rows", what_if.rows},
                       {"current", book_json(what_if.current, what_if.rows)},
                       {"changed", book_json(what_if.changed, what_if.rows)},
                       {"moves", moves_json(what_if)}});
}

}  // namespace financescr::evaluation
