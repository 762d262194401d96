// Small packs for the tests, and the means to damage them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/canonical/content_hash.hpp"
#include "engine/pack/compile.hpp"
#include "engine/pack/domain_spec.hpp"
#include "engine/pack/pack.hpp"
#include "engine/text/phonetic.hpp"

namespace financescr::pack::samples {

inline constexpr std::string_view kWatchlist =
    R"({"entity_id":"WL_000002","list_type":"PEP","primary_name":"Sarah O'Neill",)"
    R"("aliases":[],"dob":["1961-03-07","1961~"],"nationalities":["IE"],)"
    R"("residence_countries":["GB","FR"],"id_hashes":[],"source":"EU","active":true})"
    "\n"
    R"({"entity_id":"WL_000001","list_type":"SANCTIONS","primary_name":"ᏣᎳᎩ ᎠᏰᎵ",)"
    R"("aliases":["Ivan Petrov","Iwan Petrow"],"weak_aliases":["Vanya"],)"
    R"("dob":["1958/1963"],"nationalities":["RU","SU"],"residence_countries":[],)"
    R"("id_hashes":["sha256:aa","sha256:bb"],"programs":["UKRAINE"],"source":"OFAC",)"
    R"("entity_type":"PERSON","active":true})"
    "\n"
    R"({"entity_id":"WL_000003","list_type":"ADVERSE_MEDIA",)"
    R"("primary_name":"Acme Trading L.L.C.","id_hashes":["sha256:aa"],)"
    R"("entity_type":"ORGANISATION","active":false})"
    "\n";
inline constexpr std::string_view kCustomers =
    R"({"customer_id":"C_2","name":"Sean Walker","dob":null,"nationality":null,)"
    R"("residence_country":null,"id_hash":null,"region":"EU"})"
    "\n"
    R"({"customer_id":"C_1","name":"José Núñez","dob":"1970-05-01","nationality":"ES",)"
    R"("residence_country":"GB","id_hash":"sha256:cc","region":"ASIA"})"
    "\n";
inline constexpr std::string_view kLabels =
    R"({"scenario_id":"S_1","customer_id":"C_1","label":"NO_MATCH",)"
    R"("true_entity_id":null,"notes":""})"
    "\n";
inline constexpr std::string_view kApplications =
    R"({"application_id":"A_1","amount_gbp":1200.5,"term_months":24})"
    "\n"
    R"({"application_id":"A_0","amount_gbp":900,"term_months":12})"
    "\n";

// Requires: the bytes of the files outlive what is made of them.
inline DomainSource fincrime(std::vector<SourceFile> files) {
  return {Domain::kScreening, "fincrime/v1", std::move(files)};
}
inline DomainSource credit(std::vector<SourceFile> files) {
  return {Domain::kCredit, "credit/v1", std::move(files)};
}

inline std::vector<DomainSource> both_domains() {
  return {fincrime({{"watchlist.jsonl", kWatchlist},
                    {"customers.jsonl", kCustomers},
                    {"labels.jsonl", kLabels},
                    {"policy.json", R"({"threshold":0.72})"}}),
          credit({{"applications.jsonl", kApplications}})};
}

// The pack's bytes; "" when it was refused.
inline std::string compiled(const std::vector<DomainSource>& sources) {
  auto result = compile(sources);
  return result ? std::move(result->bytes) : std::string();
}

inline Result<Pack> opened(std::string_view bytes) {
  AlignedBytes copy = copy_aligned(bytes);
  return Pack::open(copy.view, copy.owner);
}

// What the pack refuses, a line each: "file:line: pointer detail".
inline std::vector<std::string> faults_of(const std::vector<DomainSource>& sources) {
  std::vector<std::string> out;
  const auto result = compile(sources);
  if (result) return out;
  for (const PackError& error : result.error().first) out.push_back(error.to_string());
  return out;
}

inline constexpr std::size_t kChecksumOffset = 32;
inline constexpr std::size_t kChecksumSize = 16;

// Writes the checksum that the bytes should have: of the whole file with these 16 bytes zero.
inline void fix_checksum(std::string& file) {
  if (file.size() < kChecksumOffset + kChecksumSize) return;
  std::fill_n(file.begin() + kChecksumOffset, kChecksumSize, '\0');
  const auto hash = canonical::content_hash(std::string_view(file));
  std::transform(hash.bytes.begin(), hash.bytes.end(), file.begin() + kChecksumOffset,
                 [](std::uint8_t byte) { return static_cast<char>(byte); });
}

// Reads everything a pack holds; returns the sum of the sizes, so that nothing is optimised away.
inline std::size_t read_everything(const Pack& pack) {
  std::size_t sum = 0;
  const auto read_rows = [&sum](const RowTable& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      sum += rows.id(i).size() + rows.json(i).size() + rows.find(rows.id(i)).value_or("").size();
    }
  };
  if (const DomainPack* fincrime = pack.domain(Domain::kScreening)) {
    const Watchlist& list = fincrime->watchlist;
    for (std::uint32_t i = 0; i < list.entity_count(); ++i) {
      const WatchlistRow row = list.row(i);
      sum += canonical::write(row.to_json()).size();
      for (const auto& id_hash : row.id_hashes) sum += list.entities_with_id_hash(id_hash).size();
    }
    for (std::uint32_t i = 0; i < list.name_count(); ++i) {
      sum += list.name_text(i).size();
      for (const std::uint32_t word : list.name_words(list.name(i))) sum += word;
    }
    for (std::uint32_t i = 0; i < list.word_count(); ++i) {
      const text::Word word = list.word(i);
      sum += word.phones.size() + list.find_word(word.letters).value_or(0);
      for (const std::uint32_t name : list.postings(i)) sum += name;
      for (const std::uint32_t key : text::sound_keys(word.phones)) {
        sum += list.words_with_key(key).size();
        for (const std::uint32_t packed : list.runs_with_key(key)) {
          sum += list.name(RunPosting::of(packed).name).word_count;
        }
      }
    }
    const RowTable& customers = fincrime->rows(files::kCustomers);
    for (std::size_t i = 0; i < customers.size(); ++i) {
      const auto customer = find_customer(*fincrime, customers.id(i));
      if (customer) sum += customer->name.size();
    }
  }
  for (const Domain domain : kDomains) {
    const DomainPack* held = pack.domain(domain);
    if (held == nullptr) continue;
    for (const RowTable& table : held->tables) read_rows(table);
  }
  return sum + (pack.verify_hashes() ? 1 : 0);
}

}  // namespace financescr::pack::samples
