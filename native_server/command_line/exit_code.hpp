// Exit codes, the same for every command.
#pragma once

namespace financescr::command_line {

inline constexpr int kOk = 0;
inline constexpr int kSomeFailed = 1;       // finished: a line was bad, a replay or packs differed
inline constexpr int kUsage = 2;            // the command line cannot be understood
inline constexpr int kBadInput = 3;         // a pack or file is missing, invalid or damaged
inline constexpr int kStoppedByStrict = 4;  // --strict met a bad line

}  // namespace financescr::command_line
