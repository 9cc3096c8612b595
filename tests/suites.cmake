# One ctest test for each suite of a GoogleTest program, and for each folder of transcripts: the suites run side by
# side, and a sanitized program is not started anew for each of its thousand tests.
#   discover_suites(<target> [ENVIRONMENT <name=value>...])
# After each build this file runs once more as a script, which asks the program for its suites.

if(NOT CMAKE_SCRIPT_MODE_FILE)
  set(suites_script ${CMAKE_CURRENT_LIST_FILE})

  function(discover_suites target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "ENVIRONMENT")
    set(list ${CMAKE_CURRENT_BINARY_DIR}/${target}_suites.cmake)
    add_custom_command(TARGET ${target} POST_BUILD
      COMMAND ${CMAKE_COMMAND} -D "program=$<TARGET_FILE:${target}>" -D "list=${list}" -D "environment=${arg_ENVIRONMENT}"
        -P ${suites_script}
      BYPRODUCTS ${list} VERBATIM)
    # Not built is not passed.
    file(WRITE ${list}.in
      "if(EXISTS \"${list}\")\n  include(\"${list}\")\nelse()\n  add_test(${target}_NOT_BUILT ${target}_NOT_BUILT)\nendif()\n")
    set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${list}.in)
  endfunction()
  return()
endif()

execute_process(COMMAND ${program} --gtest_list_tests OUTPUT_VARIABLE listed COMMAND_ERROR_IS_FATAL ANY)
string(REGEX REPLACE "[ ]*#[^\n]*" "" listed "${listed}")  # What the tests are given.
string(REPLACE "\n" ";" listed "${listed}")
set(filters "")
foreach(line IN LISTS listed)
  if(line MATCHES "^([A-Za-z0-9_/]+)\\.$")
    set(suite ${CMAKE_MATCH_1})
  elseif(line MATCHES "^  GoesAsWritten/([a-z]+)_")
    list(APPEND filters "${suite}.GoesAsWritten/${CMAKE_MATCH_1}_*")
  elseif(line MATCHES "^  ")
    list(APPEND filters "${suite}.*")
  endif()
endforeach()
list(REMOVE_DUPLICATES filters)
set(tests "")
foreach(filter IN LISTS filters)
  string(REGEX REPLACE "[._]\\*$" "" name "${filter}")
  string(APPEND tests
    "add_test([=[${name}]=] [=[${program}]=] [=[--gtest_filter=${filter}]=] --gtest_brief=1)\n"
    "set_tests_properties([=[${name}]=] PROPERTIES ENVIRONMENT [=[${environment}]=])\n")
endforeach()
file(WRITE ${list} "${tests}")
