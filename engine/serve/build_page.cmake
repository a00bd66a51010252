# cmake -DNPM=npm -DPAGE=page -DDIST=dist -DREQUIRED=AUTO|ON -P build_page.cmake: builds the page into DIST. Where it is not
# REQUIRED, what stands in the way (no network, an old node) leaves an empty DIST and the build goes on.
file(REMOVE_RECURSE "${DIST}")
get_filename_component(work "${DIST}" DIRECTORY)
# Beside the sources nothing is written: the project is built in a copy.
file(COPY "${PAGE}/" DESTINATION "${work}" PATTERN node_modules EXCLUDE PATTERN dist EXCLUDE)
foreach(step "ci;--no-audit;--no-fund;--ignore-scripts;--prefer-offline" "run;build")
  execute_process(COMMAND ${NPM} ${step} WORKING_DIRECTORY "${work}" INPUT_FILE /dev/null RESULT_VARIABLE bad OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(bad)
    string(REPLACE ";" " " step "${step}")
    if(REQUIRED STREQUAL "ON")
      message(FATAL_ERROR "npm ${step} failed:\n${said}")
    endif()
    message(WARNING "npm ${step} failed, so this assay has no workbench:\n${said}")
    file(REMOVE_RECURSE "${DIST}")
    return()
  endif()
endforeach()
