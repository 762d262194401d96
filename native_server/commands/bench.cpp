#include "native_server/commands/command.hpp"
namespace financescr::commands {
void add_bench(CLI::App&, Action&) {}
}
