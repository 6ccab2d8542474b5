import assert from "node:assert/strict";
import test from "node:test";
import { countLevels, findingsWanted } from "../model/findings";
import { recordLabel } from "../model/record";
import { gravest, reportOf, textOf } from "../model/report";
import { makeData } from "./make-data.mjs";

const data = makeData("small");
const report = reportOf(JSON.stringify(data));
const all = {
  words: "",
  level: null,
  host: null,
  question: null,
  technique: null,
  from: null,
  to: null,
  order: "time",
};
const wanted = (change) =>
  findingsWanted(data, { ...all, ...change }, "en").map((row) => data.findings[row]);

test("a document of another format is refused", () => {
  assert.deepEqual(reportOf('{"format": 2}'), { refused: "format", detail: "2" });
});

test("what is no JSON is refused", () => assert.equal(reportOf("@").refused, "broken"));

test("a text is an index or a pair; a language that is missing falls back to the other", () => {
  assert.equal(textOf(data, 0, "ja"), data.texts[0].ja);
  assert.equal(textOf(data, { en: "only", ja: "" }, "ja"), "only");
  assert.equal(textOf(data, 9999, "en"), "");
});

test("a record gives back the fields of its shape, in their order", () => {
  const record = report.records.at(0);
  assert.deepEqual(
    record.fields.slice(0, 2).map((field) => [field.name, field.value]),
    [
      ["SubjectUserSid", "S-1-5-21-1-2-3-1105"],
      ["SubjectUserName", "tanaka"],
    ],
  );
  assert.equal(recordLabel(record), "Security #88000");
});

test("a record is found by its source and offset", () => {
  const record = report.records.at(3);
  assert.equal(report.records.find(record.source, record.offset), 3);
  assert.equal(report.records.find(record.source, record.offset + 1), null);
});

test("a record outside the table is none", () => assert.equal(report.records.at(99999), null));

test("a level admits itself and graver ones", () => {
  const levels = new Set(wanted({ level: "high" }).map((finding) => finding.level));
  assert.deepEqual([...levels].sort(), ["critical", "high"]);
});

test("words are found in both languages, all of them, whatever their case", () => {
  assert.ok(wanted({ words: "メール TANAKA" }).length > 0);
  assert.equal(wanted({ words: "メール nobody" }).length, 0);
});

test("a span of time admits its beginning and not its end", () => {
  const at = Date.parse(data.findings[2].from.slice(0, 23) + "Z");
  assert.equal(wanted({ from: at, to: at + 1 }).length, 1);
  assert.equal(wanted({ from: at - 1, to: at }).length, 0);
});

test("the gravest come first by level, and equal ones by time", () => {
  const levels = ["critical", "high", "medium", "low", "informational"];
  const ranks = wanted({ order: "level" }).map((finding) => levels.indexOf(finding.level));
  assert.deepEqual(
    ranks,
    [...ranks].sort((a, b) => a - b),
  );
});

test("of many findings the gravest are told, in the order of time", () => {
  const rows = gravest(
    data,
    data.findings.map((_, row) => row),
    4,
  );
  assert.deepEqual(
    rows,
    [...rows].sort((a, b) => a - b),
  );
  assert.ok(rows.every((row) => data.findings[row].level === "critical"));
});

test("findings of a question are found for one host and for all", () => {
  const sum = report.findingsOf(1, 0).length + report.findingsOf(1, 1).length;
  assert.equal(report.findingsOf(1, null).length, sum);
  assert.equal(report.findingsOf(2, null).length, 0);
});

test("levels are counted", () => {
  assert.equal(
    [...countLevels(data).values()].reduce((a, b) => a + b),
    data.findings.length,
  );
});
