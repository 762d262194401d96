#include "functions/decisions/screen.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "engine/canonical/json_lines.hpp"
#include "engine/core/limits.hpp"
#include "engine/pack/id_hash.hpp"
#include "functions/call/authenticate.hpp"
#include "functions/call/idempotency.hpp"
#include "functions/call/route.hpp"
#include "functions/decisions/store_decision.hpp"
#include "functions/ports/ids.hpp"

namespace financescr::decisions {

using canonical::Json;

namespace {

constexpr std::size_t kLinesPerPiece = 64;
// How long a batch pauses where the limit of requests allows no further line.
constexpr std::int64_t kPause_us = 50'000;
// How long the rights of whoever sent a batch are taken to hold, if this server changes none.
constexpr std::int64_t kRightsHold_us = 500'000;
constexpr int kAttemptsTogether = 3;

// `errors`: what is wrong with the request already.
decision::Verdict decide(Context& context, Json request, Errors errors) {
  add_as_of(request, context.clock, errors);
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  if (const auto* fincrime = context.pack->engine.screening().rows()) {
    pack::replace_id_number(request, "subject", fincrime->meta.manifest.id_hash,
                            context.secrets.id_key());
  }
  return context.pack->engine.screening().decide(request, context.workspace, decision::Form::kText);
}

// Decides the lines of a batch, some at a time; each piece is durable before it is sent. Each line
// is decided on the pack, and for the rights, of its moment.
class BatchAnswers : public http::BodySource {
 public:
  BatchAnswers(Call call, std::optional<std::string> key)
      : call_(std::move(call)),
        key_(std::move(key)),
        rest_(call_.request.body),
        account_changes_(call_.context.store.account_changes()),
        ask_again_at_us_(call_.context.clock.elapsed_us() + kRightsHold_us) {}

  bool next(std::string& piece) override {
    pause_us_ = 0;
    std::vector<Line> lines;
    while (!rest_.empty() && pause_us_ == 0 && lines.size() < kLinesPerPiece) take_line(lines);
    commit(lines);
    for (const Line& line : lines) piece.append(line.answer).append("\n");
    return !lines.empty() || !rest_.empty();
  }

  std::int64_t pause_us() const override { return pause_us_; }

 private:
  struct Line {
    std::size_t number = 0;
    Json request_id;  // as it stands there
    std::string answer;
    std::string fingerprint;         // of the request, where there is a key
    ports::Transaction transaction;  // empty: nothing to store
  };

  void take_line(std::vector<Line>& lines) {
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    std::string_view text = rest_.substr(0, end);
    if (text.ends_with('\r')) text.remove_suffix(1);
    const bool is_blank = text.find_first_not_of(" \t") == std::string_view::npos;
    if (!is_blank && !may_go_on()) return;
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    ++number_;
    if (is_blank) return;
    Line line{number_, {}, {}, {}, {}};
    if (!check_rights(line)) {
      lines.push_back(std::move(line));
      return;
    }
    follow_pack(lines);
    answer(line, text);
    lines.push_back(std::move(line));
  }

  // Whether the limit of requests allows another line now. If not, the batch pauses.
  bool may_go_on() {
    const auto wait_s = call_.context.rate_limiter.take_line(call_.principal.limited_as(),
                                                             call_.context.clock.elapsed_us());
    if (wait_s) pause_us_ = kPause_us;
    return !wait_s;
  }

  // Whether whoever sent the batch may still decide. Asked again at the first line after this
  // server has changed an account or a key, and every so often, because others may have. If not,
  // the line says so, and what follows it is not read.
  bool check_rights(Line& line) {
    Context& context = call_.context;
    const std::uint64_t changes = context.store.account_changes();
    const std::int64_t now_us = context.clock.elapsed_us();
    if (changes == account_changes_ && now_us < ask_again_at_us_) return true;
    const auto known = authenticate(call_.request, context);
    if (!known && known.error().status != 401) {
      line.answer = fault_line(line, ports::StoreFault::kUnavailable);
      return false;
    }
    account_changes_ = changes;
    ask_again_at_us_ = now_us + kRightsHold_us;
    if (known && auth::may_use(*known, *call_.route.least, call_.route.group)) return true;
    line.answer = end_line(line, known ? "forbidden" : "unauthenticated");
    rest_ = {};
    return false;
  }

  // The line that ends a batch: it and those after it are not decided.
  static std::string end_line(const Line& line, std::string_view code) {
    return canonical::write(Json::object(
        {{"request_id", Json()},
         {"error", Json::object({{"code", code},
                                 {"detail",
                                  "Whoever sent this batch may no longer decide; this line and all "
                                  "after it are not decided"},
                                 {"pointer", ""},
                                 {"line", static_cast<std::int64_t>(line.number)}})}}));
  }

  // Takes the pack that is active now, and says so in the stream if it is another.
  void follow_pack(std::vector<Line>& lines) {
    Context& context = call_.context;
    auto active = context.packs.active();
    if (active == context.pack) return;
    const std::string& before = context.pack->engine.screening().provenance().pack_hash;
    const std::string& now = active->engine.screening().provenance().pack_hash;
    if (before != now) {
      const Json notice =
          Json::object({{"code", "pack_changed"},
                        {"detail", "This line and those after it are decided on another pack"},
                        {"line", static_cast<std::int64_t>(number_)},
                        {"pack_id", active->pack_id},
                        {"pack_hash", now}});
      lines.push_back({number_, {}, canonical::write(Json::object({{"notice", notice}})), {}, {}});
    }
    context.pack = std::move(active);
  }

  void answer(Line& line, std::string_view text) {
    if (text.size() > limits::kMaxLineBytes) {
      line.answer = canonical::error_line(line.number, {},
                                          {{ErrorCode::kTooLarge, "The line is too long", ""}});
      return;
    }
    auto request = canonical::parse(text);
    if (!request) {
      line.answer = canonical::error_line(line.number, {}, {request.error()});
      return;
    }
    line.request_id = canonical::request_id_of(*request);
    if (key_) line.fingerprint = fingerprint_of(call_, text);
    if (key_ && answer_from_store(line)) return;
    const auto given = request_id_in(*request);
    auto verdict =
        decide(call_.context, std::move(*request), given ? Errors() : Errors{given.error()});
    if (!verdict) {
      line.answer = canonical::error_line(line.number, line.request_id, verdict.error());
      return;
    }
    const RequestName name = name_of(line, given.value_or(std::nullopt));
    PreparedDecision prepared = prepare_decision(call_.context, call_.principal.id, name, *verdict);
    if (line.request_id.if_integer() != nullptr) {
      prepared.answer.set("request_id", line.request_id);
    }
    prepared.answer.set("line", static_cast<std::int64_t>(line.number));
    line.answer = std::move(prepared.answer).text();
    line.transaction = std::move(prepared.transaction);
    if (key_) remember(line, prepared.decision_id);
  }

  // The line's own id, or the batch's with the number of the line.
  RequestName name_of(const Line& line, const std::optional<std::string>& given) const {
    std::string shown =
        given ? *given : call_.shown_request_id() + "/" + std::to_string(line.number);
    std::string logged = loggable_id(shown, call_.context.secrets.token_key());
    return {std::move(shown), std::move(logged)};
  }

  // The batch's key with the number of the line is the key of a line.
  std::string key_of(const Line& line) const { return *key_ + "#" + std::to_string(line.number); }

  bool answer_from_store(Line& line) {
    const auto record = ports::find<ports::IdempotencyRecord>(call_.context.store,
                                                              call_.principal.id, key_of(line));
    if (!record) {
      line.answer = fault_line(line, record.error());
      return true;
    }
    if (!*record || is_expired(**record, call_.context.clock.now())) return false;
    const auto again = answer_again(**record, line.fingerprint);
    line.answer = again ? again->body
                        : canonical::error_line(line.number, line.request_id,
                                                {{ErrorCode::kConflict, again.error().detail, ""}});
    return true;
  }

  void remember(Line& line, const std::string& decision_id) {
    remember_answer(line.transaction, {.principal = call_.principal.id,
                                       .key = key_of(line),
                                       .created_at = call_.context.clock.now(),
                                       .fingerprint = line.fingerprint,
                                       .status = 200,
                                       .content_type = "application/x-ndjson",
                                       .body = line.answer,
                                       .decision_id = decision_id});
  }

  static std::string fault_line(const Line& line, ports::StoreFault fault) {
    return canonical::error_line(line.number, line.request_id,
                                 {{ErrorCode::kUnavailable, http::store_fault(fault).detail, ""}});
  }

  // All lines under one transaction. A conflict is another request with the same key that was
  // faster with some of them: its answers to those are the answers, and the rest is tried again.
  void commit(std::vector<Line>& lines) {
    for (int attempt = 0; attempt < kAttemptsTogether; ++attempt) {
      const auto together = commit_together(lines);
      if (together) return;
      if (together.error() != ports::StoreFault::kConflict) {
        for (Line& line : lines) {
          if (!is_stored(line)) line.answer = fault_line(line, together.error());
        }
        return;
      }
      take_others_answers(lines);
    }
    for (Line& line : lines) commit_alone(line);
  }

  static bool is_stored(const Line& line) { return line.transaction.audit.empty(); }

  ports::Stored<void> commit_together(const std::vector<Line>& lines) {
    ports::Transaction all;
    for (const Line& line : lines) {
      all.writes.insert(all.writes.end(), line.transaction.writes.begin(),
                        line.transaction.writes.end());
      all.audit.insert(all.audit.end(), line.transaction.audit.begin(),
                       line.transaction.audit.end());
    }
    if (all.audit.empty()) return {};
    return call_.context.store.commit(std::move(all));
  }

  void take_others_answers(std::vector<Line>& lines) {
    for (Line& line : lines) {
      if (key_ && !is_stored(line) && answer_from_store(line)) line.transaction = {};
    }
  }

  void commit_alone(Line& line) {
    if (is_stored(line)) return;
    const auto alone = call_.context.store.commit(std::move(line.transaction));
    if (alone) return;
    const bool faster = alone.error() == ports::StoreFault::kConflict && key_;
    if (!faster || !answer_from_store(line)) line.answer = fault_line(line, alone.error());
  }

  Call call_;
  std::optional<std::string> key_;
  std::string_view rest_;
  std::size_t number_ = 0;
  std::int64_t pause_us_ = 0;
  std::uint64_t account_changes_;  // when the rights were asked for
  std::int64_t ask_again_at_us_;
};

}  // namespace

http::Response screen(Call& call) {
  if (auto answer = answered_before(call)) return std::move(*answer);
  auto request = call.json();
  if (!request) return call.refuse(request.error());
  Errors errors;
  call.adopt_request_id(*request, errors);
  const auto verdict = decide(call.context, std::move(*request), std::move(errors));
  if (!verdict) return call.refuse(http::rejected(verdict.error()));
  return commit_decision(call, prepare_decision(call, *verdict));
}

http::Response screen_batch(Call& call) {
  auto key = idempotency_key(call);
  if (!key) return call.refuse(key.error());
  http::Response response;
  response.headers.set("Content-Type", "application/x-ndjson");
  response.stream = std::make_unique<BatchAnswers>(call, std::move(*key));
  return response;
}

}  // namespace financescr::decisions
