#!/bin/bash
# The writer's logs read the same by others: evtxinfo and evtxexport (Debian's libevtx-utils),
# python-evtx (python3-evtx), and Konseki itself. Over the demo's evidence, which is all made by the
# writer. What these tools cannot do: docs/formats/evtx.md.
# test: slow (python-evtx takes half a minute)
set -u
konseki=${KONSEKI:?} maker=${KONSEKI_DEMO:?}
python=/usr/bin/python3 # Debian's, for which python3-evtx is installed
for tool in evtxinfo evtxexport $python; do
    command -v "$tool" >/dev/null ||
        { echo "1..0 # SKIP $tool is not installed (./dev check installs it)"; exit 77; }
done
$python -c 'import Evtx.Evtx' 2>/dev/null ||
    { echo '1..0 # SKIP python3-evtx is not installed (./dev check installs it)'; exit 77; }

scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
"$maker" "$scratch/demo" || { echo 'not ok - the demo makes evidence'; exit 1; }
failed=0
say() { # whether, sentence
    if [ "$1" = 0 ]; then echo "ok - $2"; else echo "not ok - $2"; failed=1; fi
}

# One event a line, from the XML of each tool: what all can say, in one form.
cat >"$scratch/lines.py" <<'END'
import base64, re, sys
import xml.etree.ElementTree as tree

# evtxexport leaves out what is NULL, python-evtx shows it empty; GUIDs have braces or not, in
# either case. python-evtx has True for true, bytes in base64, an array as one text of <string>s.
def text(value):
    value = (value or "").replace("\r\n", "\n")
    if re.fullmatch(r"\{?[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?", value):
        value = value.strip("{}").upper()
    return value.lower() if value in ("True", "False") else value

def leaves(element, path=""):
    name = path + "/" + element.tag.split("}")[-1]
    for key, value in sorted(element.attrib.items()):
        if text(value) and (key != "Name" or name.endswith("/Provider")):
            yield f"{name}@{key.split('}')[-1]}={text(value)}"
    if "Name" in element.attrib and not name.endswith("/Provider"):
        name += ":" + element.attrib["Name"]
    found = re.findall(r"<string>(.*?)</string>", element.text or "", re.S)
    if name.endswith("/Binary") and len(sys.argv) > 1:
        found = [base64.b64decode(element.text or "").hex().upper()]
    for value in found or [element.text]:
        if text(value).strip():
            yield f"{name}={text(value)}"
    for child in element:
        yield from leaves(child, name)

def events(xml):
    for event in re.findall(r"<Event [^>]*>.*?</Event>", xml, re.S):
        yield "\x1f".join(sorted(leaves(tree.fromstring(event)))).replace("\n", "\\n")

if len(sys.argv) == 1:
    print(*events(sys.stdin.buffer.read().decode()), sep="\n")
    sys.exit()
import Evtx.Evtx
with Evtx.Evtx.Evtx(sys.argv[1]) as log:
    sound = log.get_file_header().verify() and all(chunk.verify() for chunk in log.chunks())
    for record in log.records():
        print(*events(record.xml()), sep="\n")
    sys.exit(0 if sound else 3)
END
# Whether two files have the same lines, times apart, which may differ by 10 microseconds:
# python-evtx counts them in floating point. It also cuts arrays of strings wrongly at empty ones
# (EventLog's 6009 and 6013), so their unnamed data do not count.
cat >"$scratch/same.py" <<'END'
import datetime, re, sys
time = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)?0*Z?(?=\x1f|$)")

def micros(m):
    moment = datetime.datetime.fromisoformat(f"{m[1]}T{m[2]}+00:00").timestamp()
    return int(moment) * 1000000 + int(float(m[3] or 0) * 1000000)

ours, theirs = (open(name, encoding="utf-8").read().split("\n") for name in sys.argv[1:])
unnamed = re.compile(r"/Event/EventData/Data=[^\x1f]*\x1f")
for a, b in zip(ours, theirs):
    if "@Name=EventLog" in a:
        a, b = (unnamed.sub("", line) for line in (a, b))
    when = [[micros(m) for m in time.finditer(line)] for line in (a, b)]
    if time.sub("", a) != time.sub("", b) or any(abs(x - y) > 10 for x, y in zip(*when)):
        fields = set(a.split("\x1f")) ^ set(b.split("\x1f"))
        print("#", *sorted(fields)[:4], sep="\n#  ")
        sys.exit(1)
sys.exit(len(ours) != len(theirs))
END

info=0 export=0 other=0 sound=0 logs=0 count=0
while IFS= read -r -d '' log; do
    logs=$((logs + 1))
    evtxinfo "$log" 2>&1 | grep -qi corrupted && { info=1; echo "# $log: corrupted"; }
    "$konseki" events --format xml "$log" 2>/dev/null | $python "$scratch/lines.py" >"$scratch/ours"
    evtxexport -f xml "$log" 2>&1 | $python "$scratch/lines.py" >"$scratch/theirs"
    $python "$scratch/lines.py" "$log" >"$scratch/python" || { sound=1; echo "# $log: not sound"; }
    $python "$scratch/same.py" "$scratch/ours" "$scratch/theirs" || export=1
    $python "$scratch/same.py" "$scratch/ours" "$scratch/python" || other=1
    count=$((count + $(wc -l <"$scratch/ours")))
done < <(find "$scratch/demo" -name '*.evtx' -print0 | sort -z)

echo "# $logs logs, $count events"
[ "$logs" -gt 10 ] && [ "$count" -gt 1000 ]
say $? 'there are logs and events to compare'
say $info 'evtxinfo finds no log corrupted'
say $sound 'python-evtx finds every checksum right'
say $export 'evtxexport and konseki show the same events'
say $other 'python-evtx and konseki show the same events'
exit $failed
