"""A plan's registry.pol, audit.csv and GptTmpl.inf, read by Samba's parsers: what they say is what
changes.csv says.

usage: plan_by_samba.py KONSEKI FOLDER
"""
import codecs
import csv
import glob
import io
import os
import struct
import subprocess
import sys

from samba.dcerpc import preg
from samba.gp_parse.gp_csv import GPAuditCsvParser
from samba.gp_parse.gp_inf import GptTmplInfParser
from samba.ndr import ndr_pack, ndr_unpack

konseki, folder = sys.argv[1:]
PROFILES = ["minimum", "recommended", "investigation", "server", "domain-controller", "microsoft",
            "cis", "asd", "jpcert"]
failed = 0
number = 0
totals = {"values": 0, "audit": 0, "template": 0, "plans": 0}


def check(sentence, holds):
    global failed, number
    number += 1
    failed += not holds
    print("%sok %d - %s" % ("" if holds else "not ", number, sentence))


def one(pattern):
    found = glob.glob(pattern)
    return found[0] if found else None


def bytes_of(entry):
    if entry.type in (1, 2):
        return (entry.data + "\0").encode("utf-16-le")
    if entry.type == 4:
        return struct.pack("<I", entry.data)
    if entry.type == 11:
        return struct.pack("<Q", entry.data)
    return bytes(entry.data)


def read_pol(path, sentence):
    """(key, name) to (type, data in hexadecimal); what is deleted has the type "-"."""
    if path is None or not os.path.exists(path):
        return {}
    raw = open(path, "rb").read()
    policy = ndr_unpack(preg.file, raw)
    check(sentence + ": Samba writes the same bytes again", ndr_pack(policy) == raw)
    values = {}
    for e in policy.entries:
        is_deleted = e.valuename.lower().startswith("**del.")
        name = e.valuename[6:] if is_deleted else e.valuename
        values[(e.keyname, name)] = ("-", "") if is_deleted else (str(e.type), bytes_of(e).hex())
    return values


def is_of_other_kind(key):
    return "\\WINEVT\\Channels\\" in key or "\\Services\\" in key


def registry(plan, rows, what):
    machine = read_pol(one(plan + "/gpo/{*}/DomainSysvol/GPO/Machine/registry.pol"),
                       what + ", registry.pol of the machine")
    user = read_pol(one(plan + "/gpo/{*}/DomainSysvol/GPO/User/registry.pol"),
                    what + ", registry.pol of the user")
    said = {"HKLM": {}, "HKCU": {}}
    for r in rows:
        if r["kind"] == "registry" and "*" not in r["key"].split("\\"):  # those: the script alone
            said[r["root"]][(r["key"], r["name"])] = (r["type"], r["data"].lower())
    options = {k for k in said["HKLM"] if k[0].endswith("\\Control\\Lsa") and k not in machine}
    missing = [k for k in said["HKLM"] if k not in options and machine.get(k) != said["HKLM"][k]]
    missing += [k for k in said["HKCU"] if user.get(k) != said["HKCU"][k]]
    for k in missing[:9]:
        print("#", k, machine.get(k) or user.get(k))
    check(what + ": Samba reads each value of changes.csv, type and bytes", not missing)
    others = [k for k in machine if k not in said["HKLM"] and not is_of_other_kind(k[0])]
    others += [k for k in user if k not in said["HKCU"]]
    for k in others[:9]:
        print("# more:", k)
    check(what + ": and no others but those of channels and drivers", not others)
    totals["values"] += len(machine) + len(user)
    return options


def audit(plan, rows, options, what):
    wanted = {r["key"]: r["data"] for r in rows if r["kind"] == "audit"}
    path = one(plan + "/gpo/{*}/DomainSysvol/GPO/Machine/microsoft/windows nt/Audit/audit.csv")
    if path is None:
        check(what + ": no audit.csv, and nothing to audit", not wanted and not options)
        return
    raw = open(path, "rb").read()
    parser = GPAuditCsvParser()
    parser.parse(raw)
    found = {line["Subcategory GUID"].strip("{}").upper(): line["Setting Value"]
             for line in parser.lines if line["Subcategory GUID"]}
    if found != wanted:
        print("#", sorted(set(found.items()) ^ set(wanted.items()))[:4])
    check(what + ": Samba reads the audit rows of changes.csv from audit.csv", found == wanted)
    named = {line["Subcategory"].split(":")[1] for line in parser.lines
             if line["Subcategory"].startswith("Option:")}
    check(what + ": and its options", named == {name for key, name in options})
    again = os.path.join(folder, "again.csv")
    parser.write_binary(again)
    ours = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    check(what + ": Samba writes the same rows again",
          list(csv.reader(open(again, newline="", encoding="utf-8-sig"))) == ours)
    totals["audit"] += len(parser.lines)


def sections(text):
    result, now = {}, None
    for line in text.lstrip("\ufeff").split("\r\n"):
        if line.startswith("["):
            now = result.setdefault(line, [])
        elif line:
            now.append(line.replace(" = ", "=").replace(" =", "="))
    return {name: sorted(lines) for name, lines in result.items()}


def template(plan, rows, what):
    path = one(plan + "/gpo/{*}/DomainSysvol/GPO/Machine/microsoft/windows nt/SecEdit/GptTmpl.inf")
    wanted = {
        "[System Access]": sorted("%s=%s" % (r["name"], r["data"]) for r in rows
                                  if r["kind"] == "access"),
        "[Privilege Rights]": sorted("%s=%s" % (r["name"], r["data"]) for r in rows
                                     if r["kind"] == "right"),
    }
    if path is None:
        check(what + ": no GptTmpl.inf, and nothing for it", not any(wanted.values()))
        return
    raw = open(path, "rb").read()
    parser = GptTmplInfParser()
    parser.parse(raw)
    again = os.path.join(folder, "again.inf")
    parser.write_binary(again)
    ours = sections(raw.decode("utf-16"))
    theirs = sections(codecs.open(again, encoding="utf-16").read())
    check(what + ": Samba reads GptTmpl.inf and writes the same lines again", ours == theirs)
    for section, lines in wanted.items():
        if theirs.get(section, []) != lines:
            print("#", section, theirs.get(section), lines)
        check(what + ": " + section + " is what changes.csv says", theirs.get(section, []) == lines)
    totals["template"] += sum(len(lines) for lines in theirs.values())


def one_plan(profile, role):
    plan = os.path.join(folder, profile + "-" + role)
    done = subprocess.run([konseki, "plan", "--profile", profile, "--role", role, "-q", "-o", plan],
                          stderr=subprocess.DEVNULL, check=False)
    if done.returncode == 2:  # the profile is not meant for that role
        return
    what = profile + " for " + role
    check(what + ": the plan is made", done.returncode == 0)
    with open(os.path.join(plan, "changes.csv"), encoding="utf-8-sig", newline="") as f:
        rows = list(csv.DictReader(f))
    options = registry(plan, rows, what)
    audit(plan, rows, options, what)
    template(plan, rows, what)
    totals["plans"] += 1


for profile in PROFILES:
    for role in ("client", "server", "dc"):
        one_plan(profile, role)
check("each profile has a plan", totals["plans"] >= len(PROFILES))
print("# %(plans)d plans: %(values)d values, %(audit)d audit rows, %(template)d lines" % totals)
print("1..%d" % number)
sys.exit(failed != 0)
