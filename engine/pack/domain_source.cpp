#include "engine/pack/domain_source.hpp"

#include <algorithm>

#include "engine/core/limits.hpp"

namespace financescr::pack {

const SourceFile* DomainSource::find(std::string_view name) const {
  const auto it = std::find_if(files.begin(), files.end(),
                               [name](const SourceFile& file) { return file.name == name; });
  return it == files.end() ? nullptr : &*it;
}

std::string PackError::to_string() const {
  std::string text = file;
  if (line != 0) text += ":" + std::to_string(line);
  text += ": ";
  if (!error.pointer.empty()) text += error.pointer + " ";
  return text + error.detail;
}

void PackErrors::add(std::string file, std::size_t line, Error error) {
  ++count;
  if (first.size() < limits::kMaxPackErrors) {
    first.push_back({std::move(file), line, std::move(error)});
  }
}

void PackErrors::add(const std::string& file, std::size_t line, const Errors& errors) {
  for (const Error& error : errors) add(file, line, error);
}

void for_each_line(std::string_view bytes,
                   const std::function<void(std::size_t, std::string_view)>& use) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  std::size_t number = 0;
  while (!bytes.empty()) {
    ++number;
    const std::size_t end = bytes.find('\n');
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    if (line.back() == '\r') line.remove_suffix(1);
    use(number, line);
  }
}

Manifest make_manifest(const DomainSource& source, Manifest rest) {
  rest.files.clear();
  for (const SourceFile& file : source.files) {
    if (file.name == "manifest.json") continue;
    rest.files.emplace_back(file.name, canonical::content_hash(file.bytes));
  }
  std::stable_sort(rest.files.begin(), rest.files.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  return rest;
}

}  // namespace financescr::pack
