#!/usr/bin/env python3
"""Our nested JSON against the digests that the corpus has of evtx_dump 0.12.2 (expect/evtx.json).

Equal for every log, but for the records of digests.exceptions: there the file says what the peer
prints instead, and with that put in the place of ours both digests have to come out. So we differ
in those records, in that way, and nowhere else. A row that changes nothing is an error, and so is
a reason that docs/differences.md does not have."""
import concurrent.futures
import hashlib
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
EMPTY = hashlib.sha256(b"").hexdigest()


def digest(value):
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def total(digests):
    return hashlib.sha256("\n".join(sorted(digests)).encode()).hexdigest()


def numbers(text):
    for part in text.split(","):
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def exceptions(path):
    """log -> record (counted from 1) -> [(operation, line of the file)]"""
    found, reasons = {}, set()
    with open(path, encoding="utf-8") as lines:
        for at, line in enumerate(lines, 1):
            if line.startswith("#") or not line.strip():
                continue
            log, records, operation, reason = line.rstrip("\n").split("\t")
            reasons.add(reason)
            for number in numbers(records):
                found.setdefault(log, {}).setdefault(number, []).append((operation, at))
    return found, reasons


def as_peer(record, operation):
    """The record as the peer prints it; None: it does not."""
    if operation == "none":
        return None
    if operation == "without U+FFFD":
        return json.loads(json.dumps(record).replace("\\ufffd", ""))
    path, _, value = operation.partition(" ")
    record = json.loads(json.dumps(record))
    *outer, last = path.strip("/").split("/")
    place = record
    for name in outer:
        place = place[name]
    if value:
        place[last] = json.loads(value)
    else:
        del place[last]
    return record


def compare(program, path, expected, changes, wrong):
    run = subprocess.run([program, "events", "--shape", "evtx_dump", "--format", "jsonl", path],
                         capture_output=True, check=False)
    no_log = expected.get("exit") == 1  # the peer refuses it: so may we
    if run.returncode not in ((0, 3, 4) if no_log else (0, 3)):
        return f"status {run.returncode}: {run.stderr[:200]!r}"
    system, record = [], []
    for number, line in enumerate(run.stdout.splitlines(), 1):
        ours = json.loads(line)
        for operation, at in changes.get(number, []):
            theirs = as_peer(ours, operation)
            if theirs == ours:
                wrong.append(f"digests.exceptions:{at}: record {number} is as the peer's")
            ours = theirs
        if ours is not None:
            system.append(digest((ours.get("Event") or {}).get("System")))
            record.append(digest(ours))
    for number in changes:
        if number > run.stdout.count(b"\n"):
            wrong.append(f"digests.exceptions: {os.path.basename(path)} has no record {number}")
    if len(record) != expected["records"]:
        return f"{len(record)} records, the peer has {expected['records']}"
    if total(system) != expected["system"]:
        return "another digest of System"
    return None if total(record) == expected["record"] else "another digest of the records"


def main():
    program, corpus = os.environ["KONSEKI"], os.environ["KONSEKI_CORPUS"]
    with open(os.path.join(corpus, "expect", "evtx.json"), encoding="utf-8") as file:
        files = json.load(file)["files"]
    changes, reasons = exceptions(os.path.join(HERE, "digests.exceptions"))
    wrong, logs = [], {}
    with open(os.path.join(HERE, "../../docs/differences.md"), encoding="utf-8") as page:
        explained = set(re.findall(r"^### (.*)$", page.read(), re.MULTILINE))
    for reason in sorted(reasons - explained):
        wrong.append(f"docs/differences.md has no section '{reason}'")
    for expected in files.values():
        logs[expected["names"][0]] = expected
    for log in sorted(set(changes) - set(logs)):
        wrong.append(f"digests.exceptions: the corpus has no log '{log}'")
    equal = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        said = {log: pool.submit(compare, program, os.path.join(corpus, "evtx", log), expected,
                                 changes.get(log, {}), wrong)
                for log, expected in sorted(logs.items())}
    for log, result in said.items():
        if result.result():
            print(f"not ok - {log}: {result.result()}")
            wrong.append(log)
        else:
            equal += log not in changes
    for line in wrong:
        print(f"# {line}")
    held = "not ok" if wrong else "ok"
    print(f"{held} - {equal} logs give the peer's digests, {len(changes)} with the known exceptions")
    print(f"# corpus cases: {len(logs)}")
    return 1 if wrong or not equal else 0


if __name__ == "__main__":
    sys.exit(main())
