import { IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";

interface SectionProps {
  readonly id: string;
  readonly title: ReactNode;
  /** Closed until the person opens it; remembered for the session. */
  readonly closed?: boolean;
  readonly children: ReactNode;
}

const opened = new Map<string, boolean>();

export function Section({ id, title, closed = false, children }: SectionProps) {
  return (
    <details
      className="bw-section"
      open={opened.get(id) ?? !closed}
      onToggle={(event) => opened.set(id, event.currentTarget.open)}
    >
      <summary>
        <IconChevronRight size={14} stroke={2} aria-hidden />
        {title}
      </summary>
      <div className="bw-section-body">{children}</div>
    </details>
  );
}
