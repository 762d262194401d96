// The C ABI of docs/BROWSER.md. One module instance is one host with one pack.
#include <cstddef>
#include <cstdlib>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <string_view>

#include "engine/canonical/sha256.hpp"
#include "wasm/abi/check_proof.hpp"
#include "wasm/abi/describe.hpp"
#include "wasm/abi/host.hpp"
#include "wasm/abi/imported_ports.hpp"

namespace {

using namespace financescr;

constexpr std::size_t kAlignment = 16;

// What a call leads to. The caller reads the first three words and gives it back to
// financescr_release().
struct Answer {
  std::uint32_t status = 0;  // 0 good, 1 refused
  const char* data = nullptr;
  std::uint32_t size = 0;
  std::string body;
};
static_assert(offsetof(Answer, data) == 4 && offsetof(Answer, size) == 8);

// Answered when there is no memory left for another, so it takes none.
Answer& out_of_memory() {
  static constexpr std::string_view kBody =
      R"({"errors":[{"code":"too_large","detail":"The memory limit is reached","pointer":""}]})";
  static Answer only{1, kBody.data(), kBody.size(), {}};
  return only;
}

Answer* answer(std::uint32_t status, std::string body) {
  auto made = std::make_unique<Answer>();
  made->status = status;
  made->body = std::move(body);
  made->data = made->body.data();
  made->size = static_cast<std::uint32_t>(made->body.size());
  return made.release();
}

Answer* refuse(const Errors& errors) { return answer(1, browser::refusal(errors)); }

// Runs a call; what it throws becomes an answer.
template <typename Call>
Answer* guarded(const Call& call) {
  try {
    return call();
  } catch (const std::bad_alloc&) {
    return &out_of_memory();
  } catch (const std::exception& error) {
    return refuse({{ErrorCode::kCorrupt, std::string("The engine failed: ") + error.what(), ""}});
  }
}

// All that one module instance holds.
struct Instance {
  browser::ImportedClock clock;
  browser::ImportedEntropy entropy;
  std::unique_ptr<browser::Host> host;
};

Instance& instance() {
  static Instance only;
  return only;
}

template <typename Call>
Answer* with_host(const Call& call) {
  return guarded([&] {
    browser::Host* host = instance().host.get();
    if (host != nullptr) return call(*host);
    return refuse({{ErrorCode::kUnavailable, "No pack is open", ""}});
  });
}

}  // namespace

#define FINANCESCR_EXPORT(name) extern "C" __attribute__((export_name(#name))) auto name

FINANCESCR_EXPORT(financescr_alloc)(std::uint32_t size)->void* {
  if (size >= FINANCESCR_MEMORY_LIMIT_BYTES) return nullptr;
  return std::aligned_alloc(kAlignment, (size / kAlignment + 1) * kAlignment);
}

FINANCESCR_EXPORT(financescr_free)(void* bytes)->void { std::free(bytes); }

FINANCESCR_EXPORT(financescr_about)()->Answer* {
  return guarded(
      [] { return answer(0, canonical::write(browser::about(FINANCESCR_MEMORY_LIMIT_BYTES))); });
}

FINANCESCR_EXPORT(financescr_open)(char* bytes, std::uint32_t size)->Answer* {
  return guarded([&] {
    const std::shared_ptr<const void> owner(bytes, [](void* held) { std::free(held); });
    Instance& only = instance();
    only.host.reset();
    auto opened = browser::Host::open({bytes, size}, owner, only.clock, only.entropy);
    if (!opened) return refuse(opened.error());
    only.host = *std::move(opened);
    return answer(0, canonical::write(browser::describe(only.host->engine())));
  });
}

FINANCESCR_EXPORT(financescr_handle)(const char* bytes, std::uint32_t size)->Answer* {
  return with_host([&](browser::Host& host) {
    auto response = host.handle({bytes, size});
    return response ? answer(0, *std::move(response)) : refuse(response.error());
  });
}

FINANCESCR_EXPORT(financescr_lines)
(std::uint32_t task, const char* bytes, std::uint32_t size, std::uint32_t first_line)->Answer* {
  return with_host([&](browser::Host& host) {
    const auto wanted = browser::task_of(task);
    if (wanted) return answer(0, host.lines(*wanted, {bytes, size}, first_line));
    return refuse({{ErrorCode::kInvalid, "There is no task " + std::to_string(task), ""}});
  });
}

FINANCESCR_EXPORT(financescr_check_proof)(const char* bytes, std::uint32_t size)->Answer* {
  return guarded([&] {
    const auto request = canonical::parse({bytes, size});
    if (!request) return refuse({request.error()});
    const auto checked = browser::check_proof(*request);
    return checked ? answer(0, canonical::write(*checked)) : refuse(checked.error());
  });
}

FINANCESCR_EXPORT(financescr_sha256)(const char* bytes, std::uint32_t size)->Answer* {
  return guarded([&] { return answer(0, canonical::hex(canonical::sha256({bytes, size}))); });
}

FINANCESCR_EXPORT(financescr_release)(Answer* given)->void {
  if (given != &out_of_memory()) delete given;
}
