// Which rows of a long list stand in the window.

export type Range = { readonly from: number; readonly to: number };

const spare = 8;

export function rangeOf(count: number, rowHeight: number, top: number, height: number): Range {
  const from = Math.max(0, Math.floor(top / rowHeight) - spare);
  const to = Math.min(count, Math.ceil((top + height) / rowHeight) + spare);
  return { from: Math.min(from, Math.max(0, to - 1)), to };
}

/** Where to scroll so that the row is seen; null when it is seen already. */
export function scrollFor(
  row: number,
  rowHeight: number,
  top: number,
  height: number,
): number | null {
  const start = row * rowHeight;
  if (start < top) return start;
  return start + rowHeight > top + height ? start + rowHeight - height : null;
}

/** What a key does to the row that is chosen; null when it is no key of lists. */
export function rowAfter(key: string, row: number, count: number, page: number): number | null {
  const to =
    key === "ArrowDown"
      ? row + 1
      : key === "ArrowUp"
        ? row - 1
        : key === "PageDown"
          ? row + page
          : key === "PageUp"
            ? row - page
            : key === "Home"
              ? 0
              : key === "End"
                ? count - 1
                : null;
  return to === null || count === 0 ? null : Math.max(0, Math.min(count - 1, to));
}
