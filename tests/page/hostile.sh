#!/bin/sh
# test: slow. Evidence full of markup, escapes and direction overrides is harmless in every output
# of an investigation: the terminal gets no control character, the page no element.
set -u
cd "$(dirname "$0")/../.." || exit 2
if [ ! -x "$KONSEKI" ]; then
    echo '1..0 # SKIP no program yet'
    exit 77
fi
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
failed=0
say() { # say <sentence> <0 if it holds>
    if [ "$2" -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1"; failed=1; fi
}

# Starts of programs as evtx_dump prints them; texts and the file's name are hostile.
cp tests/page/hostile.jsonl "$scratch/$(printf 'a\033[31m<b>.jsonl')"

"$KONSEKI" investigate "$scratch"/*.jsonl -o "$scratch/case" >"$scratch/stdout" 2>"$scratch/stderr"
say 'the case is written' $?
say 'it finds something to tell' "$([ -s "$scratch/case/findings.jsonl" ]; echo $?)"
controls=$(cat "$scratch/stdout" "$scratch/stderr" | tr -d '\n' | LC_ALL=C grep -c '[[:cntrl:]]')
say 'no control character reaches the terminal' "$controls"
LC_ALL=C grep -q "$(printf '\342\200\256')" "$scratch/stdout"
say 'no direction override reaches the terminal' $((1 - $?))
LC_ALL=C grep -q '[[:cntrl:]]' "$scratch/case/findings.jsonl" "$scratch/case/ledger.json"
say 'no control character stands bare in the JSON' $((1 - $?))
ends=$(grep -c '</script>' "$scratch/case/report.html")
[ "$ends" -eq "$(grep -c '<script[ >]' "$scratch/case/report.html")" ]
say 'no element of the page is ended by evidence' $?
if command -v node >/dev/null; then
    node -e '
        const read = (path) => require("fs").readFileSync(path, "utf8").trim();
        for (const line of read(process.argv[1]).split("\n")) JSON.parse(line);
        JSON.parse(read(process.argv[2]));' \
        "$scratch/case/findings.jsonl" "$scratch/case/ledger.json"
    say 'findings and ledger are JSON' $?
    if command -v "${CHROMIUM:-chromium}" >/dev/null; then
        export KONSEKI_PAGE_OPENS_MS=30000 KONSEKI_PAGE_TASK_MS=5000
        node web/test/page.mjs "$scratch/case/report.html" >"$scratch/page"
        status=$?
        grep -v '^ok' "$scratch/page" | sed 's/^/# /'
        say 'the page passes its tests' $status
    fi
fi
exit $failed
