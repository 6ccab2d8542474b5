#!/usr/bin/env python3
"""Compares what konseki, reglookup, hivexregedit and regfexport read from one hive, key by key and
value by value: hives.py TOOL HIVE. Differences go to stdout, one a line: kind, path, value."""
import json
import os
import re
import subprocess
import sys

KONSEKI = os.environ["KONSEKI"]
WRITTEN, TIMES = {}, {}  # of keys, by path
NAMES = ["REG_NONE", "REG_SZ", "REG_EXPAND_SZ", "REG_BINARY", "REG_DWORD", "REG_DWORD_BIG_ENDIAN",
         "REG_LINK", "REG_MULTI_SZ", "REG_RESOURCE_LIST", "REG_FULL_RESOURCE_DESCRIPTOR",
         "REG_RESOURCE_REQUIREMENTS_LIST", "REG_QWORD"]


def run(*command):
    locale = dict(os.environ, LC_ALL="C.UTF-8")  # reglookup converts names to it
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          env=locale, check=False).stdout


def raw(value):
    """The bytes of a value of konseki's JSON."""
    if "bytes" in value:
        return bytes.fromhex(value["bytes"])
    data, kind = value.get("data", ""), value["type"]
    if kind in ("REG_DWORD", "REG_DWORD_BIG_ENDIAN"):
        return data.to_bytes(4, "little" if kind == "REG_DWORD" else "big")
    if kind == "REG_QWORD":
        return data.to_bytes(8, "little")
    if isinstance(data, list):
        return "".join(one + "\0" for one in data).encode("utf-16-le") + b"\0\0"
    return data.encode("utf-16-le") + b"\0\0" * value.get("terminated", True)


def konseki(hive):
    keys = {}
    command = (KONSEKI, "hive", hive, "--no-logs", "--format", "jsonl")
    for line in run(*command).decode().splitlines():
        key = json.loads(line)
        WRITTEN[key["path"]] = key["written"] or "1601-01-01T00:00:00"
        keys[key["path"]] = {v["name"]: (v["type"] if isinstance(v["type"], int) else
                                         NAMES.index(v["type"]), raw(v)) for v in key["values"]}
    return keys


def decoded(text, is_wide=False):
    """reglookup gives names that ASCII does not have as they are in the hive."""
    if is_wide and len(text) % 2 == 0 and b"\0" in text:
        return text.decode("utf-16-le", "replace")
    try:
        return text.decode()
    except UnicodeDecodeError:  # names of one byte a character come out as they are
        return text.decode("latin-1")


def unescape(text):
    return re.sub(rb"%([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), text)


def reglookup(hive):
    """Times of keys; types of values, and data where it is shown as bytes or as a number."""
    kinds = {name[4:]: i for i, name in enumerate(NAMES)}
    kinds.update({"DWORD_BE": 5, "RSRC_LIST": 8, "RSRC_DESC": 9, "RSRC_REQ_LIST": 10})
    keys, key = {}, None
    for line in run("reglookup", "-H", hive).splitlines():
        parts = line.split(b",")
        if len(parts) < 4:
            continue
        path = [decoded(unescape(p), is_wide=True) for p in parts[0].split(b"/")]
        kind = parts[1].decode()
        if kind == "KEY":
            key = "\\".join(path[1:])
            keys[key] = {}
            TIMES[key] = parts[3].decode()
        elif key is not None:
            name = path[-1]
            data = b"" if parts[2] == b"(null)" else unescape(parts[2])
            number = kinds.get(kind, int(kind, 16) if kind.startswith("0x") else -1)
            if kind in ("DWORD", "QWORD") and data.startswith(b"0x"):
                data = int(data, 16).to_bytes(4 if kind == "DWORD" else 8, "little")
            keys[key][name] = (number, data)
    return keys


def hivex(hive):
    keys, path = {}, None
    for line in run("hivexregedit", "--export", "--prefix", "R", hive, "\\").split(b"\n"):
        line = decoded(line)
        if line.startswith("[R"):
            path = line[1:-1][1:].strip("\\")
            keys[path] = {}
        elif path is not None and "=" in line and line[:1] in "\"@":
            match = re.match(r'(?:"((?:[^"\\]|\\.)*)"|@)=(.*)$', line)
            if not match:
                continue
            name = re.sub(r"\\(.)", r"\1", match[1] or "")
            data = match[2]
            if data.startswith("dword:"):
                keys[path][name] = (4, int(data[6:], 16).to_bytes(4, "little"))
            else:
                match = re.match(r"hex(?:\(([0-9a-f]+)\))?:(.*)$", data)
                if match:
                    body = match[2].replace(",", "")
                    keys[path][name] = (int(match[1] or "3", 16), bytes.fromhex(body))
    return keys


def regfexport(hive):
    """Names, types and sizes of values."""
    keys, path, name, kind = {}, None, None, None
    for line in run("regfexport", hive).decode("utf-8", "replace").splitlines():
        if line.startswith("Key path: "):
            path = line[10:]
            keys[path] = {}
        elif path is not None and line.startswith("Value: "):
            match = re.match(r"Value: (\d+) ?(.*)$", line)
            name = "" if match[2] in ("(default)", "") else match[2]
        elif name is not None and line.startswith("Type: "):
            match = re.search(r"\((REG_[A-Z_]+)\)|0x([0-9a-f]+)", line)
            kind = match[1] if match else line[6:]
        elif name is not None and line.startswith("Data size: "):
            keys[path][name] = (kind, int(line[11:]))
            name = None
    root = next(iter(keys), "")
    return {p[len(root):].strip("\\"): v for p, v in keys.items()}


def short(text):
    return text.encode("unicode_escape").decode()


def same(tool, mine, other):
    if mine is None or other is None:
        return mine == other
    if tool == "regfexport":
        number = {"REG_DWORD_LITTLE_ENDIAN": 4, "REG_QWORD_LITTLE_ENDIAN": 11,
                  "REG_QWORD": 11}.get(other[0])
        if number is None and other[0] in NAMES:
            number = NAMES.index(other[0])
        # of texts it tells the size up to the first NUL, and counts one that is not there
        fits = other[1] <= len(mine[1]) + 2 if mine[0] in (1, 2, 6) else other[1] == len(mine[1])
        return (number is None or number == mine[0]) and fits
    if tool == "reglookup":
        return mine[0] == other[0] and (mine[0] in (1, 2, 5, 6, 7) or mine[1] == other[1])
    return mine == other


def main():
    tool, hive = sys.argv[1:]
    ours = konseki(hive)
    mine_times = dict(WRITTEN)
    theirs = {"reglookup": reglookup, "hivexregedit": hivex, "regfexport": regfexport}[tool](hive)
    values = sum(len(v) for v in ours.values())
    print(f"{tool} {hive}: {len(ours)} keys, {values} values here;",
          f"{len(theirs)} keys, {sum(len(v) for v in theirs.values())} values there",
          file=sys.stderr)
    for path in sorted(set(ours) - set(theirs)):
        print("only-konseki", short(path), sep="\t")
    for path in sorted(set(theirs) - set(ours)):
        print("only-" + tool, short(path), sep="\t")
    for path in sorted(set(ours) & set(theirs)):
        if tool == "reglookup" and mine_times[path][:19].replace("T", " ") != TIMES[path]:
            print("time", short(path), mine_times[path], TIMES[path], sep="\t")
        for name in sorted(set(ours[path]) | set(theirs[path])):
            if not same(tool, ours[path].get(name), theirs[path].get(name)):
                print("value", short(path), short(name), str(ours[path].get(name))[:100],
                      str(theirs[path].get(name))[:100], sep="\t")


main()
