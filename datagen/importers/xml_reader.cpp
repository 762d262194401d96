#include "datagen/importers/xml_reader.hpp"

#include <expat.h>

#include <algorithm>
#include <memory>

#include "datagen/importers/text_scan.hpp"
#include "engine/core/limits.hpp"

namespace financescr::datagen {
namespace {

using Parser = std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)>;

// "a:Name" → "Name".
std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

class Reader {
 public:
  explicit Reader(const XmlRequest& request)
      : request_(request), parser_(XML_ParserCreate(nullptr), &XML_ParserFree) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(
        parser_.get(),
        [](void* self, const XML_Char* name, const XML_Char** attributes) {
          static_cast<Reader*>(self)->start(name, attributes);
        },
        [](void* self, const XML_Char*) { static_cast<Reader*>(self)->end(); });
    XML_SetCharacterDataHandler(parser_.get(), [](void* self, const XML_Char* text, int size) {
      static_cast<Reader*>(self)->characters({text, static_cast<std::size_t>(size)});
    });
    XML_SetStartDoctypeDeclHandler(
        parser_.get(), [](void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
          static_cast<Reader*>(self)->stop(ErrorCode::kUnsupported,
                                           "a document type declaration (DOCTYPE) is refused");
        });
  }

  Result<void> read(std::string_view text) {
    const std::size_t chunk = std::clamp<std::size_t>(request_.chunk_bytes, 1, 1U << 24U);
    while (true) {
      const std::string_view piece = text.substr(offset_, chunk);
      offset_ += piece.size();
      const bool last = offset_ == text.size();
      const auto status =
          XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()), last ? 1 : 0);
      if (!error_.detail.empty()) return tl::unexpected(error_);
      if (status != XML_STATUS_OK) {
        return fail(ErrorCode::kMalformed, "line " + std::to_string(line()) +
                                               ": not well-formed XML: " +
                                               XML_ErrorString(XML_GetErrorCode(parser_.get())));
      }
      if (last) return {};
    }
  }

 private:
  [[nodiscard]] std::size_t line() const { return XML_GetCurrentLineNumber(parser_.get()); }

  void stop(ErrorCode code, std::string_view why) {
    error_ = {code, "line " + std::to_string(line()) + ": " + std::string(why), ""};
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  void start(std::string_view raw_name, const XML_Char** attributes) {
    if (++depth_ > limits::kMaxJsonDepth) {
      return stop(ErrorCode::kTooLarge,
                  "elements are nested deeper than " + std::to_string(limits::kMaxJsonDepth));
    }
    const std::string_view name = local_name(raw_name);
    const bool wanted =
        std::find(request_.records.begin(), request_.records.end(), name) != request_.records.end();
    if (open_.empty() && !wanted) return;
    XmlElement& element = open_.emplace_back();
    element.name = name;
    element.line = line();
    record_bytes_ += sizeof(XmlElement) + name.size();
    for (; *attributes != nullptr; attributes += 2) {
      auto& added = element.attributes.emplace_back(local_name(attributes[0]), attributes[1]);
      record_bytes_ += sizeof added + added.first.size() + added.second.size();
    }
    drop_if_too_large();
  }

  void characters(std::string_view text) {
    if (open_.empty() || too_large_) return;
    record_bytes_ += text.size();
    drop_if_too_large();
    if (!too_large_) open_.back().text += text;
  }

  void drop_if_too_large() {
    if (record_bytes_ <= limits::kMaxLineBytes) return;
    too_large_ = true;
    for (XmlElement& element : open_) {
      element.children.clear();
      element.text.clear();
    }
  }

  void end() {
    --depth_;
    if (open_.empty()) return;
    XmlElement done = std::move(open_.back());
    open_.pop_back();
    done.text = squeezed(done.text);
    if (!open_.empty()) {
      if (!too_large_) open_.back().children.push_back(std::move(done));
      return;
    }
    if (too_large_) {
      if (request_.too_large) request_.too_large(done.name, done.line);
    } else {
      request_.use(done, offset_);
    }
    record_bytes_ = 0;
    too_large_ = false;
  }

  const XmlRequest& request_;
  Parser parser_;
  std::size_t offset_ = 0;
  std::size_t depth_ = 0;
  std::vector<XmlElement> open_;  // the record being read and its open descendants
  std::size_t record_bytes_ = 0;
  bool too_large_ = false;
  Error error_;
};

}  // namespace

const XmlElement* XmlElement::child(std::string_view wanted) const {
  for (const XmlElement& element : children) {
    if (element.name == wanted) return &element;
  }
  return nullptr;
}

std::string_view XmlElement::child_text(std::string_view wanted) const {
  const XmlElement* const found = child(wanted);
  return found == nullptr ? std::string_view{} : std::string_view(found->text);
}

std::string_view XmlElement::attribute(std::string_view wanted) const {
  for (const auto& [key, value] : attributes) {
    if (key == wanted) return value;
  }
  return {};
}

Result<void> read_xml(std::string_view text, const XmlRequest& request) {
  return Reader(request).read(text);
}

}  // namespace financescr::datagen
