# What `cmake --install` and the Debian package (cpack) put where. The package is built from the release preset, whose
# prefix is /usr.
include(GNUInstallDirs)

configure_file(${CMAKE_CURRENT_LIST_DIR}/banwei.service.in ${CMAKE_BINARY_DIR}/banwei.service @ONLY)

# The installed configuration is the example but for the place of the database.
set(example_database "database = \"banwei.db\"")
set(installed_database "database = \"${CMAKE_INSTALL_FULL_LOCALSTATEDIR}/lib/banwei/banwei.db\"")
file(READ ${PROJECT_SOURCE_DIR}/config.example.toml config)
string(FIND "${config}" "${example_database}" found)
if(found EQUAL -1)
  message(FATAL_ERROR "config.example.toml has no line ${example_database}")
endif()
string(REPLACE "${example_database}" "${installed_database}" config "${config}")
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/config.toml CONTENT "${config}" @ONLY)
set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS config.example.toml)

install(TARGETS banwei RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${CMAKE_BINARY_DIR}/banwei.service DESTINATION lib/systemd/system)
install(FILES ${CMAKE_BINARY_DIR}/config.toml DESTINATION ${CMAKE_INSTALL_FULL_SYSCONFDIR}/banwei)
install(FILES README.md README.zh-CN.md CHANGELOG.md config.example.toml DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES docs/manual.md docs/manual.zh-CN.md DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME banwei)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "chat bot for the class groups of a college")
set(CPACK_PACKAGE_CONTACT "banwei <banwei@localhost>")
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR})
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "passwd, tzdata")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "ca-certificates")  # for wss://
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
foreach(file conffiles postinst prerm postrm)
  list(APPEND CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_CURRENT_LIST_DIR}/${file})
endforeach()
include(CPack)
