// What was being recorded, when: one strip a witness, and the same in words. A state is told by its
// pattern and its word.

import type { VNode } from "preact";
import { type Interval, type State, type Witness } from "../model/data";
import { markText } from "../model/mark";
import { momentOfIso } from "../model/time";
import { RecordChips } from "./chip";
import { Evidence } from "./evidence";
import type { View } from "./view";

const width = 1000;

export function Patterns(): VNode {
  return (
    <svg class="patterns" width="0" height="0" aria-hidden="true">
      <defs>
        <pattern
          id="p-off"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)">
          <rect class="p-ground" width="6" height="6" />
          <rect class="p-ink" width="1" height="6" />
        </pattern>
        <pattern id="p-rolled" width="5" height="5" patternUnits="userSpaceOnUse">
          <rect class="p-ground" width="5" height="5" />
          <circle class="p-ink" cx="2" cy="2" r=".9" />
        </pattern>
        <pattern
          id="p-cleared"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)">
          <rect class="p-ground" width="6" height="6" />
          <rect class="p-alarm" width="2" height="6" />
          <rect class="p-alarm" width="6" height="2" />
        </pattern>
        <pattern
          id="p-lost"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-45)">
          <rect class="p-ground" width="6" height="6" />
          <rect class="p-alarm" width="2.5" height="6" />
        </pattern>
        <pattern id="p-undecided" width="8" height="8" patternUnits="userSpaceOnUse">
          <rect class="p-ground" width="8" height="8" />
          <path class="p-line" d="M0 4h4" />
        </pattern>
      </defs>
    </svg>
  );
}

function fillOf(state: State): { class: string; fill?: string } {
  if (state === "recorded") return { class: "c-recorded" };
  return state === "no_file" ? { class: "c-none" } : { class: "c-edge", fill: `url(#p-${state})` };
}

type Ends = { readonly from: number; readonly to: number };

function ms(iso: string | null, otherwise: number): number {
  return momentOfIso(iso)?.ms ?? otherwise;
}

export function caseEnds(view: View): Ends {
  const { from, to } = view.report.data.case;
  const start = ms(from, 0);
  return { from: start, to: Math.max(ms(to, start + 1), start + 1) };
}

function Strip({
  intervals,
  ends,
  label,
}: {
  readonly intervals: readonly Interval[];
  readonly ends: Ends;
  readonly label: string;
}): VNode {
  const at = (value: number): number =>
    Math.max(0, Math.min(width, ((value - ends.from) / (ends.to - ends.from)) * width));
  return (
    <svg
      class="strip"
      viewBox={`0 0 ${width} 14`}
      preserveAspectRatio="none"
      role="img"
      aria-label={markText(label)}>
      {intervals.map((one, i) => {
        const x = at(ms(one.from, ends.from)),
          end = at(ms(one.to, ends.to));
        return (
          <rect
            key={i}
            x={x}
            y="0"
            width={Math.max(end - x, 1.5)}
            height="14"
            {...fillOf(one.state)}
          />
        );
      })}
    </svg>
  );
}

export function StateSample({ state }: { readonly state: State }): VNode {
  return (
    <svg class="sample" viewBox="0 0 18 12" aria-hidden="true">
      <rect x=".5" y=".5" width="17" height="11" {...fillOf(state)} />
    </svg>
  );
}

function spanText(view: View, one: Interval): string {
  const precision = "minute";
  const from = one.from === null ? view.say("from_start") : view.time(one.from, precision);
  const to = one.to === null ? view.say("to_end") : view.time(one.to, precision);
  return `${from} – ${to}`;
}

function WitnessRow({
  view,
  witness,
  ends,
}: {
  readonly view: View;
  readonly witness: Witness;
  readonly ends: Ends;
}): VNode {
  const most = view.printing ? 40 : 12;
  return (
    <div class="witness">
      <p class="witness-name">
        <Evidence text={view.text(witness.name)} />
        <span class="tag plain" title={view.say(`class_${witness.class}`)}>
          {witness.class}
        </span>
        {witness.percent !== null && (
          <span class="quiet">{view.say("percent_recorded", witness.percent)}</span>
        )}
      </p>
      <Strip intervals={witness.intervals} ends={ends} label={view.text(witness.name)} />
      <ul class="intervals">
        {witness.intervals.slice(0, most).map((one, i) => (
          <li key={i}>
            <span class="state">
              <StateSample state={one.state} />
              {view.say(one.state)}
            </span>
            <span class="span">{spanText(view, one)}</span>
            <span class="reason">
              <Evidence text={view.text(one.reason)} />{" "}
              <RecordChips view={view} rows={one.records} most={3} />
            </span>
          </li>
        ))}
        {witness.intervals.length > most && (
          <li class="quiet">+{witness.intervals.length - most}</li>
        )}
      </ul>
    </div>
  );
}

export function Coverage({
  view,
  witnesses,
}: {
  readonly view: View;
  readonly witnesses: readonly Witness[];
}): VNode {
  const ends = caseEnds(view);
  if (witnesses.length === 0) return <p class="quiet">{view.say("no_witness")}</p>;
  return (
    <div class="coverage">
      {witnesses.map((one, i) => (
        <WitnessRow key={i} view={view} witness={one} ends={ends} />
      ))}
    </div>
  );
}
