// read_xml: hands over the records of a large XML document one at a time.
//
// A record is any element with one of the names asked for; it arrives whole, as a tree, when its
// end is read, and is then forgotten, so that memory is bounded by the largest record and not by
// the file. Namespace prefixes are dropped. Nothing outside the document is read, and no entity but
// the five built-in ones is expanded: a document type declaration is refused, for lists have none
// and it is how XML is attacked.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/result.hpp"

namespace financescr::datagen {

struct XmlElement {
  std::string name;
  std::size_t line = 0;  // of the start tag, from 1
  std::vector<std::pair<std::string, std::string>> attributes;
  std::string text;  // its own characters, runs of white space as one blank, none at the ends
  std::vector<XmlElement> children;

  // The first child of that name, or nullptr.
  [[nodiscard]] const XmlElement* child(std::string_view wanted) const;
  // The text of the first child of that name, "" if there is none.
  [[nodiscard]] std::string_view child_text(std::string_view wanted) const;
  // "" if there is no such attribute.
  [[nodiscard]] std::string_view attribute(std::string_view wanted) const;

  template <typename Use>
  void for_each(std::string_view wanted, Use use) const {
    for (const XmlElement& element : children) {
      if (element.name == wanted) use(element);
    }
  }
};

struct XmlRequest {
  std::vector<std::string_view> records;  // local names
  std::size_t chunk_bytes = 1U << 16U;
  // A record, and how many bytes of the document are read by now.
  std::function<void(const XmlElement& record, std::size_t offset)> use;
  // A record beyond limits::kMaxLineBytes, which is passed over: its name and line.
  std::function<void(std::string_view name, std::size_t line)> too_large;
};

// Errors, with the line: kMalformed (not well-formed; what came before was already handed over),
// kUnsupported (a document type declaration), kTooLarge (nested deeper than limits::kMaxJsonDepth).
[[nodiscard]] Result<void> read_xml(std::string_view text, const XmlRequest& request);

}  // namespace financescr::datagen
