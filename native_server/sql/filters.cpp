#include "native_server/sql/filters.hpp"

#include <algorithm>
#include <utility>

#include "functions/ports/columns.hpp"

namespace financescr::sql {

using ports::is_uuid;

namespace {

constexpr std::size_t kLongestPage = 1'000'000;

class WhereBuilder {
 public:
  // Adds "name operator $n".
  void term(std::string_view name, std::string_view comparison, Value value) {
    begin_term();
    where_.text.append(name).append(comparison);
    place(std::move(value));
  }
  void equal(std::string_view name, const std::optional<std::string>& value) {
    if (value) term(name, " = ", *value);
  }
  void instant(std::string_view name, std::string_view comparison,
               const std::optional<Timestamp>& at) {
    if (at) term(name, comparison, at->to_string());
  }
  void condition(std::string_view text) {
    begin_term();
    where_.text.append(text);
  }
  // Adds "(names) < (values)".
  void before(std::string_view names, std::vector<Value> values) {
    begin_term();
    where_.text.append("(").append(names).append(") < (");
    bool first = true;
    for (Value& value : values) {
      if (!first) where_.text += ", ";
      first = false;
      place(std::move(value));
    }
    where_.text += ")";
  }
  // Whether there is a value.
  void given(std::string_view name, const std::optional<bool>& is_there) {
    if (is_there) condition(std::string(name) + (*is_there ? " IS NOT NULL" : " IS NULL"));
  }
  // `names`: an instant and a UUID.
  void begin_after(const std::optional<ports::PageStart>& after, std::string_view names) {
    if (after && is_uuid(after->id)) {
      before(names, {after->at.to_string(), after->id});
    } else if (after) {
      instant(names.substr(0, names.find(',')), " < ", after->at);
    }
  }
  [[nodiscard]] Where finish(std::string_view order, std::size_t limit) {
    where_.text.append(" ORDER BY ").append(order).append(" LIMIT ");
    place(page_size(limit));
    return std::move(where_);
  }

 private:
  void begin_term() { where_.text += where_.text.empty() ? " WHERE " : " AND "; }
  void place(Value value) {
    where_.values.push_back(std::move(value));
    where_.text += "$" + std::to_string(where_.values.size());
  }

  Where where_;
};

}  // namespace

std::int64_t page_size(std::size_t limit) {
  return static_cast<std::int64_t>(std::min(limit, kLongestPage));
}

std::optional<Where> where_of(const ports::CaseFilter& filter,
                              const std::optional<ports::PageStart>& after, std::size_t limit) {
  if (filter.decision_id && !is_uuid(*filter.decision_id)) return std::nullopt;
  WhereBuilder where;
  where.equal("status", filter.status);
  where.equal("domain", filter.domain);
  where.equal("severity", filter.severity);
  where.equal("priority", filter.priority);
  where.equal("assignee", filter.assignee);
  where.equal("subject_id", filter.subject_id);
  where.equal("customer_ref", filter.customer_ref);
  where.equal("request_id", filter.request_id);
  where.equal("decision_id", filter.decision_id);
  where.instant("created_at", " >= ", filter.created_from);
  where.instant("created_at", " < ", filter.created_until);
  where.instant("due_at", " < ", filter.due_until);
  if (filter.due_until) where.condition("closed_at IS NULL");
  where.begin_after(after, "created_at, case_id");
  return where.finish("created_at DESC, case_id DESC", limit);
}

Where where_of(const ports::DecisionFilter& filter, const std::optional<ports::PageStart>& after,
               std::size_t limit) {
  WhereBuilder where;
  where.equal("kind", filter.kind);
  where.equal("outcome", filter.outcome);
  where.equal("subject_id", filter.subject_id);
  where.equal("customer_ref", filter.customer_ref);
  where.equal("request_id", filter.request_id);
  where.equal("principal", filter.principal);
  where.equal("pack_id", filter.pack_id);
  where.given("case_id", filter.has_case);
  where.given("erased_at", filter.erased);
  where.instant("created_at", " >= ", filter.created_from);
  where.instant("created_at", " < ", filter.created_until);
  where.begin_after(after, "created_at, decision_id");
  return where.finish("created_at DESC, decision_id DESC", limit);
}

Where where_of(const ports::AuditFilter& filter, std::vector<Value> after, std::string_view also,
               std::size_t limit) {
  WhereBuilder where;
  where.equal("event", filter.event);
  where.equal("actor", filter.actor);
  where.equal("request_id", filter.request_id);
  where.equal("decision_id", filter.decision_id);
  where.equal("case_id", filter.case_id);
  if (!after.empty()) where.before("occurred_at, chain, seq", std::move(after));
  if (!also.empty()) where.condition(also);
  return where.finish(kAuditOrder, limit);
}

}  // namespace financescr::sql
