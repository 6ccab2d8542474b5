// A headless Chromium, spoken to over pipes (--remote-debugging-pipe): no port, no dependency.
// What a page says on its console, throws, or is refused by its policy is collected.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-extensions",
  "--remote-debugging-pipe",
];

export function findChromium() {
  return (
    [
      process.env.CHROMIUM,
      "/usr/bin/chromium",
      "/usr/bin/chromium-browser",
      "/usr/bin/google-chrome",
    ].find((path) => path && existsSync(path)) ?? null
  );
}

export class Browser {
  constructor(path) {
    this.profile = mkdtempSync(join(tmpdir(), "konseki-page-"));
    this.child = spawn(path, [...flags, "--user-data-dir=" + this.profile, "about:blank"], {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    });
    this.waiting = new Map();
    this.listeners = new Set();
    this.next = 1;
    let rest = "";
    this.child.stdio[4].setEncoding("utf8");
    this.child.stdio[4].on("data", (text) => {
      const parts = (rest + text).split("\0");
      rest = parts.pop() ?? "";
      for (const part of parts) this.receive(JSON.parse(part));
    });
    this.child.on("exit", () => {
      for (const { reject } of this.waiting.values()) reject(new Error("chromium ended"));
      this.waiting.clear();
    });
  }

  receive(message) {
    if (message.id === undefined) {
      for (const listener of this.listeners) listener(message);
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.error) waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`));
    else waiting?.resolve(message.result);
  }

  send(method, params = {}, sessionId = undefined) {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject, method });
      this.child.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + "\0");
    });
  }

  async page(width = 1360, height = 860) {
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    const page = new Page(this, sessionId);
    await page.start(width, height);
    return page;
  }

  async close() {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    await this.send("Browser.close").catch(() => {});
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 3000))]);
    this.child.kill("SIGKILL");
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

// Runs before the page's own script: long tasks and refusals of the policy are kept for the test.
const watch = `
  globalThis.__longTasks = [];
  globalThis.__refused = [];
  new PerformanceObserver((list) => {
    for (const task of list.getEntries())
      __longTasks.push([Math.round(task.startTime), Math.round(task.duration)]);
  }).observe({ type: "longtask", buffered: true });
  document.addEventListener("securitypolicyviolation", (event) =>
    __refused.push(event.violatedDirective + " " + event.blockedURI + " " + event.sample));
`;

export class Page {
  constructor(browser, session) {
    this.browser = browser;
    this.session = session;
    this.complaints = [];
    this.requests = [];
    browser.listeners.add((message) => this.hear(message));
  }

  hear({ sessionId, method, params }) {
    if (sessionId !== this.session) return;
    if (
      method === "Runtime.consoleAPICalled" &&
      ["error", "warning", "assert"].includes(params.type)
    )
      this.complaints.push(
        "console: " + params.args.map((a) => a.value ?? a.description).join(" "),
      );
    if (method === "Runtime.exceptionThrown")
      this.complaints.push(
        "exception: " +
          (params.exceptionDetails.exception?.description ?? params.exceptionDetails.text),
      );
    if (method === "Log.entryAdded" && params.entry.level === "error")
      this.complaints.push("log: " + params.entry.text);
    if (method === "Page.javascriptDialogOpening")
      this.complaints.push("dialog: " + params.message);
    if (method === "Network.requestWillBeSent") this.requests.push(params.request.url);
  }

  send(method, params) {
    return this.browser.send(method, params, this.session);
  }

  async start(width, height) {
    for (const domain of ["Page", "Runtime", "Log", "Network", "DOM"])
      await this.send(domain + ".enable");
    await this.send("Page.addScriptToEvaluateOnNewDocument", { source: watch });
    await this.size(width, height);
  }

  size(width, height, mobile = false) {
    return this.send("Emulation.setDeviceMetricsOverride", {
      width,
      height,
      deviceScaleFactor: 1,
      mobile,
    });
  }

  async open(url) {
    await this.send("Page.navigate", { url });
    await this.until(
      "document.readyState === 'complete' || document.querySelector('.answer, .refused') !== null",
      60000,
    );
  }

  /** The value of an expression (a promise is awaited). */
  async get(expression) {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails)
      throw new Error(
        expression + ": " + (exceptionDetails.exception?.description ?? exceptionDetails.text),
      );
    return result.value;
  }

  async until(expression, wait_ms = 10000) {
    const end = Date.now() + wait_ms;
    for (;;) {
      if (await this.get(expression).catch(() => false)) return;
      if (Date.now() > end) throw new Error("never true: " + expression);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async key(key, code = 0) {
    await this.send("Input.dispatchKeyEvent", {
      type: "keyDown",
      key,
      windowsVirtualKeyCode: code,
      ...(key === "Enter" ? { text: "\r" } : {}),
    });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", key, windowsVirtualKeyCode: code });
  }

  settle() {
    return this.get(
      `new Promise((done) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30))))`,
    );
  }

  async shot(options = {}) {
    const { data } = await this.send("Page.captureScreenshot", { format: "png", ...options });
    return Buffer.from(data, "base64");
  }

  async pdf() {
    const { data } = await this.send("Page.printToPDF", {
      printBackground: true,
      preferCSSPageSize: true,
    });
    return Buffer.from(data, "base64");
  }
}
