# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
#
# What `cmake --install` puts where: headers, libraries, find_package(overstap), pkg-config, the program, funding rules, schemas and predicate maps.

set(overstap_targets overstap_headers overstap_core overstap_private_deps)
if(TARGET overstap_c)
  list(APPEND overstap_targets overstap_c)
endif()
install(TARGETS ${overstap_targets} EXPORT overstap-targets FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
if(TARGET overstap_cli)
  install(TARGETS overstap_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
set(overstap_cmake_dir ${CMAKE_INSTALL_LIBDIR}/cmake/overstap)
install(EXPORT overstap-targets NAMESPACE overstap:: DESTINATION ${overstap_cmake_dir})
configure_package_config_file(cmake/overstap-config.cmake.in ${PROJECT_BINARY_DIR}/generated/overstap-config.cmake INSTALL_DESTINATION ${overstap_cmake_dir})
# 0.x promises nothing across minor versions.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/generated/overstap-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/generated/overstap-config.cmake ${PROJECT_BINARY_DIR}/generated/overstap-config-version.cmake DESTINATION ${overstap_cmake_dir})
# Seen from where the file lies, so that an installation can be moved or made with `cmake --install --prefix`.
file(RELATIVE_PATH overstap_pc_up /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
string(REGEX REPLACE "/$" "" overstap_pc_up "${overstap_pc_up}")
set(overstap_pc_prefix "\${pcfiledir}/${overstap_pc_up}")
configure_file(cmake/overstap.pc.in ${PROJECT_BINARY_DIR}/generated/overstap.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/generated/overstap.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
install(DIRECTORY taxonomy/funding taxonomy/schema taxonomy/maps DESTINATION ${CMAKE_INSTALL_DATADIR}/overstap)
install(FILES taxonomy/starter/LICENSE.md DESTINATION ${CMAKE_INSTALL_DATADIR}/overstap RENAME STARTER-LICENSE.md)
