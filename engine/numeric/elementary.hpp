// exp, log, sin, cos and logistic with the same bits in every build.
//
// libm's versions differ between glibc and Emscripten, and inside glibc between processors with and
// without FMA. These use + - * /, nearbyint and bit operations only, in one fixed order, and so
// depend on nothing but IEEE 754 doubles, round to nearest, and -ffp-contract=off
// (self_test.hpp notices a build without it).
//
// Error bounds are against the exact value, in units in the last place; tests hold them.
#pragma once

namespace financescr::numeric {

// e to the power x; error < 0.7 ulp, < 1 ulp where the result is subnormal.
// Returns: NaN for NaN; inf above 709.782712893384 (and for inf); 0 below -745.1332191019412.
[[nodiscard]] double exp(double x);

// The natural logarithm of x, subnormal x included; error < 0.6 ulp.
// Returns: NaN for NaN and for x < 0; -inf for +0 and -0; inf for inf.
[[nodiscard]] double log(double x);

// Requires: |x| <= 1e6 radians (the reduction modulo pi/2 is exact enough up to there).
// Returns: error < 0.8 ulp; NaN for NaN, inf and |x| > 1e6; -0 for -0.
[[nodiscard]] double sin(double x);
[[nodiscard]] double cos(double x);

// 1 / (1 + e^-x), computed without overflow at either end; error < 2.5 ulp.
// Returns: NaN for NaN; 1 for inf; 0 for -inf.
[[nodiscard]] double logistic(double x);

}  // namespace financescr::numeric
