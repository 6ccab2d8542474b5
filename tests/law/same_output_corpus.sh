#!/bin/bash
# Same evidence, same bytes, over every log of the corpus (KONSEKI_CORPUS), for 1, 2 and 8 threads.
set -u
program=${KONSEKI:?}
[ -n "${KONSEKI_CORPUS:-}" ] || { echo '1..0 # SKIP no corpus'; exit 77; }
[ -x "$program" ] || { echo "not ok - there is a program at $program"; exit 1; }
failed=0
sums() { # threads
    "$program" events --format jsonl --recovered --threads "$1" "$KONSEKI_CORPUS/evtx" 2>/dev/null |
        sha256sum
}
expected=$(sums 1)
if [ "$expected" = "$(sha256sum </dev/null)" ]; then
    echo 'not ok - the corpus has events'
    exit 1
fi
for threads in 2 8; do
    if [ "$(sums $threads)" = "$expected" ]; then
        echo "ok - all events of the corpus: $threads threads print what one does"
    else
        echo "not ok - all events of the corpus: $threads threads print what one does"
        failed=1
    fi
done
echo "# corpus cases: $(find "$KONSEKI_CORPUS/evtx" -name '*.evtx' | wc -l)"
exit $failed
