#!/bin/sh
# Other readers of registry hives read what ours writes, and what they write is read by ours; .reg
# files from a comparison make the one hive out of the other.
KS=${KONSEKI:?}
hives=$(cd "$(dirname "$0")/../golden/hive" && pwd)
for tool in reglookup hivexregedit regfexport; do
    command -v $tool >/dev/null || { echo "1..0 # SKIP no $tool"; exit 77; }
done
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
failed=0
say() {
    if [ "$2" -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1"; failed=1; fi
}

ours() { "$KS" hive "$@" 2>/dev/null; }
keys=$(ours "$hives/SYSTEM.hve" --format jsonl | wc -l)
[ "$(reglookup -H "$hives/SYSTEM.hve" 2>"$scratch/said" | grep -c ',KEY,')" -eq "$keys" ]
say 'reglookup finds every key of a hive that we wrote' $?
! grep -v '^WARN: .*\(quoting\|encoding US-ASCII\)' "$scratch/said" # it prints in ASCII
say 'without a complaint but of what ASCII cannot print' $?
[ "$(regfexport "$hives/SYSTEM.hve" 2>/dev/null | grep -ac '^Key path')" -eq "$keys" ]
say 'regfexport finds every key' $?
hivexregedit --export --prefix 'HKEY_LOCAL_MACHINE\SYSTEM' "$hives/LATER.hve" '\' \
    >"$scratch/all.reg" 2>/dev/null
[ "$(grep -ac '^\[' "$scratch/all.reg")" -ge "$keys" ]
say 'hivexregedit exports every key' $?

cp "$hives/SYSTEM.hve" "$scratch/merged.hve"
ours "$hives/SYSTEM.hve" --diff "$hives/LATER.hve" --format reg |
    tail -c +3 | iconv -f UTF-16LE -t UTF-8 | tr -d '\r' >"$scratch/changes.reg"
hivexregedit --merge --prefix 'HKEY_LOCAL_MACHINE\SYSTEM' "$scratch/merged.hve" \
    "$scratch/changes.reg"
say 'hivexregedit merges what differs' $?
# Times differ, since it was merged now; everything else is the same.
for hive in "$scratch/merged.hve" "$hives/LATER.hve"; do
    ours "$hive" --format jsonl | sed 's/"written":"[^"]*"//; s/"written":null//' | sort
done >"$scratch/both"
[ "$(sort "$scratch/both" | uniq -u | wc -l)" -eq 0 ]
say 'and the merged hive has the keys and values of the later one' $?
sort "$scratch/both" | uniq -u | sed 's/^/# /' | head -20
exit $failed
