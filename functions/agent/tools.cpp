#include "functions/agent/tools.hpp"

#include <utility>

#include "engine/canonical/members.hpp"
#include "engine/text/normalise.hpp"
#include "functions/agent/explain_decision.hpp"
#include "functions/call/viewed.hpp"
#include "functions/decisions/store_decision.hpp"
#include "functions/ports/ids.hpp"

namespace financescr::agent {
namespace {

using canonical::Json;

constexpr std::size_t kMaxListed = 10;
// An instant that lies after every deadline.
constexpr Timestamp kNever{std::int64_t{253'402'300'799} * Timestamp::kSecond};

constexpr std::string_view kHelpReply =
    "You can say: 'Screen <name>', 'List cases', 'Open case <id>', or 'Explain last'.";

// Writes the call of a tool into the trace, and its result once there is one.
class ToolCall {
 public:
  ToolCall(Trace& trace, ports::Clock& clock, std::string_view tool, Json input)
      : trace_(trace), clock_(clock), tool_(tool), began_us_(clock.elapsed_us()) {
    Step step;
    step.kind = StepKind::kToolCall;
    step.tool = tool_;
    step.tool_input = std::move(input);
    trace_.add(step);
  }

  void result(std::string summary, std::optional<std::string> output_ref = {}) {
    Step step;
    step.kind = StepKind::kToolResult;
    step.summary = std::move(summary);
    step.tool = tool_;
    step.tool_output_ref = std::move(output_ref);
    step.latency_ms = (clock_.elapsed_us() - began_us_) / 1000;
    trace_.add(step);
  }

 private:
  Trace& trace_;
  ports::Clock& clock_;
  std::string tool_;
  std::int64_t began_us_;
};

Done ask_user(Trace& trace, std::string question) {
  Step step;
  step.kind = StepKind::kAskUser;
  step.summary = question;
  trace.add(step);
  Done done;
  done.reply = std::move(question);
  done.is_question = true;
  return done;
}

Done screen_subject(const Call& call, const Asked& asked, Trace& trace) {
  Context& context = call.context;
  Json request = asked.customer_id ? Json::object({{"customer_id", *asked.customer_id}})
                                   : Json::object({{"subject", asked.subject->to_json()}});
  if (asked.customer_ref) request.set("customer_ref", *asked.customer_ref);
  ToolCall tool(trace, context.clock, "screen_subject", request);
  Errors errors;
  decisions::add_as_of(request, context.clock, errors);
  const auto verdict = context.pack->engine.screening().decide(request, context.workspace);
  Done done;
  if (!verdict) {
    const Error& fault = verdict.error().front();
    tool.result("error=" + std::string(to_string(fault.code)));
    done.reply = "I could not screen this: " + fault.detail + ".";
    return done;
  }
  auto prepared = decisions::prepare_decision(call, *verdict);
  const std::string whom =
      asked.customer_id ? "customer " + *asked.customer_id : asked.subject->in_words();
  done.reply = "Screened " + whom + ". " + result_in_words(verdict->decision);
  if (prepared.case_id) {
    done.case_id = *prepared.case_id;
    done.reply += " A person must look at this: case " + *prepared.case_id + ", priority " +
                  text_of(verdict->decision, "case_priority") + ".";
  }
  done.decision_id = prepared.decision_id;
  done.transaction = std::move(prepared.transaction);
  tool.result("decision=" + text_of(verdict->decision, "decision"), done.decision_id);
  return done;
}

// Names stay out of it: a message with names of many people could not be erased with one of them.
std::string line_of(const ports::CaseRecord& record) {
  return "\n" + record.case_id + ": " + record.priority + ", " + record.severity + ", " +
         std::string(to_string(record.status)) + ", " + record.domain + " " + record.decision +
         ", due " + record.due_at.to_string();
}

ports::Stored<Done> list_cases(const Call& call, const Asked& asked, Trace& trace) {
  Context& context = call.context;
  ports::CaseFilter filter;
  filter.due_until = asked.only_overdue ? context.clock.now() : kNever;
  if (asked.only_mine) filter.assignee = call.principal.id;
  ToolCall tool(trace, context.clock, "list_cases",
                Json::object({{"mine", asked.only_mine}, {"overdue", asked.only_overdue}}));
  const auto records =
      ports::list(context.store, ports::cases_query(filter, std::nullopt, kMaxListed + 1));
  if (!records) return tl::unexpected(records.error());
  const std::string which = std::string(asked.only_overdue ? "overdue" : "open") +
                            (asked.only_mine ? " and assigned to you" : "");
  const std::size_t shown = std::min(records->size(), kMaxListed);
  Done done;
  if (shown == 0) {
    done.reply = "No case is " + which + ".";
  } else if (records->size() > shown) {
    done.reply = "The " + std::to_string(shown) + " newest of the cases that are " + which + ":";
  } else {
    done.reply = "Cases that are " + which + ", newest first:";
  }
  for (std::size_t i = 0; i < shown; ++i) done.reply += line_of((*records)[i]);
  tool.result("cases=" + std::to_string(shown));
  return done;
}

std::string case_in_words(const ports::CaseRecord& record) {
  std::string text = "Case " + record.case_id + " of " + record.created_at.to_string() + ": " +
                     record.domain + " " + record.decision;
  if (record.entity_name) text += " about \"" + *record.entity_name + "\"";
  text += ", score " + record.risk_score.to_string() + ". Severity " + record.severity +
          ", priority " + record.priority + ", status " + std::string(to_string(record.status)) +
          ", due " + record.due_at.to_string() + ", ";
  text += record.assignee ? "assigned to " + *record.assignee : "assigned to nobody";
  if (record.disposition) text += ", disposition " + *record.disposition;
  return text + ".";
}

ports::Stored<Done> get_case(const Call& call, const Asked& asked, Trace& trace) {
  Context& context = call.context;
  ToolCall tool(trace, context.clock, "get_case", Json::object({{"case_id", *asked.case_id}}));
  const auto found = ports::find<ports::CaseRecord>(
      context.store, parse_uuid(*asked.case_id).value_or(*asked.case_id));
  if (!found) return tl::unexpected(found.error());
  Done done;
  if (!*found) {
    tool.result("not_found");
    done.reply = "There is no case " + *asked.case_id + ".";
    return done;
  }
  const ports::CaseRecord& record = **found;
  done.reply = case_in_words(record);
  done.case_id = record.case_id;
  done.decision_id = record.decision_id;
  done.transaction.audit.push_back(case_viewed(call, record));
  tool.result("status=" + std::string(to_string(record.status)), record.case_id);
  return done;
}

// Whether a stored decision is about somebody of this name.
bool is_about(const ports::DecisionRecord& record, const std::string& name) {
  const auto bundle = record.bundle ? canonical::parse(*record.bundle) : Result<Json>(Json());
  const Json* input = bundle ? bundle->find("input") : nullptr;
  const Json* subject = input == nullptr ? nullptr : input->find("subject");
  const std::string known = subject == nullptr ? "" : text_of(*subject, "name");
  return !known.empty() && text::normalise(known) == text::normalise(name);
}

// The id of the newest decision about what a question names: the id of a decision, of a case or of
// a customer, or the name of whom the conversation spoke of last. Nothing if it is none of them.
ports::Stored<std::optional<std::string>> decision_about(const Call& call, const std::string& about,
                                                         const Memory& memory) {
  ports::Store& store = call.context.store;
  if (const auto id = parse_uuid(about)) {
    const auto decision = ports::find<ports::DecisionRecord>(store, *id);
    if (!decision) return tl::unexpected(decision.error());
    if (*decision) return id;
    const auto opened = ports::find<ports::CaseRecord>(store, *id);
    if (!opened) return tl::unexpected(opened.error());
    if (*opened) return std::optional<std::string>((*opened)->decision_id);
  }
  auto of_subject = ports::texts(store, ports::decisions_of_query(about));
  if (!of_subject) return tl::unexpected(of_subject.error());
  if (!of_subject->empty()) return std::optional<std::string>(std::move(of_subject->back()));
  if (!memory.decision_id) return std::optional<std::string>();
  const auto last = ports::find<ports::DecisionRecord>(store, *memory.decision_id);
  if (!last) return tl::unexpected(last.error());
  return *last && is_about(**last, about) ? memory.decision_id : std::optional<std::string>();
}

ports::Stored<Done> explain_last(const Call& call, const Asked& asked, const Memory& memory,
                                 Trace& trace) {
  Done done;
  std::optional<std::string> id = memory.decision_id;
  if (!asked.about.empty()) {
    auto known = decision_about(call, asked.about, memory);
    if (!known) return tl::unexpected(known.error());
    if (!*known) {
      return ask_user(trace, "I know of no decision about \"" + asked.about +
                                 "\". Ask with the id of the customer, the case or the decision.");
    }
    id = std::move(*known);
  }
  if (!id) {
    done.reply = "There is no decision in this conversation yet. Say: 'Screen <name>'.";
    return done;
  }
  ToolCall tool(trace, call.context.clock, "explain_last", Json::object({{"decision_id", *id}}));
  const auto found = ports::find<ports::DecisionRecord>(call.context.store, *id);
  if (!found) return tl::unexpected(found.error());
  if (!*found) {
    tool.result("not_found");
    done.reply = "Decision " + *id + " is no longer stored.";
    return done;
  }
  done.reply = explanation_of(**found);
  done.transaction.audit.push_back(decision_viewed(call, **found, "explanation"));
  done.case_id = (*found)->case_id;
  done.decision_id = (*found)->decision_id;
  tool.result("decision=" + (*found)->outcome, done.decision_id);
  return done;
}

}  // namespace

Memory Memory::read(std::string_view metadata) {
  Memory memory;
  const auto json = canonical::parse(metadata);
  if (!json) return memory;
  std::string id = text_of(*json, "last_decision_id");
  if (!id.empty()) memory.decision_id = std::move(id);
  return memory;
}

std::string Memory::to_text() const {
  Json json = Json::object();
  if (decision_id) json.set("last_decision_id", *decision_id);
  return canonical::write(json);
}

ports::Stored<Done> carry_out(const Call& call, const Asked& asked, const Memory& memory,
                              Trace& trace) {
  if (!asked.question.empty()) return ask_user(trace, asked.question);
  switch (asked.intent) {
    case Intent::kScreenSubject:
      return screen_subject(call, asked, trace);
    case Intent::kListCases:
      return list_cases(call, asked, trace);
    case Intent::kOpenCase:
      return get_case(call, asked, trace);
    case Intent::kExplainLast:
      return explain_last(call, asked, memory, trace);
    case Intent::kHelp:
      break;
  }
  Done done;
  done.reply = std::string(kHelpReply);
  return done;
}

}  // namespace financescr::agent
