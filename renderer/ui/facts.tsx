import { Tooltip } from "@mantine/core";
import { memo, type ReactNode } from "react";

/** Names and numbers in two columns. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className="bw-facts bw-numbers">{children}</dl>;
}

interface FactProps {
  readonly name: string;
  readonly value: string;
  /** Under the value, in small: a formula, details. */
  readonly note?: string | undefined;
  readonly help?: string | undefined;
}

/** Memoised: an edit changes a few of the many numbers on screen. */
export const Fact = memo(function Fact({ name, value, note, help }: FactProps) {
  return (
    <div className="bw-fact">
      <dt>
        <Tooltip label={help} disabled={!help} position="left">
          <span {...(help ? { className: "bw-explained" } : {})}>{name}</span>
        </Tooltip>
      </dt>
      <dd>
        {value}
        {note && <span className="bw-fact-note">{note}</span>}
      </dd>
    </div>
  );
});
