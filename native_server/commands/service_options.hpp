// The options that every host of the service has.
#pragma once

#include "native_server/commands/command.hpp"
#include "native_server/service/open_service.hpp"

namespace financescr::commands {

void add_service_options(Command command, service::ServiceOptions& options);

// Each fault on a line of standard error.
void print_start_faults(const std::vector<std::string>& faults);

}  // namespace financescr::commands
