"""A plan applied to a hive by another program (hivexregedit), met afterwards, and undone.

usage: hives.py KONSEKI HIVE FOLDER
"""
import json
import os
import shutil
import subprocess
import sys

from hivex import for_hivex, merge

konseki, hive, folder = sys.argv[1:]
prefix = "HKEY_LOCAL_MACHINE\\SYSTEM"
failed = 0
number = 0


def check(sentence, holds):
    global failed, number
    number += 1
    failed += not holds
    print(("ok" if holds else "not ok"), number, "-", sentence)


def plan(to):
    subprocess.run([konseki, "plan", "--profile", "recommended", "--from", "pc", "-q", "-o", to],
                   check=True)
    with open(os.path.join(to, "plan.json"), encoding="utf-8") as f:
        return json.load(f)["changes"]


def in_system(changes):
    return {c["place"]: c["becomes"] for c in changes
            if c["outcome"] == "change" and c.get("place", "").startswith("HKLM\\SYSTEM\\")}


def values(path):
    text = subprocess.run([konseki, "hive", path, "--format", "jsonl"], check=True,
                          capture_output=True, text=True).stdout
    found = {}
    for line in text.splitlines():
        key = json.loads(line)
        for value in key.get("values", []):
            found[(key.get("path", key.get("key")), value["name"])] = json.dumps(value, sort_keys=True)
    return found


os.chdir(folder)
os.mkdir("pc")
shutil.copy(hive, "pc/SYSTEM")
before = values("pc/SYSTEM")
wanted = in_system(plan("plan"))
check("the plan has changes of SYSTEM, all with a state before", len(wanted) > 20)
for_hivex("plan/machine.reg", "apply.reg", prefix)
for_hivex("plan/undo-machine.reg", "undo.reg", prefix)
check("hivexregedit takes the plan's .reg file", merge("apply.reg", "pc/SYSTEM", prefix) == 0)
left = in_system(plan("again"))
for place in left:
    print("# still a change:", place, left[place])
check("then nothing of it is left to change", not left)
check("and the hive has more values than before", len(values("pc/SYSTEM")) > len(before))
check("hivexregedit takes the undo", merge("undo.reg", "pc/SYSTEM", prefix) == 0)
after = values("pc/SYSTEM")
for key in sorted(set(before) ^ set(after)):
    print("# differs:", key)
check("then each value is as before, and no other is there", after == before and len(before) > 5)
print("1..%d" % number)
sys.exit(failed != 0)
