#include "native_server/pistache/outgoing.hpp"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace financescr::pistache {
namespace {

iovec piece(std::string_view text) { return {const_cast<char*>(text.data()), text.size()}; }

}  // namespace

void Outgoing::set(std::string head) {
  clear();
  head_ = std::move(head);
}

void Outgoing::set(std::string head, http::Response&& response) {
  set(std::move(head));
  shared_ = std::move(response.shared);
  if (shared_.view.empty()) body_ = std::move(response.body);
}

std::size_t Outgoing::left() const { return head_.size() + tail().size() - at_; }

bool Outgoing::send(int fd, std::int64_t& sent) {
  while (left() > 0) {
    const std::size_t of_head = std::min(at_, head_.size());
    std::array<iovec, 2> pieces{piece(std::string_view(head_).substr(of_head)),
                                piece(tail().substr(at_ - of_head))};
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = pieces.size();
    const ssize_t taken = ::sendmsg(fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (taken >= 0) {
      at_ += static_cast<std::size_t>(taken);
      sent += taken;
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      return true;
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

void Outgoing::clear() {
  std::string().swap(head_);
  std::string().swap(body_);
  shared_ = {};
  at_ = 0;
}

}  // namespace financescr::pistache
