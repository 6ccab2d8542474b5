// The histogram: events per hour, put together to hours, days, weeks or months of the chosen zone.

import { levels, type Finding, type Histogram } from "./data";
import { dayNumber, dayStart, momentOfIso, offsetMs, type Zone } from "./time";

export const units = ["hour", "six", "day", "week", "month"] as const;
export type Unit = (typeof units)[number];

export type Bin = {
  readonly from: number;
  readonly to: number;
  events: number;
  findings: number;
  /** Index into `levels` of the gravest finding, -1 without one. */
  gravest: number;
};

export type Span = { readonly from: number; readonly to: number };

const hour_ms = 3_600_000;
const most_bins = 160;
const unit_ms: Readonly<{ [unit in Unit]: number }> = {
  hour: hour_ms,
  six: 6 * hour_ms,
  day: 24 * hour_ms,
  week: 168 * hour_ms,
  month: 730 * hour_ms,
};

export function unitFor(span: Span): Unit {
  return units.find((unit) => (span.to - span.from) / unit_ms[unit] <= most_bins) ?? "month";
}

/** The beginning of the unit that holds this moment, in the zone. */
export function unitStart(ms: number, unit: Unit, zone: Zone): number {
  if (unit === "hour" || unit === "six") {
    const ahead = offsetMs(ms, zone);
    return Math.floor((ms + ahead) / unit_ms[unit]) * unit_ms[unit] - ahead;
  }
  const day = dayNumber(ms, zone);
  if (unit === "day") return dayStart(day, zone);
  // 1970-01-01 was a Thursday; weeks begin on Monday.
  if (unit === "week") return dayStart(day - ((((day + 3) % 7) + 7) % 7), zone);
  const date = new Date(day * 24 * hour_ms);
  return dayStart(
    Math.floor(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / (24 * hour_ms)),
    zone,
  );
}

export function unitNext(start: number, unit: Unit, zone: Zone): number {
  if (unit === "hour" || unit === "six") return start + unit_ms[unit];
  // 36 hours or days later is always inside the next one; its start is what we want.
  const inside = unit === "day" ? 36 : unit === "week" ? 180 : 24 * 45;
  return unitStart(start + inside * hour_ms, unit, zone);
}

type Hours = { readonly hours: number[]; readonly counts: number[]; readonly total: number };

function hoursOf(histogram: readonly Histogram[], host: number | null): Hours {
  const sum = new Map<number, number>();
  let total = 0;
  for (const one of histogram) {
    if (host !== null && one.host !== host) continue;
    for (let i = 0; i + 1 < one.bins.length; i += 2) {
      const hour = one.bins[i] ?? 0,
        count = one.bins[i + 1] ?? 0;
      sum.set(hour, (sum.get(hour) ?? 0) + count);
      total += count;
    }
  }
  const hours = [...sum.keys()].sort((a, b) => a - b);
  return { hours, counts: hours.map((hour) => sum.get(hour) ?? 0), total };
}

/**
 * All that happened, and the part of it that leaves out stray clocks (a thousandth of the events at
 * each end).
 */
export function spansOf(
  histogram: readonly Histogram[],
  host: number | null,
): { all: Span; usual: Span } | null {
  const { hours, counts, total } = hoursOf(histogram, host);
  const first = hours[0],
    last = hours[hours.length - 1];
  if (first === undefined || last === undefined) return null;
  let low = 0,
    high = hours.length - 1,
    seen = 0;
  for (; low < high && (seen += counts[low] ?? 0) <= total / 1000; low++);
  for (seen = 0; high > low && (seen += counts[high] ?? 0) <= total / 1000; high--);
  const all = { from: first * hour_ms, to: (last + 1) * hour_ms };
  const inner = {
    from: (hours[low] ?? first) * hour_ms,
    to: ((hours[high] ?? last) + 1) * hour_ms,
  };
  // Only cut when cutting shows more: the whole must be ten times as long, and months longer.
  const usual = inner.to - inner.from,
    whole = all.to - all.from;
  const cut = whole > 10 * usual && whole - usual > 60 * 24 * hour_ms;
  return { all, usual: cut ? inner : all };
}

export function binsOf(
  histogram: readonly Histogram[],
  host: number | null,
  span: Span,
  unit: Unit,
  zone: Zone,
): Bin[] {
  const bins: Bin[] = [];
  for (let from = unitStart(span.from, unit, zone); from < span.to && bins.length < 2000;) {
    const to = Math.max(unitNext(from, unit, zone), from + hour_ms);
    bins.push({ from, to, events: 0, findings: 0, gravest: -1 });
    from = to;
  }
  const { hours, counts } = hoursOf(histogram, host);
  let at = 0;
  hours.forEach((hour, index) => {
    const ms = hour * hour_ms;
    while (at < bins.length && ms >= (bins[at]?.to ?? 0)) at++;
    const bin = bins[at];
    if (bin && ms >= bin.from) bin.events += counts[index] ?? 0;
  });
  return bins;
}

export function findBin(bins: readonly Bin[], ms: number): number {
  let low = 0,
    high = bins.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bins[middle]?.to ?? Infinity) <= ms) low = middle + 1;
    else high = middle;
  }
  const bin = bins[low];
  return bin && ms >= bin.from ? low : -1;
}

export function markFindings(
  bins: readonly Bin[],
  findings: readonly Finding[],
  host: number | null,
): void {
  for (const finding of findings) {
    if (host !== null && finding.host !== host && !finding.others?.includes(host)) continue;
    const bin = bins[findBin(bins, momentOfIso(finding.from)?.ms ?? NaN)];
    if (!bin) continue;
    bin.findings++;
    bin.gravest = Math.max(bin.gravest, levels.indexOf(finding.level));
  }
}

export type Tick = { readonly index: number; readonly day: boolean };

/**
 * Where the axis is labelled: at days where a bar is shorter than one, as long as there are enough
 * of them.
 */
export function ticksOf(bins: readonly Bin[], unit: Unit, zone: Zone, most: number): Tick[] {
  const rows = bins.map((_, index) => index);
  const short = unit === "hour" || unit === "six";
  const days = short
    ? rows.filter((index) => unitStart(bins[index]?.from ?? 0, "day", zone) === bins[index]?.from)
    : rows;
  const chosen = days.length >= 3 ? days : rows;
  const every = Math.max(1, Math.ceil(chosen.length / Math.max(1, most)));
  return chosen
    .filter((_, i) => i % every === 0)
    .map((index) => ({ index, day: !short || chosen === days }));
}

/** A round number at or above the greatest count, for the axis. */
export function roundUp(value: number): number {
  if (value <= 4) return 4;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10].find((s) => s * power >= value) ?? 10;
  return Math.ceil(step * power);
}
