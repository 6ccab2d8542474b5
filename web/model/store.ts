// The one store: what is looked at, and how it is shown. The address holds the first, the browser's
// storage (where there is one: not for every file:) remembers the second.

import type { Lang } from "./data";
import { home, type Route } from "./route";
import { zones, type Zone } from "./time";

export const themes = ["auto", "light", "dark", "contrast"] as const;
export type Theme = (typeof themes)[number];

export type State = {
  readonly route: Route;
  readonly lang: Lang;
  readonly zone: Zone;
  readonly theme: Theme;
  readonly printing: boolean;
};

export type Action =
  | { readonly does: "go"; readonly route: Route }
  | { readonly does: "speak"; readonly lang: Lang }
  | { readonly does: "zone"; readonly zone: Zone }
  | { readonly does: "theme"; readonly theme: Theme }
  | { readonly does: "print"; readonly printing: boolean };

export function firstState(lang: Lang, remembered: string | null): State {
  const known = new URLSearchParams(remembered ?? "");
  return {
    route: home,
    lang: known.get("lang") === "ja" ? "ja" : known.get("lang") === "en" ? "en" : lang,
    zone: zones.find((zone) => zone === known.get("zone")) ?? "utc",
    theme: themes.find((theme) => theme === known.get("theme")) ?? "auto",
    printing: false,
  };
}

/** What the browser is asked to remember. */
export function memoryOf(state: State): string {
  return new URLSearchParams({ lang: state.lang, zone: state.zone, theme: state.theme }).toString();
}

export function reduce(state: State, action: Action): State {
  switch (action.does) {
    case "go":
      return { ...state, route: action.route };
    case "speak":
      return { ...state, lang: action.lang };
    case "zone":
      return { ...state, zone: action.zone };
    case "theme":
      return { ...state, theme: action.theme };
    case "print":
      return { ...state, printing: action.printing };
  }
}
