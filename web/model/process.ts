// The process table as columns, and as trees: who started whom, on each host. Any order of rows is
// taken; a parent on another host, outside the table or in a cycle is no parent.

import { cellNumber, integers, numbers } from "./columns";
import type { Table } from "./data";

export type Processes = {
  readonly count: number;
  readonly omitted: number;
  readonly total: number;
  readonly table: Table;
  readonly strings: readonly string[];
  readonly host: Int32Array;
  readonly parent: Int32Array;
  readonly pid: Float64Array;
  readonly image: Int32Array;
  readonly command: Int32Array;
  readonly user: Int32Array;
  readonly elevation: Int32Array;
  readonly integrity: Int32Array;
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly endHow: Int32Array;
  readonly runs: Int32Array;
  readonly seen: Int32Array;
  /** Children of row r: `child[childFrom[r] .. childFrom[r + 1]]`, in the order of the table. */
  readonly childFrom: Int32Array;
  readonly child: Int32Array;
  readonly roots: readonly number[];
  /** 1 where a finding names the process. */
  readonly marked: Uint8Array;
  /** 1 where a finding names a process further down. */
  readonly markedBelow: Uint8Array;
};

function checkedParents(table: Table, host: Int32Array): Int32Array {
  const parent = integers(table, "parent", -1);
  const count = parent.length;
  for (let row = 0; row < count; row++) {
    const up = parent[row] ?? -1;
    if (up < 0 || up >= count || up === row || host[up] !== host[row]) parent[row] = -1;
  }
  // 0 not looked at, 1 on the way up, 2 known to end at a root.
  const state = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    let at = row;
    while (at >= 0 && state[at] === 0) {
      state[at] = 1;
      const up = parent[at] ?? -1;
      if (up >= 0 && state[up] === 1) parent[at] = -1;
      at = parent[at] ?? -1;
    }
    for (at = row; at >= 0 && state[at] === 1; at = parent[at] ?? -1) state[at] = 2;
  }
  return parent;
}

function childrenOf(parent: Int32Array): { from: Int32Array; child: Int32Array; roots: number[] } {
  const count = parent.length;
  const from = new Int32Array(count + 1);
  const roots: number[] = [];
  parent.forEach((up, row) => {
    if (up < 0) roots.push(row);
    else from[up + 1] = (from[up + 1] ?? 0) + 1;
  });
  for (let row = 0; row < count; row++) from[row + 1] = (from[row + 1] ?? 0) + (from[row] ?? 0);
  const next = from.slice();
  const child = new Int32Array(count - roots.length);
  parent.forEach((up, row) => {
    if (up < 0) return;
    const at = next[up] ?? 0;
    child[at] = row;
    next[up] = at + 1;
  });
  return { from, child, roots };
}

function markAbove(parent: Int32Array, marked: Uint8Array): Uint8Array {
  const below = new Uint8Array(parent.length);
  for (let row = 0; row < parent.length; row++) {
    if (!marked[row]) continue;
    for (let up = parent[row] ?? -1; up >= 0 && !below[up]; up = parent[up] ?? -1) below[up] = 1;
  }
  return below;
}

export function processesOf(
  table: Table,
  strings: readonly string[],
  named: ReadonlyMap<number, readonly number[]>,
): Processes {
  const host = integers(table, "host", -1);
  const parent = checkedParents(table, host);
  const { from, child, roots } = childrenOf(parent);
  const marked = new Uint8Array(host.length);
  for (const row of named.keys()) if (row >= 0 && row < marked.length) marked[row] = 1;
  return {
    count: host.length,
    omitted: table.omitted ?? 0,
    total: table.total ?? host.length,
    table,
    strings,
    host,
    parent,
    pid: numbers(table, "pid"),
    image: integers(table, "image", 0),
    command: integers(table, "command", 0),
    user: integers(table, "user", 0),
    elevation: integers(table, "elevation", 0),
    integrity: integers(table, "integrity", 0),
    start: numbers(table, "start"),
    end: numbers(table, "end"),
    endHow: integers(table, "end_how", 0),
    runs: integers(table, "count", 1),
    seen: integers(table, "seen", 1),
    childFrom: from,
    child,
    roots,
    marked,
    markedBelow: markAbove(parent, marked),
  };
}

export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("\\"), path.lastIndexOf("/")) + 1);
}

/** From the root down to the process itself. */
export function lineage(processes: Processes, row: number): number[] {
  const line: number[] = [];
  for (let at = row; at >= 0 && at < processes.count; at = processes.parent[at] ?? -1)
    line.push(at);
  return line.reverse();
}

export type ProcessPlace = {
  readonly source: number;
  readonly offset: number;
  readonly id: number | null;
};

/** Where the start (or the end) of the process is recorded. */
export function placeOf(processes: Processes, row: number, end: boolean): ProcessPlace | null {
  const table = processes.table;
  const source = cellNumber(table, row, end ? "end_source" : "source");
  const offset = cellNumber(table, row, end ? "end_offset" : "offset");
  if (source === null || offset === null) return null;
  return { source, offset, id: cellNumber(table, row, end ? "end_record_id" : "event_record_id") };
}
