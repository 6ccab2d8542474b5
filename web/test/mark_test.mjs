import assert from "node:assert/strict";
import test from "node:test";
import { hasJapanese, markPieces, markText } from "../model/mark";

// clang-format off
const rows = [
  ["plain text stays as it is", "cmd.exe /c echo 調査票", "cmd.exe /c echo 調査票"],
  ["a direction override is marked", "invoice\u202Efdp.exe", "invoice⟨RLO⟩fdp.exe"],
  ["an isolate is marked", "a\u2066b\u2069", "a⟨LRI⟩b⟨PDI⟩"],
  ["a run of blanks is counted", "a.docx                 .exe", "a.docx⟨␣×17⟩.exe"],
  ["two blanks are no run", "a  b", "a  b"],
  ["a run of wide blanks is counted", "調\u3000\u3000\u3000\u3000票", "調⟨␣×4⟩票"],
  ["NUL and escape are marked", "a\u0000b\u001b[31m", "a⟨NUL⟩b⟨ESC⟩[31m"],
  ["a line feed is marked in one line", "a\r\nb", "a⟨CR⟩⟨⏎⟩b"],
  ["a lone surrogate is marked by its code", "a\ud800b", "a⟨U+D800⟩b"],
  ["a pair of surrogates is a letter", "a\u{1f600}b", "a\u{1f600}b"],
  ["what has no width is marked", "ad\u200bmin\ufeff", "ad⟨ZWSP⟩min⟨BOM⟩"],
  ["a letter that cannot be seen is marked", "a\u3164b", "a⟨U+3164⟩b"],
  ["tag characters are marked", "a\u{e0041}b", "a⟨U+E0041⟩b"],
  ["markup is text", "</script><img onerror=x>", "</script><img onerror=x>"],
];
// clang-format on

for (const [sentence, text, want] of rows)
  test(sentence, () => {
    assert.equal(markText(text), want);
    assert.equal(
      markPieces(text)
        .map((piece) => piece.text)
        .join(""),
      text,
    );
  });

test("in a script block line ends and what begins a line stay text", () => {
  const script = "if (1) {\r\n        Invoke-Thing\r\n\t}";
  assert.deepEqual(markPieces(script, true), [{ text: script, mark: null }]);
});

test("in a script block a run of blanks inside a line is still counted", () => {
  assert.equal(markPieces("a\n  b          c", true)[1]?.mark, "␣×10");
});

test("kana, kanji and half-width kana are Japanese; Latin is not", () => {
  assert.deepEqual(["カ", "調", "ｶ", "é", "한"].map(hasJapanese), [true, true, true, false, false]);
});
