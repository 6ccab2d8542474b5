// Builds the page: one HTML file with its script and its style inside, and a place for the data.
//   node build.mjs OUT.html
// The Content-Security-Policy admits exactly this script and this style, by their SHA-256.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
const placeholder = "@KONSEKI_DATA@";
const budget = 150_000;

if (!out || out.startsWith("-")) {
  console.error("usage: node build.mjs OUT.html");
  process.exit(2);
}

const bundle = await build({
  entryPoints: [join(here, "main.tsx")],
  bundle: true,
  write: false,
  minify: true,
  format: "iife",
  target: "es2021",
  charset: "ascii",
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none",
  absWorkingDir: here,
});
const script = bundle.outputFiles[0].text.trim();
const sheets = ["tokens.css", "page.css"]
  .map((name) => readFileSync(join(here, name), "utf8"))
  .join("\n");
const style = (
  await transform(sheets, { loader: "css", minify: true, charset: "utf8" })
).code.trim();

const hash = (text) =>
  "'sha256-" + createHash("sha256").update(text, "utf8").digest("base64") + "'";
const policy =
  `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; img-src data:; ` +
  "base-uri 'none'; form-action 'none'";

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Konseki</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<div id="app"><div class="loading"><p>Konseki</p><noscript>
<p>This report needs JavaScript. It loads nothing from any network.</p>
<p lang="ja">この報告書の表示には JavaScript が必要です。ネットワークからは何も読み込みません。</p></noscript></div></div>
<script type="application/json" id="konseki-data">${placeholder}</script>
<script>${script}</script>
</body>
</html>
`;

const fail = (why) => {
  console.error("build.mjs: " + why);
  process.exit(1);
};
if (page.split(placeholder).length !== 2)
  fail("the placeholder must stand in the page exactly once");
if (/<\/script|<!--/i.test(script)) fail("the script would end its own element");
if (/<\/style/i.test(style)) fail("the style would end its own element");
if (Buffer.byteLength(script) > budget)
  fail(`the script has ${Buffer.byteLength(script)} bytes, more than ${budget}`);
writeFileSync(out, page);
const sizes = [page, script, style].map((text) => Buffer.byteLength(text));
console.log(`${out}: ${sizes[0]} bytes (script ${sizes[1]}, style ${sizes[2]})`);
