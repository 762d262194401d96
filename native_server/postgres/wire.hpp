// Values on the wire to Postgres and back.
//
// Postgres has no NUL in texts. One is sent as U+F0000 '0', and a U+F0000 as U+F0000 '1', so that
// every text comes back as it was given.
#pragma once

#include <string>
#include <string_view>

#include "native_server/sql/connection.hpp"

namespace financescr::postgres {

[[nodiscard]] std::string encode_text(std::string_view text);
[[nodiscard]] std::string decode_text(std::string_view text);
// A time as a UTC session gives it ("2026-11-22 03:05:06.1+00") as "2026-11-22T03:05:06.100000Z";
// what no timestamp holds stays as it is.
[[nodiscard]] std::string decode_time(std::string_view text);

// What a fault of this SQLSTATE means for the transaction it met.
[[nodiscard]] sql::FaultKind fault_kind(std::string_view sqlstate);

// The type of a result column that is an integer or a boolean.
[[nodiscard]] bool is_integer_type(unsigned type);
[[nodiscard]] bool is_boolean_type(unsigned type);
// The type of one that is a timestamp with a time zone.
[[nodiscard]] bool is_time_type(unsigned type);

}  // namespace financescr::postgres
