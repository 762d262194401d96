// Which row of the audit log binds a record.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace financescr::ports {

// Which row of the audit log holds the newest digest of a record, and the salt of that digest. Set
// by the store at each commit; what a caller gives is not read. Nothing in records of builds
// before.
struct Binding {
  std::optional<std::string> salt;  // 32 hexadecimal digits
  std::optional<std::string> chain;
  std::optional<std::int64_t> seq;
};

}  // namespace financescr::ports
