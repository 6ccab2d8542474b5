import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { hows, ledgerWords, levels, sourceStates, states, verdicts } from "../model/data";
import { hostName } from "../model/report";
import { say, words } from "../words";

/* global WEB */
const sources = [
  "main.tsx",
  ...["model", "parts"].flatMap((folder) =>
    readdirSync(join(WEB, folder)).map((name) => join(folder, name)),
  ),
].map((name) => ({ name, text: readFileSync(join(WEB, name), "utf8") }));

test("every word is said in both languages, with the same places for what it is about", () => {
  for (const [word, [en, ja]] of Object.entries(words)) {
    assert.ok(en.trim() && ja.trim(), word);
    const places = (text) => [...text.matchAll(/\{\d\}/g)].map(String).sort().join();
    assert.equal(places(en), places(ja), word);
  }
});

test("what is said in Japanese is Japanese, but for names", () => {
  const names = new Set(["brand", "zone_utc", "zone_jst", "pid", "times_n", "filter_time"]);
  for (const [word, [, ja]] of Object.entries(words))
    assert.ok(names.has(word) || /[\u3040-\u30ff\u4e00-\u9fff]/.test(ja), word);
});

test("every word of the data has its word here", () => {
  const needed = [
    ...verdicts,
    ...states,
    ...levels,
    ...sourceStates,
    ...hows.filter(Boolean).map((how) => "how_" + how),
    ...[..."CSAT"].map((kind) => "class_" + kind),
    ...Array.from({ length: 14 }, (_, i) => "q" + (i + 1)),
  ];
  for (const word of needed) assert.ok(word in words, word);
});

test("the ledger's words are those of the program", () => {
  const header = readFileSync(join(WEB, "../src/evidence/ledger.h"), "utf8");
  const rows = [...header.matchAll(/^ {4}X\([A-Z_]+, "([a-z_]+)", (?:true|false)\)/gm)];
  assert.deepEqual(
    rows.map((row) => row[1]),
    [...ledgerWords],
  );
});

test("a host without a name is shown by words", () => {
  const data = { hosts: [{ name: "" }, { name: "PC-17" }] };
  assert.equal(hostName(data, 0, "en"), "(no name)");
  assert.equal(hostName(data, 0, "ja"), "(名前なし)");
  assert.equal(hostName(data, 1, "ja"), "PC-17");
  assert.equal(hostName(data, null, "en"), "");
});

test("no word lies unused", () => {
  const text = sources.map((source) => source.text).join("\n");
  const made =
    /^([qm]\d+|class_|how_|integrity_|elevation_|end_|seen_|zone_|theme_|page_|order_|per_)/;
  const data = new Set([...verdicts, ...states, ...levels, ...sourceStates]);
  for (const word of Object.keys(words))
    assert.ok(made.test(word) || data.has(word) || text.includes(`"${word}"`), word);
});

test("what is said about stands where it belongs", () => {
  assert.equal(say("ja", "shown_of", 3, 10), "10 件中 3 件");
});

test("evidence is never made into markup or code", () => {
  const forbidden =
    /innerHTML|outerHTML|insertAdjacent|dangerously|\beval\(|new Function|document\.write|srcdoc/;
  for (const { name, text } of sources) assert.ok(!forbidden.test(text), name);
});

test("the page leads to nothing outside", () => {
  for (const { name, text } of sources)
    assert.ok(!/https?:\/\/|fetch\(|XMLHttp|WebSocket/.test(text), name);
});

test("colours and lengths of time come from the tokens", () => {
  const css = readFileSync(join(WEB, "page.css"), "utf8");
  assert.doesNotMatch(css, /#[0-9a-f]{3,8}\b(?![^{]*\{)|rgb\(|\d+m?s\b/);
  const tokens = readFileSync(join(WEB, "tokens.css"), "utf8");
  for (const [, name] of css.matchAll(/var\((--[a-z0-9-]+)/g))
    assert.ok(tokens.includes(name + ":"), name);
  for (const [, name] of tokens.matchAll(/(--[a-z0-9-]+):/g))
    assert.ok(css.includes(`var(${name})`), name);
});

function textOf(...path) {
  const file = join(WEB, "..", ...path);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

test("questions are called as the catalogue calls them", (t) => {
  const catalogue = textOf("catalogue", "questions.yaml");
  if (catalogue === null) return t.skip("no catalogue here");
  const title = String.raw`title: \{ en: '(.*)', ja: '(.*)' \}`;
  const meaning = String.raw`meaning:\s+en: '(.*)'\s+ja: '(.*)'`;
  const head = String.raw`number: (\d+)\s+id: \S+\s+(?:tags: .*\s+)?`;
  const row = new RegExp(String.raw`${head}${title}\s+${meaning}`, "g");
  const found = [...catalogue.matchAll(row)];
  assert.equal(found.length, 14);
  for (const [, number, ...said] of found) {
    const plain = said.map((text) => text.replace(/''/g, "'"));
    assert.deepEqual(
      [words["q" + number], words["m" + number]],
      [plain.slice(0, 2), plain.slice(2)],
    );
  }
});

const ofProgram = [
  ["verdict", verdicts, ["src", "answer", "answer.h"]],
  ["state of recording", states, ["src", "coverage", "coverage.h"]],
  ["level", levels, ["src", "message", "level.h"]],
];
for (const [what, list, path] of ofProgram)
  test(`every ${what} of the program is one of the page, and the other way round`, (t) => {
    const header = textOf(...path);
    if (header === null) return t.skip("no program here");
    const macro =
      header.match(/#define KS_\w*(?:VERDICT|STATE|LEVEL)S?\(X\)(?:.*\\\n)*.*/)?.[0] ?? "";
    const found = [...macro.matchAll(/X\(\w+, "(\w+)"/g)].map(([, word]) => word);
    assert.deepEqual(found.sort(), [...list].sort());
  });

test("verdicts, states and levels are named in the contract", () => {
  const contract = join(WEB, "..", "docs", "report-data.md");
  if (!existsSync(contract)) return;
  const text = readFileSync(contract, "utf8");
  for (const word of [...verdicts, ...states, ...levels, ...sourceStates, ...hows.filter(Boolean)])
    assert.ok(text.includes("`" + word + "`"), word);
});
