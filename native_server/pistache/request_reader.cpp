#include "native_server/pistache/request_reader.hpp"

#include <algorithm>
#include <string>

#include <boost/beast/http/basic_parser.hpp>

#include "functions/http/text.hpp"

namespace financescr::pistache {
namespace {

namespace beast = boost::beast;
using http::Problem;

constexpr std::size_t kKeptCapacity = 4096;  // of an idle connection's buffer

// After so much of a body there is room for all that was announced, instead of copying it again.
constexpr std::size_t kBelievedBytes = 1U << 20U;

Problem bad_request(std::string code, std::string detail) {
  return {400, std::move(code), std::move(detail)};
}

// uri-host [":" port], as far as it can be told without resolving it.
bool is_host(std::string_view value) {
  return !value.empty() && std::all_of(value.begin(), value.end(), [](char c) {
    return c > ' ' && c < 0x7f && std::string_view("/\\@,?#<>\"").find(c) == std::string_view::npos;
  });
}

bool is_digits(std::string_view value) {
  return !value.empty() &&
         std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "http://host/path" to "/path" (RFC 9112, 3.2.2).
std::string_view origin_form(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!http::equal_ignoring_case(target.substr(0, scheme.size()), scheme)) continue;
    const std::size_t slash = target.find('/', scheme.size());
    return slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
  }
  return target;
}

// Whether a request line ends in a version that is well-formed and not ours.
bool is_other_version(std::string_view line) {
  constexpr std::string_view kForm = " HTTP/d.d";
  if (line.size() < kForm.size()) return false;
  line.remove_prefix(line.size() - kForm.size());
  return line.starts_with(" HTTP/") && is_digits(line.substr(6, 1)) && line[7] == '.' &&
         is_digits(line.substr(8)) && line.substr(6) != "1.0" && line.substr(6) != "1.1";
}

// Whether a line ends, rightly or wrongly, in what came after the first `searched` bytes.
bool may_end_line(std::string_view text, std::size_t searched) {
  if (text.find('\n', searched) != std::string_view::npos) return true;
  const std::size_t cr = text.find('\r', searched - 1);
  return cr != std::string_view::npos && cr + 1 < text.size();
}

Problem problem_of(const beast::error_code& error) {
  using Fault = beast::http::error;
  if (error == Fault::body_limit) {
    return {413, "too_large", "The body is larger than this path takes"};
  }
  if (error == Fault::bad_content_length) {
    return bad_request("bad_content_length", "Content-Length is not one decimal number");
  }
  if (error == Fault::bad_transfer_encoding) {
    return bad_request("bad_transfer_encoding",
                       "Transfer-Encoding and Content-Length contradict each other");
  }
  if (error == Fault::bad_chunk || error == Fault::bad_chunk_extension) {
    return bad_request("bad_chunk", "The chunked body is not well-formed");
  }
  if (error == Fault::bad_method || error == Fault::bad_target || error == Fault::bad_version) {
    return bad_request("bad_request_line", "The request line is not well-formed");
  }
  return bad_request("bad_header", "The header is not well-formed");
}

}  // namespace

// Fills a Request. A fault of ours stops Beast by any error code; `fault` then says which it was.
class RequestReader::Parser final : public beast::http::basic_parser<true> {
 public:
  explicit Parser(const Limits& limits) : limits_(limits) {
    header_limit(~std::uint32_t{0} >> 1U);  // ours is stricter and was checked before
    body_limit(~std::uint64_t{0});          // likewise
    eager(true);
  }

  http::Request request;
  std::size_t most_bytes = ~std::size_t{0};  // of the body
  std::size_t separators = 0;                // of JSON, in the body so far
  std::optional<Problem> fault;
  bool http_1_0 = false;
  bool expects_continue = false;

 private:
  using Error = beast::error_code;
  using Text = beast::string_view;

  const Limits& limits_;
  bool in_trailer_ = false;
  std::size_t fields_ = 0;
  std::size_t hosts_ = 0;
  bool has_length_ = false;
  std::size_t extension_bytes_ = 0;

  void stop(Error& error, Problem problem) {
    fault = std::move(problem);
    error = beast::http::error::bad_field;
  }

  void on_request_impl(beast::http::verb, Text method, Text target, int version,
                       Error& error) override {
    http_1_0 = version < 11;
    const auto known = http::parse_method({method.data(), method.size()});
    if (!known) {
      return stop(error, {501, "method_not_implemented", "This method is not known here"});
    }
    request.method = *known;
    const std::string_view path = origin_form({target.data(), target.size()});
    const bool asterisk = path == "*" && *known == http::Method::kOptions;
    if ((!asterisk && !path.starts_with('/')) || path.find('#') != std::string_view::npos) {
      return stop(error, bad_request("bad_target", "The request target is not a path"));
    }
    const std::size_t mark = path.find('?');
    request.path = path.substr(0, mark);
    if (mark != std::string_view::npos) request.query = path.substr(mark + 1);
  }

  void on_response_impl(int, Text, int, Error&) override {}

  void on_field_impl(beast::http::field field, Text name, Text value, Error& error) override {
    if (++fields_ > limits_.header_fields) {
      return stop(error, {431, "header_too_large", "There are too many header fields"});
    }
    if (in_trailer_) return;
    const std::string_view text(value.data(), value.size());
    check_field(field, text, error);
    if (!error) request.headers.add({name.data(), name.size()}, std::string(text));
  }

  void check_field(beast::http::field field, std::string_view value, Error& error) {
    namespace names = beast::http;
    if (field == names::field::host && (++hosts_ > 1 || !is_host(value))) {
      return stop(error, bad_request("bad_host", "Host must be given once, as host or host:port"));
    }
    if (field == names::field::content_length &&
        (std::exchange(has_length_, true) || !is_digits(value))) {
      error = names::error::bad_content_length;
    }
    if (field == names::field::transfer_encoding) {
      if (http_1_0) return stop(error, bad_request("bad_transfer_encoding", "Not in HTTP/1.0"));
      if (!http::equal_ignoring_case(value, "chunked")) {
        return stop(error, {501, "bad_transfer_encoding", "Only chunked is understood"});
      }
    }
    if (field == names::field::expect) {
      if (!http::equal_ignoring_case(value, "100-continue")) {
        return stop(error, {417, "bad_expectation", "Only 100-continue can be expected"});
      }
      expects_continue = !http_1_0;
    }
  }

  void on_header_impl(Error& error) override {
    in_trailer_ = true;
    if (hosts_ == 0 && !http_1_0) stop(error, bad_request("bad_host", "Host is missing"));
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>&, Error&) override {}

  std::size_t on_body_impl(Text bytes, Error&) override {
    std::string& body = request.body;
    const std::size_t size = body.size() + bytes.size();
    if (size > body.capacity()) {
      const auto announced = content_length();
      const bool is_large = size > kBelievedBytes;
      std::size_t room = std::max(size, is_large ? body.size() + body.size() / 4 : 2 * body.size());
      if (announced && (is_large || room > *announced)) room = *announced;
      body.reserve(room);
    }
    body.append(bytes.data(), bytes.size());
    for (const char c : bytes) separators += c == ',' || c == '[' || c == '{' ? 1 : 0;
    return bytes.size();
  }

  void on_chunk_header_impl(std::uint64_t size, Text extensions, Error& error) override {
    extension_bytes_ += extensions.size();
    if (extension_bytes_ > limits_.head_bytes) {
      return stop(error, {431, "header_too_large", "There are too many chunk extensions"});
    }
    if (http::has_control({extensions.data(), extensions.size()})) {
      return stop(error, bad_request("bad_chunk", "A chunk extension has control characters"));
    }
    if (size > most_bytes - std::min(request.body.size(), most_bytes)) {
      error = beast::http::error::body_limit;
    }
  }
  std::size_t on_chunk_body_impl(std::uint64_t, Text bytes, Error& error) override {
    return on_body_impl(bytes, error);
  }
  void on_finish_impl(Error&) override {}
};

RequestReader::RequestReader(const Limits& limits, std::string peer, ClientOf client_of)
    : limits_(limits), peer_(std::move(peer)), client_of_(std::move(client_of)) {}

RequestReader::~RequestReader() = default;

void RequestReader::fail(Problem problem) {
  fault_ = std::move(problem);
  abandon();
}

void RequestReader::abandon() {
  state_ = State::kFaulty;
  parser_.reset();
  std::string().swap(pending_);
}

const http::RequestHead& RequestReader::head() const { return parser_->request; }

bool RequestReader::is_http_1_0() const { return parser_->http_1_0; }

void RequestReader::allow(std::size_t most_bytes) {
  const auto announced = parser_->content_length();
  if (announced && *announced > most_bytes) {
    return fail(problem_of(beast::http::error::body_limit));
  }
  parser_->most_bytes = most_bytes;
  state_ = State::kBody;
  continue_ = parser_->expects_continue && pending_.empty();
  advance();
}

std::size_t RequestReader::held_bytes(bool as_tree) const {
  if (parser_ == nullptr) return pending_.capacity();
  const std::size_t body = parser_->request.body.capacity();
  return pending_.capacity() + body + (as_tree ? parser_->separators * kTreeBytes : 0);
}

void RequestReader::consume(std::size_t bytes) {
  bytes_ += static_cast<std::int64_t>(bytes);
  pending_.erase(0, bytes);
  searched_ = 0;
  if (pending_.empty() && pending_.capacity() > kKeptCapacity) std::string().swap(pending_);
}

void RequestReader::feed(std::string_view bytes) {
  pending_ += bytes;
  advance();
}

void RequestReader::advance() {
  if (state_ == State::kEmpty && !pending_.empty()) state_ = State::kHead;
  if (state_ == State::kHead && !read_head()) return;
  if (state_ == State::kBody && !pending_.empty()) read_body();
}

std::size_t RequestReader::find_head_end() {
  for (std::size_t lf = pending_.find('\n', searched_); lf != std::string::npos;
       lf = pending_.find('\n', searched_)) {
    searched_ = lf + 1;
    if (searched_ > limits_.head_bytes) {
      fail(too_much_head());
      return 0;
    }
    if (lf == 0 || pending_[lf - 1] != '\r') {
      fail(bad_request("bad_line_ending", "A line of the header does not end in CR LF"));
      return 0;
    }
    if (lf - line_start_ == 1) {
      if (lines_ > 0) return lf + 1;
      consume(lf + 1);  // an empty line before a request is passed over (RFC 9112, 2.2)
      continue;
    }
    if (lines_ > 0 && (pending_[line_start_] == ' ' || pending_[line_start_] == '\t')) {
      fail(bad_request("bad_header", "Folded header lines are not taken"));
      return 0;
    }
    ++lines_;
    line_start_ = lf + 1;
  }
  searched_ = pending_.size();
  if (static_cast<std::size_t>(bytes_) + searched_ > limits_.head_bytes) fail(too_much_head());
  return 0;
}

Problem RequestReader::too_much_head() const {
  if (lines_ == 0) return {414, "target_too_long", "The request line is too long"};
  return {431, "header_too_large", "The header is too large"};
}

bool RequestReader::read_head() {
  const std::size_t end = find_head_end();
  if (state_ == State::kFaulty) return false;
  if (end == 0) {
    if (pending_.empty()) state_ = State::kEmpty;
    return false;
  }
  parser_ = std::make_unique<Parser>(limits_);
  beast::error_code error;
  parser_->put(boost::asio::buffer(pending_.data(), end), error);
  if (error == beast::http::error::bad_version &&
      is_other_version(std::string_view(pending_).substr(0, pending_.find("\r\n")))) {
    parser_->fault = Problem{505, "http_version", "Only HTTP/1.0 and HTTP/1.1 are spoken here"};
  }
  if (error) {
    fail(parser_->fault ? std::move(*parser_->fault) : problem_of(error));
    return false;
  }
  http::Request& request = parser_->request;
  request.peer = client_of_ ? client_of_(request.headers, peer_) : peer_;
  consume(end);
  line_start_ = 0;
  lines_ = 0;
  const auto length = parser_->content_length();
  if (parser_->is_done()) {
    state_ = State::kReady;
  } else {
    state_ = length && *length <= pending_.size() ? State::kBody : State::kAsking;
  }
  return true;
}

void RequestReader::read_body() {
  // Beast wants a chunk's line whole; without a new line's end there is nothing to ask it for.
  if (searched_ > 0 && !may_end_line(pending_, searched_) &&
      pending_.size() <= limits_.head_bytes) {
    searched_ = pending_.size();
    return;
  }
  std::size_t used = 0;
  beast::error_code error;
  while (!error && used < pending_.size() && !parser_->is_done()) {
    used +=
        parser_->put(boost::asio::buffer(pending_.data() + used, pending_.size() - used), error);
  }
  if (error && error != beast::http::error::need_more) {
    return fail(parser_->fault ? std::move(*parser_->fault) : problem_of(error));
  }
  consume(used);
  if (parser_->is_done()) {
    state_ = State::kReady;
    return;
  }
  searched_ = pending_.size();
  for (std::size_t lf = pending_.find('\n'); lf != std::string::npos;
       lf = pending_.find('\n', lf + 1)) {
    if (lf == 0 || pending_[lf - 1] != '\r') {
      return fail(bad_request("bad_chunk", "A line of the chunked body does not end in CR LF"));
    }
  }
  if (pending_.size() > limits_.head_bytes) {
    fail({431, "header_too_large", "A chunk's line or the trailer is too large"});
  }
}

ReadRequest RequestReader::take() {
  ReadRequest read{std::move(parser_->request), parser_->keep_alive(), parser_->http_1_0, bytes_,
                   parser_->separators * kTreeBytes};
  parser_.reset();
  continue_ = false;
  bytes_ = 0;
  searched_ = 0;
  state_ = State::kEmpty;
  advance();
  return read;
}

}  // namespace financescr::pistache
