// Which findings are shown, and in which order.

import { levels, type Data, type Finding, type Lang, type Level } from "./data";
import { hostName, textOf } from "./report";
import { momentOfIso } from "./time";

export const orders = ["time", "level", "host", "title"] as const;
export type Order = (typeof orders)[number];

export type Wanted = {
  readonly words: string;
  /** This level and graver ones. */
  readonly level: Level | null;
  readonly host: number | null;
  readonly question: number | null;
  readonly technique: string | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly order: Order;
};

const haystacks = new WeakMap<Finding, string>();

/** Both languages are searched: who reads Japanese may still type "Security log cleared". */
function haystack(data: Data, finding: Finding): string {
  const known = haystacks.get(finding);
  if (known !== undefined) return known;
  const all = [
    textOf(data, finding.title, "en"),
    textOf(data, finding.title, "ja"),
    textOf(data, finding.sentence, "en"),
    textOf(data, finding.sentence, "ja"),
    finding.id,
    finding.trace,
    finding.techniques.join(" "),
    hostName(data, finding.host, "en"),
    hostName(data, finding.host, "ja"),
  ]
    .join("\n")
    .toLowerCase();
  haystacks.set(finding, all);
  return all;
}

function inTime(finding: Finding, wanted: Wanted): boolean {
  if (wanted.from === null && wanted.to === null) return true;
  const at = momentOfIso(finding.from)?.ms;
  return at !== undefined && at >= (wanted.from ?? -Infinity) && at < (wanted.to ?? Infinity);
}

function isWanted(data: Data, finding: Finding, wanted: Wanted, words: readonly string[]): boolean {
  return (
    (wanted.level === null || levels.indexOf(finding.level) >= levels.indexOf(wanted.level)) &&
    (wanted.host === null ||
      finding.host === wanted.host ||
      (finding.others ?? []).includes(wanted.host)) &&
    (wanted.question === null || finding.questions.includes(wanted.question)) &&
    (wanted.technique === null || finding.techniques.includes(wanted.technique)) &&
    inTime(finding, wanted) &&
    (words.length === 0 || words.every((word) => haystack(data, finding).includes(word)))
  );
}

/**
 * Row numbers of the findings wanted. Equal ones stay in the order of the document, which is that
 * of time.
 */
export function findingsWanted(data: Data, wanted: Wanted, lang: Lang): number[] {
  const words = wanted.words
    .toLowerCase()
    .split(/[\s\u3000]+/)
    .filter(Boolean);
  const rows: number[] = [];
  data.findings.forEach((finding, row) => {
    if (isWanted(data, finding, wanted, words)) rows.push(row);
  });
  if (wanted.order === "time") return rows;
  const key = (row: number): string | number => {
    const finding = data.findings[row];
    if (!finding) return 0;
    if (wanted.order === "level") return -levels.indexOf(finding.level);
    return wanted.order === "host"
      ? hostName(data, finding.host, lang)
      : textOf(data, finding.title, lang);
  };
  const keys = new Map(rows.map((row) => [row, key(row)]));
  return rows.sort((a, b) => {
    const left = keys.get(a) ?? 0,
      right = keys.get(b) ?? 0;
    return left < right ? -1 : left > right ? 1 : a - b;
  });
}

export function countLevels(data: Data): Map<Level, number> {
  const counts = new Map<Level, number>(levels.map((level) => [level, 0]));
  for (const { level } of data.findings) counts.set(level, (counts.get(level) ?? 0) + 1);
  return counts;
}
