// Made process trees: on each host the system's processes, a user's programs, runs of equal leaves;
// on the second host the intrusion.

import { decoy, first, hour, span } from "./made-basics.mjs";

export const processColumns = [
  "host",
  "parent",
  "pid",
  "image",
  "command",
  "user",
  "session",
  "elevation",
  "integrity",
  "start",
  "end",
  "end_how",
  "exit",
  "count",
  "seen",
  "source",
  "offset",
  "event_record_id",
  "end_source",
  "end_offset",
  "end_record_id",
];

const system = "NT AUTHORITY\\SYSTEM",
  tanaka = "CORP\\tanaka";
const windows = "C:\\Windows\\System32\\";
const programs = [
  "chrome.exe",
  "git.exe",
  "conhost.exe",
  "node.exe",
  "python.exe",
  "OUTLOOK.EXE",
  "WINWORD.EXE",
  "svchost.exe",
];
const full = { elevation: 2, integrity: 12288 };

class Table {
  rows = [];

  constructor(strings) {
    this.strings = strings;
  }

  /** Times in milliseconds; a process without a start is known only as a parent. */
  add(host, parent, image, command, user, start, more = {}) {
    const number = this.rows.length,
      text = (one) => this.strings.of(one);
    const rights =
      user === system ? { elevation: 1, integrity: 16384 } : { elevation: 1, integrity: 8192 };
    const { elevation, integrity, end, how = 1 } = { ...rights, ...more };
    const ended = end !== undefined,
      seen = start !== null;
    this.rows.push([
      host,
      parent,
      more.pid ?? 400 + ((number * 4) % 30000),
      text(image),
      text(command),
      text(user),
      text(user === tanaka ? "0x4c1f2" : "0x3e7"),
      elevation,
      integrity,
      seen ? start * 1000 : null,
      ended ? end * 1000 : null,
      ended ? how : 0,
      ended ? 0 : null,
      1,
      seen ? 1 : 0,
      seen ? (host === 0 ? 0 : 2) : null,
      seen ? 0x1000 + number * 1024 : null,
      seen ? 1000 + number : null,
      null,
      null,
      null,
    ]);
    return number;
  }
}

function intrusion(table, host, explorer) {
  const at = first + 162.17 * hour;
  const office = "C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE";
  const cache =
    "C:\\Users\\tanaka\\AppData\\Local\\Microsoft\\Windows\\INetCache\\Content.Outlook\\";
  const outlook = table.add(host, explorer, office, `"${office}"`, tanaka, at - 3e6, {
    end: at + 2e6,
  });
  const opened = table.add(host, outlook, cache + decoy, `"${cache}${decoy}"`, tanaka, at, {
    ...full,
    end: at + 4.5e6,
  });
  const cmd = table.add(
    host,
    opened,
    windows + "cmd.exe",
    "cmd /c whoami & net view & copy %TEMP%\\u.exe \\\\FS-1\\C$\\Windows\\",
    tanaka,
    at + 6e4,
    { ...full, end: at + 6.2e4 },
  );
  table.add(host, cmd, windows + "whoami.exe", "whoami", tanaka, at + 6.01e4, {
    ...full,
    end: at + 6.02e4,
  });
  table.add(host, cmd, windows + "wevtutil.exe", "wevtutil cl Security", tanaka, at + 3.1e6, {
    ...full,
    end: at + 3.2e6,
    how: 2,
  });
}

function workingDay(table, host, count, parents, next) {
  for (let i = 0; i < count; i++) {
    const name = programs[next(programs.length)],
      parent = parents[next(parents.length)];
    const start = first + next(span);
    const options = next(5) === 0 ? "same" : `${next(1e6).toString(36)} /path/${next(1e5)}`;
    const command = next(3) === 0 ? "" : `${name} --run ${options}`;
    const end = next(4) === 0 ? {} : { end: start + next(4e6) };
    const row = table.add(
      host,
      parent,
      "C:\\Program Files\\Tools\\" + name,
      command,
      "CORP\\user" + next(40),
      start,
      end,
    );
    if (next(6) === 0 && parents.length < 5000) parents.push(row);
  }
}

export function processesOf(strings, count, next) {
  const table = new Table(strings);
  for (let host = 0; host < 2; host++) {
    const before = table.rows.length,
      share = Math.floor(count * (host === 0 ? 0.2 : 0.8));
    const smss = table.add(host, null, windows + "smss.exe", "smss.exe", system, first + 1000);
    const wininit = table.add(
      host,
      smss,
      windows + "wininit.exe",
      "wininit.exe",
      system,
      first + 2000,
    );
    const services = table.add(
      host,
      wininit,
      windows + "services.exe",
      windows + "services.exe",
      system,
      first + 3000,
    );
    for (let i = 0; i < 6; i++)
      table.add(
        host,
        services,
        windows + "svchost.exe",
        windows + "svchost.exe -k netsvcs -p -s Schedule",
        system,
        first + 4000 + i * 90,
      );
    const explorer = table.add(host, null, "C:\\Windows\\explorer.exe", "", tanaka, null, {
      pid: 4242,
    });
    if (host === 1) intrusion(table, host, explorer);
    workingDay(table, host, share - (table.rows.length - before), [services, explorer], next);
  }
  return table.rows;
}
