# cmake --install: the program, libkonseki.a with its headers and konseki.pc, and what the program
# writes about itself (man pages and completions come from its table of commands).
if(TARGET konseki)
    install(TARGETS konseki RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
    install(CODE "execute_process(
        COMMAND ${CMAKE_SOURCE_DIR}/tools/self-description $<TARGET_FILE:konseki>
            \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}\"
        COMMAND_ERROR_IS_FATAL ANY)")
endif()

if(TARGET libkonseki AND IS_DIRECTORY ${CMAKE_SOURCE_DIR}/include/konseki)
    install(TARGETS libkonseki ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
    install(DIRECTORY include/konseki DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
            FILES_MATCHING PATTERN "*.h")
    # A static archive needs its libraries named to everyone who links it.
    list(JOIN KS_LIBRARIES_private " " KS_PC_REQUIRES)
    get_property(languages GLOBAL PROPERTY ENABLED_LANGUAGES)
    if("CXX" IN_LIST languages)
        set(KS_PC_LIBS -lstdc++)
    endif()
    # Relative to itself, so that it holds wherever cmake --install --prefix puts it.
    file(RELATIVE_PATH KS_PC_PREFIX /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
    configure_file(cmake/konseki.pc.in ${CMAKE_BINARY_DIR}/konseki.pc @ONLY)
    install(FILES ${CMAKE_BINARY_DIR}/konseki.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
    install(FILES LICENSE NOTICE README.md README.ja.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
endif()
