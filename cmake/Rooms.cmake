# assay_room(NAME SOURCES ... [USES rooms ...] [LIBRARIES targets ...])
#
# A room is a folder of engine/ compiled as one object library. USES names the rooms whose headers it
# may include; scripts/check-layers holds the folder to it.
set_property(GLOBAL PROPERTY ASSAY_ROOMS "")
set_property(GLOBAL PROPERTY ASSAY_LIBRARIES "")

set(ASSAY_WARNINGS -Wall -Wextra -Wconversion -Wshadow -Wpedantic)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 sees overlaps in std::string that are not there (bug 105651).
  list(APPEND ASSAY_WARNINGS -Wno-restrict)
endif()
if(ASSAY_WERROR)
  list(APPEND ASSAY_WARNINGS -Werror)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Warnings of GCC's optimiser come and go with inlining and are told, but end no build.
    foreach(flow stringop-overflow stringop-overread maybe-uninitialized array-bounds dangling-pointer free-nonheap-object)
      list(APPEND ASSAY_WARNINGS -Wno-error=${flow})
    endforeach()
  endif()
endif()
if(ASSAY_SANITIZE)
  add_compile_options(-fsanitize=${ASSAY_SANITIZE} -fno-sanitize-recover=undefined -fno-omit-frame-pointer -g)
  add_link_options(-fsanitize=${ASSAY_SANITIZE})
endif()

function(assay_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;USES;LIBRARIES" ${ARGN})
  add_library(assay_${name} OBJECT ${ROOM_SOURCES})
  target_include_directories(assay_${name}
    PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/engine>)
  target_compile_options(assay_${name} PRIVATE ${ASSAY_WARNINGS})
  target_link_libraries(assay_${name} PRIVATE fmt::fmt ${ROOM_LIBRARIES})
  set_property(GLOBAL APPEND PROPERTY ASSAY_ROOMS assay_${name})
  set_property(GLOBAL APPEND PROPERTY ASSAY_LIBRARIES ${ROOM_LIBRARIES})
endfunction()
