#!/usr/bin/env python3
"""The audit of real hives against Debian's reglookup 1.0.1, value by value.

Every source of the audit's JSON that lies in a hive is looked up in reglookup's listing of that hive:
the value has to be the same, and what is said to be absent must not be there. PolAdtEv is decoded
here once more, from the bytes that reglookup prints. Last, verdicts that were checked by hand are in
audit.expected: each line there was made by reading reglookup's listing and the profile's row, not by
this program (docs/audit.md, "How it was checked")."""
import json
import os
import re
import subprocess
import sys
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
HIVES = os.path.join(os.environ["KONSEKI_CORPUS"], "hives")
MACHINES = {
    "win10": ["SYSTEM_B", "SECURITY", "SAM", "NTUSER-WSL.DAT"],
    "win81": ["SECURITY-win81"],
}
ORDER = {  # xxxx of the GUIDs by category and slot: reference of the format, not taken from the program
    0: "9210 9211 9212 9213 9214",
    1: "9215 9216 9217 9218 921B 9219 921A 921C 9243 9247 9249",
    2: "921D 921E 921F 9220 9227 9221 9222 9223 9224 9225 9226 9244 9245 9246",
    3: "9228 9229 922A",
    4: "922B 922C 922D 922E 9248 924A",
    5: "922F 9230 9231 9232 9233 9234",
    6: "9235 9236 9237 9238 9239 923A",
    7: "923B 923C 923D 923E",
    8: "923F 9240 9241 9242",
}
WORDS = ["none", "success", "failure", "both"]
failed = 0


def say(is_fine, sentence):
    global failed
    failed += not is_fine
    print(("ok - " if is_fine else "not ok - ") + sentence)


def listing(hive):
    """Paths in lower case to (type, value as printed)."""
    text = subprocess.run(["reglookup", os.path.join(HIVES, hive)], capture_output=True, check=True,
                          encoding="utf-8", errors="replace").stdout
    found = {}
    for line in text.splitlines()[1:]:
        cells = line.split(",")
        if len(cells) >= 3:
            found[urllib.parse.unquote(cells[0]).lower()] = (cells[1], cells[2])
    return found


def raw(text):
    """Bytes of what reglookup prints with %xx."""
    return urllib.parse.unquote_to_bytes(text)


def audit(name, hives, profile):
    run = subprocess.run([os.environ["KONSEKI"], "audit", *[os.path.join(HIVES, h) for h in hives],
                          "--format", "json", "--profile", profile, "-q"], capture_output=True)
    if run.returncode not in (0, 1, 3):
        say(False, f"{name}, {profile}: audited (status {run.returncode}: {run.stderr[-300:]})")
        return None
    return json.loads(run.stdout)["machines"][0]


ROOTS = {"SYSTEM_B": "HKLM\\SYSTEM\\", "SECURITY": "HKLM\\SECURITY\\", "SAM": "HKLM\\SAM\\",
         "SECURITY-win81": "HKLM\\SECURITY\\", "NTUSER-WSL.DAT": "HKCU\\"}


def path_of(hive, where):
    root = ROOTS[hive]
    if not where.upper().startswith(root.upper()) or "!" not in where:
        return None
    key, value = where[len(root):].split("!", 1)
    key = re.sub("(?i)^CurrentControlSet", "ControlSet001", key)
    return ("/" + key.replace("\\", "/") + "/" + value).lower()


def same(said, printed):
    kind, text = printed
    value = said.get("value")
    if isinstance(value, int):
        if kind in ("DWORD", "QWORD"):
            return int(text, 16) in (value, value // 1024)
        return text.isdigit() and int(text) == value
    if isinstance(value, str) and value in ("boot", "system", "auto", "manual", "disabled"):
        return int(text, 16) == ["boot", "system", "auto", "manual", "disabled"].index(value)
    if kind == "BINARY":
        return raw(text).hex().upper() == value.upper()
    if kind == "DWORD":
        return str(int(text, 16)) == value
    clean = urllib.parse.unquote(text)
    return clean == value or clean.replace("|", "\n") == value or not value


def check_policy(name, printed, settings):
    """PolAdtEv, decoded here."""
    data = raw(printed[1])
    table = int.from_bytes(data[8:12], "little")
    counts = [int.from_bytes(data[table + 2 * i:table + 2 * i + 2], "little") for i in range(9)]
    at, expected = 12, {}
    for category, count in enumerate(counts):
        for slot in range(count):
            expected[ORDER[category].split()[slot]] = WORDS[data[at]]
            at += 2
    guids = {}
    with open(os.path.join(HERE, "../../catalogue/settings-audit.yaml"), encoding="utf-8") as rows:
        for row in rows:
            if row.startswith("  - id:"):
                last = row.split(":")[1].strip()
            found = re.search("0CCE(....)-69AE", row)
            if found:
                guids[last] = found.group(1)
    wrong = [s["id"] for s in settings if s["id"] in guids and "value" in s["parts"][0] and
             s["parts"][0]["value"] != expected.get(guids[s["id"]], "none")]
    count = sum(s["id"] in guids for s in settings)
    say(not wrong and count > 10, f"{name}: {count} audit subcategories are as PolAdtEv has them {wrong}")
    return count


def main():
    checked = 0
    verdicts = {}
    for name, hives in MACHINES.items():
        listings = {hive: listing(hive) for hive in hives}
        for profile in ("recommended", "microsoft", "cis"):
            machine = audit(name, hives, profile)
            if machine is None:
                continue
            wrong = []
            for setting in machine["settings"]:
                verdicts[f"{name} {profile} {setting['id']}"] = setting["verdict"]
                for part in setting["parts"]:
                    for said in part["says"]:
                        hive = os.path.basename(said["source"])
                        path = path_of(hive, said.get("where", ""))
                        if path is None or said.get("type") is None and said.get("value", 0) is not None:
                            continue
                        there = listings[hive].get(path)
                        is_same = there is None if said["value"] is None else there and same(said, there)
                        checked += 1
                        if not is_same:
                            wrong.append((said["where"], said["value"], there))
            say(not wrong, f"{name}, {profile}: every value is as reglookup prints it {wrong[:3]}")
            policy = listings[hives[1] if len(hives) > 1 else hives[0]].get("/policy/poladtev/")
            checked += check_policy(f"{name}, {profile}", policy, machine["settings"])
    say(checked > 200, f"{checked} values were compared")
    hand = 0
    with open(os.path.join(HERE, "audit.expected"), encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                key, verdict = line.split("#")[0].rsplit(None, 1)
                hand += 1
                if verdicts.get(key) != verdict:
                    say(False, f"{key} is {verdict}, not {verdicts.get(key)}")
    say(hand >= 40, f"{hand} verdicts are as they were found by hand")
    sys.exit(failed > 0)


main()
