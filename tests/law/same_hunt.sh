#!/bin/bash
# Same hunt, same bytes: for 1, 2 and 8 threads, for any order of the files given, in any language
# and time zone, and when run again; correlations over files and hosts included. Over the demo's
# evidence with Konseki's own rules, and over the small evidence of tests/support/hunt, which is
# repeated until it fills several blocks.
set -u
program=${KONSEKI:?} maker=${KONSEKI_DEMO:?}
support=$(cd "$(dirname "$0")/../support/hunt" && pwd) || exit 2
if [ ! -x "$program" ] || [ ! -x "$maker" ]; then
    echo "1..0 # SKIP no program yet"
    exit 77
fi
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
export HOME=$scratch
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

# A minute each; record numbers go on, so that none is a repeat.
mkdir "$scratch/many"
for name in pc fs; do
    awk -v name="$name" '{ line[NR] = $0 }
        END { for (i = 0; i < 480; i++) for (n = 1; n <= NR; n++) {
                  text = line[n]
                  at = sprintf("2026-05-%02dT%02d:%02d", 12 + i % 3, i / 60, i % 60)
                  sub(/2026-05-11T[0-9][0-9]:[0-9][0-9]/, at, text)
                  sub(/"event_record_id":[0-9]+/, "\"event_record_id\":" 1000 + i * NR + n, text)
                  print text } }' "$support/$name.jsonl" >"$scratch/many/$name.jsonl"
done
"$maker" "$scratch/demo" >/dev/null || { echo 'not ok - the demo makes evidence'; exit 1; }

hunt() { "$program" hunt "$@" 2>/dev/null; }
compare() { # sentence, rules (words), files...
    sentence=$1
    read -ra rules <<<"$2"
    shift 2
    mapfile -t reversed < <(printf '%s\n' "$@" | sort -r)
    for format in text jsonl csv; do
        words=("${rules[@]}" --format "$format")
        expected=$(hunt "${words[@]}" --threads 1 --no-cache "$@" | sum)
        [ "$(hunt "${words[@]}" "$@" | wc -l)" -gt 20 ] ||
            { echo "not ok - $sentence, $format: something is hit"; failed=1; }
        for threads in 1 2 8; do
            same "$sentence, $format: $threads threads" \
                "$(hunt "${words[@]}" --threads $threads "$@" | sum)"
        done
        same "$sentence, $format: files in another order" \
            "$(hunt "${words[@]}" "${reversed[@]}" | sum)"
        [ $format = text ] || same "$sentence, $format: Japanese, in Tokyo" \
            "$(LANG=ja_JP.UTF-8 TZ=Asia/Tokyo hunt "${words[@]}" "$@" | sum)"
    done
    layer=(--navigator - --format csv -o "$scratch/out" --force)
    expected=$(hunt "${rules[@]}" --threads 1 "${layer[@]}" "$@" | sum)
    same "$sentence: the layer, 8 threads and another order" \
        "$(hunt "${rules[@]}" --threads 8 "${layer[@]}" "${reversed[@]}" | sum)"
}
compare 'two hosts, with correlations' "-r $support/rules -r $support/correlation" \
    "$scratch/many/pc.jsonl" "$scratch/many/fs.jsonl"
mapfile -t logs < <(find "$scratch/demo" -name '*.evtx' | sort)
compare "the demo, Konseki's own rules" '--builtin' "${logs[@]}"
exit $failed
