// A list of any length: only the rows in the window exist. One row is chosen; arrows, Page keys,
// Home and End move it, Enter opens it. All rows have one height, given in rem by the style sheet's
// own measure.

import type { ComponentChildren, VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { markText } from "../model/mark";
import { rangeOf, rowAfter, scrollFor } from "../model/window";

type Props = {
  /** On paper there is no window: the first rows, and a line that tells how many more there are. */
  readonly printing: boolean;
  readonly more: (count: number) => string;
  readonly label: string;
  readonly count: number;
  readonly rowRem: number;
  readonly chosen: number;
  readonly role?: "listbox" | "tree";
  readonly row: (index: number) => ComponentChildren;
  readonly rowAria?: (index: number) => {
    readonly "aria-level": number;
    readonly "aria-expanded"?: boolean;
  };
  readonly onChoose: (index: number) => void;
  readonly onOpen: (index: number) => void;
  /** Keys that mean something only here (left and right in a tree); true when taken. */
  readonly onKey?: (key: string, index: number) => boolean;
};

function rootPixels(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

type Place = { readonly top: number; readonly height: number };

/** Where the list is scrolled to, as far as that changes the rows in the window. */
function usePlace(
  box: { readonly current: HTMLElement | null },
  count: number,
  rowHeight: number,
): Place {
  const [place, setPlace] = useState<Place>({ top: 0, height: 800 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const look = (): void =>
      setPlace((old) => {
        const next = { top: element.scrollTop, height: element.clientHeight };
        const a = rangeOf(count, rowHeight, old.top, old.height);
        const b = rangeOf(count, rowHeight, next.top, next.height);
        return a.from === b.from && a.to === b.to && old.height === next.height ? old : next;
      });
    const watch = new ResizeObserver(look);
    watch.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    look();
    return () => {
      watch.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [count, rowHeight]);
  return place;
}

function scrollTo(element: HTMLElement, row: number, rowHeight: number): void {
  const { scrollTop, clientHeight } = element;
  const to = scrollFor(row, rowHeight, scrollTop, clientHeight);
  // A leap puts the row into the upper third; a step only brings it in.
  if (to !== null)
    element.scrollTop = Math.abs(to - scrollTop) > clientHeight ? to - clientHeight / 3 : to;
}

const most_printed = 1000;

function PrintedList({ count, row, more }: Props): VNode {
  const rows = Array.from({ length: Math.min(count, most_printed) }, (_, index) => index);
  return (
    <div class="printed">
      {rows.map((index) => (
        <div key={index} class="row">
          {row(index)}
        </div>
      ))}
      {count > most_printed && <p>{more(count - most_printed)}</p>}
    </div>
  );
}

export function List(props: Props): VNode {
  return props.printing ? <PrintedList {...props} /> : <WindowedList {...props} />;
}

function WindowedList(props: Props): VNode {
  const {
    label,
    count,
    rowRem,
    chosen,
    role = "listbox",
    row,
    rowAria,
    onChoose,
    onOpen,
    onKey,
  } = props;
  const box = useRef<HTMLDivElement>(null);
  const rowHeight = Math.round(rowRem * rootPixels());
  const place = usePlace(box, count, rowHeight);
  useEffect(() => {
    if (box.current && chosen >= 0) scrollTo(box.current, chosen, rowHeight);
  }, [chosen, rowHeight]);

  const press = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(place.height / rowHeight) - 1);
    const to = rowAfter(event.key, chosen, count, page);
    if (to !== null) onChoose(to);
    else if (event.key === "Enter" && chosen >= 0) onOpen(chosen);
    else if (!onKey || chosen < 0 || !onKey(event.key, chosen)) return;
    event.preventDefault();
  };

  const { from, to } = rangeOf(count, rowHeight, place.top, place.height);
  const rows: VNode[] = [];
  for (let index = from; index < to; index++)
    rows.push(
      <div
        key={index}
        id={"row-" + index}
        class={index === chosen ? "row chosen" : "row"}
        role={role === "tree" ? "treeitem" : "option"}
        aria-selected={index === chosen}
        {...rowAria?.(index)}
        onClick={() => onChoose(index)}
        onDblClick={() => onOpen(index)}>
        {row(index)}
      </div>,
    );
  return (
    <div
      class="list"
      ref={box}
      role={role}
      aria-label={markText(label)}
      tabIndex={0}
      onKeyDown={press}
      {...(chosen >= 0 ? { "aria-activedescendant": "row-" + chosen } : {})}>
      <div class="list-whole" style={{ height: count * rowHeight + "px" }}>
        <div class="list-window" style={{ transform: `translateY(${from * rowHeight}px)` }}>
          {rows}
        </div>
      </div>
    </div>
  );
}
