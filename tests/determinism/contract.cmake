# Makes a build that breaks the rule on purpose: a*b+c becomes one fused multiply-add. run.sh gives
# this file as CMAKE_PROJECT_financescr_INCLUDE. Flags on the command line would not do: they come
# before financescr::determinism's own, which would win; these are appended after them.
cmake_language(DEFER DIRECTORY ${CMAKE_SOURCE_DIR}
  CALL target_compile_options financescr_determinism INTERFACE -mfma -ffp-contract=fast)
