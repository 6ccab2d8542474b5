"""What tests do to hives by another program, hivexregedit, and an empty hive to begin with."""
import struct
import subprocess


def for_hivex(path, to, prefix):
    """A .reg file as hivexregedit takes it: it wants each key's parents before it, and knows no
    CurrentControlSet."""
    with open(path, "rb") as f:
        blocks = f.read().decode("utf-16").split("\r\n\r\n")
    lines, seen = ["Windows Registry Editor Version 5.00", ""], set()
    for block in blocks:
        key, *values = block.split("\r\n")
        if not key.startswith("[" + prefix + "\\"):
            continue
        parts = key[1:-1].replace("CurrentControlSet", "ControlSet001", 1).split("\\")
        root = prefix.count("\\") + 2
        for depth in range(root, len(parts)):
            above = "\\".join(parts[:depth])
            if above not in seen:
                lines += ["[" + above + "]", ""]
            seen.add(above)
        seen.add("\\".join(parts))
        lines += ["[" + "\\".join(parts) + "]"] + values + [""]
    with open(to, "w", encoding="ascii") as f:
        f.write("\n".join(lines) + "\n")


def merge(path, to, prefix):
    return subprocess.run(["hivexregedit", "--merge", "--prefix", prefix, to, path]).returncode


def empty_hive(path):
    """A root key and its security descriptor, nothing else."""
    none = 0xFFFFFFFF
    descriptor = struct.pack("<BBHIIII", 1, 0, 0x8000, 0, 0, 0, 0)
    sk_at = 0x20 + 88
    nk = b"nk" + struct.pack("<HQIIIIIIIIIIIIIIIHH", 0x2C, 133000000000000000, 0, none, 0, 0, none,
                             none, 0, none, sk_at, none, 0, 0, 0, 0, 0, 4, 0) + b"ROOT"
    sk = b"sk" + struct.pack("<HIIII", 0, sk_at, sk_at, 1, len(descriptor)) + descriptor
    cells = b""
    for cell, size in ((nk, 88), (sk, 48)):
        cells += struct.pack("<i", -size) + cell.ljust(size - 4, b"\0")
    free = 4096 - 32 - len(cells)
    cells += struct.pack("<i", free).ljust(free, b"\0")
    header = b"regf" + struct.pack("<IIQIIIIIII", 1, 1, 133000000000000000, 1, 5, 0, 1, 0x20, 4096, 1)
    header = header.ljust(508, b"\0")
    check = 0
    for (word,) in struct.iter_unpack("<I", header):
        check ^= word
    header = (header + struct.pack("<I", check)).ljust(4096, b"\0")
    page = b"hbin" + struct.pack("<IIQQI", 0, 4096, 0, 0, 0) + cells
    with open(path, "wb") as f:
        f.write(header + page)
