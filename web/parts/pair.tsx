// A name and what it holds, in a list of such pairs; nothing at all when it holds nothing.

import type { ComponentChildren, VNode } from "preact";

type Props = {
  readonly name: string;
  readonly kind?: "" | "mono" | "t" | "chips";
  readonly when?: boolean;
  readonly children: ComponentChildren;
};

export function Pair({ name, kind = "", when = true, children }: Props): VNode | null {
  if (!when) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd class={kind}>{children}</dd>
    </>
  );
}
