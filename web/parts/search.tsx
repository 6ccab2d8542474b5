// A box for words: what is typed reaches the address a moment after the last key.

import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onWords: (words: string) => void;
};

const wait_ms = 150;

export function Search({ label, value, onWords }: Props): VNode {
  const [typed, setTyped] = useState(value);
  const timer = useRef(0);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (words: string): void => {
    setTyped(words);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => onWords(words), wait_ms);
  };
  return (
    <input
      class="search"
      type="search"
      name="words"
      value={typed}
      placeholder={label}
      aria-label={label}
      spellcheck={false}
      autocomplete="off"
      onInput={(event) => type(event.currentTarget.value)}
    />
  );
}
