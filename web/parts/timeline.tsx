// Events over time, with the findings above them; whatever span is chosen, its findings below.

import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { binsOf, markFindings, spansOf, unitFor, type Bin, type Span } from "../model/bins";
import { Chart } from "./chart";
import { FindingList, useWanted } from "./findings";
import { HostPick } from "./pick";
import { go, type View } from "./view";

export function Timeline({ view }: { readonly view: View }): VNode {
  const { data } = view.report;
  const { host, from, to } = view.route;
  const spans = useMemo(() => spansOf(data.histogram, host), [data, host]);
  const rows = useWanted(view);
  const span: Span | null = spans && { from: from ?? spans.usual.from, to: to ?? spans.usual.to };
  const unit = span ? unitFor(span) : "day";
  const bins = useMemo(() => {
    if (!span) return [];
    const made = binsOf(data.histogram, host, span, unit, view.zone);
    markFindings(made, data.findings, host);
    return made;
  }, [data, host, span?.from, span?.to, unit, view.zone]);
  if (!spans || !span)
    return (
      <div class="page">
        <p class="empty">{view.say("no_histogram")}</p>
      </div>
    );
  const zoom = (bin: Bin): void => {
    if (bin.to - bin.from > 3_600_000) go(view.link({ from: bin.from, to: bin.to }));
  };
  const first = view.bin(spans.all.from, "day"),
    last = view.bin(spans.all.to, "day");
  const zoomed = from !== null || to !== null;
  const cut = !zoomed && spans.usual !== spans.all;
  return (
    <div class="page fill timeline">
      <div class="tools">
        <HostPick view={view} value={host} all />
        <span class="count">{view.say(`per_${unit}`)}</span>
        <span class="t">
          {view.bin(span.from, "hour")} – {view.bin(span.to, "hour")}
        </span>
        {zoomed && (
          <a class="button" href={view.link({ from: null, to: null })}>
            {view.say("whole_span")}
          </a>
        )}
        {cut && (
          <span class="warn">
            {view.say("outliers", first, last)}{" "}
            <a href={view.link({ from: spans.all.from, to: spans.all.to })}>
              {view.say("show_outliers")}
            </a>
          </span>
        )}
      </div>
      <Chart
        view={view}
        bins={bins}
        unit={unit}
        onZoom={zoom}
        onOut={() => zoomed && history.back()}
      />
      <h2>
        {view.say("findings_in_span")} <small class="quiet">{rows.length}</small>
      </h2>
      <FindingList view={view} rows={rows} />
    </div>
  );
}
