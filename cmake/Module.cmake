# financescr_module(LAYER NAME SOURCES FILE... [APART FILE...] [USES NAME...]
#                   [LIBRARIES TARGET...])
# A folder of a layer as a library of its own, financescr::LAYER::NAME. USES: the folders of the
# same layer that it may use, which are those that tests/layering allows; LIBRARIES: what only its
# own files use. Whoever links the layer links all of its folders.
#
# FINANCESCR_UNITY compiles the files of a folder a few at a time, which takes less than two thirds
# of the time from nothing. The files of a folder then share one unnamed namespace; those in APART
# are always compiled alone.
function(financescr_module layer name)
  cmake_parse_arguments(PARSE_ARGV 2 module "" "" "SOURCES;APART;USES;LIBRARIES")
  set(target financescr_${layer}_${name})
  add_library(${target} STATIC ${module_SOURCES} ${module_APART})
  add_library(financescr::${layer}::${name} ALIAS ${target})
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
  list(TRANSFORM module_USES PREPEND financescr_${layer}_)
  target_link_libraries(${target}
    PUBLIC financescr::determinism financescr_expected ${module_USES}
    PRIVATE financescr::warnings ${module_LIBRARIES})
  if(NOT layer STREQUAL engine)
    target_link_libraries(${target} PUBLIC financescr::engine)
  endif()
  set_property(GLOBAL APPEND PROPERTY financescr_${layer}_modules ${target})
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${FINANCESCR_UNITY})
  if(module_APART)
    set_source_files_properties(${module_APART} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
endfunction()
