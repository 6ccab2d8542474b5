// All findings, filtered and searched; one of them whole beside the list.

import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { levels, type Level } from "../model/data";
import { countLevels, findingsWanted, orders } from "../model/findings";
import { count } from "../model/number";
import type { Route } from "../model/route";
import { Evidence } from "./evidence";
import { FindingRow } from "./finding";
import { List } from "./list";
import { HostPick, Pick, type Choice } from "./pick";
import { Search } from "./search";
import { go, goQuietly, type View } from "./view";

function LevelPick({ view }: { readonly view: View }): VNode {
  const counts = useMemo(() => countLevels(view.report.data), [view.report]);
  const choices: Choice<Level | null>[] = [...levels].reverse().map((level) => {
    const word = level === "critical" ? view.say(level) : view.say("level_up", view.say(level));
    return { value: level, text: `${word} (${count(counts.get(level))})` };
  });
  choices.unshift({ value: null, text: view.say("any_level") });
  return (
    <Pick
      name="level"
      label={view.say("level")}
      choices={choices}
      value={view.route.level}
      onPick={(level) => go(view.link({ level }))}
    />
  );
}

function QuestionPick({ view }: { readonly view: View }): VNode {
  const choices: Choice<number | null>[] = view.report.data.questions.map(({ number }) => ({
    value: number,
    text: `${number} ${view.question(number)}`,
  }));
  choices.unshift({ value: null, text: view.say("any_question") });
  return (
    <Pick
      name="question"
      label={view.say("question")}
      choices={choices}
      value={view.route.question}
      onPick={(question) => go(view.link({ question }))}
    />
  );
}

const unfiltered: Partial<Route> = {
  words: "",
  level: null,
  host: null,
  question: null,
  technique: null,
  from: null,
  to: null,
};

function Tools({ view, shown }: { readonly view: View; readonly shown: number }): VNode {
  const { technique, from, to, order, words } = view.route;
  const all = view.report.data.findings.length;
  const filtered = shown !== all;
  const at = (ms: number | null): string => (ms === null ? "" : view.bin(ms, "hour"));
  return (
    <div class="tools">
      <Search
        label={view.say("search_findings")}
        value={words}
        onWords={(typed) => goQuietly(view.link({ words: typed }))}
      />
      <LevelPick view={view} />
      <HostPick view={view} value={view.route.host} all />
      <QuestionPick view={view} />
      <Pick
        name="order"
        label={view.say("order")}
        value={order}
        onPick={(chosen) => go(view.link({ order: chosen }))}
        choices={orders.map((one) => ({ value: one, text: view.say(`order_${one}`) }))}
      />
      {technique !== null && (
        <a class="tag on" href={view.link({ technique: null })}>
          <Evidence text={view.say("filter_technique", technique)} /> ×
        </a>
      )}
      {(from !== null || to !== null) && (
        <a class="tag on" href={view.link({ from: null, to: null })}>
          {view.say("filter_time", at(from), at(to))} ×
        </a>
      )}
      <span class="count">
        {filtered
          ? view.say("shown_of", count(shown), count(all))
          : view.say("n_findings", count(shown))}
      </span>
      {filtered && <a href={view.link(unfiltered)}>{view.say("clear_filters")}</a>}
    </div>
  );
}

export function useWanted(view: View): number[] {
  const { route, lang, report } = view;
  const { words, level, host, question, technique, from, to, order } = route;
  // Only the order by title depends on the language.
  const spoken = order === "title" ? lang : "en";
  return useMemo(
    () =>
      findingsWanted(
        report.data,
        { words, level, host, question, technique, from, to, order },
        spoken,
      ),
    [report, words, level, host, question, technique, from, to, order, spoken],
  );
}

export function FindingList({
  view,
  rows,
}: {
  readonly view: View;
  readonly rows: readonly number[];
}): VNode {
  const { data, findingById } = view.report;
  const chosenRow = view.route.finding === null ? -1 : (findingById.get(view.route.finding) ?? -1);
  if (rows.length === 0)
    return (
      <p class="empty">{view.say(data.findings.length === 0 ? "no_findings" : "none_match")}</p>
    );
  const open = (index: number): void => {
    const finding = data.findings[rows[index] ?? -1];
    if (finding) go(view.link({ finding: finding.id, record: null, process: null }));
  };
  return (
    <List
      printing={view.printing}
      more={(rest) => view.say("print_more", count(rest))}
      label={view.say("page_findings")}
      count={rows.length}
      rowRem={3.25}
      chosen={chosenRow < 0 ? -1 : rows.indexOf(chosenRow)}
      onChoose={open}
      onOpen={open}
      row={(index) => {
        const finding = data.findings[rows[index] ?? -1];
        return finding ? <FindingRow view={view} finding={finding} /> : null;
      }}
    />
  );
}

export function Findings({ view }: { readonly view: View }): VNode {
  const rows = useWanted(view);
  return (
    <div class="page fill">
      {view.printing && <h2>{view.say("page_findings")}</h2>}
      <Tools view={view} shown={rows.length} />
      <FindingList view={view} rows={rows} />
    </div>
  );
}
