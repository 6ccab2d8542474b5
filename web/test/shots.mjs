// Pictures of the page, to be looked at: node test/shots.mjs REPORT.html FOLDER
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Browser, findChromium } from "./browser.mjs";

const [report, folder] = process.argv.slice(2);
const browser = new Browser(findChromium());
const url = pathToFileURL(resolve(report)).href;
const page = await browser.page();
const shots = [
  ["answers", "#/answers", {}],
  ["answers-open", "#/answers?open=1", { height: 1500 }],
  ["answers-ja", "#/answers?open=1", { lang: "ja", height: 1500 }],
  ["answers-dark", "#/answers?open=1", { theme: "dark" }],
  ["contrast", "#/answers?open=1", { theme: "contrast" }],
  ["findings", "#/findings?finding=10000000", {}],
  ["findings-ja", "#/findings?finding=10000000", { lang: "ja" }],
  ["findings-record", "#/findings?finding=10000000&record=0", {}],
  ["processes", "#/processes?host=1", {}],
  ["process", "#/processes?host=1&process=42", { theme: "dark" }],
  ["processes-ja", "#/processes?host=1&process=42", { lang: "ja" }],
  ["timeline", "#/timeline", {}],
  ["sources", "#/sources", {}],
  ["narrow", "#/answers?open=1", { width: 400 }],
  ["narrow-findings", "#/findings", { width: 400 }],
  ["narrow-finding", "#/findings?finding=10000000", { width: 400, lang: "ja" }],
  ["narrow-processes", "#/processes?host=1", { width: 400 }],
  ["middle", "#/answers", { width: 900 }],
];
await page.open(url);
for (const [name, hash, { lang = "en", theme = "light", width = 1360, height = 860 }] of shots) {
  await page.size(width, height);
  await page.get(
    `localStorage.setItem("konseki-page", "lang=${lang}&zone=utc&theme=${theme}");
     location.hash = ${JSON.stringify(hash)};
     location.reload()`,
  );
  await page.settle().catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 150));
  await page.until("document.querySelector('main') !== null");
  await page.settle();
  writeFileSync(join(folder, name + ".png"), await page.shot());
}
await page.size(1000, 800);
await page.get(`location.hash = "#/answers"`);
await page.settle();
writeFileSync(join(folder, "print.pdf"), await page.pdf());
console.log(page.complaints);
await browser.close();
