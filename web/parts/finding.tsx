// One finding: as a line in an answer, as a row of the list, and whole.

import type { VNode } from "preact";
import type { Finding } from "../model/data";
import { baseName } from "../model/process";
import { hashOf, home } from "../model/route";
import { RecordChips, Technique } from "./chip";
import { Evidence } from "./evidence";
import { Pair } from "./pair";
import { LevelMark } from "./verdict";
import type { View } from "./view";

export function FindingLine({
  view,
  row,
}: {
  readonly view: View;
  readonly row: number;
}): VNode | null {
  const finding = view.report.data.findings[row];
  if (!finding) return null;
  return (
    <span class="finding-line">
      <LevelMark view={view} level={finding.level} bare />
      <time class="t">{view.time(finding.from) || view.say("unknown_time")}</time>
      <a
        href={view.link({
          page: "findings",
          finding: finding.id,
          open: [],
          process: null,
          record: null,
        })}>
        <Evidence text={view.text(finding.title)} />
      </a>
      <span class="sentence">
        <Evidence text={view.text(finding.sentence)} />{" "}
        <RecordChips view={view} rows={finding.records} most={3} />
      </span>
    </span>
  );
}

export function FindingRow({
  view,
  finding,
}: {
  readonly view: View;
  readonly finding: Finding;
}): VNode {
  return (
    <div class="finding-row">
      <LevelMark view={view} level={finding.level} />
      <time class="t">{view.time(finding.from) || view.say("unknown_time")}</time>
      <span class="host">
        <Evidence text={view.host(finding.host)} />
      </span>
      <span class="what">
        <strong>
          <Evidence text={view.text(finding.title)} />
        </strong>{" "}
        <span class="sentence">
          <Evidence text={view.text(finding.sentence)} />
        </span>
      </span>
      <span class="techniques">
        <Evidence text={finding.techniques.join(" ")} />
      </span>
    </div>
  );
}

function ProcessLinks({
  view,
  rows,
}: {
  readonly view: View;
  readonly rows: readonly number[];
}): VNode {
  const { processes } = view.report;
  return (
    <ul class="lines">
      {rows.slice(0, 50).map((row) => (
        <li key={row}>
          <a
            href={view.link({
              page: "processes",
              host: processes.host[row] ?? null,
              process: row,
              finding: null,
              record: null,
              words: "",
            })}>
            <Evidence text={baseName(processes.strings[processes.image[row] ?? 0] ?? "") || "?"} />
          </a>{" "}
          <span class="quiet">{processes.pid[row]}</span>
        </li>
      ))}
    </ul>
  );
}

function QuestionLinks({
  view,
  numbers,
}: {
  readonly view: View;
  readonly numbers: readonly number[];
}): VNode {
  return (
    <>
      {numbers.map((n) => (
        <a key={n} class="block" href={hashOf({ ...home, open: [n] })}>
          {n} {view.question(n)}
        </a>
      ))}
    </>
  );
}

export function FindingWhole({
  view,
  finding,
}: {
  readonly view: View;
  readonly finding: Finding;
}): VNode {
  const others = finding.others ?? [],
    processes = finding.processes ?? [];
  const lasts = finding.to !== null && finding.to !== finding.from;
  return (
    <article class="whole">
      <h2>
        <Evidence text={view.text(finding.title)} />
      </h2>
      <p class="lead">
        <Evidence text={view.text(finding.sentence)} />
      </p>
      <dl class="pairs">
        <Pair name={view.say("level")}>
          <LevelMark view={view} level={finding.level} />
        </Pair>
        <Pair name={view.say("time")} kind="t">
          {view.time(finding.from, "full") || view.say("unknown_time")}
          {lasts && (
            <>
              <br />
              {view.say("until")} {view.time(finding.to, "full")}
            </>
          )}
        </Pair>
        <Pair name={view.say("host")}>
          <Evidence text={view.host(finding.host)} />
        </Pair>
        <Pair name={view.say("other_hosts")} when={others.length > 0}>
          <Evidence text={others.map(view.host).join(", ")} />
        </Pair>
        <Pair name={view.say("techniques")} kind="chips" when={finding.techniques.length > 0}>
          {finding.techniques.map((id) => (
            <Technique key={id} view={view} id={id} />
          ))}
        </Pair>
        <Pair name={view.say("answers_question")} when={finding.questions.length > 0}>
          <QuestionLinks view={view} numbers={finding.questions} />
        </Pair>
        <Pair name={view.say("proof")}>
          <RecordChips view={view} rows={finding.records} most={60} />
        </Pair>
        <Pair name={view.say("process")} when={processes.length > 0}>
          <ProcessLinks view={view} rows={processes} />
        </Pair>
        <Pair name={view.say("rule")} kind="mono">
          <Evidence text={finding.trace} />
        </Pair>
        <Pair name={view.say("identifier")} kind="mono">
          {finding.id}
        </Pair>
      </dl>
    </article>
  );
}
