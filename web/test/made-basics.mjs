// What the made data is made with: numbers that only seem random, times, the string table.

export const hostileText =
  "</script><img src=x onerror=alert(1)>\u202Etxt.exe\u0000\u001b[31m" +
  "<!--<script>\ud800 \u2028 =cmd|' /C calc'!A0";

/** The first moment of the made case, 2026-05-04 09:00 UTC, and its length of 200 hours. */
export const first = Date.UTC(2026, 4, 4, 9);
export const span = 7.2e8;
export const hour = 3.6e6;

export const decoy = "調査票.docx                 .exe";

/** The same numbers every time (a linear congruence). */
export function randomOf(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

export function iso(ms, digits = "0000") {
  return new Date(ms).toISOString().replace("Z", digits + "Z");
}

export class Strings {
  list = [""];
  at = new Map([["", 0]]);

  of(text) {
    const known = this.at.get(text);
    if (known !== undefined) return known;
    this.at.set(text, this.list.length);
    return this.list.push(text) - 1;
  }
}

/** A text of the page's data. */
export function said(en, ja) {
  return { en, ja };
}
