#include "tests/layering/source_tree.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace financescr::layering {
namespace {

class Blanker {
 public:
  Blanker(std::string_view text, Keep keep) : text_(text), out_(text), keep_(keep) {}

  std::string run() {
    while (at_ < text_.size()) {
      if (starts("//")) {
        blank_to(text_.find('\n', at_), keep_ == Keep::kCodeAndComments);
      } else if (starts("/*")) {
        blank_to(after(text_.find("*/", at_ + 2), 2), keep_ == Keep::kCodeAndComments);
      } else if (text_[at_] == '"' && is_raw_prefix()) {
        raw_string();
      } else if (text_[at_] == '"' || (text_[at_] == '\'' && !is_digit_separator())) {
        quoted(text_[at_]);
      } else {
        ++at_;
      }
    }
    return out_;
  }

 private:
  [[nodiscard]] bool starts(std::string_view what) const {
    return text_.substr(at_).starts_with(what);
  }

  [[nodiscard]] static std::size_t after(std::size_t found, std::size_t length) {
    return found == std::string_view::npos ? found : found + length;
  }

  // R"( after nothing or after an encoding prefix.
  [[nodiscard]] bool is_raw_prefix() const {
    if (at_ == 0 || text_[at_ - 1] != 'R') return false;
    if (at_ == 1 || !is_identifier_char(text_[at_ - 2])) return true;
    return std::string_view("8uUL").find(text_[at_ - 2]) != std::string_view::npos;
  }

  // The ' of 1'000 or 0xAB'CD.
  [[nodiscard]] bool is_digit_separator() const {
    std::size_t begin = at_;
    while (begin > 0 && (is_identifier_char(text_[begin - 1]) || text_[begin - 1] == '\'')) --begin;
    return begin < at_ && std::isdigit(static_cast<unsigned char>(text_[begin])) != 0;
  }

  void raw_string() {
    const std::size_t open = text_.find('(', at_);
    if (open == std::string_view::npos) {
      at_ = text_.size();
      return;
    }
    std::string close(")");
    close.append(text_.substr(at_ + 1, open - at_ - 1)).append("\"");
    at_ = open + 1;
    blank_to(text_.find(close, at_), keep_ == Keep::kCodeAndStrings);
    at_ = std::min(at_ + close.size(), text_.size());
  }

  // A literal ends at its quote or, when something else was misread as one, at the end of the line.
  void quoted(char quote) {
    std::size_t end = ++at_;
    while (end < text_.size() && text_[end] != quote && text_[end] != '\n') {
      end += text_[end] == '\\' ? 2U : 1U;
    }
    blank_to(end, keep_ == Keep::kCodeAndStrings);
    if (at_ < text_.size()) ++at_;
  }

  void blank_to(std::size_t end, bool keep) {
    end = std::min(end, text_.size());
    for (; at_ < end; ++at_) {
      if (!keep && out_[at_] != '\n') out_[at_] = ' ';
    }
  }

  std::string_view text_;
  std::string out_;
  Keep keep_;
  std::size_t at_ = 0;
};

bool is_skipped_folder(const std::string& name) {
  return (name.starts_with('.') && name != ".ci") || name == "build" || name == "node_modules" ||
         name == "dist";
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

std::vector<SourceFile> read_tree(const std::string& root) {
  namespace fs = std::filesystem;
  std::vector<SourceFile> files;
  for (auto it = fs::recursive_directory_iterator(root); it != fs::recursive_directory_iterator();
       ++it) {
    if (it->is_directory() && is_skipped_folder(it->path().filename().string())) {
      it.disable_recursion_pending();
    }
    if (!it->is_regular_file() || it->is_symlink()) continue;
    SourceFile file{it->path().lexically_relative(root).generic_string(), "", it->file_size()};
    if (is_cpp(file.path) || is_cmake(file.path) || is_shell(file.path)) {
      file.text = read_file(it->path());
    }
    files.push_back(std::move(file));
  }
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

const std::vector<SourceFile>& project_tree() {
  static const std::vector<SourceFile> tree = read_tree(FINANCESCR_SOURCE_DIR);
  return tree;
}

std::string blank(std::string_view text, Keep keep) { return Blanker(text, keep).run(); }

std::string blank_hash_comments(std::string_view text) {
  std::string out(text);
  bool comment = false;
  for (char& c : out) {
    if (c == '\n') {
      comment = false;
    } else if (c == '#') {
      comment = true;
    }
    if (comment) c = ' ';
  }
  return out;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

bool is_identifier_char(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool is_header(const std::string& path) { return path.ends_with(".hpp"); }

bool is_cpp(const std::string& path) { return is_header(path) || path.ends_with(".cpp"); }

bool is_cmake(const std::string& path) {
  return path.ends_with("CMakeLists.txt") || path.ends_with(".cmake") ||
         path == "CMakePresets.json";
}

bool is_shell(const std::string& path) {
  return path.ends_with(".sh") || path == "run" || path == "test" || path == ".ci/run";
}

std::string to_text(const std::vector<Finding>& findings) {
  std::string out;
  for (const Finding& f : findings) {
    out += "\n" + f.path + ":" + std::to_string(f.line) + ": " + f.message;
  }
  return out;
}

}  // namespace financescr::layering
