// One process, whole.

import type { VNode } from "preact";
import { duration, hex } from "../model/number";
import { cellNumber } from "../model/columns";
import { baseName, lineage, placeOf } from "../model/process";
import { hashOf, home, type Route } from "../model/route";
import { RecordChip } from "./chip";
import { Evidence } from "./evidence";
import { FindingLine } from "./finding";
import { Pair } from "./pair";
import type { View } from "./view";

function stringOf(view: View, index: number | null | undefined): string {
  return view.report.processes.strings[index ?? 0] ?? "";
}

function Place({
  view,
  row,
  end,
}: {
  readonly view: View;
  readonly row: number;
  readonly end: boolean;
}): VNode | null {
  const { processes, records, data } = view.report;
  const place = placeOf(processes, row, end);
  if (!place) return null;
  const found = records.find(place.source, place.offset);
  return (
    <Pair name={view.say(end ? "record_of_end" : "record_of_start")}>
      {found !== null ? (
        <RecordChip view={view} row={found} />
      ) : (
        <>
          <span class="mono">#{place.id ?? "?"}</span>{" "}
          <span class="quiet">{view.say("not_embedded")}</span>
        </>
      )}
      <div class="quiet">
        <Evidence text={data.sources[place.source]?.path ?? ""} />{" "}
        {view.say("at_offset", hex(place.offset))}
      </div>
    </Pair>
  );
}

function Line({ view, row }: { readonly view: View; readonly row: number }): VNode {
  const { processes } = view.report;
  return (
    <li>
      <a href={view.link({ process: row, finding: null, record: null })}>
        <Evidence text={baseName(stringOf(view, processes.image[row])) || "?"} />
      </a>{" "}
      <span class="quiet">
        {processes.pid[row]}
        {(processes.runs[row] ?? 1) > 1 ? ` ×${processes.runs[row]}` : ""}
        {processes.seen[row] === 0 ? " · " + view.say("unseen_short") : ""}
      </span>
    </li>
  );
}

function Times({ view, row }: { readonly view: View; readonly row: number }): VNode {
  const { processes } = view.report;
  const start = processes.start[row] ?? NaN,
    end = processes.end[row] ?? NaN;
  const how = processes.endHow[row] ?? 0;
  return (
    <>
      <Pair name={view.say("start")} kind="t">
        {Number.isNaN(start) ? view.say("start_unknown") : view.micros(start, "full")}
      </Pair>
      <Pair name={view.say("end")}>
        <span class="t">
          {Number.isNaN(end) ? view.say("end_unknown") : view.micros(end, "full")}
        </span>
        {how > 1 && <span class="quiet"> {view.sayMaybe("end_" + how)}</span>}
        {how === 1 && !Number.isNaN(end - start) && (
          <span class="quiet"> ({duration((end - start) / 1000)})</span>
        )}
      </Pair>
    </>
  );
}

function Rights({ view, row }: { readonly view: View; readonly row: number }): VNode {
  const { processes } = view.report;
  return (
    <>
      <Pair name={view.say("user")}>
        <Evidence text={stringOf(view, processes.user[row]) || "–"} />
      </Pair>
      <Pair name={view.say("session")} kind="mono">
        {stringOf(view, cellNumber(processes.table, row, "session")) || "–"}
      </Pair>
      <Pair name={view.say("elevation")}>
        {view.sayMaybe("elevation_" + (processes.elevation[row] ?? 0))}
      </Pair>
      <Pair name={view.say("integrity")}>
        {view.sayMaybe("integrity_" + (processes.integrity[row] ?? 0))}
      </Pair>
    </>
  );
}

function Relatives({ view, row }: { readonly view: View; readonly row: number }): VNode {
  const { processes } = view.report;
  const above = lineage(processes, row).slice(0, -1);
  const below = processes.child.subarray(
    processes.childFrom[row] ?? 0,
    processes.childFrom[row + 1] ?? 0,
  );
  return (
    <>
      <Pair name={view.say("lineage")} when={above.length > 0}>
        <ol class="lineage">
          {above.slice(-12).map((one) => (
            <Line key={one} view={view} row={one} />
          ))}
        </ol>
      </Pair>
      <Pair name={view.say("children")} when={below.length > 0}>
        <ul class="lineage">
          {Array.from(below.subarray(0, 30)).map((one) => (
            <Line key={one} view={view} row={one} />
          ))}
          {below.length > 30 && <li class="quiet">+{below.length - 30}</li>}
        </ul>
      </Pair>
    </>
  );
}

function Head({ view, row }: { readonly view: View; readonly row: number }): VNode {
  const { processes, findingsOfProcess } = view.report;
  const command = stringOf(view, processes.command[row]);
  const seen = processes.seen[row] ?? 1,
    runs = processes.runs[row] ?? 1;
  const named = findingsOfProcess.get(row) ?? [];
  return (
    <>
      <h2>
        <Evidence text={baseName(stringOf(view, processes.image[row])) || "?"} />{" "}
        <small class="quiet">{processes.pid[row]}</small>
      </h2>
      {seen === 0 && <p class="warn">{view.say("unseen")}</p>}
      {seen >= 2 && <p class="warn">{view.sayMaybe("seen_" + seen)}</p>}
      {runs > 1 && <p>{view.say("folded_title", runs)}</p>}
      <pre class="command-line">
        {command ? (
          <Evidence text={command} mono lines />
        ) : (
          <span class="quiet">{view.say("command_unrecorded")}</span>
        )}
      </pre>
      {named.length > 0 && (
        <ul class="lines">
          {named.slice(0, 20).map((one) => (
            <li key={one}>
              <FindingLine view={view} row={one} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

export function ProcessWhole({ view, row }: { readonly view: View; readonly row: number }): VNode {
  const { processes } = view.report;
  const exit = cellNumber(processes.table, row, "exit");
  const inTree: Route = {
    ...home,
    page: "processes",
    host: processes.host[row] ?? null,
    process: row,
  };
  return (
    <article class="whole">
      <Head view={view} row={row} />
      <dl class="pairs">
        <Pair name={view.say("full_path")}>
          <Evidence text={stringOf(view, processes.image[row]) || "–"} mono />
        </Pair>
        <Pair name={view.say("host")}>
          <Evidence text={view.host(processes.host[row])} />
        </Pair>
        <Times view={view} row={row} />
        <Rights view={view} row={row} />
        <Pair name={view.say("exit_code")} kind="mono" when={exit !== null}>
          {hex(exit)}
        </Pair>
        <Place view={view} row={row} end={false} />
        <Place view={view} row={row} end />
        <Relatives view={view} row={row} />
      </dl>
      {view.route.page !== "processes" && (
        <p>
          <a class="button" href={hashOf(inTree)}>
            {view.say("show_in_tree")}
          </a>
        </p>
      )}
    </article>
  );
}
