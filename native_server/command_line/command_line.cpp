#include "native_server/command_line/command_line.hpp"

#include <algorithm>
#include <utility>

#include <CLI/CLI.hpp>

namespace financescr::command_line {
namespace {

constexpr std::size_t kNameColumns = 28;  // of --help

}  // namespace

Option Option::required() const { return Option(option_->required()); }

Option Option::envname(const std::string& name) const { return Option(option_->envname(name)); }

Option Option::delimiter(char sign) const { return Option(option_->delimiter(sign)); }

Option Option::capture_default_str() const { return Option(option_->capture_default_str()); }

Option Option::excludes(Option other) const { return Option(option_->excludes(other.option_)); }

Option Option::needs(Option other) const { return Option(option_->needs(other.option_)); }

Option Option::check(Check check) const {
  return Option(option_->check(std::move(check.fault), std::move(check.name)));
}

Option Option::between(std::int64_t low, std::int64_t high) const {
  return Option(option_->check(CLI::Range(low, high)));
}

Option Option::between(std::uint64_t low, std::uint64_t high) const {
  return Option(option_->check(CLI::Range(low, high)));
}

Option Option::between(int low, int high) const {
  return Option(option_->check(CLI::Range(low, high)));
}

Option Option::between(double low, double high) const {
  return Option(option_->check(CLI::Range(low, high)));
}

Option Option::one_of(std::vector<std::string> values) const {
  return Option(option_->check(CLI::IsMember(std::move(values))));
}

Command Command::add_subcommand(const std::string& name, const std::string& what) const {
  return Command(app_->add_subcommand(name, what));
}

void Command::footer(const std::string& text) const { app_->footer(text); }

void Command::require_subcommand() const { app_->require_subcommand(1); }

void Command::fallthrough() const { app_->fallthrough(); }

void Command::callback(std::function<void()> chosen) const { app_->callback(std::move(chosen)); }

template <typename Value>
Option Command::add_option(const std::string& name, Value& value, const std::string& what) const {
  return Option(app_->add_option(name, value, what));
}

template Option Command::add_option(const std::string&, std::string&, const std::string&) const;
template Option Command::add_option(const std::string&, std::vector<std::string>&,
                                    const std::string&) const;
template Option Command::add_option(const std::string&, std::uint16_t&, const std::string&) const;
template Option Command::add_option(const std::string&, std::int64_t&, const std::string&) const;
template Option Command::add_option(const std::string&, std::uint64_t&, const std::string&) const;
template Option Command::add_option(const std::string&, double&, const std::string&) const;
template Option Command::add_option(const std::string&, std::optional<std::int64_t>&,
                                    const std::string&) const;
template Option Command::add_option(const std::string&, std::optional<std::string>&,
                                    const std::string&) const;

template <typename Value>
Option Command::add_option_function(const std::string& name, std::function<void(const Value&)> take,
                                    const std::string& what) const {
  return Option(app_->add_option_function<Value>(name, std::move(take), what));
}

template Option Command::add_option_function(const std::string&,
                                             std::function<void(const std::string&)>,
                                             const std::string&) const;
template Option Command::add_option_function(const std::string&,
                                             std::function<void(const std::vector<std::string>&)>,
                                             const std::string&) const;
template Option Command::add_option_function(const std::string&, std::function<void(const double&)>,
                                             const std::string&) const;

Option Command::add_flag(const std::string& name, bool& value, const std::string& what) const {
  return Option(app_->add_flag(name, value, what));
}

Option Command::option(const std::string& name) const { return Option(app_->get_option(name)); }

bool Command::has_given_options() const {
  const auto options = app_->get_options();
  return std::any_of(options.begin(), options.end(),
                     [](const CLI::Option* option) { return option->count() > 0; });
}

CommandLine::CommandLine(const std::string& program, const std::string& what,
                         const std::string& version)
    : app_(std::make_unique<CLI::App>(what, program)) {
  app_->set_version_flag("--version", version);
  app_->require_subcommand(1);
  app_->get_formatter()->column_width(kNameColumns);
}

CommandLine::~CommandLine() = default;

bool CommandLine::has_subcommand(std::string_view name) const {
  return !std::as_const(*app_)
              .get_subcommands([name](const CLI::App* one) { return one->get_name() == name; })
              .empty();
}

CommandLine::Parsed CommandLine::parse(int argc, char** argv) const {
  try {
    app_->parse(argc, argv);
    return Parsed::kChosen;
  } catch (const CLI::ParseError& error) {
    return app_->exit(error) == 0 ? Parsed::kPrinted : Parsed::kWrong;
  }
}

}  // namespace financescr::command_line
