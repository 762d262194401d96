#include "functions/audit/declaration.hpp"

#include "engine/canonical/members.hpp"

namespace financescr::audit {

using canonical::find_text;
using canonical::Json;
using ports::Stored;

namespace {

constexpr std::int64_t kFormat = 2;  // rows are sealed

// The declaration in a row that stands in some chain, if a trusted key has signed it for `chain`.
std::optional<Declaration> good_declaration(const ports::AuditRow& row, std::string_view chain,
                                            const Trust& trust) {
  if (!row.is_readable) return std::nullopt;
  const auto text = canonical::parse(row.row);
  auto declaration = text ? read_declaration(*text) : std::nullopt;
  if (!declaration || declaration->chain != chain) return std::nullopt;
  return is_signed(*declaration, trust) ? std::move(declaration) : std::nullopt;
}

// Whether the chain has the row that a declaration takes over.
Stored<bool> fits(Source& source, const Declaration& declaration) {
  source.rewind();
  const auto rows = source.rows(declaration.chain, declaration.adopted.seq, 1);
  if (!rows) return tl::unexpected(rows.error());
  return !rows->empty() && rows->front().seq == declaration.adopted.seq &&
         rows->front().hash == declaration.adopted.hash;
}

}  // namespace

std::string declaration_text(const Declaration& declaration) {
  Json text = Json::object({{"chain", declaration.chain},
                            {"declared", declaration.at.to_string()},
                            {"public_key", declaration.public_key}});
  if (declaration.adopted.seq > 0) {
    text.set("adopted_count", declaration.adopted.seq);
    text.set("adopted_hash", declaration.adopted.hash);
  }
  return canonical::write(text);
}

bool is_signed(const Declaration& declaration, const Trust& trust) {
  return trust.knows(declaration.public_key) &&
         trust.secrets.verify(declaration.public_key, declaration_text(declaration),
                              declaration.signature);
}

std::optional<ports::AuditEvent> declare(std::string_view chain, Timestamp at,
                                         const ChainEnd& adopted, ports::Secrets& secrets) {
  Declaration declaration;
  declaration.chain = chain;
  declaration.at = at;
  declaration.adopted = adopted;
  declaration.public_key = secrets.public_key().value_or("");
  auto signature = secrets.sign(declaration_text(declaration));
  if (declaration.public_key.empty() || !signature) return std::nullopt;
  ports::AuditEvent event;
  event.at = at;
  event.event = kChainDeclared;
  event.actor = "system";
  event.request_id = chain;
  event.details = Json::object({{"chain", chain},
                                {"format", kFormat},
                                {"public_key", declaration.public_key},
                                {"signature", *std::move(signature)}});
  if (adopted.seq > 0) {
    event.details.set("adopted_count", adopted.seq);
    event.details.set("adopted_hash", adopted.hash);
  }
  return event;
}

std::optional<Declaration> read_declaration(const Json& row_text) {
  const Json* details = row_text.find("details");
  const auto at = Timestamp::parse(find_text(row_text, "at").value_or(""));
  if (find_text(row_text, "event") != kChainDeclared || details == nullptr || !at) {
    return std::nullopt;
  }
  Declaration declaration;
  declaration.at = *at;
  declaration.chain = canonical::text_of(*details, "chain");
  declaration.public_key = canonical::text_of(*details, "public_key");
  declaration.signature = canonical::text_of(*details, "signature");
  if (const Json* count = details->find("adopted_count")) {
    const auto* number = count->if_integer();
    if (number == nullptr || *number < 1) return std::nullopt;
    declaration.adopted = {*number, canonical::text_of(*details, "adopted_hash")};
  }
  return declaration;
}

Stored<std::optional<Declaration>> find_declaration(Source& source, std::string_view chain,
                                                    const Trust& trust) {
  source.rewind();
  const auto first = source.rows(chain, 1, 1);
  if (!first) return tl::unexpected(first.error());
  if (!first->empty() && first->front().seq == 1) {
    auto declaration = good_declaration(first->front(), chain, trust);
    if (declaration && declaration->adopted.seq == 0) return declaration;
  }
  std::optional<Declaration> found;
  std::optional<ports::StoreFault> fault;
  const auto looked = source.each_declaration(chain, [&](const ports::AuditRow& row) {
    auto declaration = good_declaration(row, chain, trust);
    if (!declaration || declaration->adopted.seq == 0) return true;
    const auto fitting = fits(source, *declaration);
    if (!fitting) {
      fault = fitting.error();
      return false;
    }
    if (*fitting) found = std::move(declaration);
    return !*fitting;
  });
  if (!looked) return tl::unexpected(looked.error());
  if (fault) return tl::unexpected(*fault);
  return found;
}

}  // namespace financescr::audit
