// A record quoted in a line (`Security #88102`): a link to the record itself.

import type { VNode } from "preact";
import { markText } from "../model/mark";
import { recordLabel } from "../model/record";
import { Evidence } from "./evidence";
import type { View } from "./view";

export function RecordChip({ view, row }: { readonly view: View; readonly row: number }): VNode {
  const record = view.report.records.at(row);
  if (!record)
    return (
      <span class="chip missing" title={view.say("record_missing")}>
        #?
      </span>
    );
  const chosen = view.route.record === row;
  return (
    <a
      class={chosen ? "chip chosen" : "chip"}
      href={view.link({ record: row })}
      title={markText(
        `${record.provider} ${record.id} · ${view.time(record.time)} · ${record.computer}`,
      )}>
      <Evidence text={recordLabel(record)} />
    </a>
  );
}

export function RecordChips({
  view,
  rows,
  most = 8,
}: {
  readonly view: View;
  readonly rows: readonly number[];
  readonly most?: number;
}): VNode | null {
  if (rows.length === 0) return null;
  const shown = view.printing ? rows.slice(0, 40) : rows.slice(0, most);
  return (
    <span class="chips">
      {shown.map((row) => (
        <RecordChip key={row} view={view} row={row} />
      ))}
      {rows.length > shown.length && <span class="more">+{rows.length - shown.length}</span>}
    </span>
  );
}

export function Technique({ view, id }: { readonly view: View; readonly id: string }): VNode {
  return (
    <a
      class="tag"
      href={view.link({ page: "findings", technique: id, record: null, process: null })}>
      <Evidence text={id} />
    </a>
  );
}
