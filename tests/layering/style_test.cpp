// The house style as far as a machine can see it. Every rule is first shown to fail on made-up
// text; then the whole tree is checked. A message names what to write instead.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <functional>

#include "tests/layering/source_tree.hpp"

namespace financescr::layering {
namespace {

constexpr std::size_t kMaxColumns = 100;
constexpr std::size_t kMaxFileLines = 600;
constexpr std::size_t kMaxFunctionLines = 70;
constexpr std::size_t kMaxFileBytes = std::size_t{1024} * 1024;

using Findings = std::vector<Finding>;

struct Banned {
  std::string_view name;  // one `*` stands for any identifier characters
  std::string_view instead;
};

// What requests share is guarded in functions/; threads still belong to the host.
constexpr bool is_allowed(std::string_view path, std::string_view name) {
  return path.starts_with("functions/") && (name == "std::mutex" || name == "mutex");
}

constexpr std::string_view kNumeric = "engine/numeric (libm differs between builds and CPUs)";
constexpr std::string_view kInteger = "std::int32_t or std::int64_t (its width differs in wasm)";
constexpr std::string_view kPorts = "a value passed by the caller; the engine has no I/O";
constexpr std::string_view kDates = "`as_of`, passed by the caller";
constexpr std::string_view kRandom = "the seeded generators of engine/numeric";
constexpr std::string_view kPure = "a pure function; threads belong to the host";
constexpr std::string_view kCanonical = "engine/canonical's writer, or fmt in messages";
constexpr std::string_view kAlgorithm = "the iterator algorithms of <algorithm>";
constexpr std::string_view kResult = "Result<T> of engine/core/result.hpp";

// Not in engine/ and functions/: different results on different machines, or a door to the world.
constexpr Banned kBannedIdentifiers[] = {
    {"std::exp", kNumeric},
    {"std::exp2", kNumeric},
    {"std::expm1", kNumeric},
    {"std::log", kNumeric},
    {"std::log1p", kNumeric},
    {"std::log2", kNumeric},
    {"std::log10", kNumeric},
    {"std::pow", kNumeric},
    {"std::sin", kNumeric},
    {"std::cos", kNumeric},
    {"std::tan", kNumeric},
    {"std::atan2", kNumeric},
    {"std::tanh", kNumeric},
    {"std::erf", kNumeric},
    {"std::cbrt", kNumeric},
    {"std::hypot", kNumeric},
    {"std::lgamma", kNumeric},
    {"std::tgamma", kNumeric},
    {"std::hash", "engine/canonical's content hash, or an ordered container"},
    {"std::sort", "std::stable_sort; or end the line with `// total order` when ties cannot be"},
    {"std::partial_sort", "std::stable_sort; or `// total order` on the line"},
    {"std::nth_element", "std::stable_sort; or `// total order` on the line"},
    {"std::reduce", "a loop in a fixed order"},
    {"std::*_distribution", kRandom},
    {"std::shuffle", kRandom},
    {"std::random_device", kRandom},
    {"rand(", kRandom},
    {"system_clock", kDates},
    {"steady_clock", kDates},
    {"high_resolution_clock", kDates},
    {"time_t", "Timestamp or Date"},
    {"time(", kDates},
    {"long", kInteger},
    {"setlocale", "nothing: the engine knows no locale"},
    {"std::regex", "a written scanner: std::regex overflows the stack on long input"},
    {"std::thread", kPure},
    {"std::mutex", kPure},
    {"std::async", kPure},
    {"thread_local", kPure},
    {"fopen", kPorts},
    {"std::filesystem", kPorts},
    {"getenv", kPorts},
    {"std::ranges", kAlgorithm},
    {"std::views", kAlgorithm},
    {"std::format", "fmt, or engine/canonical's writer"},
    {"std::expected", kResult},
    {"std::bit_cast", "__builtin_bit_cast (emscripten's libc++ lacks std::bit_cast)"},
    {"std::source_location", "nothing: clang 14 and emscripten lack it"},
    {"std::jthread", kPure},
    {"std::pmr", "a plain container (emscripten's libc++ lacks std::pmr)"},
    {"std::atomic_ref", kPure},
};

constexpr Banned kBannedHeaders[] = {
    {"iostream", kCanonical},
    {"sstream", kCanonical},
    {"fstream", kPorts},
    {"iomanip", kCanonical},
    {"regex", "a written scanner"},
    {"random", kRandom},
    {"thread", kPure},
    {"mutex", kPure},
    {"filesystem", kPorts},
    {"ranges", kAlgorithm},
    {"format", "fmt"},
    {"expected", kResult},
    {"coroutine", "a loop"},
    {"memory_resource", "a plain container"},
    {"source_location", "nothing: clang 14 and emscripten lack it"},
};

// Not in any CMake file: they make the same double arithmetic give other bits.
constexpr Banned kBannedFlags[] = {
    {"-ffast-math", "the flags of cmake/Flags.cmake"},
    {"-Ofast", "-O3"},
    {"-funsafe-math-optimizations", "the flags of cmake/Flags.cmake"},
    {"-march=native", "no machine-specific flag"},
};

bool contains(std::string_view text, std::string_view what) {
  return text.find(what) != std::string_view::npos;
}

// Whether what ends before `at` makes it another name: part of a longer one, a member, or in a
// namespace or class other than std.
bool belongs_to_other_name(std::string_view line, std::size_t at, std::string_view name) {
  if (at == 0) return false;
  const std::string_view before = line.substr(0, at);
  if (is_identifier_char(before.back())) return true;
  if (name.starts_with("std::")) return false;
  if (before.ends_with("::")) {
    const std::string_view scope = before.substr(0, before.size() - 2);
    return !scope.empty() && is_identifier_char(scope.back()) && !scope.ends_with("std");
  }
  return before.ends_with('.') || before.ends_with("->");
}

bool has_banned_name(std::string_view line, std::string_view name) {
  const std::size_t star = std::min(name.find('*'), name.size());
  const std::string_view head = name.substr(0, star);
  const std::string_view tail = name.substr(std::min(star + 1, name.size()));
  for (std::size_t at = line.find(head); at != std::string_view::npos;
       at = line.find(head, at + 1)) {
    if (belongs_to_other_name(line, at, name)) continue;
    std::size_t end = at + head.size();
    if (head.ends_with('(')) return true;
    while (end < line.size() && is_identifier_char(line[end])) ++end;
    const std::string_view rest = line.substr(at + head.size(), end - at - head.size());
    if (star == name.size() ? rest.empty() : rest.ends_with(tail)) return true;
  }
  return false;
}

// The programs that generate tables run while we develop, not in a decision.
bool is_decision_code(const std::string& path) {
  if (!is_cpp(path) || contains(path, "/generate/")) return false;
  return path.starts_with("engine/") || path.starts_with("functions/");
}

// `static int n = 0;`: state that outlives a call. Functions and constants are no state.
bool is_mutable_static(std::string_view line) {
  line = trim(line);
  if (!line.starts_with("static ")) return false;
  const std::size_t end = line.find_first_of(";={(");
  if (end == std::string_view::npos || line[end] == '(') return false;
  const std::string_view declaration = line.substr(0, end);
  return !contains(declaration, " const") && !contains(declaration, "constexpr");
}

void check_banned(const SourceFile& file, Findings& findings) {
  if (!is_decision_code(file.path)) return;
  const std::string code = blank(file.text, Keep::kCode);
  const auto lines = split_lines(code);
  const auto raw = split_lines(file.text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto report = [&](std::string_view name, std::string_view instead) {
      findings.push_back({file.path, i + 1, std::string(name) + ": use " + std::string(instead)});
    };
    for (const auto& [name, instead] : kBannedIdentifiers) {
      if (is_allowed(file.path, name)) continue;
      const bool may_be_marked = contains(instead, "// total order");
      if (may_be_marked && raw[i].ends_with("// total order")) continue;
      if (has_banned_name(lines[i], name)) report(name, instead);
    }
    if (trim(lines[i]).starts_with('#')) {
      for (const auto& [name, instead] : kBannedHeaders) {
        if (is_allowed(file.path, name)) continue;
        if (contains(lines[i], "<" + std::string(name) + ">")) report(name, instead);
      }
    }
    if (is_mutable_static(lines[i])) report("mutable static", "an argument or a constant");
  }
}

void check_flags(const SourceFile& file, Findings& findings) {
  if (!is_cmake(file.path)) return;
  const std::string text = blank_hash_comments(file.text);
  const auto lines = split_lines(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const auto& [flag, instead] : kBannedFlags) {
      if (!contains(lines[i], flag)) continue;
      findings.push_back({file.path, i + 1, std::string(flag) + ": use " + std::string(instead)});
    }
  }
}

std::size_t code_points(std::string_view line) {
  return static_cast<std::size_t>(std::count_if(
      line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) >> 6) != 2; }));
}

bool is_generated_table(const std::string& path) { return path.ends_with("_table.cpp"); }

void check_lines(const SourceFile& file, Findings& findings) {
  // JSON has no way to break a long string.
  const bool any_width = is_generated_table(file.path) || file.path.ends_with(".json");
  const auto lines = split_lines(file.text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto report = [&](std::string message) {
      findings.push_back({file.path, i + 1, std::move(message)});
    };
    if (code_points(lines[i]) > kMaxColumns && !any_width) {
      report("line of " + std::to_string(code_points(lines[i])) + " columns; at most 100");
    }
    if (lines[i].ends_with(' ') || lines[i].ends_with('\r')) report("trailing white space");
    if (contains(lines[i], "\t")) report("tab; indent by two spaces");
  }
  if (lines.size() > kMaxFileLines && !is_generated_table(file.path)) {
    findings.push_back(
        {file.path, lines.size(), "more than 600 lines; split it (generated tables: *_table.cpp)"});
  }
}

void check_header(const SourceFile& file, Findings& findings) {
  if (!is_header(file.path)) return;
  const std::string code = blank(file.text, Keep::kCode);
  const auto lines = split_lines(code);
  if (std::find(lines.begin(), lines.end(), "#pragma once") == lines.end()) {
    findings.push_back({file.path, 1, "header without #pragma once"});
  }
}

// Written in halves, so that this file does not find itself.
constexpr std::array<std::array<std::string_view, 2>, 4> kMarkers = {
    {{"TO", "DO"}, {"FIX", "ME"}, {"XX", "X"}, {"HA", "CK"}}};

void check_markers(const SourceFile& file, Findings& findings) {
  const std::string text = is_cpp(file.path) ? blank(file.text, Keep::kCodeAndComments) : file.text;
  const auto lines = split_lines(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const auto& [first, second] : kMarkers) {
      const std::string marker = std::string(first) + std::string(second);
      if (!has_banned_name(lines[i], marker)) continue;
      findings.push_back({file.path, i + 1, marker + ": do it now or write an issue"});
    }
  }
}

void check_size(const SourceFile& file, Findings& findings) {
  if (file.bytes <= kMaxFileBytes) return;
  findings.push_back({file.path, 1, "file over 1 MB; generate it or fetch it in the build"});
}

// Whether the text before a `{` is the head of a function: it ends with a parameter list, perhaps
// followed by qualifiers or a trailing return type.
bool is_function_head(std::string_view head) {
  const std::size_t close = head.rfind(')');
  if (close == std::string_view::npos) return false;
  std::string_view tail = trim(head.substr(close + 1));
  if (tail.starts_with("->")) return true;
  for (const std::string_view word : {"const", "&&", "&", "noexcept", "override", "final"}) {
    if (tail.starts_with(word)) tail = trim(tail.substr(word.size()));
  }
  return tail.empty() || tail.starts_with("->");
}

bool opens_scope(std::string_view head) {
  if (trim(head).starts_with("extern")) return true;
  for (const std::string_view word : {"namespace", "class", "struct", "union"}) {
    if (has_banned_name(head, word)) return !is_function_head(head);
  }
  return false;
}

// Comments, literals and preprocessor lines blanked.
std::string statements_only(std::string_view text) {
  std::string code = blank(text, Keep::kCode);
  bool directive = false;
  bool line_start = true;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (code[i] == '\n') {
      directive = directive && i > 0 && text[i - 1] == '\\';
      line_start = true;
      continue;
    }
    if (line_start && code[i] == '#') directive = true;
    if (code[i] != ' ') line_start = false;
    if (directive) code[i] = ' ';
  }
  return code;
}

// Functions are looked for only directly in namespaces and classes; braces inside them, of lambdas,
// of tables and of initialisers are theirs.
void check_functions(const SourceFile& file, Findings& findings) {
  if (!is_cpp(file.path)) return;
  enum class Brace { kScope, kFunction, kOther };
  struct Open {
    Brace brace;
    std::size_t line;
  };
  std::vector<Open> stack;
  const std::string code = statements_only(file.text);
  std::size_t line = 1;
  std::size_t head_begin = 0;
  std::size_t head_line = 0;  // 0 until the first character of a statement
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '\n') {
      ++line;
    } else if (c == '{') {
      const std::string_view head = trim(std::string_view(code).substr(head_begin, i - head_begin));
      const bool in_scope = stack.empty() || stack.back().brace == Brace::kScope;
      Brace brace = Brace::kOther;
      if (in_scope && opens_scope(head)) brace = Brace::kScope;
      if (in_scope && is_function_head(head)) brace = Brace::kFunction;
      stack.push_back({brace, head_line == 0 ? line : head_line});
    } else if (c == '}' && !stack.empty()) {
      const Open open = stack.back();
      stack.pop_back();
      const std::size_t length = line - open.line + 1;
      if (open.brace == Brace::kFunction && length > kMaxFunctionLines) {
        findings.push_back(
            {file.path, open.line, "function of " + std::to_string(length) + " lines; at most 70"});
      }
    } else if (c != ' ' && c != ';' && head_line == 0) {
      head_line = line;
    }
    if (c == ';' || c == '{' || c == '}') {
      head_begin = i + 1;
      head_line = 0;
    }
  }
}

// A file that asks which domain it has is the place that the next domain forgets.
void check_domains(const SourceFile& file, Findings& findings) {
  if (!is_cpp(file.path) || file.path.starts_with("tests/")) return;
  const std::string code = blank(file.text, Keep::kCode);
  const auto lines = split_lines(code);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t at = lines[i].find("Domain::k");
    if (at == std::string_view::npos) continue;
    const std::string_view before = trim(lines[i].substr(0, at));
    const std::string_view after = lines[i].substr(at);
    const auto asks = [&](std::string_view word) { return before.ends_with(word); };
    if (asks("==") || asks("!=") || asks("case") || contains(after, "==") ||
        contains(after, "!=")) {
      findings.push_back(
          {file.path, i + 1,
           "asks for one domain; put what differs into DomainSpec or into a table in "
           "the order of Domain"});
    }
  }
}

Findings check_style(const std::vector<SourceFile>& tree) {
  Findings findings;
  for (const SourceFile& file : tree) {
    for (const auto check : {check_banned, check_flags, check_lines, check_header, check_markers,
                             check_size, check_functions, check_domains}) {
      check(file, findings);
    }
  }
  return findings;
}

std::string style_of(const std::string& path, const std::string& text) {
  return to_text(check_style({{path, text, text.size()}}));
}

TEST_CASE("every banned identifier is found, with its replacement") {
  for (const auto& [name, instead] : kBannedIdentifiers) {
    std::string use(name);
    if (const auto star = use.find('*'); star != std::string::npos) use.replace(star, 1, "normal");
    CAPTURE(use);
    CHECK(contains(style_of("engine/core/a.cpp", "auto x = " + use + "(1);\n"), instead));
    const std::string in_functions = style_of("functions/a.hpp", "#pragma once\nf(" + use + ");\n");
    CHECK(contains(in_functions, instead) != is_allowed("functions/a.hpp", name));
    CHECK(style_of("datagen/a.cpp", "auto x = " + use + "(1);\n").empty());
    CHECK(style_of("engine/core/a.cpp", "// " + use + "\nauto x = \"" + use + "\";\n").empty());
    CHECK(style_of("engine/core/a.cpp", "auto x = my_" + use + "1);\n").empty());
  }
  for (const auto& [name, instead] : kBannedHeaders) {
    const std::string use = "#include <" + std::string(name) + ">\n";
    CHECK(contains(style_of("engine/core/a.cpp", use), instead));
    CHECK(style_of("native_server/a.cpp", use).empty());
  }
}

TEST_CASE("names that only look banned") {
  for (const std::string line :
       {"numeric::exp(x);", "event.time();", "std::string longer;", "std::stable_sort(a, b);",
        "std::expm(x);", "Clock::time(x);", "/* long */ int x;", "std::logical_and<> x;",
        "int x = 1'000'000;  // std::exp", "auto r = R\"(std::rand() \")\";",
        "std::sort(a.begin(), a.end());  // total order"}) {
    CAPTURE(line);
    CHECK(style_of("engine/core/a.cpp", line + "\n").empty());
  }
  CHECK(!style_of("engine/core/a.cpp", "std::time(nullptr);\n").empty());
  CHECK(style_of("engine/text/generate/a.cpp", "fopen(name);\n").empty());
  CHECK(!style_of("engine/core/a.cpp", "::time(nullptr);\n").empty());
  CHECK(!style_of("engine/core/a.cpp", "unsigned long x;\n").empty());
}

TEST_CASE("mutable statics") {
  CHECK(!style_of("engine/core/a.cpp", "  static int calls = 0;\n").empty());
  CHECK(!style_of("engine/core/a.cpp", "static std::vector<int> cache;\n").empty());
  CHECK(style_of("engine/core/a.cpp", "static constexpr int kMax{3};\n").empty());
  CHECK(style_of("engine/core/a.cpp", "static const std::string kName = f();\n").empty());
  CHECK(style_of("engine/core/a.hpp", "#pragma once\n  static Date from(int y);\n").empty());
}

TEST_CASE("compiler flags") {
  for (const auto& [flag, instead] : kBannedFlags) {
    const std::string use = "target_compile_options(x PRIVATE " + std::string(flag) + ")\n";
    CHECK(contains(style_of("engine/CMakeLists.txt", use), instead));
    CHECK(style_of("engine/CMakeLists.txt", "# " + use).empty());
  }
  CHECK(style_of("cmake/Flags.cmake", "-fno-fast-math -fno-unsafe-math-optimizations\n").empty());
}

TEST_CASE("lines and files") {
  const std::string wide = "\xC3\xA9";  // one code point, two bytes
  std::string hundred;
  for (int i = 0; i < 100; ++i) hundred += wide;
  CHECK(style_of("datagen/a.cpp", "// " + hundred.substr(6) + "\n").empty());
  CHECK(contains(style_of("datagen/a.cpp", "//" + hundred + "\n"), "102 columns"));
  CHECK(style_of("datagen/a_table.cpp", "//" + hundred + "\n").empty());
  CHECK(contains(style_of("run", "say x \n"), "trailing"));
  CHECK(contains(style_of("datagen/a.cpp", "int x;\r\n"), "trailing"));
  CHECK(contains(style_of("cmake/a.cmake", "\tset(x)\n"), "tab"));
  std::string lines;
  for (int i = 0; i < 601; ++i) lines += "//\n";
  CHECK(contains(style_of("datagen/a.cpp", lines), "600 lines"));
  CHECK(style_of("datagen/a.cpp", lines.substr(3)).empty());
  CHECK(style_of("datagen/a_table.cpp", lines).empty());
  CHECK(contains(to_text(check_style({{"docs/a.png", "", kMaxFileBytes + 1}})), "1 MB"));
  CHECK(check_style({{"docs/a.png", "", kMaxFileBytes}}).empty());
}

TEST_CASE("headers and markers") {
  CHECK(contains(style_of("engine/core/a.hpp", "// #pragma once\n"), "#pragma once"));
  CHECK(style_of("engine/core/a.hpp", "// A.\n#pragma once\n").empty());
  for (const auto& [first, second] : kMarkers) {
    const std::string marker = std::string(first) + std::string(second);
    CHECK(contains(style_of("datagen/a.cpp", "// " + marker + ": later\n"), "issue"));
    CHECK(contains(style_of("run", "# " + marker + "(me)\n"), "issue"));
    CHECK(style_of("datagen/a.cpp", "auto currency = \"" + marker + "\";\n").empty());
    CHECK(style_of("test", "mktemp -t " + marker + "XXX\n").empty());
  }
}

TEST_CASE("functions") {
  const auto body = [](const std::string& head, int lines, const std::string& tail = "}\n") {
    std::string text = head + " {\n";
    for (int i = 0; i < lines; ++i) text += i % 2 == 0 ? "  if (x) {\n" : "  }\n";
    return style_of("datagen/a.cpp", text + tail);
  };
  for (const std::string head :
       {"int f(int x)", "auto f() -> int", "bool A::f() const noexcept", "TEST_CASE(\"{\")",
        "A::A(int x) : x_(x), y_{x}, z_(x)", "namespace n { struct S { int f()",
        "#define M {\nstruct A f(int x)", "auto f = [](int x)"}) {
    CAPTURE(head);
    CHECK(body(head, 68).empty());
    CHECK(contains(body(head, 70), "72 lines"));
  }
  for (const std::string head :
       {"namespace n", "class A : public B<int>", "constexpr int k[] =", "enum class E",
        "const std::array<int, f(2)> kTable", "struct alignas(8) A", "extern \"C\""}) {
    CAPTURE(head);
    CHECK(body(head, 200).empty());
  }
}

TEST_CASE("questions for one domain") {
  for (const std::string line :
       {"if (domain == Domain::kCredit) {}", "if (Domain::kCredit != domain) {}",
        "case Domain::kScreening:", "return spec.domain == Domain::kCredit;"}) {
    CAPTURE(line);
    CHECK(contains(style_of("engine/a.cpp", line + "\n"), "DomainSpec"));
    CHECK(style_of("tests/a.cpp", line + "\n").empty());
  }
  CHECK(style_of("engine/a.cpp", "return engines.of(Domain::kCredit);\n").empty());
  CHECK(style_of("engine/a.cpp", "// case Domain::kCredit:\n").empty());
}

TEST_CASE("the whole tree") {
  const Findings findings = check_style(project_tree());
  CHECK_MESSAGE(findings.empty(), to_text(findings));
}

}  // namespace
}  // namespace financescr::layering
