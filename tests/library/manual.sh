#!/bin/sh
# The programs that stand in the headers' first comments compile without a warning.
set -u
cd "$(dirname "$0")/../.." || exit 2
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
for name in konseki rules; do
    awk '/^\/\/     / { sub("//     ", ""); print; next } /^\/\/$/ && NR > 1 && started { print "" }
         /#include/ { started = 1 } !/^\/\// { exit }' include/konseki/$name.h >"$scratch/manual.c"
    grep -q 'int main' "$scratch/manual.c" || { echo "not ok - $name.h has a program"; exit 1; }
    if "${CC:-cc}" -std=c17 -Wall -Wextra -Wpedantic -Werror -Iinclude -fsyntax-only \
        "$scratch/manual.c"; then
        echo "ok - the program of the manual compiles: $name.h"
    else
        echo "not ok - the program of the manual compiles: $name.h"
        exit 1
    fi
done
for example in examples/*.c; do
    [ "$(wc -l <"$example")" -lt 80 ] || { echo "not ok - $example is under 80 lines"; exit 1; }
done
echo 'ok - each example is under 80 lines'
