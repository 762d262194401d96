#include "native_server/keys/audit_file.hpp"

#include <sys/types.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <set>
#include <variant>

#include "engine/canonical/fields.hpp"
#include "engine/canonical/members.hpp"
#include "functions/audit/declaration.hpp"
#include "functions/audit/finding.hpp"
#include "functions/audit/head.hpp"
#include "native_server/files/files.hpp"

namespace financescr::keys {
namespace {

using canonical::Json;
using canonical::nullable;
using ports::AuditHead;
using ports::AuditRow;

// The lines of a file, one at a time.
class Lines {
 public:
  explicit Lines(std::FILE* file) : file_(file) {}
  ~Lines() { std::free(buffer_); }
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;

  // Without its end; nothing at the end of the file.
  std::optional<std::string_view> next() {
    const ssize_t length = ::getline(&buffer_, &capacity_, file_);
    if (length < 0) return std::nullopt;
    std::string_view line(buffer_, static_cast<std::size_t>(length));
    if (line.ends_with('\n')) line.remove_suffix(1);
    return line;
  }

 private:
  std::FILE* file_;
  char* buffer_ = nullptr;
  std::size_t capacity_ = 0;
};

constexpr std::size_t kMaxTextBytes = std::size_t{4} << 20U;

// A row or a head. Errors: kInvalid.
Result<std::variant<AuditRow, AuditHead>> read_line(std::string_view line) {
  const auto json = canonical::parse(line);
  if (!json) return tl::unexpected(json.error());
  Errors errors;
  canonical::Fields fields(*json, "", errors);
  using Number = std::numeric_limits<std::int64_t>;
  if (json->find("row") == nullptr) {
    auto head = audit::head_from_json(*json);
    if (head) return *std::move(head);
    if (json->find("signature") == nullptr || json->find("count") == nullptr) {
      return tl::unexpected(head.error().front());
    }
    // One that no server wrote, to be found.
    AuditHead odd;
    odd.chain = fields.text("chain", kMaxTextBytes).value_or("");
    odd.count = fields.integer("count", Number::min(), Number::max()).value_or(0);
    odd.is_readable = false;
    return odd;
  }
  AuditRow row;
  row.chain = fields.text("chain", kMaxTextBytes).value_or("");
  // Of any number, so that a forged one is found.
  row.seq = fields.required_integer("seq", Number::min(), Number::max());
  if (json->find("row")->is_null()) {
    row.is_readable = false;
    if (!errors.empty()) return tl::unexpected(errors.front());
    return row;
  }
  row.row = fields.text("row", kMaxTextBytes).value_or("");
  row.hash = fields.text("hash", kMaxTextBytes).value_or("");
  row.event = fields.text("event", kMaxTextBytes).value_or("");
  row.actor = fields.text("actor", kMaxTextBytes).value_or("");
  row.request_id = fields.text("request_id", kMaxTextBytes).value_or("");
  row.decision_id = fields.text("decision_id", kMaxTextBytes);
  row.case_id = fields.text("case_id", kMaxTextBytes);
  row.seal = fields.text("seal", kMaxTextBytes);
  const auto at = Timestamp::parse(fields.required_text("at", kMaxTextBytes));
  if (!at) fields.reject("at", ErrorCode::kInvalid, "is no instant");
  if (!errors.empty()) return tl::unexpected(errors.front());
  row.at = *at;
  return row;
}

}  // namespace

namespace {

// The line of a record, or `odd` where its texts are no UTF-8.
std::string line_of(const Json& json, const Json& odd) {
  std::string line = canonical::write(json);
  return canonical::parse(line) ? line : canonical::write(odd);
}

}  // namespace

std::string export_line(const AuditRow& row) {
  const Json odd =
      Json::object({{"chain", audit::printable(row.chain)}, {"seq", row.seq}, {"row", Json()}});
  if (!row.is_readable) return canonical::write(odd);
  return line_of(Json::object({{"chain", row.chain},
                               {"seq", row.seq},
                               {"row", row.row},
                               {"hash", row.hash},
                               {"at", row.at.to_string()},
                               {"event", row.event},
                               {"actor", row.actor},
                               {"request_id", row.request_id},
                               {"decision_id", nullable(row.decision_id)},
                               {"case_id", nullable(row.case_id)},
                               {"seal", nullable(row.seal)}}),
                 odd);
}

std::string export_line(const AuditHead& head) {
  const Json odd = Json::object(
      {{"chain", audit::printable(head.chain)}, {"count", head.count}, {"signature", Json()}});
  return head.is_readable ? line_of(audit::to_json(head), odd) : canonical::write(odd);
}

Result<std::unique_ptr<AuditFile>> AuditFile::open(const std::string& path) {
  const files::Stream file(std::fopen(path.c_str(), "re"));
  if (file == nullptr) {
    return fail(ErrorCode::kInvalid, path + ": cannot be opened: " + std::strerror(errno));
  }
  std::set<std::string> chains;
  Lines lines(file.get());
  std::size_t number = 0;
  while (const auto line = lines.next()) {
    ++number;
    if (line->empty()) continue;
    const auto read = read_line(*line);
    if (!read) {
      return fail(ErrorCode::kInvalid, path + ":" + std::to_string(number) +
                                           ": is neither a row nor a head: " + read.error().detail);
    }
    chains.insert(std::visit([](const auto& record) { return record.chain; }, *read));
  }
  auto opened = std::unique_ptr<AuditFile>(new AuditFile(path));
  opened->chains_.assign(chains.begin(), chains.end());
  return opened;
}

template <typename Use>
ports::Stored<void> AuditFile::each_line(Reader& reader, std::string_view chain, Use use) {
  if (reader.chain != chain) reader = {std::string(chain), 0};
  const files::Stream file(std::fopen(path_.c_str(), "re"));
  if (file == nullptr || ::fseeko(file.get(), reader.offset, SEEK_SET) != 0) {
    return tl::unexpected(ports::StoreFault::kUnavailable);
  }
  Lines lines(file.get());
  while (const auto line = lines.next()) {
    const auto read = line->empty() ? fail(ErrorCode::kMissing, "") : read_line(*line);
    if (read && !use(*read)) return {};
    reader.offset = ::ftello(file.get());
  }
  return {};
}

ports::Stored<std::vector<AuditHead>> AuditFile::heads(std::string_view chain, std::int64_t from,
                                                       std::size_t limit) {
  std::vector<AuditHead> found;
  const auto read = each_line(heads_, chain, [&](const auto& record) {
    const auto* head = std::get_if<AuditHead>(&record);
    if (head == nullptr || head->chain != chain || head->count < from) return true;
    if (found.size() == limit) return false;
    found.push_back(*head);
    return true;
  });
  if (!read) return tl::unexpected(read.error());
  return found;
}

ports::Stored<void> AuditFile::each_declaration(std::string_view chain, const UseRow& use) {
  Reader reader;
  return each_line(reader, "", [&](const auto& record) {
    const auto* row = std::get_if<AuditRow>(&record);
    const bool is_one = row != nullptr && row->is_readable && row->event == audit::kChainDeclared &&
                        row->request_id == chain;
    return !is_one || use(*row);
  });
}

ports::Stored<bool> AuditFile::has_head(std::string_view chain, std::int64_t count) {
  Reader reader;
  bool is_there = false;
  bool is_later = false;
  const auto read = each_line(reader, "", [&](const auto& record) {
    const auto* head = std::get_if<AuditHead>(&record);
    if (head == nullptr || head->chain != chain) return true;
    is_there = is_there || head->count == count;
    is_later = is_later || head->count > count;
    return !is_there;
  });
  if (!read) return tl::unexpected(read.error());
  return is_there || !is_later;
}

ports::Stored<std::vector<AuditRow>> AuditFile::rows(std::string_view chain, std::int64_t from,
                                                     std::size_t limit) {
  // What stands behind rows that were read is given whatever its number, so that it is found.
  const bool goes_on = rows_.chain == chain && rows_.offset > 0;
  std::vector<AuditRow> found;
  const auto read = each_line(rows_, chain, [&](const auto& record) {
    const auto* row = std::get_if<AuditRow>(&record);
    if (row == nullptr || row->chain != chain) return true;
    if (found.size() == limit) return false;
    if (goes_on || row->seq >= from || !found.empty()) found.push_back(*row);
    return true;
  });
  if (!read) return tl::unexpected(read.error());
  return found;
}

}  // namespace financescr::keys
