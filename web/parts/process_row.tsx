// One line of a process tree.

import type { VNode } from "preact";
import { markText } from "../model/mark";
import { baseName } from "../model/process";
import type { Line } from "../model/tree";
import { Evidence } from "./evidence";
import type { View } from "./view";

const deepest = 24;

type Props = { readonly view: View; readonly line: Line; readonly onToggle: () => void };

function Twisty({ line, onToggle }: { readonly line: Line; readonly onToggle: () => void }): VNode {
  if (!line.more) return <span class="twisty" />;
  return (
    <span
      class={line.open ? "twisty open" : "twisty"}
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}>
      <svg viewBox="0 0 10 10" aria-hidden="true">
        <path d="M3 1.5 7 5 3 8.5Z" />
      </svg>
    </span>
  );
}

/** Rights at a glance: system, high and full tokens stand out by a word; medium says nothing. */
function Rights({ view, row }: { readonly view: View; readonly row: number }): VNode {
  const { processes } = view.report;
  const integrity = processes.integrity[row] ?? 0;
  const elevated = processes.elevation[row] === 2;
  const word =
    integrity === 16384
      ? view.say("integrity_16384")
      : elevated
        ? view.say("elevated")
        : integrity === 12288
          ? view.say("integrity_12288")
          : integrity === 4096
            ? view.say("integrity_4096")
            : "";
  return <span class={integrity >= 12288 || elevated ? "rights strong" : "rights"}>{word}</span>;
}

/** A time whose year and seconds a narrow page may leave out. */
function Moment({ text }: { readonly text: string }): VNode {
  return (
    <>
      <span class="year">{text.slice(0, -14)}</span>
      {text.slice(-14, -3)}
      <span class="seconds">{text.slice(-3)}</span>
    </>
  );
}

function StartText({ view, row }: { readonly view: View; readonly row: number }): VNode {
  const { start, seen } = view.report.processes;
  const at = start[row] ?? NaN;
  if (Number.isNaN(at))
    return (
      <span class="start quiet">
        {view.say(seen[row] === 0 ? "unseen_short" : "start_unknown")}
      </span>
    );
  return (
    <span class="start t">
      <Moment text={view.micros(at)} />
    </span>
  );
}

/** On the day of the start the time of day is enough. */
function EndText({ view, row }: { readonly view: View; readonly row: number }): VNode {
  const { start, end, endHow } = view.report.processes;
  const at = end[row] ?? NaN;
  if (Number.isNaN(at)) return <span class="end quiet">{view.say("end_unknown")}</span>;
  const text = view.micros(at);
  const sameDay = view.micros(start[row] ?? NaN, "day") === text.slice(0, -9);
  return (
    <span class="end t">
      {(endHow[row] ?? 0) > 1 ? "≤ " : ""}
      {sameDay ? text.slice(-8) : text.slice(-14)}
    </span>
  );
}

export function ProcessHead({ view }: { readonly view: View }): VNode {
  return (
    <div class="process-row tree-head" aria-hidden="true">
      <span>{view.say("image")}</span>
      <span class="pid">{view.say("pid")}</span>
      <span class="start">{view.say("start")}</span>
      <span class="end">{view.say("end")}</span>
      <span class="user">{view.say("user")}</span>
      <span class="rights">{view.say("integrity")}</span>
      <span class="command">{view.say("command")}</span>
    </div>
  );
}

export function ProcessRow({ view, line, onToggle }: Props): VNode {
  const { processes } = view.report;
  const { row, depth, members } = line;
  const string = (index: number | undefined): string => processes.strings[index ?? 0] ?? "";
  const unseen = processes.seen[row] === 0;
  const alike = members
    ? members.reduce((sum, one) => sum + (processes.runs[one] ?? 1), 0)
    : (processes.runs[row] ?? 1);
  const indent = { paddingInlineStart: Math.min(depth, deepest) * 1.1 + "rem" };
  return (
    <div
      class={"process-row" + (unseen ? " unseen" : "") + (processes.marked[row] ? " named" : "")}>
      <span class="name" style={indent}>
        {depth > deepest && <small class="quiet">{depth}</small>}
        <Twisty line={line} onToggle={onToggle} />
        <span class="image" title={markText(string(processes.image[row]))}>
          <Evidence text={baseName(string(processes.image[row])) || "?"} />
        </span>
        {alike > 1 && (
          <span class="alike" title={view.say("folded", alike)}>
            ×{alike}
          </span>
        )}
        {processes.marked[row] === 1 && <span class="dot" title={view.say("finding")} />}
        {!processes.marked[row] && processes.markedBelow[row] === 1 && !line.open && (
          <span class="dot below" title={view.say("expand_named")} />
        )}
      </span>
      <span class="pid">{alike > 1 && members ? "" : processes.pid[row]}</span>
      <StartText view={view} row={row} />
      <EndText view={view} row={row} />
      <span class="user">
        <Evidence text={string(processes.user[row])} />
      </span>
      <Rights view={view} row={row} />
      <span class="command">
        <Evidence text={string(processes.command[row])} mono />
      </span>
    </div>
  );
}
