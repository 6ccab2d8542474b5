import assert from "node:assert/strict";
import test from "node:test";
import { binsOf, findBin, markFindings, roundUp, spansOf, ticksOf, unitFor } from "../model/bins";

const hour = 3_600_000,
  day = 24 * hour;
const start = Date.UTC(2026, 4, 4);

function hours(...pairs) {
  return [{ host: 0, bins: pairs.flatMap(([at, n]) => [start / hour + at, n]) }];
}

test("hours are put together to days, and nothing is lost", () => {
  const made = hours([0, 3], [23, 4], [24, 5]);
  const bins = binsOf(made, null, { from: start, to: start + 2 * day }, "day", "utc");
  assert.deepEqual(
    bins.map((bin) => bin.events),
    [7, 5],
  );
});

test("a day of Japan begins at 15:00 UTC", () => {
  const bins = binsOf(
    hours([14, 1], [15, 1]),
    null,
    { from: start, to: start + day },
    "day",
    "jst",
  );
  assert.deepEqual(
    bins.map((bin) => bin.events),
    [1, 1],
  );
});

test("weeks begin on Monday", () => {
  const wednesday = start + 2 * day;
  const [bin] = binsOf(
    hours([50, 2]),
    null,
    { from: wednesday, to: wednesday + day },
    "week",
    "utc",
  );
  assert.deepEqual([bin?.from, bin?.to, bin?.events], [start, start + 7 * day, 2]);
});

test("months have their own lengths", () => {
  const span = { from: Date.UTC(2026, 1, 10), to: Date.UTC(2026, 3, 2) };
  const bins = binsOf([], null, span, "month", "utc");
  assert.deepEqual(
    bins.map((bin) => (bin.to - bin.from) / day),
    [28, 31, 30],
  );
});

test("a local day without its hour at two keeps its events", () => {
  const spring = Date.UTC(2026, 2, 29);
  const bins = [{ host: 0, bins: [spring / hour, 1, spring / hour + 1, 1, spring / hour + 21, 1] }];
  const made = binsOf(bins, null, { from: spring, to: spring + 22 * hour }, "day", "local");
  assert.deepEqual(
    made.map((bin) => bin.events),
    [3],
  );
});

test("one host alone is counted alone", () => {
  const both = [...hours([0, 3]), { host: 1, bins: [start / hour, 9] }];
  const span = { from: start, to: start + hour };
  assert.equal(binsOf(both, 1, span, "hour", "utc")[0]?.events, 9);
});

test("a stray clock does not squash the days of work", () => {
  const made = [{ host: 0, bins: [-3_000_000, 1, start / hour, 900, start / hour + 30, 900] }];
  const spans = spansOf(made, null);
  assert.deepEqual([spans?.usual.from, spans?.usual.to], [start, start + 31 * hour]);
  assert.equal(spans?.all.from, -3_000_000 * hour);
});

test("a few quiet hours are not taken for a stray clock", () => {
  const spans = spansOf(hours([0, 1], [20, 5000]), null);
  assert.equal(spans?.usual, spans?.all);
});

// clang-format off
for (const [sentence, span, want] of [
  ["some hours are shown by the hour", 20 * hour, "hour"],
  ["some weeks are shown by six hours", 30 * day, "six"],
  ["some months are shown by the day", 150 * day, "day"],
  ["some years are shown by the week", 800 * day, "week"],
  ["a lifetime is shown by the month", 9000 * day, "month"],
])
  test(sentence, () => assert.equal(unitFor({ from: 0, to: span }), want));
// clang-format on

test("a finding marks the bar that it lies in, the gravest one its level", () => {
  const bins = binsOf([], null, { from: start, to: start + 2 * day }, "day", "utc");
  const finding = { host: 0, from: "2026-05-05T00:00:00.0000000Z", level: "low" };
  markFindings(bins, [finding, { ...finding, level: "high" }, { ...finding, from: null }], null);
  assert.deepEqual(
    bins.map((bin) => [bin.findings, bin.gravest]),
    [
      [0, -1],
      [2, 3],
    ],
  );
});

test("a moment outside all bars is in none", () => {
  const bins = binsOf([], null, { from: start, to: start + day }, "hour", "utc");
  assert.deepEqual(
    [findBin(bins, start - 1), findBin(bins, start), findBin(bins, start + day)],
    [-1, 0, -1],
  );
});

test("hours are labelled where a day begins", () => {
  const bins = binsOf([], null, { from: start + 9 * hour, to: start + 4 * day }, "six", "utc");
  const ticks = ticksOf(bins, "six", "utc", 8);
  assert.ok(
    ticks.length === 3 &&
      ticks.every((tick) => tick.day && (bins[tick.index]?.from ?? 1) % day === 0),
  );
});

test("the axis ends at a round number that no bar passes", () => {
  for (const value of [0, 1, 5, 99, 1001, 987654]) assert.ok(roundUp(value) >= value);
  assert.deepEqual([roundUp(987), roundUp(1451)], [1000, 1600]);
});
