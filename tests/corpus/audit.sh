#!/bin/sh
# What the audit says of real hives is what reglookup finds there; see audit.py.
[ -n "${KONSEKI_CORPUS:-}" ] || { echo '1..0 # SKIP no corpus'; exit 77; }
[ -x "${KONSEKI:?}" ] || { echo "not ok - there is a program at $KONSEKI"; exit 1; }
command -v reglookup >/dev/null || { echo '1..0 # SKIP no reglookup'; exit 77; }
exec python3 "$(dirname "$0")/audit.py"
