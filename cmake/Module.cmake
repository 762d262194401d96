# financescr_module(LAYER NAME SOURCES FILE... [USES NAME...] [LIBRARIES TARGET...])
# A folder of a layer as a library of its own, financescr_LAYER_NAME. USES: the folders of the same
# layer that it may use, which are those that tests/layering allows; LIBRARIES: what only its own
# files use. Whoever links the layer links all of its folders.
function(financescr_module layer name)
  cmake_parse_arguments(PARSE_ARGV 2 module "" "" "SOURCES;USES;LIBRARIES")
  set(target financescr_${layer}_${name})
  add_library(${target} STATIC ${module_SOURCES})
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
  list(TRANSFORM module_USES PREPEND financescr_${layer}_)
  target_link_libraries(${target}
    PUBLIC financescr::determinism financescr_expected ${module_USES}
    PRIVATE financescr::warnings ${module_LIBRARIES})
  if(NOT layer STREQUAL engine)
    target_link_libraries(${target} PUBLIC financescr::engine)
  endif()
  set_property(GLOBAL APPEND PROPERTY financescr_${layer}_modules ${target})
endfunction()
