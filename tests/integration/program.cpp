#include "tests/integration/program.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

extern char** environ;

namespace financescr::cli {
namespace {

namespace fs = std::filesystem;
using canonical::Json;

class Scratch {
 public:
  Scratch() {
    std::string pattern = (fs::temp_directory_path() / "financescr_cli.XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// Keys of whoever runs the tests must not reach the program.
std::vector<std::string> environment_with(const std::vector<std::string>& more) {
  std::vector<std::string> all;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    if (!text.starts_with("FINANCESCR_ID_KEY")) all.emplace_back(text);
  }
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

int status_of(int wait_status) {
  return WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : 128 + WTERMSIG(wait_status);
}

}  // namespace

Finished run(const Call& call) {
  const std::string in_path = call.in_path.empty() ? fresh_path("stdin") : call.in_path;
  const std::string out_path = call.out_path.empty() ? fresh_path("stdout") : call.out_path;
  const std::string err_path = fresh_path("stderr");
  if (call.in_path.empty()) write_text(in_path, call.input);
  std::vector<std::string> arguments = {FINANCESCR_PROGRAM};
  arguments.insert(arguments.end(), call.arguments.begin(), call.arguments.end());
  auto environment = environment_with(call.environment);
  posix_spawn_file_actions_t files{};
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, in_path.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, out_path.c_str(), O_WRONLY | O_CREAT,
                                   0600);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, err_path.c_str(), O_WRONLY | O_CREAT,
                                   0600);
  pid_t child = 0;
  const int spawned = posix_spawn(&child, FINANCESCR_PROGRAM, &files, nullptr,
                                  pointers_to(arguments).data(), pointers_to(environment).data());
  posix_spawn_file_actions_destroy(&files);
  REQUIRE(spawned == 0);
  int wait_status = 0;
  REQUIRE(::waitpid(child, &wait_status, 0) == child);
  Finished finished{status_of(wait_status), {}, read_text(err_path)};
  if (call.in_path.empty()) fs::remove(in_path);
  fs::remove(err_path);
  if (call.out_path.empty()) {
    finished.out = read_text(out_path);
    fs::remove(out_path);
  }
  return finished;
}

Finished run(std::vector<std::string> arguments, std::string input) {
  return run(Call{std::move(arguments), std::move(input), {}, {}, {}});
}

const std::string& scratch() {
  static const Scratch folder;
  return folder.path();
}

std::string fresh_path(std::string_view name) {
  static int count = 0;
  return scratch() + "/" + std::to_string(++count) + "_" + std::string(name);
}

const std::string& pack_root() {
  static const std::string root = [] {
    std::string path = fresh_path("pack");
    REQUIRE(run({"datagen", "--out_root", path}).status == kOk);
    return path;
  }();
  return root;
}

std::string copy_of_pack(std::string_view domain) {
  const fs::path from = fs::path(pack_root()) / domain;
  std::string to = fresh_path("copy");
  fs::copy(from, to, fs::copy_options::recursive);
  return to;
}

std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file.is_open(), path);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_text(const std::string& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  REQUIRE_MESSAGE(file.good(), path);
}

std::string replaced(std::string text, std::string_view before, std::string_view after) {
  const std::size_t found = text.find(before);
  REQUIRE_MESSAGE(found != std::string::npos, before);
  return text.replace(found, before.size(), after);
}

void replace_in(const std::string& path, std::string_view before, std::string_view after) {
  write_text(path, replaced(read_text(path), before, after));
}

bool contains(std::string_view text, std::string_view what) {
  return text.find(what) != std::string_view::npos;
}

std::vector<Json> json_lines(std::string_view text) {
  std::vector<Json> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    REQUIRE_MESSAGE(end != std::string_view::npos, "the last line has no line feed");
    auto json = canonical::parse(text.substr(0, end));
    REQUIRE_MESSAGE(json.has_value(), text.substr(0, end));
    CHECK(canonical::write(*json) == text.substr(0, end));
    lines.push_back(std::move(*json));
    text.remove_prefix(end + 1);
  }
  return lines;
}

Json at(const Json& json, std::string_view pointer) {
  const Json* value = &json;
  while (value != nullptr && !pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    const std::string token(pointer.substr(0, end));
    pointer.remove_prefix(end);
    if (const auto* items = value->if_array()) {
      const auto index = static_cast<std::size_t>(std::stoul(token));
      value = index < items->size() ? &(*items)[index] : nullptr;
    } else {
      value = value->find(token);
    }
  }
  return value == nullptr ? Json() : *value;
}

std::string text_at(const Json& json, std::string_view pointer) {
  const Json value = at(json, pointer);
  const std::string* text = value.if_string();
  return text == nullptr ? std::string() : *text;
}

std::size_t size_at(const Json& json, std::string_view pointer) {
  const Json value = at(json, pointer);
  const Json::Array* items = value.if_array();
  return items == nullptr ? 0 : items->size();
}

}  // namespace financescr::cli
