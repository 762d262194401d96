// Outgoing: the bytes of an answer that its client has not yet taken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "functions/http/message.hpp"

namespace financescr::pistache {

class Outgoing {
 public:
  // A head, and what follows it.
  void set(std::string head);
  void set(std::string head, http::Response&& response);

  // Sends what the system takes now, and adds it to `sent`. Returns false if the client is gone.
  [[nodiscard]] bool send(int fd, std::int64_t& sent);
  [[nodiscard]] std::size_t left() const;
  // Memory that is this answer's alone.
  [[nodiscard]] std::size_t held_bytes() const { return head_.capacity() + body_.capacity(); }
  void clear();

 private:
  [[nodiscard]] std::string_view tail() const {
    return shared_.view.empty() ? std::string_view(body_) : shared_.view;
  }

  std::string head_;
  std::string body_;
  http::SharedBytes shared_;
  std::size_t at_ = 0;  // in both together
};

}  // namespace financescr::pistache
