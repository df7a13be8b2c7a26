# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
#
# Dependencies that come without a CMake package in Debian 12, and the warnings everything of ours is built with.
# overstap_private_deps never reaches a consumer's compile line: these headers are included by .cpp files only.

find_path(RAPIDJSON_INCLUDE_DIR rapidjson/reader.h REQUIRED)
find_path(XXHASH_INCLUDE_DIR xxhash.h REQUIRED)
find_path(CSV_INCLUDE_DIR csv.h REQUIRED)
find_path(UTF8PROC_INCLUDE_DIR utf8proc.h REQUIRED)
find_path(EXPAT_INCLUDE_DIR expat.h REQUIRED)
find_path(SERD_INCLUDE_DIR serd/serd.h PATH_SUFFIXES serd-0 REQUIRED)
find_path(HIGHWAY_INCLUDE_DIR hwy/highway.h REQUIRED)
find_library(CSV_LIBRARY csv REQUIRED)
find_library(EXPAT_LIBRARY expat REQUIRED)
find_library(SERD_LIBRARY serd-0 REQUIRED)
find_library(UTF8PROC_LIBRARY utf8proc REQUIRED)
mark_as_advanced(RAPIDJSON_INCLUDE_DIR XXHASH_INCLUDE_DIR CSV_INCLUDE_DIR UTF8PROC_INCLUDE_DIR EXPAT_INCLUDE_DIR SERD_INCLUDE_DIR HIGHWAY_INCLUDE_DIR CSV_LIBRARY
                 EXPAT_LIBRARY UTF8PROC_LIBRARY SERD_LIBRARY)

add_library(overstap_private_deps INTERFACE)
foreach(folder ${RAPIDJSON_INCLUDE_DIR} ${XXHASH_INCLUDE_DIR} ${CSV_INCLUDE_DIR} ${UTF8PROC_INCLUDE_DIR} ${EXPAT_INCLUDE_DIR} ${SERD_INCLUDE_DIR} ${HIGHWAY_INCLUDE_DIR})
  target_include_directories(overstap_private_deps SYSTEM INTERFACE $<BUILD_INTERFACE:${folder}>)
endforeach()
# By name, so that the exported static library asks for them on the consumer's machine, wherever they are there.
target_link_libraries(overstap_private_deps INTERFACE csv expat utf8proc serd-0)

set(OVERSTAP_WARNINGS -Wall -Wextra -Wpedantic -Wshadow $<$<COMPILE_LANGUAGE:CXX>:-Wconversion;-Wnon-virtual-dtor;-Woverloaded-virtual>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # False alarms on std::string (GCC bug 105651).
  list(APPEND OVERSTAP_WARNINGS -Wno-restrict)
endif()
option(OVERSTAP_WERROR "Treat warnings as errors" OFF)
if(OVERSTAP_WERROR)
  list(APPEND OVERSTAP_WARNINGS -Werror)
endif()
