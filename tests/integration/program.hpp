// Runs the `financescr` executable in a child process and reads what it writes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/canonical/json.hpp"

namespace financescr::cli {

// The exit codes that --help promises.
inline constexpr int kOk = 0;
inline constexpr int kSomeFailed = 1;
inline constexpr int kUsage = 2;
inline constexpr int kBadInput = 3;
inline constexpr int kStoppedByStrict = 4;

struct Finished {
  int status = -1;  // the exit code; 128 and above: ended by a signal
  std::string out;
  std::string err;
};

struct Call {
  std::vector<std::string> arguments;
  std::string input;
  std::vector<std::string> environment;  // "NAME=value", beside the test's own
  std::string out_path;                  // where standard output goes instead of Finished::out
  std::string in_path;                   // where standard input comes from instead of `input`
};

[[nodiscard]] Finished run(const Call& call);
[[nodiscard]] Finished run(std::vector<std::string> arguments, std::string input = {});

// A folder of this test run's own, removed when it ends.
[[nodiscard]] const std::string& scratch();
// A path in it that nothing has used.
[[nodiscard]] std::string fresh_path(std::string_view name);
// The root of a pack made once by `datagen` with its defaults. Not to be changed.
[[nodiscard]] const std::string& pack_root();
// A copy of the pack (or of one domain of it) that a test may change.
[[nodiscard]] std::string copy_of_pack(std::string_view domain = "");

[[nodiscard]] std::string read_text(const std::string& path);
void write_text(const std::string& path, std::string_view text);
// Replaces the first occurrence in a file. Fails the test if there is none.
void replace_in(const std::string& path, std::string_view before, std::string_view after);
[[nodiscard]] std::string replaced(std::string text, std::string_view before,
                                   std::string_view after);
[[nodiscard]] bool contains(std::string_view text, std::string_view what);

// Each line as JSON. Fails the test if one is not canonical JSON.
[[nodiscard]] std::vector<canonical::Json> json_lines(std::string_view text);
// The value at a JSON pointer, null if there is none.
[[nodiscard]] canonical::Json at(const canonical::Json& json, std::string_view pointer);
[[nodiscard]] std::string text_at(const canonical::Json& json, std::string_view pointer);
[[nodiscard]] std::size_t size_at(const canonical::Json& json, std::string_view pointer);

}  // namespace financescr::cli
