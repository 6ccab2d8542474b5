"""What lives in no registry, by the round trip of the file that carries it.

For each profile and role: the plan's GPO alone, given to the audit as a state, meets every change of
these kinds; and changes.csv, which the scripts apply, has the same object and value for each of the
kinds that they set (features, which no GPO can, among them).

usage: others.py KONSEKI FOLDER
"""
import csv
import json
import os
import subprocess
import sys

konseki, folder = sys.argv[1:]
failed = number = 0
PLANS = [("minimum", "client"), ("recommended", "client"), ("investigation", "client"),
         ("server", "server"), ("domain-controller", "dc"), ("microsoft", "client"),
         ("cis", "client"), ("asd", "client"), ("jpcert", "client")]
BY_POLICY = {"audit-subcategory", "audit-option", "audit-sacl", "user-right", "system-access",
             "service", "group-member"}
BITS = {"none": "0", "success": "1", "failure": "2", "both": "3"}


def check(sentence, holds, more=""):
    global failed, number
    number += 1
    failed += not holds
    print(("ok" if holds else "not ok"), number, "-", sentence, more if not holds else "")


def run(*words):
    return subprocess.run([konseki, *words, "-q"], capture_output=True, check=False).stdout


def verdicts(gpo, profile, role):
    told = json.loads(run("audit", gpo, "--profile", profile, "--role", role, "--format", "json"))
    found = {}
    for setting in told["machines"][0]["settings"]:
        for part in setting["parts"]:
            key = (setting["id"], part["part"] if "part" in part else "")
            found.setdefault(key, set()).add(part["verdict"])
    return found


seen = {}
for profile, role in PLANS:
    plan = os.path.join(folder, profile)
    run("plan", "--profile", profile, "--role", role, "-o", plan)
    with open(os.path.join(plan, "plan.json"), encoding="utf-8") as f:
        changes = [c for c in json.load(f)["changes"] if c["outcome"] == "change"]
    with open(os.path.join(plan, "changes.csv"), encoding="utf-8-sig", newline="") as f:
        rows = {(r["id"], r["kind"], r["name"] or r["key"]): r["data"] for r in csv.DictReader(f)}
    found = verdicts(os.path.join(plan, "gpo"), profile, role)
    lost, other = [], []
    for c in changes:
        key = (c["setting"], c.get("part", ""))
        if c["kind"] in BY_POLICY:
            seen[c["kind"]] = seen.get(c["kind"], 0) + 1
            if found.get(key) != {"met"}:
                lost.append((key, found.get(key)))
        if c["kind"] == "feature":
            seen["feature"] = seen.get("feature", 0) + 1
            wanted = {"off": "0", "on": "1"}.get(c["becomes"], c["becomes"])
            if rows.get((c["setting"], "feature", c["object"])) != wanted:
                other.append((key, rows.get((c["setting"], "feature", c["object"]))))
        if c["kind"] == "audit-subcategory":
            data = [d for (i, kind, _), d in rows.items() if i == c["setting"] and kind == "audit"]
            if data != [BITS[c["becomes"]]]:
                other.append((key, data))
        if c["kind"] == "audit-sacl":
            data = [d for (i, kind, _), d in rows.items()
                    if i == c["setting"] and kind.startswith("sacl")]
            if c["becomes"] not in data:
                other.append((key, data))
    check(f"{profile}: the audit of its GPO meets what it changes outside the registry", not lost, lost)
    check(f"{profile}: changes.csv says the same of features, subcategories and SACLs", not other,
          other)
check("each kind was tried", all(seen.get(kind) for kind in BY_POLICY | {"feature"}), seen)
print("# " + ", ".join(f"{kind} {count}" for kind, count in sorted(seen.items())))
print(f"1..{number}")
sys.exit(failed > 0)
