# aqua_room(NAME <room> [USES <rooms>] SOURCES <files> [TESTS <files>] [LIBRARIES <targets>]
#           [PUBLIC_LIBRARIES <targets>])
# One room of aqua/: a static library aqua_<room> and, with tests on, a program <room>_test.
# LIBRARIES stay private to the room; PUBLIC_LIBRARIES appear in its headers.
function(aqua_room)
  cmake_parse_arguments(ROOM "" "NAME" "USES;SOURCES;TESTS;LIBRARIES;PUBLIC_LIBRARIES" ${ARGN})
  set(target aqua_${ROOM_NAME})
  add_library(${target} STATIC ${ROOM_SOURCES})
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${target} PRIVATE aqua_warnings ${ROOM_LIBRARIES})
  foreach(library ${ROOM_PUBLIC_LIBRARIES})
    target_link_libraries(${target} PUBLIC ${library})
  endforeach()
  foreach(used ${ROOM_USES})
    target_link_libraries(${target} PUBLIC aqua_${used})
  endforeach()
  if(AQUA_BUILD_TESTS AND ROOM_TESTS)
    aqua_test(${ROOM_NAME}_test LIBRARIES ${target} SOURCES ${ROOM_TESTS})
  endif()
endfunction()

# aqua_test(<name> SOURCES <files> LIBRARIES <targets>): a GoogleTest program known to ctest.
function(aqua_test name)
  cmake_parse_arguments(TEST "" "" "SOURCES;LIBRARIES" ${ARGN})
  add_executable(${name} ${TEST_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE aqua_warnings ${TEST_LIBRARIES} GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE AQUA_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  if(AQUA_SANITIZE)
    # Under sanitizers the optimiser takes longer over GoogleTest's macros than the tests run.
    target_compile_options(${name} PRIVATE -O0)
  endif()
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60)
endfunction()
