// Tiny packs written down in a test, and readers that fail the test instead of returning errors.
//
// Policy and model are pinned here, so that tuning the ones that ship does not move these tests.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/pack/compile.hpp"
#include "engine/pack/pack.hpp"
#include "engine/replay/engine_set.hpp"
#include "engine/screening/decide.hpp"

namespace financescr::samples {

inline constexpr std::string_view kPolicy =
    R"({"version":"test/1","retrieval_top_k":20,"return_top_n":5,"threshold":0.72,)"
    R"("uncertainty_band":0.05,"min_gap":0.05,"cost_fp":1,"cost_fn":15,"recall_target":0.8,)"
    R"("severity_by_list_type":{"SANCTIONS":"HIGH","PEP":"MED","ADVERSE_MEDIA":"LOW"},)"
    R"("priority_rules":{"HIGH":{"HIGH":"P0","MED":"P0","LOW":"P1"},)"
    R"("MED":{"HIGH":"P1","MED":"P1","LOW":"P2"},"LOW":{"HIGH":"P2","MED":"P2","LOW":"P2"}}})";

// A full name alone is worth log-odds 4, a coverage of nothing -9.5.
inline constexpr std::string_view kModel =
    R"({"name":"test_model","version":"t1","intercept":-9.5,"weights":{)"
    R"("name_jw":{"slope":0.5},"query_coverage":{"slope":7},"candidate_coverage":{"slope":4},)"
    R"("name_evidence":{"slope":2},"initials_share":{"slope":-1},"weak_alias_hit":{"slope":-1.5},)"
    R"("dob_exact":{"slope":3},"dob_partial":{"slope":1.2},"dob_day_month_swap":{"slope":1.5},)"
    R"("dob_conflict":{"slope":-7},"nationality_overlap":{"at_zero":-0.9,"slope":1.4},)"
    R"("residence_overlap":{"at_zero":-0.2,"slope":0.5},)"
    R"("id_number_match":{"at_zero":-0.8,"slope":12.8},)"
    R"("entity_type_match":{"at_zero":-4,"slope":4}}})";

struct PackText {
  std::string_view watchlist = {};
  std::string_view customers = {};
  std::string_view policy = kPolicy;   // empty: the folder holds none
  std::string_view model = kModel;     // empty: the folder holds none
  std::string_view as_of = {};         // empty: the folder holds no manifest
  std::string_view applications = {};  // empty: no credit domain
  std::string_view credit_policy = {};
  std::string_view credit_model = {};
  std::string_view labels = {};  // of the fincrime domain
  std::string_view oracle = {};
  std::string_view credit_labels = {};
};

inline canonical::Json parse(std::string_view text) {
  auto json = canonical::parse(text);
  REQUIRE_MESSAGE(json.has_value(), text);
  return std::move(*json);
}

// "code pointer: detail" of every error, one a line.
inline std::string listing(const Errors& errors) {
  std::string text;
  for (const Error& error : errors) {
    text += std::string(to_string(error.code)) + " " + error.pointer + ": " + error.detail + "\n";
  }
  return text;
}

inline std::string listing(const pack::PackErrors& errors) {
  std::string text;
  for (const pack::PackError& error : errors.first) text += error.to_string() + "\n";
  return text;
}

struct Sources {
  std::vector<pack::DomainSource> domains;
  std::shared_ptr<const std::string> manifest;  // the only file that stands in no PackText
};

inline Sources sources_of(const PackText& text) {
  Sources sources;
  const auto add = [&sources](std::string_view name, std::string_view bytes) {
    if (!bytes.empty()) sources.domains.back().files.push_back({std::string(name), bytes});
  };
  if (!text.watchlist.empty() || !text.customers.empty()) {
    sources.domains.push_back({Domain::kScreening, "fincrime/t1", {}});
    add("policy.json", text.policy);
    add("model.json", text.model);
    add("watchlist.jsonl", text.watchlist);
    add("customers.jsonl", text.customers);
    add("labels.jsonl", text.labels);
    add("oracle.jsonl", text.oracle);
    if (!text.as_of.empty()) {
      pack::Manifest manifest;
      manifest.as_of = Date::parse(text.as_of);
      manifest = pack::make_manifest(sources.domains.back(), manifest);
      sources.manifest = std::make_shared<const std::string>(canonical::write(manifest.to_json()));
      add("manifest.json", *sources.manifest);
    }
  }
  if (!text.applications.empty()) {
    sources.domains.push_back({Domain::kCredit, "credit/t1", {}});
    add("policy.json", text.credit_policy);
    add("model.json", text.credit_model);
    add("applications.jsonl", text.applications);
    add("labels.jsonl", text.credit_labels);
  }
  return sources;
}

inline pack::Pack pack_of(const PackText& text) {
  const Sources sources = sources_of(text);
  const auto compiled = pack::compile(sources.domains);
  REQUIRE_MESSAGE(compiled.has_value(), (compiled ? std::string() : listing(compiled.error())));
  const auto bytes = pack::copy_aligned(compiled->bytes);
  auto opened = pack::Pack::open(bytes.view, bytes.owner);
  REQUIRE_MESSAGE(opened.has_value(), (opened ? std::string() : opened.error().detail));
  return std::move(*opened);
}

inline replay::EngineSet engine_of(const PackText& text) {
  auto engine = replay::EngineSet::create(pack_of(text));
  REQUIRE_MESSAGE(engine.has_value(), (engine ? std::string() : listing(engine.error())));
  return std::move(*engine);
}

// The outcome of a request as a value.
inline screening::Outcome outcome_of(const replay::EngineSet& engine, std::string_view request) {
  Errors errors;
  Pointers ignored;
  const auto parsed = screening::ScreenRequest::read(parse(request), std::nullopt, errors, ignored);
  REQUIRE_MESSAGE(errors.empty(), listing(errors));
  decision::Workspace workspace;
  auto outcome =
      screening::decide(parsed, *engine.screening().rows(), engine.screening().screener(),
                        workspace.part<screening::Workspace>());
  REQUIRE_MESSAGE(outcome.has_value(), (outcome ? std::string() : outcome.error().detail));
  return std::move(*outcome);
}

// The whole decision of a request as JSON.
inline decision::Decided decided(const replay::EngineSet& engine, std::string_view request) {
  decision::Workspace workspace;
  auto verdict = engine.screening().decide(parse(request), workspace);
  REQUIRE_MESSAGE(verdict.has_value(), (verdict ? std::string() : listing(verdict.error())));
  return std::move(*verdict);
}

// The faults of a request, as listing() writes them.
inline std::string faults_of(const replay::EngineSet& engine, std::string_view request) {
  decision::Workspace workspace;
  const auto verdict = engine.screening().decide(parse(request), workspace);
  REQUIRE_FALSE(verdict.has_value());
  return listing(verdict.error());
}

// The member at a path of keys and indices, "matches/0/score". Requires: it is there.
inline canonical::Json at(const canonical::Json& json, std::string_view path) {
  const canonical::Json* here = &json;
  while (!path.empty()) {
    const std::string_view step = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(path.size(), step.size() + 1));
    if (const auto* array = here->if_array()) {
      const auto index = static_cast<std::size_t>(std::stoul(std::string(step)));
      REQUIRE(index < array->size());
      here = &(*array)[index];
    } else {
      here = here->find(step);
      REQUIRE_MESSAGE(here != nullptr, step);
    }
  }
  return *here;
}

inline std::string text_at(const canonical::Json& json, std::string_view path) {
  return canonical::write(at(json, path));
}

inline std::string codes(const std::vector<screening::ReasonCode>& reasons) {
  std::string text;
  for (const auto code : reasons) {
    if (!text.empty()) text += ' ';
    text += to_string(code);
  }
  return text;
}

// A watchlist row with a name, a list type and further members as JSON text (",..." or nothing).
inline std::string entry(std::string_view id, std::string_view name, std::string_view list_type,
                         std::string_view more = "") {
  std::string row = R"({"entity_id":")";
  row.append(id).append(R"(","list_type":")").append(list_type);
  row.append(R"(","primary_name":")").append(name).append("\"").append(more).append("}\n");
  return row;
}

inline std::string ask(std::string_view name, std::string_view more = "",
                       std::string_view options = "{}") {
  std::string request = R"({"subject":{"name":")";
  request.append(name).append("\"").append(more).append("},\"options\":").append(options);
  return request + "}";
}

}  // namespace financescr::samples
