// The contract and the pages for people: documents that are part of the program.
#pragma once

#include "functions/call/call.hpp"

namespace financescr::service {

[[nodiscard]] http::Response openapi(Call& call);
[[nodiscard]] http::Response docs(Call& call);
[[nodiscard]] http::Response ui(Call& call);
[[nodiscard]] http::Response ui_script(Call& call);
[[nodiscard]] http::Response ui_style(Call& call);

}  // namespace financescr::service
