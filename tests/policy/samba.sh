#!/bin/sh
# What we write is read by Samba's own parsers as it was meant (Debian package python3-samba).
/usr/bin/python3 -c 'import samba.gp_parse.gp_inf' 2>/dev/null ||
    { echo '1..0 # SKIP python3-samba is not installed'; exit 77; }
kept=$(mktemp -d) || exit 2
trap 'rm -rf "$kept"' EXIT
KS_KEEP=$kept "$KS_BUILD/tests/test_policy_gpo" >/dev/null || exit 1
KS_KEEP=$kept "$KS_BUILD/tests/test_policy_registry_pol" >/dev/null || exit 1
/usr/bin/python3 "$(dirname "$0")/read_by_samba.py" "$kept"
