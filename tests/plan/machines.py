"""Two machines of our own making: a client with `minimum` applied, a server with `server`.

Each begins as hives with what Windows is and little else. What its profile asks is planned from
that state, and applied by other hands: hivexregedit merges the .reg files, the subcategories of
audit.csv are written into PolAdtEv here, and the security template stands beside the hives as what
secedit would export. Then the machine is audited against its profile; the verdicts are the golden
file (setting, verdict before, verdict after).

usage: machines.py KONSEKI GOLDEN-FOLDER FOLDER
"""
import csv
import glob
import json
import os
import shutil
import subprocess
import sys

from hivex import empty_hive, for_hivex, merge

konseki, golden, folder = sys.argv[1:]
failed = 0
number = 0
# xxxx of {0CCExxxx-69AE-11D9-BED3-505054503030} by category and slot of PolAdtEv, 150 bytes
# (docs/audit.md).
SLOTS = """9210 9211 9212 9213 9214
9215 9216 9217 9218 921B 9219 921A 921C 9243 9247 9249
921D 921E 921F 9220 9227 9221 9222 9223 9224 9225 9226 9244 9245 9246
9228 9229 922A
922B 922C 922D 922E 9248 924A
922F 9230 9231 9232 9233 9234
9235 9236 9237 9238 9239 923A
923B 923C 923D 923E
923F 9240 9241 9242"""
# What Windows audits when it is installed: logon, logoff, lockout; changes of policy and users.
INSTALLED = {"9215": 1, "9216": 1, "9217": 1, "922F": 1, "9235": 1, "9237": 1}
HIVES = {"SYSTEM": "HKEY_LOCAL_MACHINE\\SYSTEM", "SOFTWARE": "HKEY_LOCAL_MACHINE\\SOFTWARE",
         "SECURITY": "HKEY_LOCAL_MACHINE\\SECURITY", "NTUSER.DAT": "HKEY_CURRENT_USER"}
MACHINES = [
    ("client", "minimum", ["SYSTEM", "ControlSet001\\Control\\ProductOptions", "ProductType", "WinNT"],
     {"ProductName": "Windows 10 Pro", "EditionID": "Professional", "CurrentBuildNumber": "19045",
      "InstallationType": "Client"}),
    ("server", "server", ["SYSTEM", "ControlSet001\\Control\\ProductOptions", "ProductType",
                          "ServerNT"],
     {"ProductName": "Windows Server 2022 Standard", "EditionID": "ServerStandard",
      "CurrentBuildNumber": "20348", "InstallationType": "Server"}),
]


def check(sentence, holds):
    global failed, number
    number += 1
    failed += not holds
    print(("ok" if holds else "not ok"), number, "-", sentence)


def write(machine, hive, blocks):
    """Merges keys and lines of values into a hive."""
    with open("part.reg", "w", encoding="utf-16", newline="") as f:
        f.write("Windows Registry Editor Version 5.00\r\n\r\n")
        for key, lines in blocks:
            f.write("\r\n".join(["[" + HIVES[hive] + "\\" + key + "]", *lines]) + "\r\n\r\n")
    for_hivex("part.reg", "part.hivex.reg", HIVES[hive])
    return merge("part.hivex.reg", machine + "/" + hive, HIVES[hive])


def write_audit(machine, policy):
    """PolAdtEv with these settings by the four digits of the GUID."""
    data = bytearray(12) + bytearray(2 * 60) + bytearray(18)
    data[0:2] = (256).to_bytes(2, "little")
    data[4:8] = (9).to_bytes(4, "little")
    data[8:12] = (0x84).to_bytes(4, "little")
    at = 12
    for category, line in enumerate(SLOTS.splitlines()):
        for guid in line.split():
            data[at] = policy.get(guid, 0)
            at += 2
        data[0x84 + 2 * category] = len(line.split())
    return write(machine, "SECURITY",
                 [("Policy\\Accounts", []),
                  ("Policy\\PolAdtEv", ["@=hex(0):" + ",".join("%02x" % b for b in data)])])


def verdicts(machine, profile):
    run = subprocess.run([konseki, "audit", machine, "--profile", profile, "--format", "json", "-q"],
                         capture_output=True, check=False)
    audited = json.loads(run.stdout)["machines"][0]
    return audited, {s["id"]: s["verdict"] for s in audited["settings"]}


def make(machine, role, windows):
    os.mkdir(machine)
    for hive in HIVES:
        empty_hive(machine + "/" + hive)
    hive, key, name, value = role
    fine = write(machine, hive, [
        ("Select", ['"Current"=dword:00000001']), (key, ['"%s"="%s"' % (name, value)]),
        ("ControlSet001\\Control\\ComputerName\\ComputerName",
         ['"ComputerName"="%s"' % machine.upper()]),
        ("ControlSet001\\Services\\EventLog", ['"Start"=dword:00000002']),
        ("ControlSet001\\Services\\AppIDSvc", ['"Start"=dword:00000003'])])
    fine |= write(machine, "SOFTWARE", [("Microsoft\\Windows NT\\CurrentVersion",
                                         ['"%s"="%s"' % item for item in windows.items()])])
    fine |= write(machine, "NTUSER.DAT", [("Software\\Microsoft", [])])
    fine |= write_audit(machine, INSTALLED)
    check(machine + " is made", fine == 0)


def apply(machine, profile):
    subprocess.run([konseki, "plan", "--profile", profile, "--from", machine, "-q", "-o",
                    machine + ".plan"], check=True)
    fine = 0
    for hive, prefix in HIVES.items():
        regs = "user.reg" if hive == "NTUSER.DAT" else "machine.reg"
        if os.path.exists(machine + ".plan/" + regs):
            for_hivex(machine + ".plan/" + regs, "apply.reg", prefix)
            with open("apply.reg", encoding="ascii") as f:
                has_keys = "[" in f.read()
            fine |= merge("apply.reg", machine + "/" + hive, prefix) if has_keys else 0
    check("hivexregedit takes the plan of " + machine, fine == 0)
    policy = dict(INSTALLED)
    for path in glob.glob(machine + ".plan/gpo/*/**/audit.csv", recursive=True):
        with open(path, encoding="utf-8-sig") as f:
            for row in csv.DictReader(f):
                if row["Subcategory GUID"]:
                    policy[row["Subcategory GUID"][5:9].upper()] = int(row["Setting Value"])
    check("the plan of %s has audit subcategories" % machine,
          len(policy) > len(INSTALLED) and write_audit(machine, policy) == 0)
    for path in glob.glob(machine + ".plan/gpo/*/**/GptTmpl.inf", recursive=True):
        shutil.copy(path, machine + "/secedit.inf")


os.chdir(folder)
for machine, profile, role, windows in MACHINES:
    make(machine, role, windows)
    _, before = verdicts(machine, profile)
    apply(machine, profile)
    audited, after = verdicts(machine, profile)
    check("%s is what it was made as" % machine,
          audited["name"] == machine.upper() and audited["role"] == machine)
    met = sum(v == "met" for v in after.values())
    check("%s: %d of %d settings are met, more than before" % (machine, met, len(after)),
          met > sum(v == "met" for v in before.values()))
    lines = ["%s %s %s\n" % (s, before[s], after[s]) for s in after]
    path = os.path.join(golden, machine + ".verdicts")
    if os.environ.get("KS_BLESS"):
        with open(path, "w", encoding="ascii", newline="") as f:
            f.writelines(lines)
    wanted = open(path, encoding="ascii").readlines() if os.path.exists(path) else []
    for line in sorted(set(lines) ^ set(wanted)):
        print("# differs:", line.strip())
    check("%s: each verdict is as it is kept" % machine, lines == wanted)
print("1..%d" % number)
sys.exit(failed != 0)
