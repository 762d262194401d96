// Request and Response: what HTTP means, without sockets. A host turns bytes into a Request and a
// Response into bytes; nothing in between knows which host it is.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace financescr::http {

enum class Method : std::uint8_t { kGet, kHead, kPost, kPut, kPatch, kDelete, kOptions };

[[nodiscard]] std::string_view to_string(Method method);
[[nodiscard]] std::optional<Method> parse_method(std::string_view name);

// Header fields in the order they came. Names are compared without case.
class Headers {
 public:
  using Field = std::pair<std::string, std::string>;

  // The first field of that name, or nothing.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
  // All fields of that name, joined with ", " (RFC 9110, 5.3). Nothing if there is none.
  [[nodiscard]] std::optional<std::string> joined(std::string_view name) const;
  void add(std::string name, std::string value);
  // Replaces every field of that name.
  void set(std::string_view name, std::string value);
  void remove(std::string_view name);

  [[nodiscard]] const std::vector<Field>& fields() const { return fields_; }

 private:
  std::vector<Field> fields_;
};

// What a request says before its body.
struct RequestHead {
  Method method = Method::kGet;
  std::string path;   // as on the wire, without the query; percent-encoded
  std::string query;  // after the '?', percent-encoded; empty if there is none
  Headers headers;
  // Address of the client, for logs and limits: http/peer.hpp. "" if the host knows none.
  std::string peer;
};

struct Request : RequestHead {
  std::string body;
};

// A body made in pieces, so that a long answer is neither held whole nor waited for.
class BodySource {
 public:
  virtual ~BodySource() = default;
  // Appends the next piece and returns true, or returns false at the end. A piece may be empty.
  [[nodiscard]] virtual bool next(std::string& piece) = 0;
  // How long the host waits before it asks for the next piece, after an empty one.
  [[nodiscard]] virtual std::int64_t pause_us() const { return 0; }
};

// Bytes that many answers share. Without an owner they live as long as the program.
struct SharedBytes {
  std::shared_ptr<const void> owner;
  std::string_view view;
};

struct Response {
  int status = 200;
  Headers headers;  // without Content-Length, Transfer-Encoding, Connection and Date: the host's
  std::string body;
  SharedBytes shared;  // if its view is not empty, it is the body, and `body` is empty
  // If set, there is no other body and the host sends these pieces, chunked. It is pulled on the
  // thread that called handle(), while the Request and the Context live.
  std::unique_ptr<BodySource> stream;

  // The body of an answer that is not streamed.
  [[nodiscard]] std::string_view held_body() const {
    return shared.view.empty() ? std::string_view(body) : shared.view;
  }
};

}  // namespace financescr::http
