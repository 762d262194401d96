// A browser's host on the two-customer pack of the replay tests, its clock standing still.
#pragma once

#include "tests/unit/functions/service.hpp"
#include "wasm/abi/host.hpp"

namespace financescr::samples {

inline std::string whole_pack_bytes() {
  static const std::string applications = application_row("A1");
  const auto sources = sources_of({.watchlist = kWatchlist,
                                   .customers = kCustomers,
                                   .as_of = kAsOf,
                                   .applications = applications});
  const auto compiled = pack::compile(sources.domains);
  REQUIRE(compiled.has_value());
  return compiled->bytes;
}

class Browser {
 public:
  Browser() : host_(open(whole_pack_bytes()).value()) {}

  tl::expected<std::unique_ptr<browser::Host>, Errors> open(const std::string& bytes) {
    const pack::AlignedBytes copy = pack::copy_aligned(bytes);
    return browser::Host::open(copy.view, copy.owner, clock, entropy);
  }

  // The status line of a message's answer and its body.
  std::pair<canonical::Json, std::string> ask(const std::string& head, const std::string& body) {
    const auto answer = host_->handle(head + "\n" + body);
    REQUIRE(answer.has_value());
    const std::size_t end = answer->find('\n');
    return {parse(answer->substr(0, end)), answer->substr(end + 1)};
  }

  browser::Host& host() { return *host_; }

  FixedClock clock;
  CountingEntropy entropy;

 private:
  std::unique_ptr<browser::Host> host_;
};

}  // namespace financescr::samples
