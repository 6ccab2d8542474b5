// Verdicts and levels by word and shape; colour only helps.

import type { VNode } from "preact";
import { levels, type Level, type Verdict } from "../model/data";
import type { View } from "./view";

type Kind = "found" | "clear" | "partly" | "unknown" | "idle";

export function verdictKind(verdict: Verdict): Kind {
  if (verdict === "found" || verdict === "partly") return verdict;
  if (verdict === "not_found_recorded") return "clear";
  return verdict === "not_examined" ? "idle" : "unknown";
}

function shapeOf(kind: Kind): VNode {
  switch (kind) {
    case "found":
      return <path class="fill" d="M8 1 15 8 8 15 1 8Z" />;
    case "clear":
      return (
        <>
          <circle class="line" cx="8" cy="8" r="6" />
          <path class="line" d="m5 8.2 2.2 2.3L11.2 6" />
        </>
      );
    case "partly":
      return (
        <>
          <circle class="line" cx="8" cy="8" r="6" />
          <path class="fill" d="M8 2a6 6 0 0 1 0 12Z" />
        </>
      );
    case "unknown":
      return (
        <>
          <circle class="line dashed" cx="8" cy="8" r="6.2" />
          <path class="line" d="M6.2 6.4a1.9 1.9 0 1 1 2.6 1.8c-.6.2-.8.6-.8 1.2" />
          <circle class="fill" cx="8" cy="11.4" r=".9" />
        </>
      );
    case "idle":
      return <path class="line" d="M4.5 8h7" />;
  }
}

export function VerdictShape({ verdict }: { readonly verdict: Verdict }): VNode {
  const kind = verdictKind(verdict);
  return (
    <svg class={"shape is-" + kind} viewBox="0 0 16 16" aria-hidden="true">
      {shapeOf(kind)}
    </svg>
  );
}

export function VerdictWord({
  view,
  verdict,
}: {
  readonly view: View;
  readonly verdict: Verdict;
}): VNode {
  return (
    <span class={"verdict is-" + verdictKind(verdict)}>
      <VerdictShape verdict={verdict} />
      <span class="word">{view.say(verdict)}</span>
    </span>
  );
}

/** Four bars, as many filled as the level is grave; none for information. */
export function LevelMark({
  view,
  level,
  bare = false,
}: {
  readonly view: View;
  readonly level: Level;
  readonly bare?: boolean;
}): VNode {
  const grade = levels.indexOf(level);
  return (
    <span class={"level is-" + level} {...(bare ? { title: view.say(level) } : {})}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        {[0, 1, 2, 3].map((i) => (
          <rect
            class={i < grade ? "fill" : "line"}
            x={1 + i * 4}
            y={11 - i * 3}
            width="2.6"
            height={4 + i * 3}
            rx=".6"
          />
        ))}
      </svg>
      <span class={bare ? "hidden" : "word"}>{view.say(level)}</span>
    </span>
  );
}
