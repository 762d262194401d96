# Every library comes from Debian; docs/DEPENDENCIES.md says what each is for.
find_package(Threads REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(EXPAT 2.5 REQUIRED)
find_package(CURL 7.85 REQUIRED)
find_package(ZLIB 1.2 REQUIRED)

# Headers of libraries without a CMake package. Each is reached by its own interface target, so that
# a WebAssembly build can point it at a staged copy instead of /usr/include.
find_path(FINANCESCR_SIMDJSON_DIR simdjson.h REQUIRED)
find_path(FINANCESCR_XXHASH_DIR xxhash.h REQUIRED)
find_path(FINANCESCR_EXPECTED_DIR tl/expected.hpp REQUIRED)
find_library(FINANCESCR_SIMDJSON_LIB simdjson REQUIRED)
find_path(FINANCESCR_BEAST_DIR boost/beast/http/basic_parser.hpp REQUIRED)
find_path(FINANCESCR_PISTACHE_DIR pistache/listener.h REQUIRED)
find_library(FINANCESCR_PISTACHE_LIB pistache REQUIRED)
find_path(FINANCESCR_SQLITE_DIR sqlite3.h REQUIRED)
find_library(FINANCESCR_SQLITE_LIB sqlite3 REQUIRED)
find_path(FINANCESCR_LIBPQ_DIR libpq-fe.h PATH_SUFFIXES postgresql REQUIRED)
find_library(FINANCESCR_LIBPQ_LIB pq REQUIRED)

function(financescr_header_library name dir)
  add_library(${name} INTERFACE)
  if(NOT dir STREQUAL "/usr/include")
    target_include_directories(${name} SYSTEM INTERFACE ${dir})
  endif()
endfunction()

financescr_header_library(financescr_expected ${FINANCESCR_EXPECTED_DIR})
financescr_header_library(financescr_xxhash ${FINANCESCR_XXHASH_DIR})
financescr_header_library(financescr_simdjson ${FINANCESCR_SIMDJSON_DIR})
target_link_libraries(financescr_simdjson INTERFACE ${FINANCESCR_SIMDJSON_LIB})
financescr_header_library(financescr_sqlite ${FINANCESCR_SQLITE_DIR})
target_link_libraries(financescr_sqlite INTERFACE ${FINANCESCR_SQLITE_LIB})
financescr_header_library(financescr_libpq ${FINANCESCR_LIBPQ_DIR})
target_link_libraries(financescr_libpq INTERFACE ${FINANCESCR_LIBPQ_LIB})

# Makes the contract's documents; Debian's own interpreter, which has Debian's PyYAML.
find_program(FINANCESCR_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH REQUIRED)
financescr_header_library(financescr_beast ${FINANCESCR_BEAST_DIR})
financescr_header_library(financescr_pistache_library ${FINANCESCR_PISTACHE_DIR})
target_link_libraries(financescr_pistache_library INTERFACE ${FINANCESCR_PISTACHE_LIB})
