// A piece of evidence: text and nothing but text, with what cannot be seen shown as marked glyphs.

import type { VNode } from "preact";
import { hasJapanese, markPieces, markTitle } from "../model/mark";

type Props = { readonly text: string; readonly lines?: boolean; readonly mono?: boolean };

export function Evidence({ text, lines = false, mono = false }: Props): VNode {
  const pieces = markPieces(text, lines);
  const name = (mono ? "evidence mono" : "evidence") + (lines ? " lines" : "");
  return (
    <bdi class={name} {...(hasJapanese(text) ? { lang: "ja" } : {})}>
      {pieces.map(({ text: plain, mark }) =>
        mark === null ? (
          plain
        ) : (
          <span class="mark" title={markTitle(plain)}>
            {mark}
          </span>
        ),
      )}
    </bdi>
  );
}
