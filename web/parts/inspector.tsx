// The pane beside the page: one finding, process or record, whole. A record lies over what cites
// it.

import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Route } from "../model/route";
import { Evidence } from "./evidence";
import { FindingWhole } from "./finding";
import { ProcessWhole } from "./process";
import { RecordWhole } from "./record";
import { go, type View } from "./view";

type Content = {
  readonly kind: "record" | "finding" | "process";
  readonly body: ComponentChildren;
  readonly below: string | null;
};

function contentOf(view: View): Content | null {
  const { record, finding, process } = view.route;
  const { report } = view;
  const found =
    finding === null ? undefined : report.data.findings[report.findingById.get(finding) ?? -1];
  if (record !== null)
    return {
      kind: "record",
      body: <RecordWhole view={view} row={record} />,
      below: found ? view.text(found.title) : null,
    };
  if (finding !== null)
    return {
      kind: "finding",
      below: null,
      body: found ? (
        <FindingWhole view={view} finding={found} />
      ) : (
        <p class="empty">{view.say("finding_missing")}</p>
      ),
    };
  if (process !== null && process < report.processes.count)
    return { kind: "process", body: <ProcessWhole view={view} row={process} />, below: null };
  return null;
}

export function Inspector({ view }: { readonly view: View }): VNode | null {
  const box = useRef<HTMLElement>(null);
  const content = contentOf(view);
  const { record, finding, process } = view.route;
  useEffect(() => {
    if (box.current) box.current.scrollTop = 0;
  }, [record, finding, process]);
  const isOpen = content !== null;
  useEffect(() => {
    if (!isOpen) return undefined;
    const press = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && !event.defaultPrevented) go(closed);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
  const under: Partial<Route> =
    record !== null ? { record: null } : { finding: null, process: null };
  const closed = view.link({ record: null, finding: null, process: null });
  if (!content || view.printing) return null;
  return (
    <aside class="inspector" ref={box} aria-label={view.say("details")} tabIndex={-1}>
      <div class="inspector-bar">
        {record !== null && (finding !== null || process !== null) ? (
          <a class="back" href={view.link(under)}>
            ←{" "}
            {content.below ? (
              <Evidence text={content.below} />
            ) : (
              view.say(process !== null ? "process" : "back")
            )}
          </a>
        ) : (
          <span class="quiet">{view.say(content.kind)}</span>
        )}
        <a class="close" href={closed} aria-label={view.say("close")} title="Esc">
          ×
        </a>
      </div>
      {content.body}
    </aside>
  );
}
