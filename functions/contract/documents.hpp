// The documents that the service serves as they are: its contract, and its pages for people. They
// are made when the program is built, from openapi.yaml and ui/, and are part of the program.
#pragma once

#include <string_view>

namespace financescr::contract {

struct Document {
  std::string_view media_type;
  std::string_view entity_tag;  // with its quotes; changes with the text
  std::string_view text;
};

extern const Document kOpenapi;   // OpenAPI 3.1 in JSON
extern const Document kDocsPage;  // the same for people
extern const Document kUiPage;
extern const Document kUiScript;
extern const Document kUiStyle;

}  // namespace financescr::contract
