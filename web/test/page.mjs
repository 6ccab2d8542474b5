// Looks at a report in headless Chromium:  node test/page.mjs REPORT.html... Any report will do:
// what is tested is found on the page itself. TAP on stdout, figures behind `#`. Skipped when there
// is no Chromium (set CHROMIUM to name one).

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Browser, findChromium } from "./browser.mjs";

const opens_ms = Number(process.env.KONSEKI_PAGE_OPENS_MS ?? 2000);
const longest_task_ms = Number(process.env.KONSEKI_PAGE_TASK_MS ?? 100);
const largest = 30 * 1024 * 1024;
const files = process.argv.slice(2);
let number = 0,
  failed = 0;

function check(sentence, right, detail = "") {
  number++;
  if (!right) failed++;
  console.log(`${right ? "ok" : "not ok"} ${number} - ${sentence}`);
  if (!right && detail) console.log("# " + String(detail).replace(/\n/g, "\n# "));
}

const count = (selector) => `document.querySelectorAll(${JSON.stringify(selector)}).length`;
const text = (selector) => `(document.querySelector(${JSON.stringify(selector)})?.innerText ?? "")`;
const press = (selector) => `document.querySelector(${JSON.stringify(selector)}).click()`;

const shapeAndWord = `[...document.querySelectorAll(".answer-line")].every((row) =>
  row.querySelector(".verdict svg.shape") && row.querySelector(".verdict .word").innerText.trim())`;

async function opens(page, url) {
  await page.open(url);
  await page.until("document.querySelector('.answer, .refused') !== null", 60000);
  const shown = await page.get(`new Promise((done) =>
    requestAnimationFrame(() => setTimeout(() => done(performance.now()))))`);
  const paint = await page.get(
    `performance.getEntriesByName("first-contentful-paint")[0]?.startTime`,
  );
  const task = await page.get("Math.max(0, ...__longTasks.map((t) => t[1]))");
  console.log(
    `# first paint after ${Math.round(paint ?? 0) || "?"} ms, answer sheet after ` +
      `${Math.round(shown)} ms; longest task while opening ${task || "< 50"} ms`,
  );
  check(`the answer sheet is seen within ${opens_ms} ms`, shown <= opens_ms, `${shown} ms`);
  check("all fourteen questions are listed", (await page.get(count(".answer"))) === 14);
  check("each question shows a verdict as shape and word", await page.get(shapeAndWord));
}

async function speaks(page) {
  await page.get(press('input[name="language"][value="en"]'));
  await page.settle();
  const english = await page.get(text("nav.pages"));
  await page.get(press('input[name="language"][value="ja"]'));
  await page.settle();
  const japanese = await page.get(text("nav.pages") + " + " + text(".sheet"));
  check(
    "one switch turns the page Japanese",
    /回答/.test(japanese) && /実行されたプログラム/.test(japanese) && english !== japanese,
    japanese.slice(0, 200),
  );
  check("the root says its language", (await page.get("document.documentElement.lang")) === "ja");
  await page.get(press('input[name="language"][value="en"]'));
  await page.settle();
  check("and back to English", /Answers/.test(await page.get(text("nav.pages"))));
  const facts = ".facts .span";
  const utc = await page.get(text(facts));
  await page.get(press('input[name="zone"][value="jst"]'));
  await page.settle();
  const jst = await page.get(text(facts));
  check(
    "the time zone can be changed",
    utc !== jst && /UTC/.test(utc) && /JST/.test(jst),
    utc + " / " + jst,
  );
  await page.get(press('input[name="zone"][value="utc"]'));
}

async function proves(page) {
  await page.get(press(".opener"));
  await page.settle();
  check(
    "a question opens to its body, and the address says so",
    (await page.get(count(".answer.open .answer-body"))) === 1 &&
      /open=1/.test(await page.get("location.hash")),
  );
  await page.get("history.back()");
  await page.until(count(".answer.open") + " === 0");
  check("Back closes it", true);
  await page.get("location.hash = '#/findings'");
  await page.until("document.querySelector('main').dataset.page === 'findings'");
  await page.settle();
  if ((await page.get(count(".list .row"))) === 0) {
    console.log("# this report has no findings");
    return;
  }
  await page.get(`document.querySelector(".list").focus()`);
  await page.key("Home", 36);
  await page.settle();
  check(
    "a key chooses a finding, and the address says so",
    /finding=/.test(await page.get("location.hash")),
  );
  check("its details stand beside the list", (await page.get(text(".inspector h2"))).length > 0);
  if ((await page.get(count(".inspector a.chip"))) > 0) {
    await page.get(press(".inspector a.chip"));
    await page.settle();
    check(
      "a finding leads to its record: file and offset",
      (await page.get(count(".inspector .record"))) === 1 &&
        /0x[0-9a-f]+/.test(await page.get(text(".inspector .record"))),
    );
  }
  const address = await page.get("location.href");
  await page.get("location.reload()");
  await new Promise((done) => setTimeout(done, 100));
  await page.until("document.querySelector('.inspector') !== null", 60000);
  check(
    "the address of a finding opens on that finding",
    (await page.get("location.href")) === address,
  );
  await page.key("Escape", 27);
  await page.settle();
  check("Escape closes the details", (await page.get(count(".inspector"))) === 0);
}

// Steps and leaps through the list; what is seen of it after each.
const scrollThrough = `(async () => {
  const list = document.querySelector(".list");
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const end = list.scrollHeight - list.clientHeight;
  let empty = 0, most = 0;
  const to = async (top) => {
    list.scrollTop = top;
    await frame();
    await frame();
    const rows = list.querySelectorAll(".row").length;
    most = Math.max(most, rows);
    if (rows === 0) empty++;
  };
  __longTasks.length = 0;
  for (let i = 0; i < 60; i++) await to(i * 170);
  for (let i = 0; i <= 40; i++) await to(end * ((i * 17 % 41) / 40));
  await new Promise((done) => setTimeout(done, 200));
  const longest = Math.max(0, ...__longTasks.map((task) => task[1]));
  return { height: list.scrollHeight, empty, most, longest };
})()`;

async function longestWhile(page, action) {
  await page.get("__longTasks.length = 0");
  await page.get(action);
  await page.settle();
  await new Promise((done) => setTimeout(done, 300));
  return (await page.get("Math.max(0, ...__longTasks.map((t) => t[1]))")) || "< 50";
}

async function scrolls(page, hash, name) {
  await page.get(`location.hash = ${JSON.stringify(hash)}`);
  await page.settle();
  if ((await page.get(count(".list"))) === 0) return;
  const opened = await longestWhile(page, `document.querySelector(".tools button")?.click()`);
  // A busy machine makes one long task or another; a page that is at fault makes it each time.
  let seen = await page.get(scrollThrough);
  for (let i = 0; i < 3 && seen.longest > longest_task_ms; i++)
    seen = await page.get(scrollThrough);
  const typed = await longestWhile(
    page,
    `(() => {
    const box = document.querySelector(".search");
    box.value = "exe";
    box.dispatchEvent(new Event("input", { bubbles: true }));
  })()`,
  );
  console.log(
    `# ${name}: ${seen.height} px high, at most ${seen.most} rows at once; longest task: ` +
      `all opened ${opened} ms, scrolling ${seen.longest || "< 50"} ms, searching ${typed} ms`,
  );
  check(
    `${name} scroll without a task over ${longest_task_ms} ms`,
    seen.longest <= longest_task_ms,
  );
  check(
    `${name}: no empty window, and no more than 200 rows`,
    seen.empty === 0 && seen.most <= 200,
    JSON.stringify(seen),
  );
}

const elementsOfEvidence = `[...document.querySelectorAll(".evidence *")].filter((one) =>
  !one.matches("span.mark")).length`;

async function harmless(page) {
  const own = await page.get("location.href.split('#')[0]");
  const strange = page.requests.filter(
    (url) => !url.startsWith(own) && !url.startsWith("data:") && url !== "about:blank",
  );
  const refused = await page.get("__refused.join('\\n')");
  check("nothing is asked of any network", strange.length === 0, strange.join("\n"));
  check("nothing is refused by the page's policy", refused === "", refused);
  check("nothing is complained about", page.complaints.length === 0, page.complaints.join("\n"));
  const made = await page.get(count("img, iframe, object, embed, form, script:not([id])"));
  check("evidence has made no element", made === 1, `${made} scripts, images or frames`);
  check("evidence holds nothing but text and marks", (await page.get(elementsOfEvidence)) === 0);
}

/** The watch itself is tried: a long task, a script and a style that are not the page's own. */
async function watchWorks(page) {
  await page.get(`new Promise((done) => setTimeout(() => {
    for (const end = performance.now() + 150; performance.now() < end;);
    const script = document.createElement("script");
    script.textContent = "globalThis.__ran = true";
    document.body.append(script);
    document.body.setAttribute("style", "color: red");
    setTimeout(done, 300);
  }))`);
  check("a long task would be seen", await page.get("__longTasks.some((task) => task[1] >= 150)"));
  check(
    "a foreign script would be refused, and seen",
    await page.get("!globalThis.__ran && __refused.some((one) => one.startsWith('script-src'))"),
  );
  check(
    "a style in markup would be refused, and seen",
    await page.get("__refused.some((one) => one.startsWith('style-src'))"),
  );
}

const bareOverride = `(() => {
  const walk = document.createTreeWalker(document.querySelector("#app"), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode())
    if (/[\\u202a-\\u202e\\u2066-\\u2069]/.test(node.data)) return node.data;
  return "";
})()`;

async function everyPage(page) {
  const all = "open=1.2.3.4.5.6.7.8.9.10.11.12.13.14";
  for (const hash of ["#/answers?" + all, "#/processes", "#/timeline", "#/sources"]) {
    await page.get(`location.hash = ${JSON.stringify(hash)}`);
    await page.settle();
    const name = hash.slice(2).split("?")[0];
    check(`the page of ${name} shows something`, (await page.get(text("main"))).trim().length > 20);
    const bare = await page.get(bareOverride);
    check(`no direction override is left bare on the page of ${name}`, bare === "", bare);
  }
}

/** In the made data `hostile` every text is poisoned: is all of that seen as text? */
async function hostileIsSeen(page) {
  if (!(await page.get(text("h1"))).includes("onerror=alert")) return;
  await page.get("location.hash = '#/answers?open=1'");
  await page.settle();
  const sheet = await page.get(text(".sheet"));
  check(
    "markup in evidence is shown as it was written",
    sheet.includes("</script><img src=x onerror"),
  );
  check(
    "a direction override is shown as a mark",
    await page.get(
      `[...document.querySelectorAll(".sheet .mark")].some((one) => one.innerText === "RLO")`,
    ),
  );
  check("the title of the window is harmless too", /⟨RLO⟩/.test(await page.get("document.title")));
}

/** Every page on paper: all that is open, and no windows of lists with their empty height. */
async function prints(page) {
  for (const name of ["answers", "findings", "processes", "timeline", "sources"]) {
    await page.get(`location.hash = "#/${name}"`);
    await page.settle();
    const pdf = (await page.pdf()).toString("latin1");
    const counts = [...pdf.matchAll(/\/Count (\d+)/g)].map(([, sheets]) => Number(sheets));
    const pages = Math.max(0, ...counts);
    check(
      `the page of ${name} can be printed, on fewer than 200 sheets`,
      pages > 0 && pages < 200,
      pages,
    );
  }
}

const chromium = findChromium();
if (files.length === 0) {
  console.error("usage: node test/page.mjs REPORT.html...");
  process.exit(2);
}
if (!chromium) {
  console.log("1..0 # SKIP no Chromium here");
  process.exit(0);
}
const browser = new Browser(chromium);
try {
  for (const file of files) {
    const bytes = readFileSync(file).length;
    console.log(`# ${file}: ${bytes} bytes`);
    check("the report is smaller than 30 MiB", bytes < largest);
    const page = await browser.page();
    await opens(page, pathToFileURL(resolve(file)).href);
    await speaks(page);
    await proves(page);
    await everyPage(page);
    await scrolls(page, "#/findings", "findings");
    await scrolls(page, "#/processes", "processes");
    await hostileIsSeen(page);
    await prints(page);
    await harmless(page);
    await watchWorks(page);
  }
} catch (error) {
  check("the test itself runs to its end", false, error.stack);
} finally {
  await browser.close();
}
console.log(`1..${number}`);
process.exit(failed ? 1 : 0);
