// Text can be read: 4.5 to 1 on every ground that it stands on, in all four sets of values.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

/* global WEB */
const css = readFileSync(join(WEB, "tokens.css"), "utf8");

function valuesOf(selector) {
  const from = css.indexOf("{", css.indexOf(selector)),
    to = css.indexOf("}", from);
  const found = css.slice(from, to).matchAll(/(--[a-z-]+): (#[0-9a-f]{6})/g);
  return Object.fromEntries([...found].map(([, name, value]) => [name, value]));
}

function light(colour) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, other) {
  const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const inks = ["ink", "quiet", "accent", "found", "partly", "clear", "unknown", "idle"];
const grounds = ["paper", "raised", "sunk", "hover", "chosen", "accent-soft"];

for (const [name, selector] of [
  ["light", ":root {"],
  ["dark", ':root[data-theme="dark"]'],
  ["high contrast", ':root[data-theme="contrast"]'],
  ["print", ":root, :root[data-theme], :root:not"],
  ["dark by the system", ":root:not([data-theme]) {"],
])
  test(`every ink can be read on every ground (${name})`, () => {
    const value = valuesOf(selector);
    assert.ok(contrast(value["--mark"], value["--mark-soft"]) >= 4.5, "mark");
    for (const ink of inks)
      for (const ground of grounds) {
        const ratio = contrast(value["--" + ink], value["--" + ground]);
        assert.ok(ratio >= 4.5, `${ink} on ${ground}: ${ratio.toFixed(2)}`);
      }
  });
