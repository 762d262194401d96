#include "native_server/host/open_store.hpp"

#include "functions/memory_store/memory_store.hpp"

namespace financescr::host {

Result<std::unique_ptr<ports::Store>> open_store(const std::string& url,
                                                 const std::string& instance) {
  if (url == "memory") return std::make_unique<memory_store::MemoryStore>(instance);
  return fail(ErrorCode::kInvalid, "--store must be memory, not " + url);
}

}  // namespace financescr::host
