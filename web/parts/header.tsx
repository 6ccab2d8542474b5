// The head of the page: which case, which span, how much; the five pages; how to show them.

import type { VNode } from "preact";
import { count, size } from "../model/number";
import { hashOf, pageRoute, pages, type Page } from "../model/route";
import { themes } from "../model/store";
import { zones, offsetText } from "../model/time";
import type { Word } from "../words";
import { Evidence } from "./evidence";
import type { View } from "./view";

function Switch<T extends string>({
  view,
  label,
  values,
  value,
  word,
  choose,
}: {
  readonly view: View;
  readonly label: Word;
  readonly values: readonly T[];
  readonly value: T;
  readonly word: (value: T) => { text: string; lang?: string };
  readonly choose: (value: T) => void;
}): VNode {
  return (
    <div class="switch" role="radiogroup" aria-label={view.say(label)}>
      {values.map((one) => {
        const { text, lang } = word(one);
        return (
          <label key={one} class={one === value ? "on" : ""}>
            <input
              type="radio"
              name={label}
              value={one}
              checked={one === value}
              onChange={() => choose(one)}
            />
            <span {...(lang ? { lang } : {})}>{text}</span>
          </label>
        );
      })}
    </div>
  );
}

function Switches({ view }: { readonly view: View }): VNode {
  const { lang, zone, theme } = view.state;
  return (
    <div class="switches">
      <Switch
        view={view}
        label="language"
        values={["en", "ja"] as const}
        value={lang}
        word={(one) =>
          one === "ja" ? { text: "日本語", lang: "ja" } : { text: "English", lang: "en" }
        }
        choose={(one) => view.send({ does: "speak", lang: one })}
      />
      <Switch
        view={view}
        label="zone"
        values={zones}
        value={zone}
        word={(one) => ({ text: view.say(`zone_${one}`) })}
        choose={(one) => view.send({ does: "zone", zone: one })}
      />
      <label class="pick">
        <span class="hidden">{view.say("theme")}</span>
        <select
          name="theme"
          value={theme}
          onChange={(event) => {
            const chosen = themes.find((one) => one === event.currentTarget.value);
            if (chosen) view.send({ does: "theme", theme: chosen });
          }}>
          {themes.map((one) => (
            <option key={one} value={one}>
              {view.say(`theme_${one}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Facts({ view }: { readonly view: View }): VNode {
  const { data } = view.report;
  const hosts = data.hosts.length,
    sources = data.sources.length;
  const from = view.time(data.case.from, "minute") || "?";
  const to = view.time(data.case.to, "minute") || "?";
  const now = Date.parse(data.case.to ?? "") || 0;
  const zone =
    view.zone === "utc"
      ? "UTC"
      : `${view.say(`zone_${view.zone}`)} (${offsetText(now, view.zone)})`;
  return (
    <p class="facts">
      <span class="span">
        {from} – {to} {zone}
      </span>
      <span>{hosts === 1 ? view.say("one_host") : view.say("n_hosts", count(hosts))}</span>
      <span>{sources === 1 ? view.say("one_source") : view.say("n_sources", count(sources))}</span>
      <span>{view.say("n_events", count(data.case.events))}</span>
      <span>{size(data.case.bytes)}</span>
    </p>
  );
}

function pageCount(view: View, page: Page): string {
  const { data, processes } = view.report;
  switch (page) {
    case "answers":
    case "timeline":
      return "";
    case "findings":
      return count(data.findings.length);
    case "processes":
      return count(processes.total);
    case "sources":
      return count(data.sources.length);
  }
}

export function Header({ view }: { readonly view: View }): VNode {
  const { data } = view.report;
  return (
    <header class="head">
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById("main")?.focus();
        }}>
        {view.say("skip")}
      </a>
      <div class="head-top">
        <h1>
          <span class="brand">
            <span lang="ja">痕跡</span> {view.say("brand")}
          </span>
          <Evidence text={data.case.name} />
        </h1>
        <Switches view={view} />
      </div>
      <Facts view={view} />
      {data.case.notes.map((note, i) => (
        <p class="note" key={i}>
          <Evidence text={view.text(note)} />
        </p>
      ))}
      <nav class="pages">
        {pages.map((page) => (
          <a
            key={page}
            href={hashOf(pageRoute(view.route, page))}
            {...(page === view.route.page ? { "aria-current": "page" as const } : {})}>
            {view.say(`page_${page}`)}
            {pageCount(view, page) && <small>{pageCount(view, page)}</small>}
          </a>
        ))}
      </nav>
    </header>
  );
}
