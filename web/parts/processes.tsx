// The process trees, host by host.

import type { VNode } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { count } from "../model/number";
import { lineage, type Processes as ProcessTable } from "../model/process";
import { linesOf, openAll, openAtFirst, openToMarked, searchLines, type Line } from "../model/tree";
import { List } from "./list";
import { HostPick } from "./pick";
import { ProcessHead, ProcessRow } from "./process_row";
import { Search } from "./search";
import { go, goQuietly, type View } from "./view";

type Shown = { readonly open: ReadonlySet<number>; readonly unfolded: ReadonlySet<number> };

type Tree = {
  readonly lines: readonly Line[];
  /** How many processes match the words; null when nothing is searched. */
  readonly hits: number | null;
  readonly set: (open: Set<number>) => void;
  readonly toggle: (line: Line) => void;
};

function toggled(set: ReadonlySet<number>, row: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(row)) next.add(row);
  return next;
}

/** Opens the way down to a process, so that a link to it shows it. */
function withWayTo(processes: ProcessTable, shown: Shown, row: number): Shown {
  const way = lineage(processes, row).slice(0, -1);
  if (way.every((up) => shown.open.has(up))) return shown;
  return { ...shown, open: new Set([...shown.open, ...way]) };
}

function useTree(
  processes: ProcessTable,
  host: number,
  process: number | null,
  words: string,
): Tree {
  const first = (): Shown => ({ open: openAtFirst(processes, host), unfolded: new Set() });
  const [shown, setShown] = useState<Shown>(first);
  useEffect(() => setShown(first()), [processes, host]);
  useEffect(() => {
    if (process !== null) setShown((old) => withWayTo(processes, old, process));
  }, [process, host]);
  const searched = words.trim() !== "";
  const hits = useMemo(
    () => (searched ? searchLines(processes, host, words) : null),
    [processes, host, words],
  );
  const lines = useMemo(
    () => hits?.lines ?? linesOf(processes, { host, ...shown }),
    [processes, host, hits, shown],
  );
  return {
    lines,
    hits: hits?.count ?? null,
    set: (open) => setShown({ open, unfolded: new Set() }),
    toggle: (line) => {
      if (hits || !line.more) return;
      setShown((old) =>
        line.members
          ? { ...old, unfolded: toggled(old.unfolded, line.row) }
          : { ...old, open: toggled(old.open, line.row) },
      );
    },
  };
}

function lineIndex(lines: readonly Line[], row: number): number {
  const own = lines.findIndex((line) => line.row === row && line.members === null);
  return own >= 0 ? own : lines.findIndex((line) => line.members?.includes(row));
}

function lineAbove(lines: readonly Line[], index: number): number {
  const depth = lines[index]?.depth ?? 0;
  let up = index - 1;
  while (up >= 0 && (lines[up]?.depth ?? 0) >= depth) up--;
  return up;
}

function processesOn(processes: ProcessTable, host: number): number {
  let total = 0;
  for (let row = 0; row < processes.count; row++)
    if (processes.host[row] === host) total += processes.runs[row] ?? 1;
  return total;
}

function Tools({
  view,
  host,
  tree,
}: {
  readonly view: View;
  readonly host: number;
  readonly tree: Tree;
}): VNode {
  const { processes } = view.report;
  const total = useMemo(() => processesOn(processes, host), [processes, host]);
  return (
    <div class="tools">
      <Search
        label={view.say("search_processes")}
        value={view.route.words}
        onWords={(typed) => goQuietly(view.link({ words: typed }))}
      />
      <HostPick view={view} value={host} all={false} />
      {tree.hits === null && (
        <>
          <button type="button" onClick={() => tree.set(openAll(processes, host))}>
            {view.say("expand_all")}
          </button>
          <button type="button" onClick={() => tree.set(new Set())}>
            {view.say("collapse_all")}
          </button>
          <button type="button" onClick={() => tree.set(openToMarked(processes, host))}>
            {view.say("expand_named")}
          </button>
        </>
      )}
      <span class="count">
        {tree.hits === null
          ? view.say("n_processes", count(total))
          : view.say("n_hits", count(tree.hits))}
      </span>
      {processes.omitted > 0 && (
        <span class="warn">
          {view.say("omitted_processes", count(processes.omitted), count(processes.total))}
        </span>
      )}
    </div>
  );
}

export function Processes({ view }: { readonly view: View }): VNode {
  const { processes } = view.report;
  const { words, process } = view.route;
  const host = view.route.host ?? (process === null ? 0 : (processes.host[process] ?? 0));
  const tree = useTree(processes, host, process, words);
  const { lines, toggle } = tree;
  const chosen = useMemo(
    () => (process === null ? -1 : lineIndex(lines, process)),
    [lines, process],
  );
  const choose = (index: number): void => {
    const line = lines[index];
    if (line) go(view.link({ process: line.row, host, finding: null, record: null }));
  };
  const key = (name: string, index: number): boolean => {
    const line = lines[index];
    if (!line || (name !== "ArrowRight" && name !== "ArrowLeft")) return false;
    const wantsOpen = name === "ArrowRight";
    if (line.more && line.open !== wantsOpen && tree.hits === null) toggle(line);
    else choose(wantsOpen && line.open ? index + 1 : wantsOpen ? index : lineAbove(lines, index));
    return true;
  };
  const show = (index: number): VNode | null => {
    const line = lines[index];
    return line ? <ProcessRow view={view} line={line} onToggle={() => toggle(line)} /> : null;
  };
  const aria = (index: number): { "aria-level": number; "aria-expanded"?: boolean } => {
    const line = lines[index];
    const level = { "aria-level": (line?.depth ?? 0) + 1 };
    return line?.more ? { ...level, "aria-expanded": line.open } : level;
  };
  return (
    <div class="page fill">
      <Tools view={view} host={host} tree={tree} />
      {lines.length === 0 && (
        <p class="empty">{view.say(tree.hits === null ? "no_processes" : "none_match")}</p>
      )}
      {lines.length > 0 && (
        <>
          <ProcessHead view={view} />
          <List
            role="tree"
            printing={view.printing}
            more={(rest) => view.say("print_more_processes", count(rest))}
            label={view.say("process_tree", view.host(host))}
            count={lines.length}
            rowRem={1.75}
            chosen={chosen}
            onChoose={choose}
            row={show}
            rowAria={aria}
            onKey={key}
            onOpen={(index) => {
              const line = lines[index];
              if (line) toggle(line);
            }}
          />
        </>
      )}
    </div>
  );
}
