// A made answer sheet: every verdict, every state of recording.

import { decoy, first, hour, iso, said } from "./made-basics.mjs";

const ids = [
  "programs-executed",
  "entry",
  "accounts-and-privileges",
  "files-touched",
  "collection",
  "persistence",
  "network",
  "movement",
  "credentials",
  "damage",
  "evidence-destroyed",
  "exfiltration",
  "unusual",
  "scope",
];

const blank = {
  verdict: "not_examined",
  when: null,
  host: null,
  summary: null,
  records: [],
  settings: [],
  notes: [],
  hosts: [],
};

const creation = {
  id: "audit.process-creation",
  name: said("Audit Process Creation", "プロセス作成の監査"),
};
const commandLine = {
  id: "proc.cmdline4688",
  name: said(
    "Include command line in process creation events",
    "プロセス作成イベントにコマンド ラインを含める",
  ),
};

function at(hours) {
  return iso(first + hours * hour);
}

function part(from, to, state, reason = null, records = []) {
  return {
    from: from === null ? null : at(from),
    to: to === null ? null : at(to),
    state,
    reason,
    records,
  };
}

function witness(en, ja, kind, percent, intervals) {
  return { name: said(en, ja), class: kind, percent, intervals };
}

function onServer(cited) {
  return {
    host: 0,
    verdict: "partly",
    when: null,
    records: [],
    settings: [creation],
    summary: said(
      "not found from 2026-05-06, where it was recorded; before that unknown: rolled over",
      "2026-05-06 以降は記録があり、該当なし。それ以前は上書きされており不明です",
    ),
    witnesses: [
      witness("Security 4688 (process creation)", "Security 4688 (プロセス作成)", "C", 61, [
        part(
          null,
          40,
          "rolled",
          said(
            "oldest record is #2,201; the log holds 20 MiB",
            "最も古いレコードは #2,201 です。ログの上限は 20 MiB です",
          ),
        ),
        part(40, null, "recorded", said("4688 present", "4688 が存在します"), cited.slice(2, 3)),
      ]),
    ],
  };
}

function onClient(cited) {
  return {
    host: 1,
    verdict: "found",
    when: at(162.17),
    records: cited.slice(0, 2),
    settings: [commandLine],
    summary: said(
      "two programs from a mail attachment",
      "メールの添付ファイルから 2 つのプログラムが起動されました",
    ),
    witnesses: [
      witness("Security 4688 (process creation)", "Security 4688 (プロセス作成)", "C", 74, [
        part(
          0,
          20,
          "off",
          said(
            "Audit Process Creation was off until 4719",
            "4719 までプロセス作成の監査は無効でした",
          ),
        ),
        part(20, 120, "recorded", null, cited.slice(0, 1)),
        part(
          120,
          140,
          "cleared",
          said(
            "1102 by CORP\\tanaka; 41,233 records gone",
            "CORP\\tanaka による 1102。41,233 件のレコードが失われました",
          ),
          cited.slice(1, 2),
        ),
        part(
          140,
          150,
          "lost",
          said("audit queue overflow: 120 events", "監査キューのあふれ: 120 件"),
        ),
        part(150, null, "recorded"),
      ]),
      witness("Sysmon 1 (ProcessCreate)", "Sysmon 1 (ProcessCreate)", "S", 20, [
        part(0, 40, "recorded"),
        part(
          40,
          90,
          "undecided",
          said(
            "Sysmon's rules are not known: the SYSTEM hive would decide it",
            "Sysmon の規則が不明です。SYSTEM ハイブがあれば判定できます",
          ),
        ),
        part(90, null, "no_file", said("log not supplied", "ログが提供されていません")),
      ]),
    ],
  };
}

function programs(cited) {
  return {
    ...blank,
    verdict: "found",
    when: at(162.17),
    host: 1,
    records: cited.slice(0, 2),
    settings: [commandLine],
    hosts: [onServer(cited), onClient(cited)],
    summary: said(
      `${decoy} by CORP\\tanaka, from Outlook's folder`,
      `CORP\\tanaka が Outlook のフォルダーから ${decoy} を実行しました`,
    ),
    notes: [
      said(
        "4688 and Sysmon 1 of one process were joined within 2 s.",
        "同じプロセスの 4688 と Sysmon 1 を 2 秒以内で結合しました。",
      ),
    ],
  };
}

function destroyed(cited) {
  const summary = said(
    "Security log of PC-17 cleared by CORP\\tanaka; 41,233 records gone",
    "PC-17 のセキュリティ ログが CORP\\tanaka により消去され、41,233 件のレコードが失われました",
  );
  const own = {
    verdict: "found",
    when: at(163),
    host: 1,
    records: cited.slice(1, 2),
    settings: [],
  };
  return {
    ...blank,
    ...own,
    summary,
    hosts: [{ ...own, summary: null, records: [], witnesses: [] }],
  };
}

function unknown(verdict, en, ja) {
  return { ...blank, verdict, summary: said(en, ja) };
}

export function answersOf(cited) {
  const known = {
    1: programs(cited),
    4: unknown(
      "unk_not_recorded",
      "not recorded on PC-17: audit.file-system was off until 2026-05-12 10:02",
      "PC-17 では 2026-05-12 10:02 まで audit.file-system が無効で、記録されていません",
    ),
    8: unknown(
      "not_found_recorded",
      "logons and shares were recorded over the whole span",
      "全期間にわたりログオンと共有の記録があります",
    ),
    11: destroyed(cited),
    12: unknown(
      "partly",
      "not seen from 05-04 to 05-11 04:02; after that unknown: cleared",
      "05-04 から 05-11 04:02 までは該当なし。それ以降は消去されており不明です",
    ),
  };
  return ids.map((id, index) => ({ number: index + 1, id, ...blank, ...known[index + 1] }));
}
