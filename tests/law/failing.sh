#!/bin/bash
# test: slow. The n-th time fails: every taking of memory, every read and write of a run is made to
# fail once (KS_FAIL_AT=n). Each time there is a message, no crash, no leak (under sanitizers), and
# nothing half-written that looks whole; where the run could do without, it gives the same bytes.
# shellcheck disable=SC2317 # functions are called through xargs
set -u
program=${KONSEKI:?} maker=${KONSEKI_DEMO:?}
if [ ! -x "$program" ] || [ ! -x "$maker" ]; then
    echo "1..0 # SKIP no program yet"
    exit 77
fi
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
"$maker" "$scratch/demo" >/dev/null || { echo 'not ok - the demo makes evidence'; exit 1; }
# The smallest log of the demo is enough: what matters is each place, not each event.
log=$(find "$scratch/demo" -name '*.evtx' -printf '%s %p\n' | sort -n | sed -n '1s/^[0-9]* //p')
export program log scratch

run() ( # n, name: one run whose n-th time fails (0: none), in a folder of its own
    mkdir "$scratch/$2-$1"
    cd "$scratch/$2-$1" || exit 2
    local at=(KS_FAIL_AT="$1")
    [ "$1" -gt 0 ] || at=()
    case $2 in
    events)
        env "${at[@]}" "$program" events --threads 1 --no-sandbox --format jsonl -o out "$log" ;;
    survey) env "${at[@]}" "$program" survey --no-sandbox --format json "$log" >out ;;
    investigate) env "${at[@]}" "$program" investigate --no-sandbox --no-rules "$log" -o out ;;
    rules) env "${at[@]}" "$program" investigate --no-sandbox --no-cache "$log" -o out ;;
    hunt)
        env "${at[@]}" "$program" hunt --threads 1 --no-sandbox --no-cache --format jsonl \
            -o out "$log" ;;
    esac >stdout 2>stderr
    echo $? >status
)
verdict() ( # n, name: a line for each thing that is wrong
    cd "$scratch/$2-$1" || exit 2
    local status
    status=$(cat status)
    case $status in
    0) diff -rq "$scratch/$2-0/out" out >/dev/null || [ -s stderr ] ||
        echo "$2, time $1: another result, unsaid" ;;
    3 | 4)
        [ -s stderr ] || echo "$2, time $1: status $status without a message"
        grep -qE 'Sanitizer|runtime error' stderr && sed "s/^/$2, time $1: /" stderr
        # what stands there is whole: a sheet that could not be printed does not undo a case
        [ "$status" = 3 ] || [ "$2" = survey ] || [ ! -e out ] ||
            diff -rq "$scratch/$2-0/out" out >/dev/null ||
            echo "$2, time $1: failed, but 'out' stands there" ;;
    *) echo "$2, time $1: status $status: $(head -3 stderr)" ;;
    esac
)
one() {
    run "$1" "$2"
    verdict "$1" "$2"
    rm -rf "${scratch:?}/$2-$1"
}
export -f run verdict one

fails() { # whether time n is reached at all
    run "$1" "$2"
    local reached=1
    grep -qx 0 "$scratch/$2-$1/status" &&
        diff -rq "$scratch/$2-0/out" "$scratch/$2-$1/out" >/dev/null && reached=0
    rm -rf "${scratch:?}/$2-$1"
    return $((1 - reached))
}

failed=0
for name in events survey investigate rules hunt; do
    run 0 $name
    if ! grep -qx 0 "$scratch/$name-0/status"; then
        echo "not ok - $name succeeds when nothing fails: $(cat "$scratch/$name-0/stderr")"
        failed=1
        continue
    fi
    most=1
    case $name in rules | hunt) most=65536 ;; esac # rules that find no memory change little
    # Up to a count that is never reached; three in a row, since a run may do without one.
    while fails $most $name || fails $((most * 5 / 4)) $name || fails $((most * 3 / 2)) $name; do
        most=$((most * 2))
    done
    # Each time; of the thousands that reading rules takes, some of each part.
    step=1
    [ $most -lt 1024 ] || step=$((most / 120 + 1))
    seq 1 $step $most | xargs -P "$(nproc)" -I{} bash -c "one {} $name" >"$scratch/wrong"
    if [ -s "$scratch/wrong" ]; then
        sort -t' ' -k3n "$scratch/wrong" | head -20 | sed 's/^/# /'
        echo "not ok - $name: every failure of $most is a message"
        failed=1
    else
        echo "ok - $name: every failure of $most is a message"
    fi
done
exit $failed
