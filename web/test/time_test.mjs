import assert from "node:assert/strict";
import test from "node:test";
import * as time from "../model/time";

// clang-format off
const shown = [
  [
    "all seven digits of a time are kept",
    "2026-05-11T03:10:02.1234567Z",
    "utc",
    "full",
    "2026-05-11 03:10:02.1234567Z",
  ],
  [
    "Japan is nine hours ahead, across the end of a day",
    "2026-05-11T20:10:02.0000000Z",
    "jst",
    "second",
    "2026-05-12 05:10:02",
  ],
  [
    "a full time says how far its zone is ahead",
    "2026-05-11T20:10:02.5000000Z",
    "jst",
    "full",
    "2026-05-12 05:10:02.5000000 +09:00",
  ],
  [
    "local time has its summer",
    "2026-07-01T10:00:00.0000000Z",
    "local",
    "full",
    "2026-07-01 12:00:00.0000000 +02:00",
  ],
  [
    "local time has its winter",
    "2026-01-01T10:00:00.0000000Z",
    "local",
    "second",
    "2026-01-01 11:00:00",
  ],
  [
    "the first moment of FILETIME is a time",
    "1601-01-01T00:00:00.0000000Z",
    "utc",
    "second",
    "1601-01-01 00:00:00",
  ],
  [
    "a time without a fraction is a time",
    "2026-05-11T03:10:02Z",
    "utc",
    "full",
    "2026-05-11 03:10:02.0000000Z",
  ],
  ["what is no time is shown as nothing", "yesterday", "utc", "second", ""],
  ["an unknown time is shown as nothing", null, "utc", "second", ""],
];
// clang-format on

for (const [sentence, iso, zone, precision, want] of shown)
  test(sentence, () => assert.equal(time.formatIso(iso, zone, precision), want));

test("microseconds before 1970 keep their fraction", () => {
  const moment = time.momentOfMicros(-1);
  assert.equal(time.formatMoment(moment, "utc", "full"), "1969-12-31 23:59:59.9999990Z");
});

test("microseconds and text tell the same moment", () => {
  const iso = "2026-05-11T03:10:02.1234560Z";
  assert.deepEqual(
    time.momentOfMicros(Date.UTC(2026, 4, 11, 3, 10, 2) * 1000 + 123456),
    time.momentOfIso(iso),
  );
});

test("a day of 23 hours begins and ends at midnight", () => {
  const day = time.dayNumber(Date.UTC(2026, 2, 29, 12), "local");
  const length = time.dayStart(day + 1, "local") - time.dayStart(day, "local");
  assert.equal(length, 23 * 3_600_000);
});
