# Warnings, hardening and sanitizers, in one place for every target.
if(CMAKE_BUILD_TYPE STREQUAL "Debug" OR KONSEKI_STRICT)
    add_compile_options(
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wundef -Wwrite-strings -Wcast-qual
        -Wcast-align -Wpointer-arith -Wformat=2 -Wimplicit-fallthrough -Wswitch-enum
        -Wnull-dereference -Wdouble-promotion -Wvla -Wsign-conversion)
    add_compile_options(
        "$<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes;-Wmissing-prototypes;-Wold-style-definition>")
    if(CMAKE_C_COMPILER_ID STREQUAL "GNU")
        add_compile_options(
            -Wduplicated-cond -Wduplicated-branches -Wlogical-op -Walloca -Wdate-time
            -Wbidi-chars=any -Wuse-after-free=3 "$<$<COMPILE_LANGUAGE:C>:-Wjump-misses-init>")
    else()
        add_compile_options(-Wcomma -Wunreachable-code -Wassign-enum -Wshorten-64-to-32)
    endif()
    add_compile_options(-Werror)
    # LTO compiles once more at the link, where -Wnull-dereference sees ghosts through inlining.
    add_link_options($<$<BOOL:${CMAKE_INTERPROCEDURAL_OPTIMIZATION}>:-Wno-null-dereference>)
endif()

add_compile_definitions(_GNU_SOURCE)
add_compile_options(-fno-common -fmacro-prefix-map=${CMAKE_SOURCE_DIR}/=)

if(KONSEKI_SANITIZE)
    add_compile_options(-fsanitize=${KONSEKI_SANITIZE} -fno-sanitize-recover=all
                        -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${KONSEKI_SANITIZE})
elseif(NOT WIN32 AND NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    # Hardening. _FORTIFY_SOURCE goes round ASan's interceptors, so never together with it.
    set(CMAKE_POSITION_INDEPENDENT_CODE ON)
    add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong
                        -fstack-clash-protection)
    if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64|i.86")
        add_compile_options(-fcf-protection)
    endif()
    if(CMAKE_C_COMPILER_ID STREQUAL "GNU")
        add_compile_options(-ftrivial-auto-var-init=zero)
    endif()
    add_link_options(-pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code)
endif()
if(KONSEKI_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
    add_link_options(-fsanitize=fuzzer-no-link)
endif()
if(CMAKE_INTERPROCEDURAL_OPTIMIZATION AND CMAKE_C_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-ffat-lto-objects) # libkonseki.a serves other compilers too
endif()
if(NOT WIN32)
    add_link_options(-Wl,--as-needed)
endif()
