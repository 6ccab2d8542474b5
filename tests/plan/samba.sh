#!/bin/sh
# The files of each profile's plan, read by Samba's own parsers (Debian package python3-samba).
/usr/bin/python3 -c 'import samba.gp_parse.gp_inf' 2>/dev/null ||
    { echo '1..0 # SKIP python3-samba is not installed'; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
/usr/bin/python3 "$(dirname "$0")/plan_by_samba.py" "$KONSEKI" "$scratch"
