// RequestReader: bytes of a connection to requests, one at a time.
//
// Boost.Beast's HTTP/1.1 parser reads header fields and chunks; what it lets pass and HTTP does not
// is refused here: a second Content-Length, a line that ends in a bare LF, folded lines, a missing
// or strange Host. A body that did not come with its header is read when that is allowed. Memory
// grows with the bytes that came; a header's word for the rest is taken after a mebibyte of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "functions/http/message.hpp"
#include "functions/http/problem.hpp"
#include "native_server/pistache/options.hpp"

namespace financescr::pistache {

struct ReadRequest {
  http::Request request;
  bool keep_alive = false;
  bool http_1_0 = false;
  std::int64_t bytes = 0;      // head and body as they came
  std::size_t tree_bytes = 0;  // if the body becomes a tree of values
};

class RequestReader {
 public:
  enum class State : std::uint8_t {
    kEmpty,   // between requests
    kHead,    // a header has begun
    kAsking,  // a header is read; whether its body is wanted must be said
    kBody,    // the body is being read
    kReady,   // a request can be taken
    kFaulty,  // what came is no request; nothing more is read
  };

  using ClientOf = decltype(Options::client_of);

  // A byte of a body that separates two values of JSON stands for so much memory of a tree.
  static constexpr std::size_t kTreeBytes = 192;

  // The limits must outlive the reader. `peer` is the connection's.
  RequestReader(const Limits& limits, std::string peer, ClientOf client_of = {});
  ~RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  [[nodiscard]] State state() const { return state_; }
  // Keeps what it does not need yet. Requires: not kReady, not kFaulty.
  void feed(std::string_view bytes);
  // The request without its body. Requires: kAsking.
  [[nodiscard]] const http::RequestHead& head() const;
  [[nodiscard]] bool is_http_1_0() const;
  // The body may come, of so many bytes. Requires: kAsking.
  void allow(std::size_t most_bytes);
  // Reads nothing more, and keeps nothing.
  void abandon();
  // Memory that what came takes, and, with `as_tree`, what is made of it will take.
  [[nodiscard]] std::size_t held_bytes(bool as_tree) const;
  // Whether the client waits for "100 Continue". True once a request.
  [[nodiscard]] bool take_continue() { return std::exchange(continue_, false); }
  // Bytes of the present request so far.
  [[nodiscard]] std::int64_t bytes() const { return bytes_; }
  // Then reads on in what came behind it. Requires: kReady.
  [[nodiscard]] ReadRequest take();
  // Requires: kFaulty.
  [[nodiscard]] const http::Problem& fault() const { return fault_; }

 private:
  class Parser;

  void advance();
  [[nodiscard]] bool read_head();
  void read_body();
  // The length of a whole header at the start of what is pending; 0 if it is not whole yet.
  [[nodiscard]] std::size_t find_head_end();
  [[nodiscard]] http::Problem too_much_head() const;
  void fail(http::Problem problem);
  void consume(std::size_t bytes);

  const Limits& limits_;
  const std::string peer_;
  const ClientOf client_of_;
  State state_ = State::kEmpty;
  bool continue_ = false;
  std::string pending_;
  std::size_t line_start_ = 0;  // of the line of the header that is not whole yet
  std::size_t lines_ = 0;       // whole lines before it
  std::size_t searched_ = 0;    // pending bytes that were looked through for a line's end
  std::int64_t bytes_ = 0;
  std::unique_ptr<Parser> parser_;
  http::Problem fault_;
};

}  // namespace financescr::pistache
