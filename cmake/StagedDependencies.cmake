# The libraries of the WebAssembly build. Passing /usr/include to em++ would mix in the system's C
# library, so single headers are copied out of Debian's packages into a folder of their own, and
# simdjson's single source file comes from its source package. Each is the one that was tested, by
# its SHA-256.
set(staged ${PROJECT_BINARY_DIR}/staged)

function(financescr_check_sha256 file expected)
  file(SHA256 ${file} actual)
  if(NOT actual STREQUAL expected)
    message(FATAL_ERROR "${file} is not the file that this build was tested with: its SHA-256 is "
      "${actual}, not ${expected}. Try the new one, and if all tests pass, change the sum in "
      "cmake/StagedDependencies.cmake.")
  endif()
endfunction()

function(financescr_stage_header name sha256 package)
  find_file(found ${name} PATHS /usr/include NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH NO_CACHE)
  if(NOT found)
    message(FATAL_ERROR "${name} is missing; apt-get install ${package}")
  endif()
  financescr_check_sha256(${found} ${sha256})
  get_filename_component(folder ${staged}/include/${name} DIRECTORY)
  file(COPY ${found} DESTINATION ${folder})
endfunction()

financescr_stage_header(xxhash.h
  d4f2b91b547c79061649186721a6b331609f2bf8595485a21ea631c82ec3ef93 libxxhash-dev)
financescr_stage_header(tl/expected.hpp
  b6cdf077532b75f8c6ad95b3ae8b6f1b8ead63be0f06b6e6c349bcdc10097009 libexpected-dev)
if(FINANCESCR_TESTS)
  financescr_stage_header(doctest/doctest.h
    041dced3b82ed2d6c920977fcba16e8b9e49daaa200c81ba0ccec529a4f1fd5d doctest-dev)
endif()

# Kept beside the presets' builds, so that a fresh build folder needs no network.
set(simdjson ${PROJECT_SOURCE_DIR}/build/cache/simdjson)
if(NOT EXISTS ${simdjson}/simdjson.cpp)
  message(STATUS "Fetching simdjson's source package")
  execute_process(
    COMMAND bash ${PROJECT_SOURCE_DIR}/cmake/shell/stage_simdjson.sh ${simdjson}
    OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "simdjson's source package cannot be staged:\n${output}")
  endif()
endif()
financescr_check_sha256(${simdjson}/simdjson.cpp
  3911df6dfec471668231fd47bc2f96378567a12fcd74669bc9dfad28fa182ea7)
financescr_check_sha256(${simdjson}/simdjson.h
  5ce048173caafa1e4b71872cedf10c011698b336a34fab2905f94dc377918f19)
file(COPY ${simdjson}/simdjson.h DESTINATION ${staged}/include)

function(financescr_staged_library name)
  add_library(${name} INTERFACE)
  target_include_directories(${name} SYSTEM INTERFACE ${staged}/include)
endfunction()
financescr_staged_library(financescr_expected)
financescr_staged_library(financescr_xxhash)
financescr_staged_library(financescr_doctest)

add_library(financescr_simdjson STATIC ${simdjson}/simdjson.cpp)
target_include_directories(financescr_simdjson SYSTEM PUBLIC ${staged}/include)
target_compile_options(financescr_simdjson PRIVATE -w)
