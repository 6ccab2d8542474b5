// One line of the answer sheet, and what it opens to: the answer per host with its findings, what
// was being recorded, which setting would have told more, and the records.

import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { HostAnswer, Question, Setting } from "../model/data";
import { gravest } from "../model/report";
import { RecordChips } from "./chip";
import { Coverage } from "./coverage";
import { Evidence } from "./evidence";
import { VerdictWord } from "./verdict";
import { FindingLine } from "./finding";
import type { View } from "./view";

const most_findings = 10;
const most_hosts = 10;

function Limits({
  view,
  settings,
}: {
  readonly view: View;
  readonly settings: readonly Setting[];
}): VNode | null {
  if (settings.length === 0) return null;
  return (
    <div class="limits">
      <h4>{view.say("limits")}</h4>
      <ul>
        {settings.map((setting) => (
          <li key={setting.id}>
            <code>{setting.id}</code> <Evidence text={view.text(setting.name)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Found({
  view,
  number,
  host,
}: {
  readonly view: View;
  readonly number: number;
  readonly host: number | null;
}): VNode | null {
  const rows = view.report.findingsOf(number, host);
  if (rows.length === 0) return null;
  return (
    <div class="found-here">
      <h4>{view.say("findings_here")}</h4>
      <ul class="lines">
        {gravest(view.report.data, rows, most_findings).map((row) => (
          <li key={row}>
            <FindingLine view={view} row={row} />
          </li>
        ))}
      </ul>
      {rows.length > most_findings && (
        <a href={view.link({ page: "findings", question: number, host, open: [], record: null })}>
          {view.say("all_findings_here", rows.length)}
        </a>
      )}
    </div>
  );
}

function PerHost({
  view,
  question,
  answer,
}: {
  readonly view: View;
  readonly question: Question;
  readonly answer: HostAnswer;
}): VNode {
  return (
    <section class="per-host">
      <h3>
        <Evidence text={view.host(answer.host)} />{" "}
        <VerdictWord view={view} verdict={answer.verdict} />
        {answer.when && <time class="t">{view.time(answer.when)}</time>}
      </h3>
      {answer.summary !== null && (
        <p>
          <Evidence text={view.text(answer.summary)} />{" "}
          <RecordChips view={view} rows={answer.records} />
        </p>
      )}
      <Found view={view} number={question.number} host={answer.host} />
      <div class="recording">
        <h4>{view.say("coverage")}</h4>
        <Coverage view={view} witnesses={answer.witnesses} />
      </div>
      <Limits view={view} settings={answer.settings} />
    </section>
  );
}

/** Settings that no host's own answer names already. */
function otherSettings(question: Question): readonly Setting[] {
  const named = new Set(question.hosts.flatMap((answer) => answer.settings.map(({ id }) => id)));
  return question.settings.filter(({ id }) => !named.has(id));
}

function isBare(view: View, question: Question): boolean {
  const { hosts, notes, settings, number } = question;
  const said = hosts.length + notes.length + settings.length;
  return said === 0 && view.report.findingsOf(number, null).length === 0;
}

function Hosts({ view, question }: { readonly view: View; readonly question: Question }): VNode {
  const [most, setMost] = useState(most_hosts);
  const shown = view.printing ? 10 * most_hosts : most;
  const rest = question.hosts.length - shown;
  return (
    <>
      {question.hosts.slice(0, shown).map((answer) => (
        <PerHost key={answer.host} view={view} question={question} answer={answer} />
      ))}
      {rest > 0 && (
        <button type="button" onClick={() => setMost(most + most_hosts)}>
          {view.say("more_hosts", rest)}
        </button>
      )}
    </>
  );
}

function Body({ view, question }: { readonly view: View; readonly question: Question }): VNode {
  const { number, notes, hosts, verdict } = question;
  return (
    <div class="answer-body">
      <p class="quiet">{view.sayMaybe("m" + number)}</p>
      {verdict === "not_examined" && <p class="quiet">{view.say("not_examined_why")}</p>}
      {verdict !== "not_examined" && isBare(view, question) && (
        <p class="quiet">{view.say("no_witness")}</p>
      )}
      {notes.length > 0 && (
        <ul class="notes">
          {notes.map((note, i) => (
            <li key={i}>
              <Evidence text={view.text(note)} />
            </li>
          ))}
        </ul>
      )}
      {hosts.length === 0 && <Found view={view} number={number} host={null} />}
      <Hosts view={view} question={question} />
      <Limits view={view} settings={otherSettings(question)} />
    </div>
  );
}

export function Answer({
  view,
  question,
}: {
  readonly view: View;
  readonly question: Question;
}): VNode {
  const { number, verdict } = question;
  const { open } = view.route;
  const worthPrinting = verdict !== "not_examined" && !isBare(view, question);
  const isOpen = view.printing ? worthPrinting : open.includes(number);
  const next = isOpen
    ? open.filter((one) => one !== number)
    : [...open, number].sort((a, b) => a - b);
  return (
    <li class={isOpen ? "answer open" : "answer"} id={"question-" + number}>
      <div class="answer-line">
        <span class="number">{number}</span>
        <h3>
          <a class="opener" href={view.link({ open: next })} role="button" aria-expanded={isOpen}>
            {view.question(number)}
          </a>
        </h3>
        <VerdictWord view={view} verdict={verdict} />
        <span class="when t">{question.when !== null && view.time(question.when)}</span>
        <p class="summary">
          {question.host !== null && view.report.data.hosts.length > 1 && (
            <span class="host">
              <Evidence text={view.host(question.host)} />
            </span>
          )}
          {question.summary !== null && <Evidence text={view.text(question.summary)} />}{" "}
          <RecordChips view={view} rows={question.records} most={4} />
        </p>
      </div>
      {isOpen && <Body view={view} question={question} />}
    </li>
  );
}
