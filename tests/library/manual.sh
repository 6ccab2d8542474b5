#!/bin/sh
# The program that stands in the header's first comment compiles without a warning.
set -u
cd "$(dirname "$0")/../.." || exit 2
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
awk '/^\/\/     / { sub("//     ", ""); print; next } /^\/\/$/ && NR > 1 && started { print "" }
     /#include/ { started = 1 } !/^\/\// { exit }' include/konseki/konseki.h >"$scratch/manual.c"
grep -q 'int main' "$scratch/manual.c" || { echo 'not ok - the manual has a program'; exit 1; }
if "${CC:-cc}" -std=c17 -Wall -Wextra -Wpedantic -Werror -Iinclude -fsyntax-only "$scratch/manual.c"
then
    echo 'ok - the program of the manual compiles'
else
    echo 'not ok - the program of the manual compiles'
    exit 1
fi
for example in examples/*.c; do
    [ "$(wc -l <"$example")" -lt 60 ] || { echo "not ok - $example is under 60 lines"; exit 1; }
done
echo 'ok - each example is under 60 lines'
