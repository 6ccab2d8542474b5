#!/bin/sh
# Every record that Debian's evtxexport prints or recovers is one of ours; see evtxexport.py.
[ -n "${KONSEKI_CORPUS:-}" ] || { echo '1..0 # SKIP no corpus'; exit 77; }
[ -x "${KONSEKI:?}" ] || { echo "not ok - there is a program at $KONSEKI"; exit 1; }
command -v evtxexport >/dev/null || { echo '1..0 # SKIP no evtxexport (libevtx-utils)'; exit 77; }
exec python3 "$(dirname "$0")/evtxexport.py"
