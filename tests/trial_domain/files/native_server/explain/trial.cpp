// A trial decision in words.
#include <fmt/format.h>

#include "native_server/explain/explain.hpp"
#include "native_server/explain/parts.hpp"

namespace financescr::explain {

Result<Document> explain_trial(const Json& decision, const Json& request_id) {
  Document document;
  document.emplace_back(Heading{text_of(decision, "decision") + request_note(request_id)});
  document.emplace_back(
      Paragraph{fmt::format("The amount of {} was held against the limit {}, which is {}.",
                            shown(number_of(decision, "amount")), text_of(decision, "limit_id"),
                            shown(number_of(decision, "max")))});
  append_ignored_fields(document, decision);
  append_hashes(document, decision);
  return document;
}

}  // namespace financescr::explain
