# Makes the contract's documents and runs tests; Debian's own interpreter, which has its PyYAML.
find_program(FINANCESCR_PYTHON python3
  PATHS /usr/bin NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH REQUIRED)
