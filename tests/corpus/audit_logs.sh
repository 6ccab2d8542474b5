#!/bin/sh
# What the audit makes of real logs is what a second reading of their events makes; see
# audit_logs.py.
[ -n "${KONSEKI_CORPUS:-}" ] || { echo '1..0 # SKIP no corpus'; exit 77; }
[ -x "${KONSEKI:?}" ] || { echo "not ok - there is a program at $KONSEKI"; exit 1; }
exec python3 "$(dirname "$0")/audit_logs.py"
