// One of several, picked from a list that opens.

import type { VNode } from "preact";
import { markText } from "../model/mark";
import { go, type View } from "./view";

export type Choice<T> = { readonly value: T; readonly text: string };

type Props<T> = {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly Choice<T>[];
  readonly value: T;
  readonly onPick: (value: T) => void;
};

export function Pick<T>({ name, label, choices, value, onPick }: Props<T>): VNode {
  const pick = (index: number): void => {
    const choice = choices[index];
    if (choice) onPick(choice.value);
  };
  const chosen = choices.findIndex((choice) => choice.value === value);
  return (
    <select
      name={name}
      aria-label={label}
      value={chosen}
      onChange={(event) => pick(Number(event.currentTarget.value))}>
      {choices.map(({ text }, index) => (
        <option key={index} value={index}>
          {text}
        </option>
      ))}
    </select>
  );
}

/** Which host is looked at. */
export function HostPick({
  view,
  value,
  all,
}: {
  readonly view: View;
  readonly value: number | null;
  readonly all: boolean;
}): VNode | null {
  const { hosts } = view.report.data;
  if (hosts.length === 0) return null;
  const choices: Choice<number | null>[] = hosts.map((_, index) => ({
    value: index,
    text: markText(view.host(index)),
  }));
  if (all) choices.unshift({ value: null, text: view.say("all_hosts") });
  return (
    <Pick
      name="host"
      label={view.say("host")}
      choices={choices}
      value={value}
      onPick={(host) => go(view.link({ host, process: null, record: null }))}
    />
  );
}
