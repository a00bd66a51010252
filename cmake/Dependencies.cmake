# Every library is a Debian 12 -dev package; docs/dependencies.md says why each is there. An installed assay
# reads this file too, since programs that link the library link what it needs.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(RapidJSON REQUIRED)
pkg_check_modules(LUA REQUIRED IMPORTED_TARGET lua5.4-c++)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(LBFGS REQUIRED IMPORTED_TARGET liblbfgs)
find_package(Eigen3 REQUIRED NO_MODULE)
