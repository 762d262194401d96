#include "functions/audit/proof.hpp"

#include "engine/canonical/fields.hpp"
#include "engine/core/limits.hpp"
#include "functions/audit/chain.hpp"
#include "functions/audit/head.hpp"

namespace financescr::audit {

using canonical::Json;
using ports::Stored;

Stored<tl::expected<Proof, ProofFault>> make_proof(Source& source, std::string_view chain,
                                                   std::int64_t seq) {
  const auto heads = source.heads(chain, seq, 1);
  if (!heads) return tl::unexpected(heads.error());
  const std::int64_t first = seq == 1 ? 1 : seq - 1;
  const auto start = source.rows(chain, first, 2);
  if (!start) return tl::unexpected(start.error());
  const bool is_there = start->size() > static_cast<std::size_t>(seq - first) &&
                        (*start)[static_cast<std::size_t>(seq - first)].seq == seq;
  using Outcome = tl::expected<Proof, ProofFault>;
  if (!is_there) return Outcome(tl::unexpected(ProofFault::kNoRow));
  if (heads->empty()) return Outcome(tl::unexpected(ProofFault::kNoHeadYet));
  Proof proof;
  proof.head = heads->front();
  const std::int64_t count = proof.head.count - seq + 1;
  if (count > kMaxProofRows) return Outcome(tl::unexpected(ProofFault::kHeadTooFar));
  if (first < seq) proof.previous_hash = start->front().hash;
  const auto rows = source.rows(chain, seq, static_cast<std::size_t>(count));
  if (!rows) return tl::unexpected(rows.error());
  for (const ports::AuditRow& row : *rows) proof.rows.push_back(row.row);
  return Outcome(std::move(proof));
}

bool covers(const Proof& proof, std::string_view chain, std::int64_t seq) {
  if (seq < 1 || proof.rows.empty() || proof.head.count < seq) return false;
  if ((seq == 1) != proof.previous_hash.empty() || proof.head.chain != chain) return false;
  if (proof.head.count - seq != static_cast<std::int64_t>(proof.rows.size()) - 1) return false;
  const auto text = canonical::parse(proof.rows.front());
  if (!text || text->find("chain") == nullptr || text->find("seq") == nullptr) return false;
  if (*text->find("chain") != Json(chain) || *text->find("seq") != Json(seq)) return false;
  std::string hash = proof.previous_hash;
  for (const std::string& row : proof.rows) {
    const auto next = row_hash(hash, row);
    if (!next) return false;
    hash = *next;
  }
  return hash == proof.head.hash;
}

bool proves(const Proof& proof, std::string_view chain, std::int64_t seq,
            std::string_view public_key, const ports::Secrets& secrets) {
  return covers(proof, chain, seq) && proof.head.public_key == public_key &&
         is_signed(proof.head, secrets);
}

Json to_json(const Proof& proof, std::int64_t seq) {
  Json rows = Json::array();
  for (const std::string& row : proof.rows) rows.push_back(row);
  return Json::object({{"chain", proof.head.chain},
                       {"seq", seq},
                       {"previous_hash", proof.previous_hash},
                       {"rows", std::move(rows)},
                       {"head", to_json(proof.head)}});
}

tl::expected<Proof, Errors> proof_from_json(const Json& json) {
  Errors errors;
  canonical::Fields fields(json, "", errors);
  Proof proof;
  proof.previous_hash = fields.text("previous_hash", 64).value_or("");
  proof.rows = fields.texts("rows", limits::kMaxLineBytes);
  const Json* head = fields.find("head");
  auto read = head_from_json(head == nullptr ? Json() : *head);
  if (!read) errors.append(read.error());
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  proof.head = *std::move(read);
  return proof;
}

}  // namespace financescr::audit
