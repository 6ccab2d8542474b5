// A table of rows, read by the names of its columns: a column that the writer did not know is
// empty.

import type { Table } from "./data";

function columnOf(table: Table, name: string): number {
  return table.columns.indexOf(name);
}

/** Integers; what is null or absent becomes `none`. */
export function integers(table: Table, name: string, none: number): Int32Array {
  const column = columnOf(table, name);
  const out = new Int32Array(table.rows.length).fill(none);
  if (column < 0) return out;
  table.rows.forEach((row, index) => {
    const value = row[column];
    if (typeof value === "number") out[index] = value;
  });
  return out;
}

/** Large numbers (times, offsets); what is null or absent is NaN. */
export function numbers(table: Table, name: string): Float64Array {
  const column = columnOf(table, name);
  const out = new Float64Array(table.rows.length).fill(NaN);
  if (column < 0) return out;
  table.rows.forEach((row, index) => {
    const value = row[column];
    if (typeof value === "number") out[index] = value;
  });
  return out;
}

export function cell(table: Table, row: number, name: string): unknown {
  const column = columnOf(table, name);
  return column < 0 ? null : (table.rows[row]?.[column] ?? null);
}

export function cellNumber(table: Table, row: number, name: string): number | null {
  const value = cell(table, row, name);
  return typeof value === "number" ? value : null;
}
