# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
#
# Copies the shared libraries that the extension needs to where its RPATH looks, under the names it asks for. What every Linux
# with a CPython has (libc and the C++ runtime) stays out. Set by the caller: module, destination.
file(GET_RUNTIME_DEPENDENCIES MODULES ${module} RESOLVED_DEPENDENCIES_VAR found UNRESOLVED_DEPENDENCIES_VAR missing
     PRE_EXCLUDE_REGEXES "^(libc|libm|libdl|librt|libpthread|libgcc_s|libstdc\\+\\+|ld-linux[^.]*|libpython[^.]*)\\.")
if(missing)
  message(FATAL_ERROR "Shared libraries that the extension needs are not found: ${missing}")
endif()
foreach(library ${found})
  get_filename_component(name ${library} NAME)  # the SONAME, by which it was found
  file(REAL_PATH ${library} file)               # a wheel holds no symbolic links
  file(MAKE_DIRECTORY ${destination})
  file(COPY_FILE ${file} ${destination}/${name} ONLY_IF_DIFFERENT)
endforeach()
