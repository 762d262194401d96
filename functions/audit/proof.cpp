#include "functions/audit/proof.hpp"

#include "engine/canonical/fields.hpp"
#include "engine/core/limits.hpp"
#include "functions/audit/chain.hpp"
#include "functions/audit/head.hpp"

namespace financescr::audit {

using canonical::Json;
using ports::Stored;

namespace {

using Outcome = tl::expected<Proof, ProofFault>;

constexpr std::size_t kNextHeads = 20;
constexpr std::size_t kRows = 200;

// The first good head with count >= seq.
Stored<std::optional<ports::AuditHead>> find_head(Source& source, std::string_view chain,
                                                  std::int64_t seq, const Trust& trust) {
  const auto heads = source.heads(chain, seq, kNextHeads);
  if (!heads) return tl::unexpected(heads.error());
  for (const ports::AuditHead& head : *heads) {
    if (head.is_readable && trust.knows(head.public_key) && is_signed(head, trust.secrets)) {
      return head;
    }
  }
  return std::nullopt;
}

void end_with_seal(Proof& proof, const ports::AuditRow& row) {
  const auto seal = read_seal(*row.seal);
  proof.is_seal = true;
  proof.head.chain = row.chain;
  proof.head.count = row.seq;
  proof.head.hash = row.hash;
  proof.head.public_key = seal->public_key;
  proof.head.signature = seal->signature;
}

// Adds the rows from seq on, up to the head's or, without a head, to the first good seal.
Stored<std::optional<ProofFault>> add_rows(Proof& proof, Source& source, std::string_view chain,
                                           std::int64_t seq, const Trust& trust, bool has_head) {
  for (std::int64_t from = seq; from < seq + kMaxProofRows;) {
    const auto rows = source.rows(chain, from, kRows);
    if (!rows) return tl::unexpected(rows.error());
    if (rows->empty()) return has_head ? ProofFault::kBroken : ProofFault::kNoHeadYet;
    for (const ports::AuditRow& row : *rows) {
      if (!row.is_readable || row.seq != from) return ProofFault::kBroken;
      proof.rows.push_back(row.row);
      ++from;
      if (has_head && row.seq == proof.head.count) return std::nullopt;
      if (!has_head && is_sealed(row, trust)) {
        end_with_seal(proof, row);
        return std::nullopt;
      }
    }
  }
  return ProofFault::kHeadTooFar;
}

// The row before, for its hash, and whether the row is there.
Stored<bool> begin(Proof& proof, Source& source, std::string_view chain, std::int64_t seq) {
  const std::int64_t first = seq == 1 ? 1 : seq - 1;
  const auto start = source.rows(chain, first, 2);
  if (!start) return tl::unexpected(start.error());
  const auto index = static_cast<std::size_t>(seq - first);
  if (start->size() <= index || (*start)[index].seq != seq) return false;
  if (first < seq) proof.previous_hash = start->front().hash;
  return true;
}

}  // namespace

Stored<tl::expected<Proof, ProofFault>> make_proof(Source& source, std::string_view chain,
                                                   std::int64_t seq, const Trust& trust) {
  Proof proof;
  const auto is_there = begin(proof, source, chain, seq);
  if (!is_there) return tl::unexpected(is_there.error());
  if (!*is_there) return Outcome(tl::unexpected(ProofFault::kNoRow));
  auto head = find_head(source, chain, seq, trust);
  if (!head) return tl::unexpected(head.error());
  const bool has_head = *head && (*head)->count - seq < kMaxProofRows;
  if (has_head) proof.head = **std::move(head);
  const auto fault = add_rows(proof, source, chain, seq, trust, has_head);
  if (!fault) return tl::unexpected(fault.error());
  if (*fault) return Outcome(tl::unexpected(**fault));
  if (!covers(proof, chain, seq)) return Outcome(tl::unexpected(ProofFault::kBroken));
  return Outcome(std::move(proof));
}

std::string signed_text(const Proof& proof) {
  return proof.is_seal ? seal_text(proof.head.chain, proof.head.count, proof.head.hash)
                       : head_text(proof.head);
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
         secrets.verify(proof.head.public_key, signed_text(proof), proof.head.signature);
}

namespace {

Json seal_json(const ports::AuditHead& end) {
  return Json::object({{"chain", end.chain},
                       {"count", end.count},
                       {"hash", end.hash},
                       {"public_key", end.public_key},
                       {"signature", end.signature}});
}

ports::AuditHead read_seal_json(const Json& json, Errors& errors) {
  canonical::Fields fields(json, "/seal", errors);
  ports::AuditHead end;
  end.chain = fields.required_text("chain", limits::kMaxIdBytes);
  end.count = fields.required_integer("count", 1, kMaxSeq);
  end.hash = fields.required_text("hash", 64);
  end.public_key = fields.required_text("public_key", 64);
  end.signature = fields.required_text("signature", 128);
  return end;
}

}  // namespace

Json to_json(const Proof& proof, std::int64_t seq) {
  Json rows = Json::array();
  for (const std::string& row : proof.rows) rows.push_back(row);
  Json json = Json::object({{"chain", proof.head.chain},
                            {"seq", seq},
                            {"previous_hash", proof.previous_hash},
                            {"rows", std::move(rows)}});
  if (proof.is_seal) json.set("seal", seal_json(proof.head));
  if (!proof.is_seal) json.set("head", to_json(proof.head));
  return json;
}

tl::expected<Proof, Errors> proof_from_json(const Json& json) {
  Errors errors;
  canonical::Fields fields(json, "", errors);
  Proof proof;
  proof.previous_hash = fields.text("previous_hash", 64).value_or("");
  proof.rows = fields.texts("rows", limits::kMaxLineBytes);
  if (const Json* seal = fields.find("seal")) {
    proof.is_seal = true;
    proof.head = read_seal_json(*seal, errors);
    if (!errors.empty()) return tl::unexpected(std::move(errors));
    return proof;
  }
  const Json* head = fields.find("head");
  auto read = head_from_json(head == nullptr ? Json() : *head);
  if (!read) errors.append(read.error());
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  proof.head = *std::move(read);
  return proof;
}

}  // namespace financescr::audit
