// A client that can misbehave: raw bytes out, answers read strictly. No wait is longer than 10 s.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "functions/http/message.hpp"

namespace financescr::service_test {

using namespace std::chrono_literals;

struct Answer {
  int status = 0;  // 0: the connection ended before there was one
  http::Headers headers;
  std::string body;
  bool whole = false;  // nothing was missing at its end

  [[nodiscard]] std::string header(std::string_view name) const {
    return std::string(headers.find(name).value_or(""));
  }
};

class Client {
 public:
  explicit Client(std::uint16_t port);
  // From an address of this machine.
  Client(std::uint16_t port, const char* address);
  // With a socket of open_socket(), which it then owns.
  Client(std::uint16_t port, int socket);
  [[nodiscard]] static int open_socket();
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // Returns false if the server has closed.
  bool send(std::string_view bytes);
  // Sends every byte in a packet of its own.
  void send_bytewise(std::string_view bytes);
  // A system's receive buffer of this size, for slow readers. Call it before anything is sent.
  void shrink_buffer(int bytes);

  // The next answer. `head_only`: of a HEAD request.
  [[nodiscard]] Answer read(bool head_only = false);
  // Whether the server ends the connection within the time. What it still sends is thrown away.
  [[nodiscard]] bool is_closed_within(std::chrono::milliseconds limit);
  // Whether nothing comes and nothing ends for the time.
  [[nodiscard]] bool is_quiet_for(std::chrono::milliseconds time);
  // Reads at most that many bytes of whatever comes.
  std::size_t read_some(std::size_t bytes);

  // Says that nothing more will be sent, but still reads.
  void half_close();
  // Goes away with a reset.
  void abort();

 private:
  [[nodiscard]] bool fill();
  [[nodiscard]] std::optional<std::string> line();
  [[nodiscard]] bool exactly(std::size_t bytes, std::string& out);
  void read_chunks(Answer& answer);

  int fd_;
  std::string input_;
};

// One request on a connection of its own.
[[nodiscard]] Answer ask(std::uint16_t port, std::string_view request);
// "GET path HTTP/1.1" with a Host and the further header lines, each ending in CR LF.
[[nodiscard]] std::string get(std::string_view path, std::string_view fields = {});
[[nodiscard]] std::string post(std::string_view path, std::string_view body);

}  // namespace financescr::service_test
