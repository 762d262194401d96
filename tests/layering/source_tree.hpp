// The source tree as text, for the tests that read it. No compiler is involved: what these tests
// look for can be seen in a file once its comments and literals are blanked.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace financescr::layering {

// One file; `path` is relative to the root, with forward slashes. `text` is empty for files that
// are not ours to read (data, images).
struct SourceFile {
  std::string path;
  std::string text;
  std::size_t bytes = 0;
};

struct Finding {
  std::string path;
  std::size_t line = 0;
  std::string message;
};

enum class Keep { kCode, kCodeAndComments, kCodeAndStrings };

// Returns: every file under `root`, sorted by path, without build trees and hidden folders.
[[nodiscard]] std::vector<SourceFile> read_tree(const std::string& root);

// The tree this test was built from, read once.
[[nodiscard]] const std::vector<SourceFile>& project_tree();

// Replaces the C++ comments and the contents of literals that `keep` does not name by spaces; line
// numbers and columns stay.
[[nodiscard]] std::string blank(std::string_view text, Keep keep);

// Removes CMake and shell comments. Does not know about `#` inside quotes, which we do not use.
[[nodiscard]] std::string blank_hash_comments(std::string_view text);

[[nodiscard]] std::vector<std::string_view> split_lines(std::string_view text);
[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] bool is_identifier_char(char c);

[[nodiscard]] bool is_cpp(const std::string& path);
[[nodiscard]] bool is_header(const std::string& path);
[[nodiscard]] bool is_cmake(const std::string& path);
[[nodiscard]] bool is_shell(const std::string& path);

// "path:line: message", one per line.
[[nodiscard]] std::string to_text(const std::vector<Finding>& findings);

}  // namespace financescr::layering
