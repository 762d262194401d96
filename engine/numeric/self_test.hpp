// Start-up check that this build computes with the arithmetic that decisions are defined on.
#pragma once

#include <cstdint>

namespace financescr::numeric {

// 64 bits mixed from the result bits of exp, log, sin, cos, logistic and multiply-add chains over a
// fixed set of pseudo-random inputs.
[[nodiscard]] std::uint64_t arithmetic_fingerprint();

// Returns: whether the fingerprint is the one of plain IEEE 754 arithmetic. It is not in a build
// with contraction to FMA, fast-math, x87 registers or flushed subnormals; a program must then
// refuse to decide. Takes less than a millisecond; call it once at start-up.
[[nodiscard]] bool self_test();

}  // namespace financescr::numeric
