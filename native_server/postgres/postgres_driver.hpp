// Postgres through libpq: the store that several servers share.
#pragma once

#include <memory>
#include <string>

#include "native_server/sql/connection.hpp"

namespace financescr::postgres {

// `url` as libpq reads it: "postgresql://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=verify-full".
[[nodiscard]] std::unique_ptr<sql::Driver> make_driver(std::string url);

}  // namespace financescr::postgres
