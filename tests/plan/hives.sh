#!/bin/sh
# A plan's .reg files and their undo, merged into a hive by hivexregedit.
for tool in hivexregedit python3; do
    command -v "$tool" >/dev/null || { echo "1..0 # SKIP no $tool"; exit 77; }
done
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
here=$(cd "$(dirname "$0")" && pwd)
python3 -B "$here/hives.py" "$KONSEKI" "$here/../golden/hive/SYSTEM.hve" "$scratch"
