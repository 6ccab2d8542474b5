// Makes data as docs/report-data.md tells it, to look at the page and to test it: all invented.
//   node test/make-data.mjs small|large|hostile PAGE.html OUT.html
// `small`: an intrusion over two hosts. `large`: 10,000 findings, 60,000 processes, 500,000 events.
// `hostile`: the small one, its evidence full of markup, direction overrides, control characters.

import { readFileSync, writeFileSync } from "node:fs";
import { answersOf } from "./made-answers.mjs";
import {
  decoy,
  first,
  hostileText,
  hour,
  iso,
  randomOf,
  said,
  span,
  Strings,
} from "./made-basics.mjs";
import { processColumns, processesOf } from "./made-processes.mjs";

const recordColumns = [
  "host",
  "source",
  "shape",
  "number",
  "record_id",
  "event_record_id",
  "offset",
  "size",
  "time",
  "computer",
  "user",
  "pid",
  "tid",
  "level",
  "task",
  "opcode",
  "keywords",
  "how",
  "values",
];
const creationFields = [
  "SubjectUserSid",
  "SubjectUserName",
  "SubjectDomainName",
  "SubjectLogonId",
  "NewProcessId",
  "NewProcessName",
  "TokenElevationType",
  "ProcessId",
  "CommandLine",
  "TargetUserSid",
  "TargetUserName",
  "TargetDomainName",
  "TargetLogonId",
  "ParentProcessName",
  "MandatoryLabel",
];
const subject = ["S-1-5-21-1-2-3-1105", "tanaka", "CORP", "0x4c1f2"];
const levels = ["informational", "low", "medium", "high", "critical"];
const kinds = [
  {
    technique: "T1566.001",
    question: 1,
    level: 4,
    title: said(
      "Program started from a mail attachment",
      "メールの添付ファイルからプログラムが起動されました",
    ),
  },
  {
    technique: "T1070.001",
    question: 11,
    level: 4,
    title: said("Security log cleared", "セキュリティ ログが消去されました"),
  },
  {
    technique: "T1569.002",
    question: 1,
    level: 3,
    title: said("PsExec service installed", "PsExec のサービスがインストールされました"),
  },
  {
    technique: "T1059.003",
    question: 1,
    level: 2,
    title: said(
      "Office started a command interpreter",
      "Office がコマンド インタープリターを起動しました",
    ),
  },
  {
    technique: "T1036.007",
    question: 1,
    level: 1,
    title: said(
      "File name with padded double extension",
      "空白で隠された二重拡張子のファイル名です",
    ),
  },
  {
    technique: "T1562.002",
    question: 11,
    level: 0,
    title: said("Audit policy weakened", "監査ポリシーが弱められました"),
  },
];

function hostsOf() {
  const last = iso(first + span);
  return [
    {
      id: "fs-1",
      name: "FS-1.corp.example",
      names: ["FS-1.corp.example"],
      first: iso(first - 4e8),
      last,
      events: 3120,
      logs: 9,
      bytes: 9.4e7,
    },
    {
      id: "pc-17",
      name: "PC-17.corp.example",
      names: ["PC-17.corp.example", "WIN-3KQ81A"],
      first: iso(first),
      last,
      events: 41811,
      logs: 11,
      bytes: 3.1e8,
    },
  ];
}

function sourcesOf() {
  const log = {
    format: "evtx",
    state: "whole",
    same_as: null,
    expected: 41234,
    recovered: 0,
    lost: 0,
    duplicates: 0,
    bytes_lost: 0,
    problems: [],
    gaps: [],
    size: 20975616,
    first: iso(first),
    last: iso(first + span),
    hash: "sha256:7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069",
  };
  const wrong = said(
    "chunk checksum is wrong; its records are read one by one",
    "チャンクのチェックサムが一致しません。レコードを 1 件ずつ読み取りました",
  );
  return [
    { ...log, path: "FS-1/Security.evtx", hosts: [0], channels: ["Security"], read: 3120 },
    {
      ...log,
      path: "PC-17/Microsoft-Windows-Sysmon%4Operational.evtx",
      size: 67112960,
      hosts: [1],
      channels: ["Microsoft-Windows-Sysmon/Operational"],
      read: 38544,
      state: "damaged",
      recovered: 17,
      lost: 3,
      bytes_lost: 65536,
      problems: [
        { offset: 0x41000, size: 65536, kind: "records_checksum", reason: wrong, count: 1 },
      ],
      gaps: [
        {
          after: 5120,
          before: 5124,
          count: 3,
          from: iso(first + 1e8),
          to: iso(first + 1.001e8),
          reason: null,
        },
      ],
    },
    {
      ...log,
      path: "PC-17/Security.evtx",
      hosts: [1],
      channels: ["Security"],
      read: 3267,
      state: "dirty",
    },
    {
      ...log,
      path: `PC-17/${decoy}`,
      size: 73802,
      hosts: [],
      channels: [],
      first: null,
      last: null,
      read: null,
      format: "",
      state: "foreign",
      expected: null,
    },
  ];
}

function shapesOf(strings) {
  const names = creationFields.map((name) => strings.of(name));
  const shape = { channel: "Security", version: 0 };
  return [
    {
      ...shape,
      provider: "Microsoft-Windows-Eventlog",
      id: 1102,
      fields: names.slice(0, 4),
      name: said("The audit log was cleared", "監査ログが消去されました"),
    },
    {
      ...shape,
      provider: "Microsoft-Windows-Security-Auditing",
      id: 4688,
      version: 2,
      fields: names,
      name: said("A new process has been created", "新しいプロセスが作成されました"),
    },
  ];
}

function recordOf(strings, row, i) {
  const clearing = i % 40 === 1;
  const command = strings.list[row[4]];
  const values = clearing
    ? subject
    : [
        ...subject,
        "0x" + row[2].toString(16),
        strings.list[row[3]],
        "%%1937",
        "0x1092",
        command,
        "S-1-0-0",
        "-",
        "-",
        "0x0",
        "C:\\Windows\\explorer.exe",
        "S-1-16-12288",
      ];
  const time = iso(row[9] === null ? first : row[9] / 1000, String(1000 + (i % 9000)));
  return [
    row[0],
    row[15] ?? 2,
    clearing ? 0 : 1,
    i + 1,
    i + 1,
    88000 + i,
    row[16] ?? 0x1000 + i * 512,
    512 + (i % 300),
    time,
    strings.of(row[0] === 0 ? "FS-1.corp.example" : "PC-17.corp.example"),
    0,
    4,
    88,
    0,
    13312,
    0,
    strings.of("0x8020000000000000"),
    i % 97 === 5 ? "slack" : "",
    values.map((value) => strings.of(value)),
  ];
}

function findingsOf(count, records, processes, next) {
  const large = count > 1000;
  const findings = Array.from({ length: count }, (_, i) => {
    const kind = i % kinds.length,
      { technique, question, level } = kinds[kind];
    const at = first + Math.floor((i / count) * 7.1e8) + next(1e6),
      pid = 1000 + i;
    return {
      id: (0x10000000 + i * 7919).toString(16),
      trace: "konseki.trace." + kind,
      title: kind,
      level: levels[large ? Math.min(4, next(9)) : level],
      techniques: [technique],
      questions: [question],
      host: i % 5 === 0 ? 0 : 1,
      from: i === count - 1 ? null : iso(at),
      to: null,
      sentence: said(
        `OUTLOOK.EXE started ${decoy} (pid ${pid}) as CORP\\tanaka`,
        `OUTLOOK.EXE が ${decoy} (PID ${pid}) を CORP\\tanaka として起動しました`,
      ),
      records: [i % records, (i * 2 + 1) % records],
      processes: i % 3 === 0 ? [large ? next(processes) : 50 + i] : [],
    };
  });
  return findings.sort((a, b) => ((a.from ?? "~") < (b.from ?? "~") ? -1 : 1));
}

function histogramOf(hours, next) {
  return [0, 1].map((host) => {
    // One event of a computer whose clock was wrong.
    const bins = host === 0 ? [Math.floor(Date.UTC(2001, 0, 1) / hour), 1] : [];
    for (let i = 0; i < hours; i++) {
      const ofDay = (i + 9) % 24;
      const events = next(ofDay > 8 && ofDay < 19 ? 130 : 12) + (i % 24 === 3 ? 300 : 0);
      if (events > 4) bins.push(Math.floor(first / hour) + i, events);
    }
    return { host, bins };
  });
}

const ours = new Set([
  "id",
  "from",
  "to",
  "first",
  "last",
  "when",
  "time",
  "level",
  "verdict",
  "state",
  "class",
  "columns",
  "how",
  "kind",
  "lang",
  "rows",
]);

/** Puts hostile text behind every text that could come from evidence. */
function poisoned(value, key = "") {
  if (ours.has(key)) return value;
  if (typeof value === "string") return value + hostileText;
  if (Array.isArray(value)) return value.map((one) => poisoned(one));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, poisoned(one, name)]),
  );
}

export function makeData(kind) {
  const data = plainData(kind);
  if (kind !== "hostile") return data;
  return {
    ...poisoned(data),
    strings: data.strings.map((one, i) => (i === 0 ? "" : one + hostileText)),
  };
}

function plainData(kind) {
  const next = randomOf(20260511),
    strings = new Strings();
  const large = kind === "large";
  const shapes = shapesOf(strings);
  const processes = processesOf(strings, large ? 60000 : 160, next);
  const records = Array.from({ length: large ? 20000 : 40 }, (_, i) =>
    recordOf(strings, processes[large ? next(processes.length) : i + 12], i),
  );
  const findings = findingsOf(large ? 10000 : 24, records.length, processes.length, next);
  const omitted = large ? 190000 : 0;
  return {
    format: 1,
    made_by: "konseki 0.1.0",
    lang: "en",
    case: {
      name: "PC-17 and FS-1",
      from: iso(first),
      to: iso(first + span),
      events: large ? 500123 : 44931,
      bytes: 3.1e9,
      notes: [
        said(
          "This evidence was made, to show the program: no such intrusion happened.",
          "この証拠はプログラムを説明するために作られたもので、実際の侵害ではありません。",
        ),
      ],
    },
    strings: strings.list,
    texts: kinds.map((one) => one.title),
    hosts: hostsOf(),
    questions: answersOf([0, 1, 2]),
    findings,
    shapes,
    records: { columns: recordColumns, rows: records },
    processes: {
      columns: processColumns,
      rows: processes,
      total: processes.length + omitted,
      omitted,
    },
    histogram: histogramOf(large ? 24 * 365 : 200, next),
    sources: sourcesOf(),
  };
}

/** As the C side writes it: no `<`, no line separators of JavaScript. */
export function embed(page, data) {
  const json = JSON.stringify(data).replace(
    /[<\u2028\u2029]/g,
    (one) => "\\u" + one.charCodeAt(0).toString(16).padStart(4, "0"),
  );
  return page.replace("@KONSEKI_DATA@", () => json);
}

if (process.argv[1]?.endsWith("make-data.mjs")) {
  const [kind, page, out] = process.argv.slice(2);
  if (!["small", "large", "hostile"].includes(kind) || !page || !out) {
    console.error("usage: node test/make-data.mjs small|large|hostile PAGE.html OUT.html");
    process.exit(2);
  }
  writeFileSync(out, embed(readFileSync(page, "utf8"), makeData(kind)));
}
