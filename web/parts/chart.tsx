// Bars, in plain SVG. One bar is the current one: arrows move it, Enter looks closer.

import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { roundUp, ticksOf, type Bin, type Unit } from "../model/bins";
import { levels } from "../model/data";
import { count } from "../model/number";
import { rowAfter } from "../model/window";
import type { View } from "./view";

type Props = {
  readonly view: View;
  readonly bins: readonly Bin[];
  readonly unit: Unit;
  readonly onZoom: (bin: Bin) => void;
  readonly onOut: () => void;
};

const height = 190,
  top = 30,
  bottom = 24,
  left = 64,
  right = 12;

function useWidth(): [preactRef: { current: HTMLDivElement | null }, width: number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(900);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const watch = new ResizeObserver(() => setWidth(Math.max(280, element.clientWidth)));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return [box, width];
}

/** A mark for findings: a diamond that grows with the level, filled from high on. */
function Mark({ x, grade }: { readonly x: number; readonly grade: number }): VNode {
  const r = 3 + grade * 0.7;
  return (
    <path
      class={`finding-mark is-${levels[grade] ?? "informational"}${grade >= 3 ? " fill" : ""}`}
      d={`M${x} ${top - 12 - r}l${r} ${r}l${-r} ${r}l${-r} ${-r}Z`}
    />
  );
}

function Axis({
  view,
  bins,
  unit,
  width,
  step,
  most,
}: {
  readonly view: View;
  readonly bins: readonly Bin[];
  readonly unit: Unit;
  readonly width: number;
  readonly step: number;
  readonly most: number;
}): VNode {
  const room = 118;
  const low = height - bottom;
  return (
    <g class="axis" aria-hidden="true">
      {[0, 0.5, 1].map((part) => {
        const y = low - part * (low - top);
        return (
          <g key={part}>
            <line x1={left} x2={width - right} y1={y} y2={y} />
            <text x={left - 8} y={y + 4} text-anchor="end">
              {count(most * part)}
            </text>
          </g>
        );
      })}
      {ticksOf(bins, unit, view.zone, Math.floor((width - left - right) / room)).map(
        ({ index, day }) => {
          const x = left + index * step;
          return (
            x < width - right - room * 0.6 && (
              <g key={index}>
                <line class="tick" x1={x} x2={x} y1={low} y2={low + 4} />
                <text x={x + 2} y={height - 6}>
                  {view.bin(bins[index]?.from ?? 0, day ? "day" : "hour")}
                </text>
              </g>
            )
          );
        },
      )}
    </g>
  );
}

function Bars({
  bins,
  most,
  step,
}: {
  readonly bins: readonly Bin[];
  readonly most: number;
  readonly step: number;
}): VNode {
  const low = height - bottom;
  const space = step > 3 ? 1 : 0;
  return (
    <>
      {bins.map((bin, i) => {
        const tall = Math.max(1.5, (bin.events / most) * (low - top));
        return (
          bin.events > 0 && (
            <rect
              key={i}
              class="bar"
              x={left + i * step + space / 2}
              y={low - tall}
              width={Math.max(1, step - space)}
              height={tall}
            />
          )
        );
      })}
      {bins.map(
        (bin, i) =>
          bin.findings > 0 && (
            <Mark key={"m" + i} x={left + (i + 0.5) * step} grade={Math.max(0, bin.gravest)} />
          ),
      )}
    </>
  );
}

export function Chart({ view, bins, unit, onZoom, onOut }: Props): VNode {
  const [box, width] = useWidth();
  const [current, setCurrent] = useState(-1);
  useEffect(() => setCurrent(-1), [bins]);
  const most = roundUp(bins.reduce((max, bin) => Math.max(max, bin.events), 0));
  const step = (width - left - right) / Math.max(1, bins.length);
  const low = height - bottom;
  const bin = bins[current];
  const at = (event: MouseEvent): number => {
    const edge = box.current?.getBoundingClientRect().left ?? 0;
    const index = Math.floor((event.clientX - edge - left) / step);
    return index >= 0 && index < bins.length ? index : -1;
  };
  const press = (event: KeyboardEvent): void => {
    const key =
      event.key === "ArrowRight" ? "ArrowDown" : event.key === "ArrowLeft" ? "ArrowUp" : event.key;
    const to = rowAfter(key, current, bins.length, 10);
    if (to !== null) setCurrent(to);
    else if (event.key === "Enter" && bin) onZoom(bin);
    else if (event.key === "Backspace") onOut();
    else return;
    event.preventDefault();
  };
  return (
    <div class="chart" ref={box}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        tabIndex={0}
        aria-label={`${view.say("chart_label")} ${view.say("chart_help")}`}
        onKeyDown={press}
        onMouseMove={(event) => setCurrent(at(event))}
        onMouseLeave={() => setCurrent(-1)}
        onClick={(event) => {
          const hit = bins[at(event)];
          if (hit) onZoom(hit);
        }}>
        <Axis view={view} bins={bins} unit={unit} width={width} step={step} most={most} />
        {bin && (
          <rect
            class="current"
            x={left + current * step}
            y={top - 4}
            width={step}
            height={low - top + 4}
          />
        )}
        <Bars bins={bins} most={most} step={step} />
      </svg>
      <p class="chart-text" aria-live="polite">
        {bin
          ? view.say("bin", view.bin(bin.from, unit), count(bin.events), count(bin.findings))
          : view.say("chart_help")}
      </p>
    </div>
  );
}
