// The embedded document made ready: format checked, texts resolved, the big tables turned into
// columns. Nothing here believes that an index lies inside its table: the page must open on a
// damaged document.

import { FORMAT, levels, type Data, type Lang, type Text } from "./data";
import { processesOf, type Processes } from "./process";
import { recordsOf, type Records } from "./record";
import { say } from "../words";

export type Report = {
  readonly data: Data;
  readonly processes: Processes;
  readonly records: Records;
  /** What each process is named by: finding numbers by process row. */
  readonly findingsOfProcess: ReadonlyMap<number, readonly number[]>;
  readonly findingById: ReadonlyMap<string, number>;
  /** Finding numbers of a question (all hosts), or of a question on one host. */
  readonly findingsOf: (question: number, host: number | null) => readonly number[];
};

export type Refusal = { readonly refused: "format" | "broken"; readonly detail: string };

function byQuestion(data: Data): (question: number, host: number | null) => readonly number[] {
  const lists = new Map<string, number[]>();
  const put = (key: string, row: number): void => {
    const list = lists.get(key);
    if (list) list.push(row);
    else lists.set(key, [row]);
  };
  data.findings.forEach((finding, row) => {
    for (const question of finding.questions) {
      put(question + ":", row);
      const hosts = new Set([finding.host, ...(finding.others ?? [])]);
      for (const host of hosts) if (host !== null) put(question + ":" + host, row);
    }
  });
  return (question, host) => lists.get(question + ":" + (host ?? "")) ?? [];
}

/** Of many findings the gravest, told in the order of time. */
export function gravest(data: Data, rows: readonly number[], most: number): readonly number[] {
  if (rows.length <= most) return rows;
  const grade = (row: number): number =>
    levels.indexOf(data.findings[row]?.level ?? "informational");
  return [...rows]
    .sort((a, b) => grade(b) - grade(a) || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);
}

export function reportOf(json: string): Report | Refusal {
  let data: Data;
  try {
    data = JSON.parse(json) as Data;
  } catch (error) {
    return { refused: "broken", detail: error instanceof Error ? error.message : "" };
  }
  if (typeof data !== "object" || data === null || data.format !== FORMAT)
    return { refused: "format", detail: String(data?.format) };
  const findingById = new Map<string, number>();
  const findingsOfProcess = new Map<number, number[]>();
  data.findings.forEach((finding, index) => {
    findingById.set(finding.id, index);
    for (const row of finding.processes ?? []) {
      const list = findingsOfProcess.get(row);
      if (list) list.push(index);
      else findingsOfProcess.set(row, [index]);
    }
  });
  return {
    data,
    processes: processesOf(data.processes, data.strings, findingsOfProcess),
    records: recordsOf(data.records, data.shapes, data.strings),
    findingsOfProcess,
    findingById,
    findingsOf: byQuestion(data),
  };
}

/** A text in the chosen language; the other one is better than nothing. */
export function textOf(data: Data, text: Text | null | undefined, lang: Lang): string {
  if (text === null || text === undefined) return "";
  const pair = typeof text === "number" ? data.texts[text] : text;
  if (!pair) return "";
  return (lang === "ja" ? pair.ja || pair.en : pair.en || pair.ja) ?? "";
}

/** The host's name, or the words that it has none; nothing where there is no host. */
export function hostName(data: Data, host: number | null | undefined, lang: Lang): string {
  const found = host === null || host === undefined ? undefined : data.hosts[host];
  return found === undefined ? "" : found.name || say(lang, "no_name");
}
