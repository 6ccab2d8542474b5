// One record: where its bytes are, what the system wrote around it, and all its fields.

import type { VNode } from "preact";
import { count, hex } from "../model/number";
import type { Field, Record } from "../model/record";
import { recordLabel } from "../model/record";
import { Evidence } from "./evidence";
import { FindingLine } from "./finding";
import { Pair } from "./pair";
import type { View } from "./view";

function FieldRow({ view, field }: { readonly view: View; readonly field: Field }): VNode {
  return (
    <tr>
      <th scope="row">
        <Evidence text={field.name} />
      </th>
      <td>
        {field.value === "" ? (
          <span class="quiet">–</span>
        ) : (
          <Evidence text={field.value} mono lines />
        )}
        {field.cut !== null && <div class="quiet">{view.say("cut", count(field.cut))}</div>}
      </td>
    </tr>
  );
}

/**
 * The bytes, for who wants to see them: a command of any Unix, with the file's name as text of a
 * shell.
 */
function bytesCommand(record: Record, path: string): string {
  const name = "'" + path.replace(/'/g, "'\\''") + "'";
  return `xxd -s ${hex(record.offset)} -l ${record.size} ${name}`;
}

function Place({ view, record }: { readonly view: View; readonly record: Record }): VNode {
  const path = view.report.data.sources[record.source ?? -1]?.path ?? "";
  const { offset, size, eventRecordId, recordId, number } = record;
  const inArchive = /\.(zip|7z|tar|gz|xz|zst|tgz|bz2)\//i.test(path);
  return (
    <>
      <Pair name={view.say("file")} kind="mono">
        <Evidence text={path} />
      </Pair>
      <Pair name={view.say("offset")} kind="mono">
        {hex(offset)} {size > 0 && <span class="quiet">({view.say("bytes", count(size))})</span>}
      </Pair>
      <Pair name={view.say("see_bytes")} when={offset !== null && size > 0 && !inArchive}>
        <code class="command-hint">
          <Evidence text={bytesCommand(record, path)} />
        </code>
      </Pair>
      <Pair name={view.say("event_record_id")} kind="mono">
        {eventRecordId ?? "–"}
      </Pair>
      <Pair
        name={view.say("record_id")}
        kind="mono"
        when={recordId !== null && recordId !== eventRecordId}>
        {recordId}
      </Pair>
      <Pair name={view.say("number")} kind="mono" when={number !== null}>
        {number}
      </Pair>
    </>
  );
}

function System({ view, record }: { readonly view: View; readonly record: Record }): VNode {
  const { pid, tid, task } = record;
  return (
    <>
      <Pair name={view.say("time")} kind="t">
        {view.time(record.time, "full") || view.say("unknown_time")}
      </Pair>
      <Pair name={view.say("computer")}>
        <Evidence text={record.computer} />
      </Pair>
      <Pair name={view.say("channel")}>
        <Evidence text={record.channel} />
      </Pair>
      <Pair name={view.say("provider")}>
        <Evidence text={record.provider} />
      </Pair>
      <Pair name={view.say("event_id")}>
        <span class="mono">{record.id}</span>{" "}
        <span class="quiet">{view.say("version", record.version)}</span>
      </Pair>
      <Pair name={view.say("written_by")} when={pid !== null}>
        {view.say("pid_tid", pid ?? 0, tid ?? "–")}
      </Pair>
      <Pair name={view.say("security_user")} kind="mono" when={record.user !== ""}>
        <Evidence text={record.user} />
      </Pair>
      <Pair name={view.say("task")} kind="mono" when={task !== null && task !== 0}>
        {task}
      </Pair>
      <Pair name={view.say("keywords")} kind="mono" when={record.keywords !== ""}>
        <Evidence text={record.keywords} />
      </Pair>
    </>
  );
}

function CitedBy({ view, row }: { readonly view: View; readonly row: number }): VNode | null {
  const rows: number[] = [];
  view.report.data.findings.forEach((finding, index) => {
    if (rows.length < 20 && finding.records.includes(row)) rows.push(index);
  });
  if (rows.length === 0) return null;
  return (
    <>
      <h3>{view.say("cited_by")}</h3>
      <ul class="lines">
        {rows.map((one) => (
          <li key={one}>
            <FindingLine view={view} row={one} />
          </li>
        ))}
      </ul>
    </>
  );
}

export function RecordWhole({ view, row }: { readonly view: View; readonly row: number }): VNode {
  const record = view.report.records.at(row);
  if (!record) return <p class="empty">{view.say("record_missing")}</p>;
  const title = view.text(record.name);
  return (
    <article class="whole record">
      <h2>
        <Evidence text={recordLabel(record)} />
      </h2>
      <p class="lead">
        {title ? (
          <Evidence text={title} />
        ) : (
          <>
            <Evidence text={record.provider} /> {record.id}
          </>
        )}
      </p>
      {record.how !== "" && <p class="warn">{view.sayMaybe("how_" + record.how)}</p>}
      <h3>{view.say("fields")}</h3>
      {record.fields.length === 0 ? (
        <p class="quiet">{view.say("no_fields")}</p>
      ) : (
        <table class="fields">
          <tbody>
            {record.fields.map((field, i) => (
              <FieldRow key={i} view={view} field={field} />
            ))}
          </tbody>
        </table>
      )}
      <dl class="pairs">
        <System view={view} record={record} />
        <Place view={view} record={record} />
      </dl>
      <CitedBy view={view} row={row} />
    </article>
  );
}
