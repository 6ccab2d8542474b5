// Times, shown through one place: ISO 8601 with seven digits (records) or microseconds since 1970
// (big tables), in UTC, Japan's time or the reader's own. Never the locale's order of a date.

export const zones = ["utc", "local", "jst"] as const;
export type Zone = (typeof zones)[number];

/** A moment: milliseconds since 1970 and the seven digits behind the second. */
export type Moment = { readonly ms: number; readonly digits: string };

const pattern = /^([+-]?\d{4,6})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,7})\d*)?Z$/;
const day_ms = 86_400_000;

export function momentOfIso(iso: string | null): Moment | null {
  const found = iso === null ? null : pattern.exec(iso);
  if (!found) return null;
  const [, year, month, day, hour, minute, second, fraction] = found;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute), Number(second));
  const digits = (fraction ?? "").padEnd(7, "0");
  return { ms: date.getTime() + Number(digits.slice(0, 3)), digits };
}

export function momentOfMicros(micros: number | null): Moment | null {
  if (micros === null || !Number.isFinite(micros)) return null;
  const seconds = Math.floor(micros / 1_000_000);
  const rest = micros - seconds * 1_000_000;
  return { ms: Math.floor(micros / 1000), digits: String(rest).padStart(6, "0") + "0" };
}

export function momentOfMs(ms: number): Moment {
  return { ms, digits: String(((ms % 1000) + 1000) % 1000).padStart(3, "0") + "0000" };
}

/** How far the zone is ahead of UTC at this moment. */
export function offsetMs(ms: number, zone: Zone): number {
  if (zone === "jst") return 9 * 3_600_000;
  return zone === "utc" ? 0 : -new Date(ms).getTimezoneOffset() * 60_000;
}

export function offsetText(ms: number, zone: Zone): string {
  if (zone === "utc") return "Z";
  const minutes = Math.round(offsetMs(ms, zone) / 60_000);
  const size = Math.abs(minutes);
  return (minutes < 0 ? "-" : "+") + two(Math.floor(size / 60)) + ":" + two(size % 60);
}

function two(n: number): string {
  return n < 10 ? "0" + n : String(n);
}

export type Precision = "day" | "hour" | "minute" | "second" | "full";

export function formatMoment(moment: Moment | null, zone: Zone, precision: Precision): string {
  if (!moment) return "";
  const at = new Date(moment.ms + offsetMs(moment.ms, zone));
  if (Number.isNaN(at.getTime())) return "";
  const year = at.getUTCFullYear();
  const day =
    (year < 0 || year > 9999 ? String(year) : String(year).padStart(4, "0")) +
    "-" +
    two(at.getUTCMonth() + 1) +
    "-" +
    two(at.getUTCDate());
  if (precision === "day") return day;
  const minute = day + " " + two(at.getUTCHours()) + ":" + two(at.getUTCMinutes());
  if (precision === "hour" || precision === "minute") return minute;
  const second = minute + ":" + two(at.getUTCSeconds());
  if (precision === "second") return second;
  return second + "." + moment.digits + (zone === "utc" ? "Z" : " " + offsetText(moment.ms, zone));
}

export function formatIso(iso: string | null, zone: Zone, precision: Precision = "second"): string {
  return formatMoment(momentOfIso(iso), zone, precision);
}

/** The civil day of a moment in a zone, counted from 1970-01-01. */
export function dayNumber(ms: number, zone: Zone): number {
  return Math.floor((ms + offsetMs(ms, zone)) / day_ms);
}

/** When that civil day begins. A zone that jumps at midnight is asked twice. */
export function dayStart(day: number, zone: Zone): number {
  const guess = day * day_ms - offsetMs(day * day_ms, zone);
  return day * day_ms - offsetMs(guess, zone);
}
