# ten_at_once(<target> <groups> [ALONE <regex>])
# Most of what a compiler does here is to read the same headers again, so where nobody waits for one file it reads ten
# or twenty of a target as one. Neighbours stand in different groups, for within a feature two files may each have words of
# their own by one name. What matches ALONE, or has options of its own, stays alone.
function(ten_at_once target groups)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "ALONE" "")
  if(NOT BANWEI_TEN_AT_ONCE)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  get_target_property(sources ${target} SOURCES)
  set(turn 0)
  foreach(source IN LISTS sources)
    if(DEFINED arg_ALONE AND source MATCHES "${arg_ALONE}")
      set_source_files_properties(${source} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
      continue()
    endif()
    math(EXPR turn "(${turn} + 1) % ${groups}")
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${turn})
  endforeach()
  # g++ takes a joined file for a header, where a named type that holds an unnamed one would be two types.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endfunction()
