// The whole page: one store, one reducer; the address says what is looked at.

import type { VNode } from "preact";
import { useEffect, useMemo, useReducer } from "preact/hooks";
import { markText } from "../model/mark";
import type { Report } from "../model/report";
import { routeOf } from "../model/route";
import { firstState, memoryOf, reduce } from "../model/store";
import { Answers } from "./answers";
import { Patterns } from "./coverage";
import { Evidence } from "./evidence";
import { Findings } from "./findings";
import { Header } from "./header";
import { Inspector } from "./inspector";
import { Processes } from "./processes";
import { Sources } from "./sources";
import { Timeline } from "./timeline";
import { viewOf, type View } from "./view";

const memory_key = "konseki-page";

/** A browser may refuse its storage to files: then it forgets, and nothing else happens. */
function remembered(): string | null {
  try {
    return localStorage.getItem(memory_key);
  } catch {
    return null;
  }
}

function remember(text: string): void {
  try {
    localStorage.setItem(memory_key, text);
  } catch {
    // Nothing to do: see above.
  }
}

function PageBody({ view }: { readonly view: View }): VNode {
  if (view.printing && view.route.page === "answers")
    return (
      <>
        <Answers view={view} />
        <Findings view={view} />
      </>
    );
  switch (view.route.page) {
    case "answers":
      return <Answers view={view} />;
    case "findings":
      return <Findings view={view} />;
    case "processes":
      return <Processes view={view} />;
    case "timeline":
      return <Timeline view={view} />;
    case "sources":
      return <Sources view={view} />;
  }
}

export function App({ report }: { readonly report: Report }): VNode {
  const [state, send] = useReducer(reduce, null, () => ({
    ...firstState(report.data.lang, remembered()),
    route: routeOf(location.hash),
  }));
  useEffect(() => {
    const moved = (): void => send({ does: "go", route: routeOf(location.hash) });
    const before = (): void => send({ does: "print", printing: true });
    const after = (): void => send({ does: "print", printing: false });
    addEventListener("hashchange", moved);
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      removeEventListener("hashchange", moved);
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    };
  }, []);
  const view = useMemo(() => viewOf(report, state, send), [report, state]);
  useEffect(() => {
    const root = document.documentElement;
    root.lang = state.lang;
    if (state.theme === "auto") root.removeAttribute("data-theme");
    else root.dataset["theme"] = state.theme;
    document.title = `${markText(report.data.case.name)} – ${view.say("title")}`;
    remember(memoryOf(state));
  }, [report, state.lang, state.theme, state.zone]);
  return (
    <>
      <Patterns />
      <Header view={view} />
      <div class="body">
        <main id="main" tabIndex={-1} data-page={state.route.page}>
          <PageBody view={view} />
        </main>
        <Inspector view={view} />
      </div>
      <footer class="foot">
        <Evidence text={view.say("made_by", report.data.made_by)} />
      </footer>
    </>
  );
}
