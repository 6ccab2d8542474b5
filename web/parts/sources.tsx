// The ledger: what was read, recovered, lost.

import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Source } from "../model/data";
import { count, hex, size } from "../model/number";
import { Evidence } from "./evidence";
import { Pair } from "./pair";
import type { View } from "./view";

const step = 200;

function Problems({
  view,
  source,
}: {
  readonly view: View;
  readonly source: Source;
}): VNode | null {
  if (source.problems.length + source.gaps.length === 0) return null;
  return (
    <div class="ledger-more">
      {source.problems.length > 0 && (
        <>
          <h4>{view.say("problems")}</h4>
          <ul>
            {source.problems.slice(0, step).map((one, i) => (
              <li key={i}>
                {one.offset !== null && <span class="mono">{hex(one.offset)} </span>}
                <Evidence text={view.text(one.reason)} />
                {one.count > 1 && " " + view.say("times_n", count(one.count))}
                {one.size !== null && one.size > 0 && (
                  <span class="quiet"> ({view.say("bytes", count(one.size))})</span>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {(source.problems_omitted ?? 0) > 0 && (
        <p class="quiet">{view.say("more_omitted", count(source.problems_omitted))}</p>
      )}
      {source.gaps.length > 0 && (
        <>
          <h4>{view.say("gaps")}</h4>
          <ul>
            {source.gaps.slice(0, step).map((gap, i) => (
              <li key={i}>
                {view.say("gap", gap.after, gap.before, count(gap.count))}{" "}
                <span class="t quiet">
                  {view.time(gap.from)} – {view.time(gap.to)}
                </span>{" "}
                <Evidence text={view.text(gap.reason)} />
              </li>
            ))}
          </ul>
        </>
      )}
      {(source.gaps_omitted ?? 0) > 0 && (
        <p class="quiet">{view.say("more_omitted", count(source.gaps_omitted))}</p>
      )}
    </div>
  );
}

/** Where the source belongs: its channels and hosts, and the source that it repeats. */
function Belongs({ view, source }: { readonly view: View; readonly source: Source }): VNode {
  const same = source.same_as === null ? null : view.report.data.sources[source.same_as]?.path;
  const parts = [
    source.channels.join(", "),
    source.hosts.map(view.host).join(", "),
    same ? view.say("same_as", same) : "",
  ];
  return (
    <div class="quiet small">
      <Evidence text={parts.filter(Boolean).join(" · ")} />
    </div>
  );
}

function More({ view, source }: { readonly view: View; readonly source: Source }): VNode {
  return (
    <tr class="more-row">
      <td colSpan={8}>
        <Problems view={view} source={source} />
        <dl class="pairs">
          <Pair name={view.say("expected")} when={source.expected !== null}>
            {count(source.expected)}
          </Pair>
          <Pair name={view.say("duplicates")} when={source.duplicates !== null}>
            {count(source.duplicates)}
          </Pair>
          <Pair name={view.say("hash")} kind="mono">
            {source.hash || "–"}
          </Pair>
        </dl>
      </td>
    </tr>
  );
}

function SourceRow({ view, source }: { readonly view: View; readonly source: Source }): VNode {
  const [opened, setOpen] = useState(false);
  const faults = source.problems.length + source.gaps.length;
  const open = opened || (view.printing && faults > 0);
  const bad = source.state === "damaged" || source.state === "unreadable";
  return (
    <>
      <tr class={bad ? "bad" : ""}>
        <th scope="row">
          <button type="button" class="plain" aria-expanded={open} onClick={() => setOpen(!opened)}>
            <span class="twisty-text">{open ? "▾" : "▸"}</span> <Evidence text={source.path} mono />
          </button>
          <Belongs view={view} source={source} />
        </th>
        <td>
          <Evidence text={source.format || "–"} />
        </td>
        <td>
          {view.sayMaybe(source.state)}
          {source.bytes_lost > 0 && (
            <div class="small">{view.say("bytes_lost", size(source.bytes_lost))}</div>
          )}
          {faults > 0 && <div class="small quiet">{view.say("n_problems", count(faults))}</div>}
        </td>
        <td class="n">{size(source.size)}</td>
        <td class="n">{count(source.read)}</td>
        <td class="n">{source.recovered ? count(source.recovered) : "–"}</td>
        <td class={source.lost ? "n strong" : "n"}>{source.lost ? count(source.lost) : "–"}</td>
        <td class="t">
          {view.time(source.first, "minute")}
          <br />
          {view.time(source.last, "minute")}
        </td>
      </tr>
      {open && <More view={view} source={source} />}
    </>
  );
}

export function Sources({ view }: { readonly view: View }): VNode {
  const { sources } = view.report.data;
  const [shown, setShown] = useState(step);
  const { omitted } = view.report.records;
  return (
    <div class="page">
      <div class="page-head">
        <p>{view.say("sources_intro")}</p>
      </div>
      {omitted > 0 && <p class="warn">{view.say("records_omitted", count(omitted))}</p>}
      <div class="ledger-box">
        <table class="table ledger">
          <thead>
            <tr>
              <th>{view.say("path")}</th>
              <th>{view.say("format")}</th>
              <th>{view.say("state")}</th>
              <th class="n">{view.say("size")}</th>
              <th class="n">{view.say("read")}</th>
              <th class="n">{view.say("recovered")}</th>
              <th class="n">{view.say("lost_records")}</th>
              <th>
                {view.say("first_event")}
                <br />
                {view.say("last_event")}
              </th>
            </tr>
          </thead>
          <tbody>
            {sources.slice(0, shown).map((source, i) => (
              <SourceRow key={i} view={view} source={source} />
            ))}
          </tbody>
        </table>
      </div>
      {sources.length > shown && (
        <button type="button" onClick={() => setShown(shown + step)}>
          +{Math.min(step, sources.length - shown)}
        </button>
      )}
    </div>
  );
}
