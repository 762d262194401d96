// Data flows one way. This reads every #include and every target_link_libraries line and fails on
// an edge that is not in the two tables below, which are docs/ARCHITECTURE.md's.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/layering/source_tree.hpp"

namespace financescr::layering {
namespace {

using Edges = std::map<std::string, std::set<std::string>, std::less<>>;

// What each top-level folder may use, besides itself.
const Edges kFolders = {
    {"engine", {}},
    {"functions", {"engine"}},
    {"native_server", {"functions", "engine", "datagen"}},
    {"wasm", {"functions", "engine"}},
    {"datagen", {"engine"}},
    {"tests", {"engine", "functions", "native_server", "wasm", "datagen"}},
};

// What each folder of functions may use, besides itself; "" are the files beside the folders.
const Edges kFunctionsModules = {
    {"ports", {}},
    {"http", {"ports"}},
    {"metrics", {}},
    {"contract", {}},
    {"scores", {"ports"}},
    {"auth", {"http", "ports"}},
    {"call", {"auth", "http", "metrics", "ports", "scores"}},
    {"audit", {"call", "http", "ports"}},
    {"memory_store", {"audit", "ports"}},
    {"service", {"call", "contract"}},
    {"accounts", {"auth", "call", "http", "ports"}},
    {"cases", {"accounts", "audit", "auth", "call", "http", "ports"}},
    {"decisions", {"audit", "auth", "call", "cases", "http", "ports"}},
    {"jobs", {"call", "decisions", "ports"}},
    {"packs", {"accounts", "call", "http", "jobs", "ports"}},
    {"agent", {"call", "cases", "decisions", "http", "ports"}},
    {"",
     {"accounts", "agent", "audit", "auth", "call", "cases", "decisions", "http", "packs", "ports",
      "service"}},
};

// What each folder of native_server may use, besides itself.
const Edges kNativeModules = {
    {"command_line", {}},
    {"explain", {}},
    {"report", {"explain"}},
    {"sql", {}},
    {"sqlite", {"sql"}},
    {"postgres", {"sql"}},
    {"pistache", {}},
    {"lambda", {}},
    {"workers", {}},
    {"files", {}},
    {"terminal", {"command_line"}},
    {"pack_files", {"files", "terminal"}},
    {"stores", {"postgres", "sql", "sqlite"}},
    {"keys", {"files"}},
    {"service", {"files", "keys", "pack_files", "pistache", "sql", "stores"}},
    {"bench_sets", {"explain"}},
    {"bench", {"bench_sets", "explain", "files", "pack_files", "terminal"}},
    {"commands",
     {"bench", "bench_sets", "command_line", "explain", "files", "keys", "lambda", "pack_files",
      "pistache", "report", "service", "sql", "stores", "terminal", "workers"}},
    {"", {"command_line", "commands"}},
};

// What each folder of the engine may use, besides itself.
const Edges kEngineModules = {
    {"core", {}},
    {"numeric", {"core"}},
    {"canonical", {"core", "numeric"}},
    {"text", {"core", "numeric", "canonical"}},
    {"pack", {"core", "canonical", "text", "numeric"}},
    {"decision", {"pack", "canonical", "core"}},
    {"screening", {"decision", "pack", "text", "canonical", "numeric", "core"}},
    {"credit", {"decision", "pack", "canonical", "numeric", "core"}},
    {"monitoring", {"screening", "decision", "pack", "canonical", "numeric", "core"}},
    {"replay",
     {"core", "numeric", "canonical", "text", "pack", "decision", "screening", "credit",
      "monitoring"}},
    {"evaluation",
     {"core", "numeric", "canonical", "text", "pack", "decision", "screening", "credit",
      "monitoring", "replay"}},
    {"backtest",
     {"core", "canonical", "numeric", "pack", "decision", "screening", "monitoring", "replay",
      "evaluation"}},
};

const std::map<std::string, Edges, std::less<>> kModules = {
    {"engine", kEngineModules},
    {"functions", kFunctionsModules},
    {"native_server", kNativeModules},
};

// The n-th folder of a path, empty when there is none.
std::string folder_of(std::string_view path, int n) {
  for (; n > 0; --n) {
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos) return {};
    path.remove_prefix(slash + 1);
  }
  const std::size_t slash = path.find('/');
  return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash));
}

// Returns: why `from` may not use `to`, or nothing.
std::string edge_error(const Edges& edges, const std::string& from, const std::string& to) {
  if (from == to) return {};
  const auto found = edges.find(from);
  if (found == edges.end()) {
    return "'" + from + "' is not in the table of tests/layering; add it with what it may use";
  }
  if (found->second.contains(to)) return {};
  std::string may;
  for (const std::string& name : found->second) may += (may.empty() ? "" : ", ") + name;
  return from + " may not use " + to + "; it may use " + (may.empty() ? "nothing of ours" : may);
}

// The path in an #include line; empty when it is none.
std::string included_path(std::string_view line) {
  line = trim(line);
  if (!line.starts_with('#')) return {};
  line = trim(line.substr(1));
  if (!line.starts_with("include")) return {};
  line = trim(line.substr(7));
  if (line.size() < 2 || (line[0] != '"' && line[0] != '<')) return {};
  return std::string(line.substr(1, line.find(line[0] == '"' ? '"' : '>', 1) - 1));
}

void check_includes(const SourceFile& file, std::vector<Finding>& findings) {
  const std::string from = folder_of(file.path, 0);
  const std::string text = blank(file.text, Keep::kCodeAndStrings);
  std::size_t number = 0;
  for (const std::string_view line : split_lines(text)) {
    ++number;
    const std::string path = included_path(line);
    if (path.empty()) continue;
    const std::string to = folder_of(path, 0);
    std::string error;
    if (kFolders.contains(to)) {
      error = edge_error(kFolders, from, to);
      const auto modules = kModules.find(from);
      if (error.empty() && from == to && modules != kModules.end()) {
        error = edge_error(modules->second, folder_of(file.path, 1), folder_of(path, 1));
      }
    } else if (line.find('"') != std::string_view::npos) {
      error = "write the path from the root: \"" + from + "/...\", not \"" + path + "\"";
    }
    if (!error.empty()) findings.push_back({file.path, number, error});
  }
}

struct CMakeCall {
  std::vector<std::string> arguments;
  std::size_t line = 0;
};

// Every call of `command` in CMake text.
std::vector<CMakeCall> cmake_calls(std::string_view text, std::string_view command) {
  std::vector<CMakeCall> calls;
  for (std::size_t at = text.find(command); at != std::string_view::npos;
       at = text.find(command, at + 1)) {
    const std::size_t open = text.find_first_not_of(" \t\n", at + command.size());
    if (open == std::string_view::npos || text[open] != '(') continue;
    if (at > 0 && is_identifier_char(text[at - 1])) continue;
    CMakeCall call{{}, split_lines(text.substr(0, at + 1)).size()};
    std::string_view rest = text.substr(open + 1, text.find(')', open) - open - 1);
    while (!(rest = trim(rest)).empty()) {
      const std::size_t end = std::min(rest.find_first_of(" \t\n"), rest.size());
      call.arguments.emplace_back(rest.substr(0, end));
      rest.remove_prefix(end);
    }
    calls.push_back(std::move(call));
  }
  return calls;
}

// Which top-level folder defines each target of ours.
std::map<std::string, std::string> target_owners(const std::vector<SourceFile>& tree) {
  std::map<std::string, std::string> owners;
  for (const SourceFile& file : tree) {
    if (!is_cmake(file.path)) continue;
    const std::string text = blank_hash_comments(file.text);
    for (const std::string_view command : {"add_library", "add_executable"}) {
      for (const CMakeCall& call : cmake_calls(text, command)) {
        if (!call.arguments.empty()) owners[call.arguments[0]] = folder_of(file.path, 0);
      }
    }
    for (const CMakeCall& call : cmake_calls(text, "financescr_module")) {
      if (call.arguments.size() < 2) continue;
      const std::string layer = call.arguments[0];
      owners["financescr_" + layer + "_" + call.arguments[1]] = layer;
      owners["financescr::" + layer + "::" + call.arguments[1]] = layer;
    }
  }
  return owners;
}

void check_links(const SourceFile& file, const std::map<std::string, std::string>& owners,
                 std::vector<Finding>& findings) {
  for (const CMakeCall& call :
       cmake_calls(blank_hash_comments(file.text), "target_link_libraries")) {
    if (call.arguments.empty()) continue;
    const auto owner = owners.find(call.arguments[0]);
    const std::string from = owner == owners.end() ? folder_of(file.path, 0) : owner->second;
    for (std::size_t i = 1; i < call.arguments.size(); ++i) {
      const auto to = owners.find(call.arguments[i]);
      if (to == owners.end() || !kFolders.contains(to->second) || from == "cmake") continue;
      const std::string error = edge_error(kFolders, from, to->second);
      if (!error.empty()) {
        findings.push_back({file.path, call.line, call.arguments[i] + ": " + error});
      }
    }
  }
}

// A module links what its folder may include.
void check_modules(const SourceFile& file, const std::map<std::string, std::string>& owners,
                   std::vector<Finding>& findings) {
  for (const CMakeCall& call : cmake_calls(blank_hash_comments(file.text), "financescr_module")) {
    const auto& words = call.arguments;
    const auto layer = words.empty() ? kModules.end() : kModules.find(words[0]);
    if (words.size() < 2 || layer == kModules.end()) continue;
    std::string part;
    for (std::size_t i = 2; i < words.size(); ++i) {
      if (words[i] == "SOURCES" || words[i] == "USES" || words[i] == "LIBRARIES") {
        part = words[i];
        continue;
      }
      std::string error;
      if (part == "USES") error = edge_error(layer->second, words[1], words[i]);
      const auto owner = owners.find(words[i]);
      if (part == "LIBRARIES" && owner != owners.end() && kFolders.contains(owner->second)) {
        error = edge_error(kFolders, words[0], owner->second);
      }
      if (!error.empty()) findings.push_back({file.path, call.line, error});
    }
  }
}

std::vector<Finding> check_layers(const std::vector<SourceFile>& tree) {
  std::vector<Finding> findings;
  const auto owners = target_owners(tree);
  for (const SourceFile& file : tree) {
    if (is_cpp(file.path)) check_includes(file, findings);
    if (is_cmake(file.path)) check_links(file, owners, findings);
    // A test may hold a module for another tree.
    const bool is_of_test = folder_of(file.path, 0) == "tests";
    if (is_cmake(file.path) && !is_of_test) check_modules(file, owners, findings);
  }
  return findings;
}

std::size_t errors_of_include(const std::string& from, const std::string& line) {
  return check_layers({{from, line, 0}}).size();
}

TEST_CASE("includes between top-level folders") {
  CHECK(errors_of_include("functions/http/a.cpp", "#include \"engine/core/date.hpp\"") == 0);
  CHECK(errors_of_include("native_server/a.cpp", "#include \"datagen/a.hpp\"") == 0);
  CHECK(errors_of_include("tests/unit/a.cpp", "#include \"native_server/a.hpp\"") == 0);
  CHECK(errors_of_include("engine/core/a.cpp", "#include <vector>") == 0);
  CHECK(errors_of_include("engine/core/a.cpp", "// #include \"datagen/a.hpp\"") == 0);

  CHECK(errors_of_include("engine/core/a.cpp", "#include \"functions/a.hpp\"") == 1);
  CHECK(errors_of_include("engine/core/a.cpp", "  #  include <datagen/a.hpp>") == 1);
  CHECK(errors_of_include("functions/a.cpp", "#include \"native_server/a.hpp\"") == 1);
  CHECK(errors_of_include("datagen/a.cpp", "#include \"functions/a.hpp\"") == 1);
  CHECK(errors_of_include("wasm/a.cpp", "#include \"datagen/a.hpp\"") == 1);
  CHECK(errors_of_include("native_server/a.cpp", "#include \"tests/a.hpp\"") == 1);
  CHECK(errors_of_include("extra/a.cpp", "#include \"engine/core/date.hpp\"") == 1);
  CHECK(errors_of_include("engine/core/a.cpp", "#include \"date.hpp\"") == 1);
  CHECK(errors_of_include("engine/core/a.cpp", "#include \"../core/date.hpp\"") == 1);
}

// Whether a table of edges has a circle: folders that wait for one another.
bool has_circle(Edges edges) {
  while (!edges.empty()) {
    const auto free = std::find_if(edges.begin(), edges.end(), [&](const auto& folder) {
      return std::none_of(folder.second.begin(), folder.second.end(),
                          [&](const std::string& used) { return edges.contains(used); });
    });
    if (free == edges.end()) return true;
    edges.erase(free);
  }
  return false;
}

TEST_CASE("no folder waits for itself") {
  CHECK(has_circle({{"a", {"b"}}, {"b", {"c"}}, {"c", {"a"}}, {"d", {}}}));
  CHECK_FALSE(has_circle({{"a", {"b", "c"}}, {"b", {"c"}}, {"c", {}}}));
  CHECK_FALSE(has_circle(kFolders));
  for (const auto& layer : kModules) {
    CAPTURE(layer.first);
    CHECK_FALSE(has_circle(layer.second));
  }
}

TEST_CASE("includes inside the engine, functions and native_server") {
  CHECK(errors_of_include("engine/core/a.cpp", "#include \"engine/core/b.hpp\"") == 0);
  CHECK(errors_of_include("engine/text/a.cpp", "#include \"engine/canonical/b.hpp\"") == 0);
  CHECK(errors_of_include("engine/replay/a.cpp", "#include \"engine/credit/b.hpp\"") == 0);

  CHECK(errors_of_include("engine/core/a.cpp", "#include \"engine/numeric/b.hpp\"") == 1);
  CHECK(errors_of_include("engine/pack/a.cpp", "#include \"engine/screening/b.hpp\"") == 1);
  CHECK(errors_of_include("engine/credit/a.cpp", "#include \"engine/screening/b.hpp\"") == 1);
  CHECK(errors_of_include("engine/credit/a.cpp", "#include \"engine/text/b.hpp\"") == 1);
  CHECK(errors_of_include("engine/nowhere/a.cpp", "#include \"engine/core/b.hpp\"") == 1);
}

TEST_CASE("link lines") {
  const std::vector<SourceFile> targets = {
      {"datagen/CMakeLists.txt", "add_library(dg a.cpp)\nadd_library(f::dg ALIAS dg)\n", 0},
      {"cmake/Flags.cmake", "add_library(warnings INTERFACE)\n", 0},
  };
  const auto errors = [&](const std::string& path, const std::string& text) {
    std::vector<SourceFile> tree = targets;
    tree.push_back({path, text, 0});
    return check_layers(tree).size();
  };
  const std::string link = "target_link_libraries(x\n  PUBLIC fmt::fmt warnings\n  PRIVATE f::dg)";
  CHECK(errors("native_server/CMakeLists.txt", "add_executable(x a.cpp)\n" + link) == 0);
  CHECK(errors("engine/CMakeLists.txt", "# target_link_libraries(x PRIVATE dg)") == 0);
  CHECK(errors("engine/CMakeLists.txt", "add_library(x a.cpp)\n" + link) == 1);
  CHECK(errors("functions/CMakeLists.txt", "target_link_libraries (y dg)") == 1);
}

TEST_CASE("modules") {
  const auto errors = [](const std::string& text) {
    return check_layers({{"engine/text/CMakeLists.txt", text, 0},
                         {"datagen/CMakeLists.txt", "add_library(dg a.cpp)", 0}})
        .size();
  };
  CHECK(errors("financescr_module(engine text SOURCES a.cpp USES canonical core)") == 0);
  CHECK(errors("financescr_module(engine text SOURCES a.cpp LIBRARIES pack)") == 0);
  CHECK(errors("financescr_module(engine text\n  SOURCES a.cpp\n  USES core pack)") == 1);
  CHECK(errors("financescr_module(functions http SOURCES a.cpp USES call LIBRARIES x)") == 1);
  CHECK(errors("financescr_module(functions http SOURCES a.cpp LIBRARIES dg)") == 1);
  CHECK(errors("financescr_module(native_server sql SOURCES a.cpp LIBRARIES dg)") == 0);
  CHECK(errors("financescr_module(native_server sql SOURCES a.cpp)\n"
               "target_link_libraries(financescr::native_server::sql PUBLIC dg)") == 0);
  CHECK(errors("financescr_module(functions http SOURCES a.cpp)\n"
               "target_link_libraries(financescr_functions_http PUBLIC dg)") == 1);
}

TEST_CASE("the whole tree") {
  const auto findings = check_layers(project_tree());
  CHECK(project_tree().size() > 10);
  CHECK_MESSAGE(findings.empty(), to_text(findings));
}

}  // namespace
}  // namespace financescr::layering
