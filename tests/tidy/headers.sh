#!/bin/sh
# No header relies on what was included before it; the public ones serve C++ too.
. "$(dirname "$0")/files"
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch" "$broken"' EXIT
cc=${CC:-cc} cxx=${CXX:-c++} made=${KS_BUILD:-build/dev}/generated

alone() { # compiler, suffix, standard, header relative to its folder
    name=$(echo "$4" | tr '/.' '__').$2
    printf '#include "%s"\nextern int alone;\n' "$4" >"$scratch/$name"
    "$1" -std="$3" -D_GNU_SOURCE -Isrc -Iinclude -I"$made" -Wall -Wextra -Wpedantic -Werror \
        -Wno-unused-function -Wno-unused-const-variable -fsyntax-only "$scratch/$name" 2>&1 |
        head -5
}

# A table of rows (an X-macro's) has no #pragma once, since it is included more than once.
(cd src && find . -name '*.h' ! -name '*_windows.h' -exec grep -l '#pragma once' {} + |
    sort | sed 's|^\./||') |
    while read -r header; do
        alone "$cc" c c17 "$header"
    done | none 'each header compiles alone as C17'

if [ -d include/konseki ]; then
    (cd include && find konseki -name '*.h' | sort) | while read -r header; do
        alone "$cc" c c17 "$header"
        ! command -v "$cxx" >/dev/null || alone "$cxx" cpp c++17 "$header"
    done | none 'each public header compiles alone as C17 and C++17'
    grep -rnE '\b[ui](8|16|32|64)\b' include | none 'public headers use the names of stdint.h'
fi
finish
