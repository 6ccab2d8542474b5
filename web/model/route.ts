// What is looked at, as the hash of the address: it can be linked, and Back works.
//   #/findings?level=high&finding=3f2a9c&record=12

import { levels, type Level } from "./data";
import { orders, type Order } from "./findings";

export const pages = ["answers", "findings", "processes", "timeline", "sources"] as const;
export type Page = (typeof pages)[number];

export type Route = {
  readonly page: Page;
  /** Numbers of the questions that are open. */
  readonly open: readonly number[];
  readonly finding: string | null;
  readonly process: number | null;
  readonly record: number | null;
  readonly host: number | null;
  readonly level: Level | null;
  readonly question: number | null;
  readonly technique: string | null;
  readonly words: string;
  readonly order: Order;
  readonly from: number | null;
  readonly to: number | null;
};

export const home: Route = {
  page: "answers",
  open: [],
  finding: null,
  process: null,
  record: null,
  host: null,
  level: null,
  question: null,
  technique: null,
  words: "",
  order: "time",
  from: null,
  to: null,
};

function wholeNumber(text: string | null): number | null {
  return text !== null && /^-?\d{1,15}$/.test(text) ? Number(text) : null;
}

function index(text: string | null): number | null {
  const value = wholeNumber(text);
  return value !== null && value >= 0 ? value : null;
}

function oneOf<T extends string>(list: readonly T[], text: string | null): T | null {
  return list.find((word) => word === text) ?? null;
}

export function routeOf(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split("?", 2);
  const given = new URLSearchParams(query);
  return {
    page: oneOf(pages, path) ?? "answers",
    open: (given.get("open") ?? "")
      .split(".")
      .map(index)
      .filter((n): n is number => n !== null),
    finding: given.get("finding"),
    process: index(given.get("process")),
    record: index(given.get("record")),
    host: index(given.get("host")),
    level: oneOf(levels, given.get("level")),
    question: index(given.get("question")),
    technique: given.get("technique"),
    words: given.get("words") ?? "",
    order: oneOf(orders, given.get("order")) ?? "time",
    from: wholeNumber(given.get("from")),
    to: wholeNumber(given.get("to")),
  };
}

export function hashOf(route: Route): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string | number | null): void => {
    if (value !== null && value !== "") query.set(name, String(value));
  };
  put("open", route.open.join("."));
  put("question", route.question);
  put("level", route.level);
  put("host", route.host);
  put("technique", route.technique);
  put("words", route.words);
  put("order", route.order === "time" ? null : route.order);
  put("from", route.from);
  put("to", route.to);
  put("finding", route.finding);
  put("process", route.process);
  put("record", route.record);
  const text = query.toString();
  return "#/" + route.page + (text ? "?" + text : "");
}

/** Another page forgets what was chosen on the last one, but for the host. */
export function pageRoute(route: Route, page: Page): Route {
  return {
    ...home,
    page,
    host: page === "processes" || page === "timeline" || page === "findings" ? route.host : null,
  };
}
