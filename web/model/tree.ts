// What of the process trees is seen: rows in order, with their depth. Equal leaves of one parent
// are folded into one row; a search shows the hits and the way down to them.

import type { Processes } from "./process";

/** A line of the tree: a process, or a fold of equal leaves (`members`, at least four). */
export type Line = {
  readonly row: number;
  readonly depth: number;
  readonly members: readonly number[] | null;
  readonly open: boolean;
  readonly more: boolean;
};

export type View = {
  readonly host: number;
  /** Rows whose children are shown. */
  readonly open: ReadonlySet<number>;
  /** First members of folds that are shown one by one. */
  readonly unfolded: ReadonlySet<number>;
};

const foldFrom = 4;
/** So many lines are shown when a tree is first seen, beside those that findings name. */
const takenIn = 150;

type Step = {
  readonly row: number;
  readonly depth: number;
  readonly members: readonly number[] | null;
};

const classes = new WeakMap<Processes, Int32Array>();

/** Equal leaves have equal numbers; who has children or is named by a finding has -1. */
function leafClasses(p: Processes): Int32Array {
  const known = classes.get(p);
  if (known) return known;
  const made = new Int32Array(p.count).fill(-1);
  for (let row = 0; row < p.count; row++) {
    if (p.marked[row] || hasChildren(p, row)) continue;
    const small = (p.elevation[row] ?? 0) * 4 + (p.seen[row] ?? 0);
    made[row] = small * 0x8000 + (p.integrity[row] ?? 0);
  }
  for (const column of [p.user, p.image, p.command]) {
    // What was equal so far and is equal here too: two numbers that fit one of 53 bits.
    const pairs = new Map<number, number>();
    made.forEach((number, row) => {
      if (number < 0) return;
      const pair = number * 0x4000000 + (column[row] ?? 0);
      const same = pairs.get(pair);
      if (same === undefined) pairs.set(pair, pairs.size);
      made[row] = same ?? pairs.size - 1;
    });
  }
  classes.set(p, made);
  return made;
}

function hasChildren(p: Processes, row: number): boolean {
  return (p.childFrom[row] ?? 0) !== (p.childFrom[row + 1] ?? 0);
}

function childRows(p: Processes, row: number): number[] {
  return Array.from(p.child.subarray(p.childFrom[row] ?? 0, p.childFrom[row + 1] ?? 0));
}

function folded(p: Processes, rows: readonly number[], depth: number): Step[] {
  if (rows.length < foldFrom) return rows.map((row) => ({ row, depth, members: null }));
  const leaf = leafClasses(p);
  const groups = new Map<number, number[]>();
  for (const row of rows) {
    const number = leaf[row] ?? -1;
    if (number < 0) continue;
    const group = groups.get(number);
    if (group) group.push(row);
    else groups.set(number, [row]);
  }
  const steps: Step[] = [];
  for (const row of rows) {
    const group = groups.get(leaf[row] ?? -1);
    if (!group || group.length < foldFrom) steps.push({ row, depth, members: null });
    else if (group[0] === row) steps.push({ row, depth, members: group });
  }
  return steps;
}

export function rootsOf(p: Processes, host: number): number[] {
  return p.roots.filter((row) => p.host[row] === host);
}

/**
 * The lines of one host's trees. The stack is our own: a chain of 60,000 processes is no deep call.
 */
export function linesOf(p: Processes, view: View): Line[] {
  const lines: Line[] = [];
  const stack = folded(p, rootsOf(p, view.host), 0).reverse();
  for (let step = stack.pop(); step; step = stack.pop()) {
    const { row, depth, members } = step;
    if (members) {
      const open = view.unfolded.has(row);
      lines.push({ row, depth, members, open, more: true });
      if (open)
        for (const member of members)
          lines.push({ row: member, depth: depth + 1, members: null, open: false, more: false });
      continue;
    }
    const more = hasChildren(p, row);
    const open = more && view.open.has(row);
    lines.push({ row, depth, members: null, open, more });
    if (!open) continue;
    const below = folded(p, childRows(p, row), depth + 1);
    for (let i = below.length - 1; i >= 0; i--) {
      const next = below[i];
      if (next) stack.push(next);
    }
  }
  return lines;
}

export function openAll(p: Processes, host: number): Set<number> {
  const open = new Set<number>();
  for (let row = 0; row < p.count; row++)
    if (p.host[row] === host && hasChildren(p, row)) open.add(row);
  return open;
}

/**
 * What is open at first: the way down to what findings name; and from the top, level by level, as
 * much as can be taken in.
 */
export function openAtFirst(p: Processes, host: number): Set<number> {
  const open = openToMarked(p, host);
  let level = folded(p, rootsOf(p, host), 0),
    lines = level.length;
  while (level.length > 0) {
    const next: Step[] = [];
    for (const { row, members } of level) {
      const below = members ? [] : folded(p, childRows(p, row), 0);
      if (below.length === 0 || lines + below.length > takenIn) continue;
      open.add(row);
      lines += below.length;
      next.push(...below);
    }
    level = next;
  }
  return open;
}

/** The way down to what findings name, and nothing else. */
export function openToMarked(p: Processes, host: number): Set<number> {
  const open = openAll(p, host);
  for (const row of [...open]) if (!p.markedBelow[row]) open.delete(row);
  return open;
}

/** 1 for strings that hold the needle (already in lower case). */
function stringHits(strings: readonly string[], needle: string): Uint8Array {
  const hits = new Uint8Array(strings.length);
  strings.forEach((string, index) => {
    if (string.toLowerCase().includes(needle)) hits[index] = 1;
  });
  return hits;
}

export type Hits = { readonly lines: Line[]; readonly count: number };

/**
 * Processes whose image, command line, user or id holds the words, and the way down to each of
 * them.
 */
export function searchLines(p: Processes, host: number, words: string): Hits {
  const needle = words.trim().toLowerCase();
  const hits = stringHits(p.strings, needle);
  const shown = new Uint8Array(p.count);
  let count = 0;
  for (let row = 0; row < p.count; row++) {
    if (p.host[row] !== host) continue;
    const hit =
      hits[p.image[row] ?? 0] ||
      hits[p.command[row] ?? 0] ||
      hits[p.user[row] ?? 0] ||
      String(p.pid[row]) === needle;
    if (!hit) continue;
    count++;
    for (let at = row; at >= 0 && shown[at] !== 1; at = p.parent[at] ?? -1) shown[at] = 1;
  }
  const lines: Line[] = [];
  const stack = rootsOf(p, host)
    .reverse()
    .map((row) => ({ row, depth: 0 }));
  for (let step = stack.pop(); step; step = stack.pop()) {
    if (!shown[step.row]) continue;
    const below = childRows(p, step.row).filter((row) => shown[row]);
    lines.push({
      row: step.row,
      depth: step.depth,
      members: null,
      open: below.length > 0,
      more: below.length > 0,
    });
    for (let i = below.length - 1; i >= 0; i--)
      stack.push({ row: below[i] ?? 0, depth: step.depth + 1 });
  }
  return { lines, count };
}
