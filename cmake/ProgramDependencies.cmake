# What the programs need and the library does not: the command line, and the converter of untrusted files.
find_package(CLI11 REQUIRED)
pkg_check_modules(GUMBO REQUIRED IMPORTED_TARGET gumbo)
pkg_check_modules(LIBZIP REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(PUGIXML REQUIRED IMPORTED_TARGET pugixml)
pkg_check_modules(SECCOMP REQUIRED IMPORTED_TARGET libseccomp)
# The allocator of the program; sanitizers bring their own.
if(NOT ASSAY_SANITIZE)
  find_package(mimalloc REQUIRED)
endif()
