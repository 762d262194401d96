#include "functions/handlers/screen.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "engine/canonical/json_lines.hpp"
#include "engine/core/limits.hpp"
#include "engine/pack/id_hash.hpp"
#include "functions/handlers/store_decision.hpp"
#include "functions/http/idempotency.hpp"

namespace financescr::handlers {

using canonical::Json;

namespace {

constexpr std::size_t kLinesPerPiece = 64;

replay::Verdict decide(Context& context, Json request) {
  Errors errors;
  add_as_of(request, context.clock, errors);
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  if (const auto* fincrime = context.pack->engine.pack().fincrime()) {
    pack::replace_id_number(request, "subject", fincrime->meta.manifest.id_hash,
                            context.secrets.id_key());
  }
  return context.pack->engine.screen(request, context.workspace);
}

// Decides the lines of a batch, some at a time; each piece is durable before it is sent.
class BatchAnswers : public http::BodySource {
 public:
  BatchAnswers(Call call, std::optional<std::string> key)
      : call_(std::move(call)), key_(std::move(key)), rest_(call_.request.body) {}

  bool next(std::string& piece) override {
    if (rest_.empty()) return false;
    std::vector<Line> lines;
    while (!rest_.empty() && lines.size() < kLinesPerPiece) take_line(lines);
    commit(lines);
    for (const Line& line : lines) piece.append(line.answer).append("\n");
    return true;
  }

 private:
  struct Line {
    std::size_t number = 0;
    Json request_id;
    std::string answer;
    ports::Transaction transaction;  // empty: nothing to store
  };

  void take_line(std::vector<Line>& lines) {
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    std::string_view text = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    ++number_;
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (text.find_first_not_of(" \t") == std::string_view::npos) return;
    lines.push_back({number_, {}, {}, {}});
    answer(lines.back(), text);
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
    if (key_ && answer_from_store(line, text)) return;
    auto verdict = decide(call_.context, std::move(*request));
    if (!verdict) {
      line.answer = canonical::error_line(line.number, line.request_id, verdict.error());
      return;
    }
    PreparedDecision prepared = prepare_decision(call_, replay::Kind::kScreen, *verdict);
    prepared.answer.set("request_id", line.request_id);
    prepared.answer.set("line", static_cast<std::int64_t>(line.number));
    line.answer = std::move(prepared.answer).text();
    line.transaction = std::move(prepared.transaction);
    if (key_) remember(line, text, prepared.decision_id);
  }

  // The batch's key with the number of the line is the key of a line.
  std::string key_of(const Line& line) const { return *key_ + "#" + std::to_string(line.number); }

  bool answer_from_store(Line& line, std::string_view text) {
    const auto record = call_.context.store.idempotency(call_.principal.id, key_of(line));
    if (!record) {
      line.answer = fault_line(line, record.error());
      return true;
    }
    if (!*record || http::is_expired(**record, call_.context.clock.now())) return false;
    const auto again = http::answer_again(**record, http::fingerprint_of(call_, text));
    line.answer = again ? again->body
                        : canonical::error_line(line.number, line.request_id,
                                                {{ErrorCode::kConflict, again.error().detail, ""}});
    return true;
  }

  void remember(Line& line, std::string_view text, const std::string& decision_id) {
    http::remember(line.transaction, {.principal = call_.principal.id,
                                      .key = key_of(line),
                                      .created_at = call_.context.clock.now(),
                                      .fingerprint = http::fingerprint_of(call_, text),
                                      .status = 200,
                                      .content_type = "application/x-ndjson",
                                      .body = line.answer,
                                      .decision_id = decision_id});
  }

  static std::string fault_line(const Line& line, ports::StoreFault fault) {
    return canonical::error_line(line.number, line.request_id,
                                 {{ErrorCode::kUnavailable, http::store_fault(fault).detail, ""}});
  }

  // All lines under one transaction; if one of them conflicts, each by itself.
  void commit(std::vector<Line>& lines) {
    ports::Transaction all;
    for (const Line& line : lines) {
      all.writes.insert(all.writes.end(), line.transaction.writes.begin(),
                        line.transaction.writes.end());
      all.audit.insert(all.audit.end(), line.transaction.audit.begin(),
                       line.transaction.audit.end());
    }
    if (all.audit.empty()) return;
    const auto together = call_.context.store.commit(std::move(all));
    if (together) return;
    for (Line& line : lines) {
      if (line.transaction.audit.empty()) continue;
      const auto alone = together.error() == ports::StoreFault::kConflict
                             ? call_.context.store.commit(std::move(line.transaction))
                             : together;
      if (!alone) line.answer = fault_line(line, alone.error());
    }
  }

  Call call_;
  std::optional<std::string> key_;
  std::string_view rest_;
  std::size_t number_ = 0;
};

}  // namespace

http::Response screen(Call& call) {
  if (auto answer = answered_before(call)) return std::move(*answer);
  auto request = call.json();
  if (!request) return call.refuse(request.error());
  call.adopt_request_id(*request);
  const auto verdict = decide(call.context, std::move(*request));
  if (!verdict) return call.refuse(http::rejected(verdict.error()));
  return commit_decision(call, prepare_decision(call, replay::Kind::kScreen, *verdict));
}

http::Response screen_batch(Call& call) {
  auto key = http::idempotency_key(call);
  if (!key) return call.refuse(key.error());
  http::Response response;
  response.headers.set("Content-Type", "application/x-ndjson");
  response.stream = std::make_unique<BatchAnswers>(call, std::move(*key));
  return response;
}

}  // namespace financescr::handlers
