import assert from "node:assert/strict";
import test from "node:test";
import { firstState, memoryOf, reduce } from "../model/store";
import { hashOf, home, pageRoute, routeOf } from "../model/route";
import { rangeOf, rowAfter, scrollFor } from "../model/window";
import { count, duration, hex, size } from "../model/number";

const far = {
  ...home,
  page: "findings",
  open: [1, 11],
  finding: "3f2a.9c-1",
  process: 7,
  record: 0,
  host: 2,
  level: "high",
  question: 11,
  technique: "T1070.001",
  words: "a b&c=調",
  order: "level",
  from: -5,
  to: 9,
};

test("an address leads back to what was looked at", () =>
  assert.deepEqual(routeOf(hashOf(far)), far));
test("no address is the answer sheet", () => assert.deepEqual(routeOf(""), home));
test("an address of nonsense is the answer sheet", () => {
  assert.deepEqual(routeOf("#/../?host=-1&level=huge&record=1e9&open=x.y"), home);
});
test("another page keeps the host and forgets the rest", () => {
  assert.deepEqual(pageRoute(far, "processes"), { ...home, page: "processes", host: 2 });
});

test("what a browser remembered is taken up again", () => {
  const state = reduce(firstState("en", null), { does: "zone", zone: "jst" });
  assert.equal(firstState("en", memoryOf(state)).zone, "jst");
  assert.equal(firstState("ja", "lang=xx&zone=&theme=pink").lang, "ja");
});

test("the rows in the window and a few around them exist, and no others", () => {
  assert.deepEqual(rangeOf(60000, 28, 28000, 560), { from: 992, to: 1028 });
  assert.deepEqual(rangeOf(3, 28, 0, 560), { from: 0, to: 3 });
  assert.deepEqual(rangeOf(0, 28, 0, 560), { from: 0, to: 0 });
});
test("a list that became shorter shows its end, not nothing", () => {
  const range = rangeOf(5, 28, 90000, 560);
  assert.ok(range.to === 5 && range.from < 5);
});
test("a row is scrolled to only when it is not seen", () => {
  assert.deepEqual(
    [scrollFor(2, 10, 0, 100), scrollFor(30, 10, 0, 100), scrollFor(1, 10, 50, 100)],
    [null, 210, 10],
  );
});
test("keys move within the list", () => {
  assert.deepEqual(
    ["ArrowDown", "End", "Home", "PageUp", "x"].map((key) => rowAfter(key, 4, 6, 3)),
    [5, 5, 0, 1, null],
  );
  assert.equal(rowAfter("ArrowDown", -1, 0, 3), null);
});

test("numbers are shown alike everywhere", () => {
  assert.deepEqual(
    [count(1234567), count(null), size(0), size(20975616), size(3.1e9), hex(4096)],
    ["1,234,567", "–", "0 B", "20.0 MiB", "2.9 GiB", "0x1000"],
  );
  assert.deepEqual(
    [duration(2400), duration(65000), duration(90 * 60000)],
    ["2.40 s", "1 min 5 s", "1 h 30 min"],
  );
});
