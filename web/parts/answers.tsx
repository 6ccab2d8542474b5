// The answer sheet: the page that a manager reads first, and perhaps only.

import type { VNode } from "preact";
import { count, size } from "../model/number";
import { Answer } from "./answer";
import { Evidence } from "./evidence";
import type { View } from "./view";

function Hosts({ view }: { readonly view: View }): VNode | null {
  const { hosts } = view.report.data;
  if (hosts.length === 0) return null;
  const most = view.printing ? 200 : 12;
  return (
    <section class="hosts" aria-label={view.say("hosts")}>
      <table class="table">
        <thead>
          <tr>
            <th>{view.say("host")}</th>
            <th>{view.say("first_event")}</th>
            <th>{view.say("last_event")}</th>
            <th class="n">{view.say("events")}</th>
            <th class="n">{view.say("logs")}</th>
            <th class="n">{view.say("size")}</th>
          </tr>
        </thead>
        <tbody>
          {hosts.slice(0, most).map((host, index) => (
            <tr key={index}>
              <th scope="row">
                <a href={view.link({ page: "processes", host: index, record: null, open: [] })}>
                  <Evidence text={view.host(index)} />
                </a>
                {host.names.length > 1 && (
                  <small class="quiet">
                    {" "}
                    <Evidence text={view.say("host_names", host.names.slice(1, 5).join(", "))} />
                  </small>
                )}
              </th>
              <td class="t">{view.time(host.first, "minute") || view.say("unknown_time")}</td>
              <td class="t">{view.time(host.last, "minute") || view.say("unknown_time")}</td>
              <td class="n">{count(host.events)}</td>
              <td class="n">{count(host.logs)}</td>
              <td class="n">{size(host.bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {hosts.length > most && <p class="quiet">+{hosts.length - most}</p>}
    </section>
  );
}

export function Answers({ view }: { readonly view: View }): VNode {
  const { questions } = view.report.data;
  const all = questions.map((question) => question.number);
  const allOpen = view.route.open.length >= all.length;
  return (
    <div class="page answers">
      <div class="page-head">
        <p>{view.say("answers_intro")}</p>
        <a class="button" href={view.link({ open: allOpen ? [] : all })}>
          {view.say(allOpen ? "close_all" : "open_all")}
        </a>
      </div>
      <ol class="sheet">
        {questions.map((question) => (
          <Answer key={question.number} view={view} question={question} />
        ))}
      </ol>
      <h2>{view.say("hosts")}</h2>
      <Hosts view={view} />
    </div>
  );
}
