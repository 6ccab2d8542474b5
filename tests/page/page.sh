#!/bin/sh
# test: slow. The report of the demo, looked at in headless Chromium from file://
# (web/test/page.mjs).
set -u
cd "$(dirname "$0")/../.." || exit 2
if [ ! -x "$KONSEKI" ] || [ ! -x "$KONSEKI_DEMO" ]; then
    echo '1..0 # SKIP no program yet'
    exit 77
fi
command -v "${CHROMIUM:-chromium}" >/dev/null || {
    echo '1..0 # SKIP no Chromium'
    exit 77
}
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
set -e
"$KONSEKI_DEMO" "$scratch/evidence" >/dev/null
"$KONSEKI" investigate "$scratch/evidence" -o "$scratch/case" >/dev/null
# Its times are measured on a quiet machine, not here.
export KONSEKI_PAGE_OPENS_MS=30000 KONSEKI_PAGE_TASK_MS=5000
node web/test/page.mjs "$scratch/case/report.html"
