import assert from "node:assert/strict";
import test from "node:test";
import { lineage, processesOf } from "../model/process";
import { linesOf, openAll, openAtFirst, openToMarked, searchLines } from "../model/tree";

const strings = ["", "a.exe", "b.exe", "run me", "CORP\\tanaka"];

/** A table of processes from [parent, image, command, host]. */
function made(rows, named = []) {
  const columns = ["parent", "image", "command", "host", "pid", "count"];
  const table = {
    columns,
    rows: rows.map(([parent, image, command = 0, host = 0], row) => [
      parent,
      image,
      command,
      host,
      100 + row,
      1,
    ]),
  };
  return processesOf(table, strings, new Map(named.map((row) => [row, [0]])));
}

function shape(lines) {
  return lines
    .map(
      (line) =>
        "  ".repeat(line.depth) + line.row + (line.members ? "x" + line.members.length : ""),
    )
    .join("|");
}

function whole(p) {
  return shape(linesOf(p, { host: 0, open: openAll(p, 0), unfolded: new Set() }));
}

// clang-format off
const trees = [
  [
    "children stand below their parent, in the order of the table",
    [
      [null, 1],
      [0, 1],
      [1, 2],
      [0, 2],
    ],
    "0|  1|    2|  3",
  ],
  [
    "a parent may come after its child",
    [
      [1, 1],
      [null, 1],
    ],
    "1|  0",
  ],
  ["a process that is its own parent is a root", [[0, 1]], "0"],
  [
    "a cycle is cut, and nobody in it is lost",
    [
      [2, 1],
      [0, 1],
      [1, 1],
    ],
    "1|  2|    0",
  ],
  [
    "a tail that leads into a cycle is not lost",
    [
      [1, 1],
      [2, 1],
      [1, 1],
    ],
    "2|  1|    0",
  ],
  [
    "a parent outside the table is no parent",
    [
      [7, 1],
      [-3, 1],
    ],
    "0|1",
  ],
  [
    "a parent on another host is no parent",
    [
      [null, 1, 0, 1],
      [0, 1],
    ],
    "1",
  ],
  [
    "three equal leaves are not folded",
    [
      [null, 1],
      [0, 2],
      [0, 2],
      [0, 2],
    ],
    "0|  1|  2|  3",
  ],
  [
    "four equal leaves are one fold",
    [
      [null, 1],
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 2],
    ],
    "0|  1x4",
  ],
  [
    "a leaf of another command line stands beside the fold",
    [
      [null, 1],
      [0, 2],
      [0, 2, 3],
      [0, 2],
      [0, 2],
      [0, 2],
    ],
    "0|  1x4|  2",
  ],
  [
    "a process with children is no leaf",
    [
      [null, 1],
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 2],
      [4, 1],
    ],
    "0|  1|  2|  3|  4|    5",
  ],
];
// clang-format on

for (const [sentence, rows, want] of trees)
  test(sentence, () => assert.equal(whole(made(rows)), want));

test("a process that a finding names is never folded", () => {
  const p = made(
    [
      [null, 1],
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 2],
    ],
    [3],
  );
  assert.equal(whole(p), "0|  1x4|  3");
});

test("a fold opens to each of its members", () => {
  const p = made([
    [null, 1],
    [0, 2],
    [0, 2],
    [0, 2],
    [0, 2],
  ]);
  const lines = linesOf(p, { host: 0, open: new Set([0]), unfolded: new Set([1]) });
  assert.equal(shape(lines), "0|  1x4|    1|    2|    3|    4");
});

test("a large tree opens on the way to what findings name", () => {
  const rows = [
    [null, 1],
    [0, 1],
    [1, 2],
    [null, 1],
    [3, 2, 3],
  ];
  while (rows.length < 300) rows.push([3, 2, 3]);
  const p = made(rows, [2]);
  assert.deepEqual([...openAtFirst(p, 0)].sort(), [0, 1, 3]);
  assert.deepEqual([...openToMarked(p, 0)].sort(), [0, 1]);
});

test("a tree without findings opens from the top, as far as it can be taken in", () => {
  const rows = [
    [null, 1],
    [0, 1],
    [0, 2],
  ];
  for (let i = 0; i < 100; i++) rows.push([1, 1 + (i % 2), i % 3]);
  for (let i = 0; i < 100; i++) rows.push([3 + i, 1]);
  const open = openAtFirst(made(rows), 0);
  assert.ok(open.has(0) && open.has(1) && open.size < 60);
});

test("a search shows the hits and the way down to them", () => {
  const p = made([
    [null, 1],
    [0, 1],
    [1, 2, 3],
    [0, 2],
  ]);
  const { lines, count } = searchLines(p, 0, "RUN ME");
  assert.equal(shape(lines), "0|  1|    2");
  assert.equal(count, 1);
});

test("a process is found by its id", () => {
  assert.equal(
    searchLines(
      made([
        [null, 1],
        [0, 1],
      ]),
      0,
      "101",
    ).count,
    1,
  );
});

test("a chain of 60,000 processes is neither too deep nor too slow to be drawn", () => {
  const p = made(
    Array.from({ length: 60000 }, (_, row) => [row === 0 ? null : row - 1, 1]),
    [59999],
  );
  assert.equal(linesOf(p, { host: 0, open: openAll(p, 0), unfolded: new Set() }).length, 60000);
  assert.equal(lineage(p, 59999).length, 60000);
});
