// RequestReader: bytes of a connection to requests, one at a time.
//
// Boost.Beast's HTTP/1.1 parser reads header fields and chunks; what it lets pass and HTTP does not
// is refused here: a second Content-Length, a line that ends in a bare LF, folded lines, a missing
// or strange Host. Memory grows with the bytes that came, never with what a header announces.
#pragma once

#include <atomic>
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

// A share of Limits::held_bytes, given back when it dies.
class HeldBytes {
 public:
  HeldBytes() = default;
  explicit HeldBytes(std::atomic<std::size_t>& total) : total_(&total) {}
  HeldBytes(HeldBytes&& other) noexcept
      : total_(std::exchange(other.total_, nullptr)), bytes_(std::exchange(other.bytes_, 0)) {}
  HeldBytes& operator=(HeldBytes&& other) noexcept {
    release();
    total_ = std::exchange(other.total_, nullptr);
    bytes_ = std::exchange(other.bytes_, 0);
    return *this;
  }
  HeldBytes(const HeldBytes&) = delete;
  HeldBytes& operator=(const HeldBytes&) = delete;
  ~HeldBytes() { release(); }

  // Returns: whether all shares together are within `limit`.
  [[nodiscard]] bool grow(std::size_t bytes, std::size_t limit) {
    bytes_ += bytes;
    return total_->fetch_add(bytes) + bytes <= limit;
  }

 private:
  void release() {
    if (total_ != nullptr) total_->fetch_sub(bytes_);
    bytes_ = 0;
  }
  std::atomic<std::size_t>* total_ = nullptr;
  std::size_t bytes_ = 0;
};

struct ReadRequest {
  http::Request request;
  bool keep_alive = false;
  bool http_1_0 = false;
  std::int64_t bytes = 0;  // head and body as they came
  HeldBytes held;
};

class RequestReader {
 public:
  enum class State : std::uint8_t {
    kEmpty,   // between requests
    kHead,    // a header has begun
    kBody,    // a header is read, its body is not
    kReady,   // a request can be taken
    kFaulty,  // what came is no request; nothing more is read
  };

  // The arguments must outlive the reader.
  RequestReader(const Limits& limits, std::atomic<std::size_t>& held_total);
  ~RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  [[nodiscard]] State state() const { return state_; }
  // Keeps what it does not need yet. Requires: not kReady, not kFaulty.
  void feed(std::string_view bytes);
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
  std::atomic<std::size_t>& held_total_;
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
