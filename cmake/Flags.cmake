# Two interface targets that every target of ours links: warnings (private) and determinism.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

option(FINANCESCR_WERROR "Treat warnings as errors" ON)

add_library(financescr_warnings INTERFACE)
add_library(financescr::warnings ALIAS financescr_warnings)
target_compile_options(financescr_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast
  -Wcast-qual -Wnon-virtual-dtor -Woverloaded-virtual -Wswitch-enum -Wundef
  # False alarms of g++ 12: on "literal" + std::string, and on moved variants in large files.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${FINANCESCR_UNITY}>>:-Wno-maybe-uninitialized>
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${FINANCESCR_UNITY}>>:-Wno-array-bounds>
  $<$<BOOL:${FINANCESCR_WERROR}>:-Werror>)

# The same double arithmetic in every build: no contraction, no reassociation, no machine-specific
# code. docs/DETERMINISM.md says why.
add_library(financescr_determinism INTERFACE)
add_library(financescr::determinism ALIAS financescr_determinism)
target_compile_options(financescr_determinism INTERFACE
  -ffp-contract=off -fno-fast-math -fno-unsafe-math-optimizations)

# WebAssembly: SIMD, which every browser since 2023 has, and its own exceptions. Both are asked for
# when compiling and when linking.
if(EMSCRIPTEN)
  add_compile_options(-msimd128 -fwasm-exceptions
    -Wno-unsupported-floating-point-opt)  # it has no floating-point exceptions to keep
  add_link_options(-fwasm-exceptions)
endif()
