# Which room uses which library. ks_uses(<room> <pkg-config module>...); a module with a '?' in
# front is optional: the room sees KS_HAVE_<MODULE>=1 when it is there.
find_package(Threads REQUIRED)
set(KS_LIBRARIES_private "") # for konseki.pc

function(ks_find module found)
    string(MAKE_C_IDENTIFIER "${module}" name)
    if(NOT TARGET PkgConfig::ks_pc_${name})
        pkg_check_modules(ks_pc_${name} QUIET IMPORTED_TARGET GLOBAL ${module})
    endif()
    set(${found} "" PARENT_SCOPE)
    if(TARGET PkgConfig::ks_pc_${name})
        set(${found} PkgConfig::ks_pc_${name} PARENT_SCOPE)
    endif()
endfunction()

macro(ks_uses room)
    foreach(wanted ${ARGN})
        string(REPLACE "?" "" module "${wanted}")
        ks_find(${module} target)
        if(target)
            list(APPEND KS_LIBRARIES_${room} ${target})
            list(APPEND KS_LIBRARIES_private ${module})
            if(NOT wanted STREQUAL module)
                string(MAKE_C_IDENTIFIER "${module}" name)
                string(TOUPPER "KS_HAVE_${name}=1" define)
                list(APPEND KS_DEFINES_${room} ${define})
            endif()
        elseif(wanted STREQUAL module)
            message(FATAL_ERROR "library '${module}' not found; './dev build' installs what is "
                                "missing on Debian")
        endif()
    endforeach()
endmacro()

# xxHash is compiled in from its one header (empty value: the same as a bare #define).
add_compile_options(-DXXH_INLINE_ALL=)

if(WIN32)
    set(KS_LIBRARIES_base z Threads::Threads)
    set(KS_DEFINES_base KS_CHECKSUM_ZLIB)
    find_file(XXHASH_H xxhash.h PATHS /usr/include /usr/local/include NO_CMAKE_FIND_ROOT_PATH
              REQUIRED)
    file(COPY ${XXHASH_H} DESTINATION ${CMAKE_BINARY_DIR}/headers)
    include_directories(SYSTEM ${CMAKE_BINARY_DIR}/headers)
    return()
endif()

find_package(PkgConfig REQUIRED)
set(KS_LIBRARIES_base Threads::Threads)
ks_uses(base libdeflate libseccomp)
ks_uses(evidence libarchive)
ks_uses(event libpcre2-8 ?libhs)
ks_uses(catalogue yaml-0.1)
ks_uses(rules yaml-0.1 libpcre2-8 ?libhs libzstd)
ks_uses(case sqlite3 libzstd)
ks_uses(inspect gmime-3.0 libgsf-1 libpsl libarchive)
ks_uses(cli libpcre2-8 ?libhs)
ks_find(zlib KS_ZLIB) # its crc32 is the unit of the benchmarks
list(REMOVE_DUPLICATES KS_LIBRARIES_private)
