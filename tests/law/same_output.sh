#!/bin/bash
# Same evidence, same bytes: for 1, 2 and 8 threads, for any order of the files given, in any
# language, time zone and terminal, and when run again. Over the demo's evidence.
set -u
program=${KONSEKI:?} maker=${KONSEKI_DEMO:?}
if [ ! -x "$program" ] || [ ! -x "$maker" ]; then
    echo "1..0 # SKIP no program yet"
    exit 77
fi
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
"$maker" "$scratch/demo" >/dev/null || { echo 'not ok - the demo makes evidence'; exit 1; }
mapfile -t logs < <(find "$scratch/demo" -name '*.evtx' | sort)
mapfile -t reversed < <(printf '%s\n' "${logs[@]}" | sort -r)
failed=0
sum() { sha256sum | cut -d' ' -f1; }
same() { # sentence, sum
    if [ "$2" = "$expected" ]; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        failed=1
    fi
}
for words in 'events --format jsonl' 'events --format jsonl --shape evtx_dump' \
    'events --format xml' 'events --format csv' 'survey --format json'; do
    # shellcheck disable=SC2206 # words
    command=("$program" $words)
    expected=$("${command[@]}" --threads 1 "${logs[@]}" 2>/dev/null | sum)
    [ -n "$("${command[@]}" "${logs[@]}" 2>/dev/null | head -c 1)" ] ||
        { echo "not ok - $words prints something"; failed=1; }
    for threads in 1 2 8; do
        same "$words: $threads threads" \
            "$("${command[@]}" --threads $threads "${logs[@]}" 2>/dev/null | sum)"
    done
    same "$words: files in another order" "$("${command[@]}" "${reversed[@]}" 2>/dev/null | sum)"
    same "$words: Japanese, in Tokyo" \
        "$(LANG=ja_JP.UTF-8 TZ=Asia/Tokyo "${command[@]}" "${logs[@]}" 2>/dev/null | sum)"
done

# A whole case: everything but the times of the run.
files() { (cd "$1" && find . -type f | sort | xargs sha256sum); }
"$program" investigate "${logs[@]}" --threads 1 -o "$scratch/a" >/dev/null 2>&1
"$program" investigate "${reversed[@]}" --threads 8 -o "$scratch/b" >/dev/null 2>&1
if [ -d "$scratch/a" ] && diff <(files "$scratch/a") <(files "$scratch/b") >"$scratch/diff"; then
    echo 'ok - investigate: the case is the same for 1 and 8 threads and files in another order'
else
    sed 's/^/# /' "$scratch/diff"
    echo 'not ok - investigate: the case is the same for 1 and 8 threads and files in another order'
    failed=1
fi
exit $failed
