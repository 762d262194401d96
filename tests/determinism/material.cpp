#include "tests/determinism/material.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "datagen/pack_v1.hpp"
#include "engine/pack/compile.hpp"
#include "engine/pack/domain_spec.hpp"
#include "engine/pack/pack.hpp"

namespace financescr::corpus {
namespace {

using canonical::Json;

[[noreturn]] void stop(const std::string& why) {
  std::fprintf(stderr, "decision_corpus: %s\n", why.c_str());
  std::exit(EXIT_FAILURE);
}

std::vector<Json> rows_of(const std::vector<datagen::GeneratedFile>& files, std::string_view path) {
  std::vector<Json> rows;
  for (const auto& file : files) {
    if (file.path != path) continue;
    pack::for_each_line(file.bytes, [&rows](std::size_t, std::string_view text) {
      auto row = canonical::parse(text);
      if (!row) stop(row.error().detail);
      rows.push_back(std::move(*row));
    });
  }
  return rows;
}

pack::DomainSource source_of(const std::vector<datagen::GeneratedFile>& files, Domain domain) {
  pack::DomainSource source;
  source.domain = domain;
  source.label = std::string(pack::spec_of(domain).folder) + "/v1";
  for (const auto& file : files) {
    if (!file.path.starts_with(source.label + "/")) continue;
    source.files.push_back({file.path.substr(source.label.size() + 1), file.bytes});
  }
  return source;
}

}  // namespace

Material load_material() {
  const auto files = datagen::generate_pack_v1({});
  if (!files) stop(files.error().detail);
  const auto compiled =
      pack::compile({source_of(*files, Domain::kScreening), source_of(*files, Domain::kCredit)});
  if (!compiled) stop(compiled.error().first.front().to_string());
  auto bytes = pack::copy_aligned(compiled->bytes);
  auto opened = pack::Pack::open(bytes.view, std::move(bytes.owner));
  if (!opened) stop(opened.error().detail);
  auto engine = replay::EngineSet::create(std::move(*opened));
  if (!engine) stop(engine.error().first.front().to_string());
  return {rows_of(*files, "fincrime/v1/customers.jsonl"),
          rows_of(*files, "fincrime/v1/watchlist.jsonl"),
          rows_of(*files, "credit/v1/applications.jsonl"), std::move(*engine)};
}

std::string text_of(const Json& row, std::string_view key) {
  const Json* member = row.find(key);
  const std::string* text = member == nullptr ? nullptr : member->if_string();
  return text == nullptr ? std::string() : *text;
}

}  // namespace financescr::corpus
