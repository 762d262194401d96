// CommandLine: the commands of a program and their options. A thin face over CLI11, whose header
// every command would otherwise compile anew; what each step means is in its documentation.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace financescr::command_line {

// What a value must be.
struct Check {
  std::string name;  // shown by --help; may be empty
  // What is wrong with the text; empty if nothing is.
  std::function<std::string(const std::string&)> fault;
};

// One option or flag; a handle, valid as long as its CommandLine.
class Option {
 public:
  explicit Option(CLI::Option* option) : option_(option) {}

  Option required() const;
  Option envname(const std::string& name) const;
  // The value may hold several, with this between them.
  Option delimiter(char sign) const;
  // --help shows the value that the variable has now.
  Option capture_default_str() const;
  Option excludes(Option other) const;
  Option needs(Option other) const;

  Option check(Check check) const;
  // Both ends belong to the range.
  Option between(std::int64_t low, std::int64_t high) const;
  Option between(std::uint64_t low, std::uint64_t high) const;
  Option between(int low, int high) const;
  Option between(double low, double high) const;
  Option one_of(std::vector<std::string> values) const;

 private:
  CLI::Option* option_;
};

// A command or subcommand; a handle, valid as long as its CommandLine.
class Command {
 public:
  explicit Command(CLI::App* app) : app_(app) {}

  [[nodiscard]] Command add_subcommand(const std::string& name, const std::string& what) const;
  void footer(const std::string& text) const;
  void require_subcommand() const;
  // Options that a subcommand does not have may be of its parent.
  void fallthrough() const;
  void callback(std::function<void()> chosen) const;

  // `name` is "--long" or, for what stands by itself, "NAME". `value` outlives the CommandLine. The
  // types are those that command_line.cpp names.
  template <typename Value>
  Option add_option(const std::string& name, Value& value, const std::string& what) const;
  template <typename Value>
  Option add_option_function(const std::string& name, std::function<void(const Value&)> take,
                             const std::string& what) const;
  // "!--name" makes it false.
  Option add_flag(const std::string& name, bool& value, const std::string& what) const;
  [[nodiscard]] Option option(const std::string& name) const;
  // Whether any option of its own was given. For callbacks.
  [[nodiscard]] bool has_given_options() const;

 private:
  CLI::App* app_;
};

class CommandLine {
 public:
  CommandLine(const std::string& program, const std::string& what, const std::string& version);
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  [[nodiscard]] Command root() const { return Command(app_.get()); }
  [[nodiscard]] bool has_subcommand(std::string_view name) const;

  // Calls back what was chosen. Help, the version or what is wrong is printed.
  enum class Parsed : std::uint8_t { kChosen, kPrinted, kWrong };
  [[nodiscard]] Parsed parse(int argc, char** argv) const;

 private:
  std::unique_ptr<CLI::App> app_;
};

}  // namespace financescr::command_line
