// Evidence text is text. What cannot be seen, or would turn the line around, is cut out here and
// shown as a marked glyph: control characters, direction overrides, zero-width characters, lone
// surrogates, and long runs of blanks (the trick of "invoice.docx            .exe").

export type Piece = { readonly text: string; readonly mark: string | null };

// Ranges that have no glyph of their own, or one that lies. Sources: Unicode 15.1, properties
// Default_Ignorable_Code_Point, Bidi_Control, White_Space, general categories Cc, Cf, Cs, Zl, Zp.
const unseen = new RegExp(
  "[\\u0000-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5" +
    "\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f" +
    "\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}" +
    "\\u{e0000}-\\u{e0fff}]|\\p{Cs}| {3,}|\\u3000{3,}",
  "gu",
);

const names = new Map<number, string>([
  [0x00, "NUL"],
  [0x07, "BEL"],
  [0x08, "BS"],
  [0x09, "⇥"],
  [0x0a, "⏎"],
  [0x0d, "CR"],
  [0x1b, "ESC"],
  [0x7f, "DEL"],
  [0x85, "NEL"],
  [0xa0, "NBSP"],
  [0xad, "SHY"],
  [0x061c, "ALM"],
  [0x200b, "ZWSP"],
  [0x200c, "ZWNJ"],
  [0x200d, "ZWJ"],
  [0x200e, "LRM"],
  [0x200f, "RLM"],
  [0x2028, "LSEP"],
  [0x2029, "PSEP"],
  [0x202a, "LRE"],
  [0x202b, "RLE"],
  [0x202c, "PDF"],
  [0x202d, "LRO"],
  [0x202e, "RLO"],
  [0x2060, "WJ"],
  [0x2066, "LRI"],
  [0x2067, "RLI"],
  [0x2068, "FSI"],
  [0x2069, "PDI"],
  [0xfeff, "BOM"],
]);

function codeName(code: number): string {
  return "U+" + code.toString(16).toUpperCase().padStart(4, "0");
}

function markOf(hit: string): string {
  if (hit.length > 2 && (hit[0] === " " || hit[0] === "\u3000")) return "␣×" + hit.length;
  const code = hit.codePointAt(0) ?? 0;
  return names.get(code) ?? codeName(code);
}

/** What a marked glyph stands for, for the tooltip: code points, never localised. */
export function markTitle(hit: string): string {
  const code = hit.codePointAt(0) ?? 0;
  return hit.length > 2 ? codeName(code) + " × " + hit.length : codeName(code);
}

/**
 * Cuts text into plain pieces and marked ones. With `lines`, line feeds and tabs stay text
 * (for script blocks); a CR before LF is then part of the line end.
 */
export function markPieces(text: string, lines = false): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  unseen.lastIndex = 0;
  for (let hit = unseen.exec(text); hit; hit = unseen.exec(text)) {
    const what = hit[0];
    if (lines && (what === "\n" || what === "\t" || isLineEnd(text, hit.index))) continue;
    if (lines && what[0] === " " && startsLine(text, hit.index)) continue;
    if (hit.index > from) pieces.push({ text: text.slice(from, hit.index), mark: null });
    pieces.push({ text: what, mark: markOf(what) });
    from = hit.index + what.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), mark: null });
  return pieces;
}

function isLineEnd(text: string, at: number): boolean {
  return text[at] === "\r" && text[at + 1] === "\n";
}

function startsLine(text: string, at: number): boolean {
  return at === 0 || text[at - 1] === "\n" || text[at - 1] === "\t";
}

/** The plain form of the same, for tooltips and names that a browser shows itself. */
export function markText(text: string): string {
  return markPieces(text)
    .map((piece) => (piece.mark === null ? piece.text : `⟨${piece.mark}⟩`))
    .join("");
}

const japanese = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f]/;

/**
 * Kanji take Chinese forms where no language is said: evidence with kana or kanji is marked as
 * Japanese.
 */
export function hasJapanese(text: string): boolean {
  return japanese.test(text);
}
