#include "datagen/python_json.hpp"

namespace financescr::datagen {
namespace {

void append_control(std::string& out, unsigned char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out += "\\u00";
  out += kDigits[c >> 4U];
  out += kDigits[c & 15U];
}

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

void append_escaped(std::string& out, char c) {
  constexpr std::string_view kShort = "\b\f\n\r\t\"\\";
  constexpr std::string_view kLetters = "bfnrt\"\\";
  const std::size_t found = kShort.find(c);
  if (found == std::string_view::npos) {
    append_control(out, static_cast<unsigned char>(c));
    return;
  }
  out += '\\';
  out += kLetters[found];
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    std::size_t plain = 0;
    while (plain < text.size() && !needs_escape(text[plain])) ++plain;
    out += text.substr(0, plain);
    if (plain == text.size()) break;
    append_escaped(out, text[plain]);
    text.remove_prefix(plain + 1);
  }
  out += '"';
}

}  // namespace

std::string PythonJsonRow::line() const {
  std::string line;
  line.reserve(body_.size() + 3);
  line += '{';
  line += body_;
  line += "}\n";
  return line;
}

void PythonJsonRow::begin(std::string_view key) {
  constexpr std::size_t kUsualBytes = 480;  // of a row
  if (body_.empty()) body_.reserve(kUsualBytes);
  if (!body_.empty()) body_ += ", ";
  append_quoted(body_, key);
  body_ += ": ";
}

PythonJsonRow& PythonJsonRow::text(std::string_view key, std::string_view value) {
  begin(key);
  append_quoted(body_, value);
  return *this;
}

PythonJsonRow& PythonJsonRow::text_or_null(std::string_view key,
                                           const std::optional<std::string>& value) {
  if (value) return text(key, *value);
  begin(key);
  body_ += "null";
  return *this;
}

PythonJsonRow& PythonJsonRow::texts(std::string_view key, const std::vector<std::string>& values) {
  begin(key);
  body_ += '[';
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) body_ += ", ";
    append_quoted(body_, values[i]);
  }
  body_ += ']';
  return *this;
}

PythonJsonRow& PythonJsonRow::number(std::string_view key, PythonNumber value) {
  begin(key);
  body_ += value.to_string();
  return *this;
}

PythonJsonRow& PythonJsonRow::numbers(std::string_view key,
                                      const std::vector<PythonNumber>& values) {
  begin(key);
  body_ += '[';
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) body_ += ", ";
    body_ += values[i].to_string();
  }
  body_ += ']';
  return *this;
}

PythonJsonRow& PythonJsonRow::integer(std::string_view key, std::int64_t value) {
  return number(key, PythonNumber::integer(value));
}

PythonJsonRow& PythonJsonRow::boolean(std::string_view key, bool value) {
  begin(key);
  body_ += value ? "true" : "false";
  return *this;
}

}  // namespace financescr::datagen
