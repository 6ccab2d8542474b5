#!/bin/sh
# A sentence that nothing says, and a reason that nothing gives, are not kept.
cd "$(dirname "$0")/../.." || exit 2
unused() { # the names of an X-macro in a file, and what stands before a name where it is used
    sed -n 's/^ *X(\([A-Z0-9_]*\),.*/\1/p' "$1" | while read -r name; do
        [ "$name" = NONE ] || grep -rqw "$2$name" src --include='*.c' || echo "$name"
    done
}
failed=0
check() { # sentence, names
    if [ -z "$2" ]; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        echo "$2" | sed 's/^/#   /'
        failed=1
    fi
}
check 'each sentence of notes.h is said somewhere' "$(unused src/message/notes.h KS_SAY_)"
check 'each reason of fail.h is given somewhere' "$(unused src/base/fail.h KS_)"
exit $failed
