#include "engine/canonical/pretty.hpp"

namespace financescr::canonical {
namespace {

constexpr std::size_t kOneLine = 72;

void append_pretty(std::string& out, const Json& value, std::size_t indent) {
  const std::string flat = write(value);
  const bool container = value.if_array() != nullptr || value.if_object() != nullptr;
  if (!container || flat.size() + indent <= kOneLine) {
    out += flat;
    return;
  }
  const std::string inner(indent + 2, ' ');
  const bool is_object = value.if_object() != nullptr;
  out += is_object ? "{\n" : "[\n";
  bool first = true;
  const auto separate = [&] {
    if (!first) out += ",\n";
    first = false;
    out += inner;
  };
  if (is_object) {
    for (const auto& [key, member] : *value.if_object()) {
      separate();
      append_string(out, key);
      out += ": ";
      append_pretty(out, member, indent + 2);
    }
  } else {
    for (const Json& item : *value.if_array()) {
      separate();
      append_pretty(out, item, indent + 2);
    }
  }
  out += '\n';
  out.append(indent, ' ');
  out += is_object ? '}' : ']';
}

}  // namespace

std::string pretty(const Json& value) {
  std::string out;
  append_pretty(out, value, 0);
  out += '\n';
  return out;
}

}  // namespace financescr::canonical
