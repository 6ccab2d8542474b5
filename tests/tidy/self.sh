#!/bin/sh
# The tidy tests can fail: each offence, put into a small tree, is found; without it all is well.
. "$(dirname "$0")/files"
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch" "$broken"' EXIT

tree() { # a tree with nothing wrong in it
    rm -rf "$scratch/tree"
    mkdir -p "$scratch/tree/tests/tidy" "$scratch/tree/tests/base" "$scratch/tree/src/base" \
        "$scratch/tree/src/event" "$scratch/tree/tests/event"
    cp tests/tidy/files tests/tidy/*.sh "$scratch/tree/tests/tidy"
    cd "$scratch/tree" || exit 2
    printf 'base:\nevent: base\n' >src/rooms.txt
    echo '# base' | tee src/base/README.md >src/event/README.md
    echo 'int a;' | tee src/base/a.c src/event/b.c tests/base/a_test.c >tests/event/b_test.c
    printf '#pragma once\nextern int a;\n' >src/base/a.h
    cd "$root" || exit 2
}

found() { # sentence, test, shell that makes the offence, what the test must say
    tree
    (cd "$scratch/tree" && eval "$3")
    "$scratch/tree/tests/tidy/$2.sh" >"$scratch/said" 2>&1
    status=$?
    { [ $status -eq 1 ] && grep -q "^not ok - $4" "$scratch/said"; } || cat "$scratch/said"
    { [ $status -eq 1 ] && grep -q "^not ok - $4" "$scratch/said"; } && echo "ok - $1" && return
    echo "$1" | none "$1"
}

for test in rooms text banned headers; do
    tree
    "$scratch/tree/tests/tidy/$test.sh" >"$scratch/said" 2>&1 || cat "$scratch/said"
done | none 'a tidy tree is tidy'

found 'an arrow against the direction is found' rooms \
    "echo '#include \"event/b.h\"' >>src/base/a.c" 'every include'
found 'a room without a README is found' rooms 'rm src/base/README.md' 'every room has a README'
found 'a room without tests is found' rooms 'rm -r tests/event' 'every room has tests'
found 'a folder that is no room is found' rooms 'mkdir src/utils' 'every folder'
found 'a long line is found' text \
    "printf '// %0120d\n' 1 >>src/base/a.c" 'no line of code'
found 'a tab is found' text "printf 'int\ta;\n' >>src/base/a.c" 'no tab'
found 'a blank at the end is found' text "echo 'int b; ' >>src/base/a.c" 'no blank'
found 'CR LF is found' text "printf 'int b;\r\n' >>src/base/a.c" 'lines end'
found 'a byte order mark is found' text "printf '\357\273\277x\n' >src/base/README.md" \
    'no byte order'
found 'a direction override is found' text "printf '\342\200\256x\n' >>src/base/README.md" \
    'no character changes'
found 'a banned function is found' banned "echo 'x = strcpy(a, b);' >>src/base/a.c" 'no banned'
found 'malloc outside the seam is found' banned "echo 'x = malloc(1);' >>src/base/a.c" \
    'the operating system'
found 'a lock outside base is found' banned "echo 'static _Atomic int x;' >>src/event/b.c" 'threads'
found 'a header that leans on another is found' headers "echo 'u32 b;' >>src/base/a.h" 'each header'
finish
