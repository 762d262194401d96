// Context: everything a handler may touch besides its request.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/screening/search.hpp"
#include "functions/http/pages.hpp"
#include "functions/http/peer.hpp"
#include "functions/http/rate_limiter.hpp"
#include "functions/metrics/metrics.hpp"
#include "functions/ports/clock.hpp"
#include "functions/ports/entropy.hpp"
#include "functions/ports/log.hpp"
#include "functions/ports/pack_library.hpp"
#include "functions/ports/secrets.hpp"
#include "functions/ports/store.hpp"
#include "functions/scores/score_cache.hpp"

namespace financescr {

struct Settings {
  std::string version;        // of the program
  std::string version_stamp;  // of the deployment, as the reference's VERSION_STAMP
  std::string instance;       // name of this server, and of its audit chain
  // Requests without a token act as an anonymous analyst. Only for a loopback demonstration: the
  // Host and Origin of every request must then be this machine.
  bool demo = false;
  // Whether people and programs can have accounts here; the routes of accounts answer 501 if not.
  bool has_accounts = true;
  std::vector<std::string> allowed_origins;  // CORS; exact, none by default
  // Proxies that are believed when they say whose request they pass on; none by default.
  std::vector<http::Network> trusted_proxies;
  std::size_t max_body_bytes = 4U << 20U;
  std::size_t max_batch_bytes = 64U << 20U;
  // Of a route that everybody may use, and of one that reads no body.
  std::size_t max_public_body_bytes = 64U << 10U;
  // Whose signed heads of the audit log count, besides this server's: hexadecimal Ed25519 keys of
  // other servers and of earlier keys.
  std::vector<std::string> trusted_audit_keys;
};

// One per request. The references are shared by all requests and thread-safe; `workspace` belongs
// to the thread.
struct Context {
  std::shared_ptr<const ports::LoadedPack> pack;  // this request is decided on
  ports::PackLibrary& packs;
  ports::Store& store;
  ports::Clock& clock;
  ports::Entropy& entropy;
  ports::Secrets& secrets;
  ports::Log& log;
  metrics::Registry& metrics;
  http::RateLimiter& rate_limiter;
  scores::ScoreCache& scores;
  const Settings& settings;
  decision::Workspace& workspace;
  const http::Pages* pages = nullptr;  // served beside the API, if there are any
};

}  // namespace financescr
