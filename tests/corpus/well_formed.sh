#!/bin/sh
# shellcheck disable=SC2317 # functions are called through check
# Everything that is printed of the whole corpus (KONSEKI_CORPUS), recovered records included, is what
# it says: one XML document for expat and for libxml2, one JSON value a line, UTF-8, no two records
# on one line.
[ -n "${KONSEKI_CORPUS:-}" ] || { echo '1..0 # SKIP no corpus'; exit 77; }
[ -x "${KONSEKI:?}" ] || { echo "not ok - there is a program at $KONSEKI"; exit 1; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
failed=0
print() { # file, options: status 3 says that some logs are damaged, which they are
    out=$1
    shift
    "$KONSEKI" events --recovered "$@" "$KONSEKI_CORPUS/evtx" >"$scratch/$out" 2>/dev/null
    status=$?
    [ $status -eq 0 ] || [ $status -eq 3 ] || { echo "not ok - status $status"; failed=1; }
}
check() { # sentence, command
    sentence=$1
    shift
    if "$@"; then
        echo "ok - $sentence"
    else
        echo "not ok - $sentence"
        failed=1
    fi
}
print xml --format xml
print flat --format jsonl
print nested --format jsonl --shape evtx_dump
check 'XML is one document for expat' python3 - "$scratch/xml" <<'EOF'
import sys
from xml.parsers import expat
parser, count = expat.ParserCreate(), [0, 0]
def start(name, _):
    count[0] += 1
    count[1] += count[0] == 2
def end(_):
    count[0] -= 1
parser.StartElementHandler, parser.EndElementHandler = start, end
with open(sys.argv[1], "rb") as file:
    parser.ParseFile(file)
print(f"# {count[1]} events")
sys.exit(count[1] == 0)
EOF
libxml2() { # warnings about the namespaces of Windows' own events are not ours
    xmllint --noout --huge "$1" 2>"$scratch/said" && return 0
    grep 'error' "$scratch/said" | head -3 | sed 's/^/# /'
    return 1
}
if command -v xmllint >/dev/null; then
    check 'and for libxml2' libxml2 "$scratch/xml"
fi
for shape in flat nested; do
    check "every line of $shape JSON is one object" python3 - "$scratch/$shape" <<'EOF'
import json, sys
count = 0
with open(sys.argv[1], "rb") as file:
    for line in file:
        assert isinstance(json.loads(line.decode("utf-8")), dict)
        count += 1
print(f"# {count} events")
sys.exit(count == 0)
EOF
done
echo "# corpus cases: $(find "$KONSEKI_CORPUS/evtx" -name '*.evtx' | wc -l)"
exit $failed
