#!/usr/bin/env python3
"""The audit policy that `konseki audit` reads out of event logs, against a second reading of the same
events: the rules of docs/audit.md ("Event logs"), written down once more over `konseki events`."""
import json
import os
import subprocess
import sys

KONSEKI = os.environ["KONSEKI"]
LOGS = os.path.join(os.environ["KONSEKI_CORPUS"], "evtx")
AUDITING = "Microsoft-Windows-Security-Auditing"
EARLY = {"registry", "secure system", "smss.exe", "autochk.exe", "csrss.exe", "wininit.exe",
         "winlogon.exe", "services.exe", "lsaiso.exe", "lsass.exe"}
GUIDS = [  # xxxx of the GUIDs by category and slot, as in audit.py
    "9210 9211 9212 9213 9214", "9215 9216 9217 9218 921B 9219 921A 921C 9243 9247 9249",
    "921D 921E 921F 9220 9227 9221 9222 9223 9224 9225 9226 9244 9245 9246", "9228 9229 922A",
    "922B 922C 922D 922E 9248 924A", "922F 9230 9231 9232 9233 9234",
    "9235 9236 9237 9238 9239 923A", "923B 923C 923D 923E", "923F 9240 9241 9242"]
WORDS = ["none", "success", "failure", "both"]


def base(path):
    return (path or "").rsplit("\\", 1)[-1].lower()


def events():
    """By file: the live events of Security-Auditing, in the order of their ids. Each file by itself: a
    record that another file has too would be given once."""
    files = {}
    for folder, _, names in os.walk(LOGS):
        for path in (os.path.join(folder, name) for name in names if name.endswith(".evtx")):
            told = subprocess.run([KONSEKI, "events", path, "--provider", AUDITING, "--channel",
                                   "Security", "--found", "live", "--format", "jsonl", "-q"],
                                  capture_output=True, check=False).stdout
            seen = [json.loads(line) for line in told.decode("utf-8", "replace").splitlines()]
            seen = [e for e in seen if e.get("event_record_id")]
            if seen:
                files[path] = sorted(seen, key=lambda e: e["event_record_id"])
    return files


def is_collected(seen):
    foreign = any(e["record_id"] != e["event_record_id"] for e in seen)
    return foreign and len({e["computer"].lower() for e in seen}) > 1


def proves(event):
    data, number = event["data"], event["id"]
    if event["task"] == 0x3500:
        return number in (4902, 4904, 4905, 4907)
    if number == 4688:
        return (base(data.get("NewProcessName")) not in EARLY and
                base(data.get("ParentProcessName")) != "smss.exe")
    if number == 4696:
        return base(data.get("TargetProcessName")) not in EARLY
    return number not in (4616, 4826)


def expected(seen):
    """By (category, slot): what the two bits can be together, as a set of numbers."""
    bits, users = {}, False
    for e in seen:
        users = users or e["id"] == 4912 or (e["id"] == 4902 and e["data"].get("PuaCount"))
    for e in seen:
        data = e["data"]
        if e["id"] == 4719:
            about = data.get("SubcategoryId") or ""
            if not about.startswith("%%"):
                bits.clear()
                continue
            for code, bit, is_on in (("%%8448", 0, False), ("%%8449", 0, True),
                                     ("%%8450", 1, False), ("%%8451", 1, True)):
                if code in (data.get("AuditPolicyChanges") or ""):
                    bits[int(about[2:]), bit] = is_on
        keywords = int(e["keywords"], 16)
        if proves(e) and not users:
            for bit, mask in ((0, 1 << 53), (1, 1 << 52)):
                if keywords & mask:
                    bits[e["task"], bit] = True
    found = {}
    for task in {task for task, _ in bits}:
        on = sum(1 << b for b in (0, 1) if bits.get((task, b)))
        unknown = sum(1 << b for b in (0, 1) if (task, b) not in bits)
        found[(task - 0x3000) // 256, (task - 0x3000) % 256] = {on, on | unknown}
    return found


def slots():
    """By setting: its category and slot."""
    told = json.loads(subprocess.run([KONSEKI, "settings", "list", "--format", "json"],
                                     capture_output=True, check=True).stdout)
    order = {guid: (category, slot) for category, row in enumerate(GUIDS)
             for slot, guid in enumerate(row.split())}
    return {setting["id"]: order[part["object"][4:8]] for setting in told["settings"]
            for part in setting.get("parts", [])
            if part["kind"] == "audit-subcategory" and part["object"][4:8] in order}


def audited(path, profile):
    done = subprocess.run([KONSEKI, "audit", path, "--profile", profile, "--role", "client",
                           "--format", "json", "-q"], capture_output=True, check=False)
    found = {}
    if done.stdout:
        for machine in json.loads(done.stdout)["machines"]:
            for setting in machine["settings"]:
                for part in setting["parts"]:
                    for said in part["says"]:
                        if said["format"] == "evtx" and part["kind"] == "audit-subcategory":
                            found[setting["id"]] = {WORDS.index(said["value"]),
                                                    WORDS.index(said.get("or", said["value"]))}
    return found


def main():
    where, failed, compared, logs = slots(), 0, 0, 0
    for path, seen in sorted(events().items()):
        logs += 1
        told = audited(path, "investigation")
        known = {} if is_collected(seen) else expected(seen)
        for setting, slot in where.items():
            if setting in told and told[setting] != known.get(slot):
                failed += 1
                print(f"not ok - {path}: {setting} is {told[setting]}, not {known.get(slot)}")
            compared += setting in told
    print(("not ok" if failed or compared < 100 else "ok") +
          f" - {compared} values of audit policy out of {logs} logs are those of a second reading")
    print(f"1..{failed + 1}")
    print(f"# corpus cases: {logs}")
    sys.exit(failed > 0 or compared < 100)


main()
