#include "functions/service/pages.hpp"

#include "functions/contract/documents.hpp"

namespace financescr::service {
namespace {

// Scripts, styles and data come from this server only, and nothing may frame the page.
constexpr const char* kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

http::Response serve(const Call& call, const contract::Document& document) {
  http::Response response;
  response.headers.set("ETag", std::string(document.entity_tag));
  response.headers.set("Cache-Control", "no-cache");
  response.headers.set("Content-Security-Policy", kPagePolicy);
  const auto seen = call.request.headers.joined("if-none-match");
  if (seen && seen->find(document.entity_tag) != std::string::npos) {
    response.status = 304;
    return response;
  }
  response.headers.set("Content-Type", std::string(document.media_type));
  response.shared.view = document.text;
  return response;
}

}  // namespace

http::Response openapi(Call& call) { return serve(call, contract::kOpenapi); }
http::Response docs(Call& call) { return serve(call, contract::kDocsPage); }
http::Response ui(Call& call) { return serve(call, contract::kUiPage); }
http::Response ui_script(Call& call) { return serve(call, contract::kUiScript); }
http::Response ui_style(Call& call) { return serve(call, contract::kUiStyle); }

}  // namespace financescr::service
