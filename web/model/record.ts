// The records that something cites, decoded one at a time when somebody looks.

import { cell, cellNumber } from "./columns";
import type { How, Shape, Table, Text } from "./data";

export type Field = { readonly name: string; readonly value: string; readonly cut: number | null };

export type Record = {
  readonly row: number;
  readonly host: number | null;
  readonly source: number | null;
  readonly channel: string;
  readonly provider: string;
  readonly id: number;
  readonly version: number;
  readonly name: Text | null;
  readonly number: number | null;
  readonly recordId: number | null;
  readonly eventRecordId: number | null;
  readonly offset: number | null;
  readonly size: number;
  readonly time: string | null;
  readonly computer: string;
  readonly user: string;
  readonly pid: number | null;
  readonly tid: number | null;
  readonly level: number | null;
  readonly task: number | null;
  readonly opcode: number | null;
  readonly keywords: string;
  readonly how: How;
  readonly fields: readonly Field[];
};

export type Records = {
  readonly count: number;
  readonly omitted: number;
  readonly at: (row: number) => Record | null;
  readonly find: (source: number, offset: number) => number | null;
};

const none: Shape = { channel: "", provider: "", id: 0, version: 0, name: null, fields: [] };

function fieldsOf(table: Table, row: number, shape: Shape, strings: readonly string[]): Field[] {
  const values = cell(table, row, "values");
  const cuts = cell(table, row, "cut");
  const cut = new Map<number, number>(Array.isArray(cuts) ? (cuts as [number, number][]) : []);
  const list: unknown[] = Array.isArray(values) ? values : [];
  return list.map((value, index) => ({
    name: strings[shape.fields[index] ?? 0] || "#" + (index + 1),
    value: typeof value === "number" ? (strings[value] ?? "") : "",
    cut: cut.get(index) ?? null,
  }));
}

function recordAt(
  table: Table,
  shapes: readonly Shape[],
  strings: readonly string[],
  row: number,
): Record | null {
  if (!table.rows[row]) return null;
  const shape = shapes[cellNumber(table, row, "shape") ?? -1] ?? none;
  const number = (name: string): number | null => cellNumber(table, row, name);
  const string = (name: string): string => strings[number(name) ?? 0] ?? "";
  const time = cell(table, row, "time");
  return {
    row,
    host: number("host"),
    source: number("source"),
    channel: shape.channel,
    provider: shape.provider,
    id: shape.id,
    version: shape.version,
    name: shape.name,
    number: number("number"),
    recordId: number("record_id"),
    eventRecordId: number("event_record_id"),
    offset: number("offset"),
    size: number("size") ?? 0,
    time: typeof time === "string" ? time : null,
    computer: string("computer"),
    user: string("user"),
    pid: number("pid"),
    tid: number("tid"),
    level: number("level"),
    task: number("task"),
    opcode: number("opcode"),
    keywords: string("keywords"),
    how: (cell(table, row, "how") ?? "") as How,
    fields: fieldsOf(table, row, shape, strings),
  };
}

export function recordsOf(
  table: Table,
  shapes: readonly Shape[],
  strings: readonly string[],
): Records {
  let places: Map<string, number> | null = null;
  const find = (source: number, offset: number): number | null => {
    if (!places) {
      places = new Map();
      for (let row = table.rows.length - 1; row >= 0; row--)
        places.set(cellNumber(table, row, "source") + ":" + cellNumber(table, row, "offset"), row);
    }
    return places.get(source + ":" + offset) ?? null;
  };
  return {
    count: table.rows.length,
    omitted: table.omitted ?? 0,
    at: (row) => recordAt(table, shapes, strings, row),
    find,
  };
}

/** How people quote a record: `Security #88102`. */
export function recordLabel(record: Record): string {
  const channel = record.channel.replace(/^Microsoft-Windows-/, "").replace(/\/Operational$/, "");
  const id = record.eventRecordId ?? record.recordId ?? record.number;
  return channel + (id === null ? "" : " #" + id);
}
