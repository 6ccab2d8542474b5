// Tests of the page's model and words: bundled for node, then run by node's own test runner.
//   node test/run.mjs

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = mkdtempSync(join(tmpdir(), "konseki-page-test-"));
try {
  const names = readdirSync(here).filter((name) => name.endsWith("_test.mjs"));
  await build({
    entryPoints: names.map((name) => join(here, name)),
    bundle: true,
    outdir: out,
    outExtension: { ".js": ".mjs" },
    platform: "node",
    format: "esm",
    target: "node18",
    logLevel: "warning",
    define: { WEB: JSON.stringify(dirname(here)) },
  });
  // A zone with a jump in spring, so that what is local is not by chance UTC.
  const env = { ...process.env, TZ: "Europe/Berlin" };
  const files = names.map((name) => join(out, name));
  const { status } = spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit", env });
  process.exitCode = status ?? 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
