#!/usr/bin/env python3
"""Our XML against Debian's evtxexport (libevtx 20181227), record by record, over the whole corpus.

Each record that evtxexport prints must be one of ours, canonically equal: names, attribute sets, text,
in document order. What is left out of the comparison is left out by rule (docs/differences.md,
"evtxexport"): text of white space only, control characters, ANSI strings that it does not escape.
Single records and logs where ours differs or has more are in evtxexport.exceptions, each with its
reason. And each record that its recovery mode finds must be among ours with --recovered."""
import collections
import concurrent.futures
import html
import os
import re
import subprocess
import sys
from xml.parsers import expat

HERE = os.path.dirname(os.path.abspath(__file__))
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def canonical(text):
    """Elements, sorted attributes, text that is not only white space; None: not well-formed."""
    parts, run = [], []

    def flush():
        joined = "".join(run)
        run.clear()
        if joined.strip():
            parts.append(joined)

    def start(name, attributes):
        flush()
        parts.append((name, tuple(sorted(attributes.items()))))

    def end(_name):
        flush()
        parts.append(None)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = run.append
    try:
        parser.Parse(CONTROL.sub("\ufffd", text).encode("utf-8", "replace"), True)
    except expat.ExpatError:
        return None
    return tuple(parts)


def unescaped(text):
    """For records with ANSI strings, which evtxexport does not escape: white space between tags and
    the two ways to write an empty element put aside, entities resolved."""
    text = re.sub(r">\s+<", "><", html.unescape(text.strip()))
    return re.sub(r"<([^<>/\s]+)([^<>]*)></\1>", r"<\1\2/>", text)


def records(output):
    parts = re.split(r"(?:^|\n)(?=<Event[ >/])", output.decode("utf-8", "replace"))
    return [part.split("\n</Events>")[0].strip("\n") for part in parts[1:]]


def found(pattern, text):
    match = re.search(pattern, text)
    return match.group(1) if match else None


def key(text):
    return (found(r"<EventRecordID>(\d+)", text), found(r'SystemTime="([^"]*)', text),
            found(r"<EventID[^>]*>(\d+)", text))


def texts(text):
    return [html.unescape(one) for one in re.findall(r">([^<>]+)<", CONTROL.sub("\ufffd", text))
            if one.strip()]


def is_within(few, many):
    rest = iter(many)
    return all(one in rest for one in few)


def head(path):
    with open(path, "rb") as file:
        return file.read(8)


def run(arguments):
    return subprocess.run(arguments, capture_output=True, check=False)


def read_exceptions():
    found_rows = {}
    with open(os.path.join(HERE, "evtxexport.exceptions"), encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#") and line.strip():
                log, what, reason = line.rstrip("\n").split("\t")
                found_rows[log, what] = reason
    return found_rows


class Comparison:
    """Of one log, so that several run at once; `add` puts them together."""

    def __init__(self, program, exceptions):
        self.program, self.exceptions = program, exceptions
        self.wrong, self.count, self.used = [], collections.Counter(), set()

    def add(self, other):
        self.wrong += other.wrong
        self.count += other.count
        self.used |= other.used

    def ours(self, path, *options):
        result = run([self.program, "events", "--format", "xml", *options, path])
        if result.returncode not in (0, 3) and b"ElfFile" in head(path):
            self.wrong.append(f"{path}: status {result.returncode}: {result.stderr[:200]!r}")
        return records(result.stdout)

    def is_excepted(self, log, what):
        self.used.add((log, what))
        return (log, what) in self.exceptions

    def live(self, log, path):
        export = run(["evtxexport", "-f", "xml", path])
        theirs, ours = records(export.stdout), self.ours(path)
        mine, plain = collections.Counter(), collections.Counter()
        for one in ours:
            form = canonical(one)
            if form is None:
                self.wrong.append(f"{log}: ours is not well-formed: {one[:200]!r}")
            mine[form] += 1
        if any("&lt;" in one for one in ours):
            plain = collections.Counter(unescaped(one) for one in ours)
        for one in theirs:
            self.count["records"] += 1
            form = canonical(one)
            if form is not None and mine[form] > 0:
                mine[form] -= 1
            elif plain[unescaped(one)] > 0:
                self.count["with ANSI text that evtxexport does not escape"] += 1
            elif not self.is_excepted(log, f"EventID {key(one)[2]} EventRecordID {key(one)[0]}"):
                self.wrong.append(f"{log}: evtxexport alone has {key(one)}")
        more = len(ours) - len(theirs)
        if export.returncode != 0:
            self.count["logs at whose middle evtxexport stops"] += 1
        elif more and not self.is_excepted(log, f"{more:+d} records"):
            self.wrong.append(f"{log}: {more:+d} records, not known why")

    def recovered(self, log, path):
        theirs = records(run(["evtxexport", "-f", "xml", "-m", "recovered", path]).stdout)
        if not theirs:
            return
        ours = collections.defaultdict(list)
        for one in self.ours(path, "--recovered"):
            ours[key(one)].append(one)
        for one in theirs:
            same, form = ours.get(key(one), []), canonical(one)
            self.count["recovered records"] += 1
            if form is not None and any(form == canonical(other) for other in same):
                self.count["recovered records that are equal"] += 1
            elif any(is_within(texts(one), texts(other)) for other in same):
                self.count["recovered records of which ours tells more"] += 1
            elif any(other.startswith("<Event><System>") for other in same):
                # the definition was overwritten; libevtx takes what stands there now
                self.count["recovered records whose template is gone"] += 1
            else:
                self.wrong.append(f"{log}: evtxexport alone recovers {key(one)}")


def main():
    corpus = os.path.join(os.environ["KONSEKI_CORPUS"], "evtx")
    exceptions = read_exceptions()
    comparison = Comparison(os.environ["KONSEKI"], exceptions)
    logs = sorted(os.path.relpath(os.path.join(folder, name), corpus)
                  for folder, _, names in os.walk(corpus) for name in names
                  if name.endswith(".evtx"))

    def compare(log):
        one = Comparison(comparison.program, exceptions)
        one.live(log, os.path.join(corpus, log))
        one.recovered(log, os.path.join(corpus, log))
        return one

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for one in pool.map(compare, logs):
            comparison.add(one)
    with open(os.path.join(HERE, "../../docs/differences.md"), encoding="utf-8") as page:
        explained = set(re.findall(r"^### (.*)$", page.read(), re.MULTILINE))
    for (log, what), reason in comparison.exceptions.items():
        if (log, what) not in comparison.used:
            comparison.wrong.append(f"evtxexport.exceptions: nothing is so: {log}, {what}")
        if reason not in explained:
            comparison.wrong.append(f"docs/differences.md has no section '{reason}'")
    for line in comparison.wrong[:40]:
        print(f"# {line}")
    for what, count in comparison.count.items():
        print(f"# {count} {what}")
    is_good = not comparison.wrong and comparison.count["records"] > 0
    print(f"{'ok' if is_good else 'not ok'} - every record of evtxexport is one of ours")
    print(f"# corpus cases: {len(logs)}")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
