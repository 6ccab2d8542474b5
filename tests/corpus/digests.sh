#!/bin/sh
# Both digests of evtx_dump for every log of the corpus (KONSEKI_CORPUS); see digests.py.
[ -n "${KONSEKI_CORPUS:-}" ] || { echo '1..0 # SKIP no corpus'; exit 77; }
[ -x "${KONSEKI:?}" ] || { echo "not ok - there is a program at $KONSEKI"; exit 1; }
exec python3 "$(dirname "$0")/digests.py"
