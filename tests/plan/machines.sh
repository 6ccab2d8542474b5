#!/bin/sh
# Two complete machines, made by applying plans to hives, and their audits.
for tool in hivexregedit python3; do
    command -v "$tool" >/dev/null || { echo "1..0 # SKIP no $tool"; exit 77; }
done
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
here=$(cd "$(dirname "$0")" && pwd)
python3 -B "$here/machines.py" "$KONSEKI" "$here/../golden/plan" "$scratch"
