#!/bin/sh
# What the README shows works: its commands are run on the demo's evidence. The Japanese one shows
# the same commands under as many headings.
set -u
cd "$(dirname "$0")/../.." || exit 2
failed=0
say() { # sentence, 0 if it holds
    if [ "$2" -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1"; failed=1; fi
}
blocks() { awk '/^```/ { inside = !inside; next } inside' "$1" | sed 's/ *#.*//'; }
blocks README.md | sed 's/ --lang ja//' >"${TMPDIR:-/tmp}/readme-en.$$"
blocks README.ja.md | sed 's/ --lang ja//' | diff "${TMPDIR:-/tmp}/readme-en.$$" - |
    sed 's/^/# /' | grep . && failed=1
rm -f "${TMPDIR:-/tmp}/readme-en.$$"
say 'both READMEs show the same commands' $failed
[ "$(grep -c '^#' README.md)" -eq "$(grep -c '^#' README.ja.md)" ]
say 'both READMEs have the same headings' $?
links=$(grep -ohE '\]\([A-Za-z][A-Za-z./_-]*\)' README.md README.ja.md docs/*.md | tr -d ']()')
for path in $links; do
    [ -e "$path" ] || [ -e "docs/$path" ] || echo "$path"
done | grep . && failed=1

[ -x "$KONSEKI" ] && [ -x "$KONSEKI_DEMO" ] || exit $failed
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
"$KONSEKI_DEMO" "$scratch/evidence" >/dev/null || exit 1
# What else they name: a machine's files, a hive, policies, a mail and what came with it.
mkdir -p "$scratch/C/Windows/System32/config" "$scratch/attachments"
cp tests/golden/hive/SYSTEM.hve "$scratch/SYSTEM"
cp tests/golden/hive/SYSTEM.hve "$scratch/C/Windows/System32/config/SYSTEM"
cp tests/corpus/inspect/forged.eml "$scratch/mail.eml"
cp tests/corpus/inspect/forged.eml "$scratch/attachments/forwarded.eml"
"$KONSEKI" plan --profile minimum -o "$scratch/policy" >/dev/null 2>&1 || exit 1
for page in README.md README.ja.md; do
    blocks $page | grep -E '^(build/release/)?konseki ' |
        sed 's|^build/release/||; s|/path/to/evidence|evidence/|; s/| *jq \./| cat/' \
            >"$scratch/commands"
    while IFS= read -r command; do
        (cd "$scratch" && rm -rf case plan collector &&
            PATH=$(dirname "$KONSEKI"):$PATH sh -c "$command") >"$scratch/said" 2>&1 </dev/null
        status=$?
        [ $status -ne 1 ] || case $command in *audit*|*inspect*) status=0 ;; esac # 1: it found
        [ $status -eq 0 ] || sed 's/^/# /' "$scratch/said"
        say "$page: $command" $status
    done <"$scratch/commands"
done
exit $failed
