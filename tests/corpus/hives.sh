#!/bin/sh
# Every hive of the corpus is read as reglookup, hivexregedit and regfexport read it: key by key, with
# the keys' times (reglookup), values by type and bytes (hivexregedit) and by type and size
# (regfexport). Exceptions: hives.exceptions, reasons: docs/differences.md. test: slow
[ -n "${KONSEKI_CORPUS:-}" ] || { echo '1..0 # SKIP no corpus'; exit 77; }
[ -x "${KONSEKI:?}" ] || { echo "not ok - there is a program at $KONSEKI"; exit 1; }
here=$(cd "$(dirname "$0")" && pwd)
hives=$KONSEKI_CORPUS/hives
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
failed=0 cases=0
say() {
    if [ "$2" -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1"; failed=1; fi
}

list() { # hives, without logs and other files
    cd "$hives" && find . -type f ! -name '*.tsv' | sed 's|^\./||' | LC_ALL=C sort |
        while read -r name; do
            [ "$(head -c 4 "$name" | tr -d "\000")" = regf ] || continue
            case $name in *.LOG* | *.log* | SYSTEM_B) continue ;; esac
            echo "$name"
        done
}

for tool in reglookup hivexregedit regfexport; do
    command -v $tool >/dev/null || { echo "ok - $tool # SKIP not installed"; continue; }
    list >"$scratch/list"
    while read -r name; do
        cases=$((cases + 1))
        python3 "$here/hives.py" $tool "$hives/$name" 2>>"$scratch/counts" |
            sed "s|^|$tool\t$name\t|" >"$scratch/found"
        grep "^$tool	$name	" "$here/hives.exceptions" >"$scratch/known"
        if [ -s "$scratch/known" ]; then # a row is: tool, hive, how many differences, reason
            [ "$(wc -l <"$scratch/found")" -eq "$(cut -f 3 "$scratch/known")" ]
        else
            [ ! -s "$scratch/found" ]
        fi
        result=$?
        say "$name: as $tool reads it" $result
        [ $result -eq 0 ] || { wc -l <"$scratch/found"; head -5 "$scratch/found"; } | sed 's/^/# /'
    done <"$scratch/list"
done
sed 's/^/# /' "$scratch/counts"

# Where the corpus has the hive as Windows recovered it, ours with its logs is the same.
for pair in NewDirtyHive1/NewDirtyHive:NewDirtyHive1/RecoveredHive_Windows10 \
    OldDirtyHive/OldDirtyHive:OldDirtyHive/RecoveredHive_Windows7 \
    BadBaseBlockHive/BadBaseBlockHive:OldDirtyHive/RecoveredHive_Windows7; do
    "$KONSEKI" hive -q "$hives/yarp/${pair%%:*}" --diff "$hives/yarp/${pair##*:}" >"$scratch/found"
    say "${pair%%:*} with its logs is ${pair##*:}" $?
    cases=$((cases + 1))
done
count() { "$KONSEKI" hive -q "$hives/$1" --format jsonl | python3 -c '
import json, sys
rows = [json.loads(line) for line in sys.stdin]
print(len(rows), sum(len(row["values"]) for row in rows))'; }
[ "$(count SYSTEM_B)" = '35595 78901' ]
say 'SYSTEM_B with its logs has 35,595 keys and 78,901 values' $?
[ "$(count UsrClass.dat)" = '6238 12531' ]
say 'UsrClass.dat with its logs has 6,238 keys' $?
echo "# corpus cases: $cases"
exit $failed
