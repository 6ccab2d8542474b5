// What every part is given: the report, and how to say, show and link things as the reader wants
// them.

import type { Unit } from "../model/bins";
import type { Lang, Text } from "../model/data";
import { hostName, textOf, type Report } from "../model/report";
import { hashOf, type Route } from "../model/route";
import type { Action, State } from "../model/store";
import {
  formatIso,
  formatMoment,
  momentOfMicros,
  momentOfMs,
  type Precision,
  type Zone,
} from "../model/time";
import { say, sayMaybe, type Word } from "../words";

export type View = {
  readonly report: Report;
  readonly state: State;
  readonly route: Route;
  readonly lang: Lang;
  readonly zone: Zone;
  readonly printing: boolean;
  readonly send: (action: Action) => void;
  readonly say: (word: Word, ...about: readonly (string | number)[]) => string;
  readonly sayMaybe: (word: string) => string;
  readonly question: (number: number) => string;
  readonly text: (text: Text | null | undefined) => string;
  readonly time: (iso: string | null, precision?: Precision) => string;
  readonly micros: (micros: number, precision?: Precision) => string;
  readonly host: (host: number | null | undefined) => string;
  /** A moment of the histogram: to the minute, or the day alone where bars are days and longer. */
  readonly bin: (ms: number, unit: Unit) => string;
  /** The address of what is looked at now, with some of it changed. */
  readonly link: (change: Partial<Route>) => string;
};

export function viewOf(report: Report, state: State, send: (action: Action) => void): View {
  const { route, lang, zone, printing } = state;
  return {
    report,
    state,
    route,
    lang,
    zone,
    printing,
    send,
    say: (word, ...about) => say(lang, word, ...about),
    sayMaybe: (word) => sayMaybe(lang, word),
    question: (number) => sayMaybe(lang, "q" + number),
    text: (text) => textOf(report.data, text, lang),
    time: (iso, precision = "second") => formatIso(iso, zone, precision),
    micros: (micros, precision = "second") => formatMoment(momentOfMicros(micros), zone, precision),
    host: (host) => hostName(report.data, host, lang),
    bin: (ms, unit) =>
      formatMoment(momentOfMs(ms), zone, unit === "hour" || unit === "six" ? "minute" : "day"),
    link: (change) => hashOf({ ...route, ...change }),
  };
}

export function go(address: string): void {
  location.hash = address;
}

/** Changes the address without a step for Back: for words typed into a search box. */
export function goQuietly(address: string): void {
  history.replaceState(null, "", address);
  dispatchEvent(new HashChangeEvent("hashchange"));
}
