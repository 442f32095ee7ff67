import { Button } from "@mantine/core";
import { IconAlertTriangle, IconWand } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Remedy, remediesFor } from "../../shared/analysis/remedies";
import type { Problem } from "../../shared/analysis/types";
import { changeInside, useProject } from "../state/project";
import { sessionStore } from "../state/session";

interface ProblemCardProps {
  /** `path` from the document's own graph. */
  readonly problem: Problem;
  /** Shows where it is; absent where that is plain. */
  readonly place?: string;
  readonly onReveal?: () => void;
}

/** What is wrong, what was expected, and remedies to click. */
export function ProblemCard({ problem, place, onReveal }: ProblemCardProps) {
  const { t } = useTranslation();
  const { message, expected, received } = problem;
  const document = useProject((state) => state.history.present);
  const analysis = useProject((state) => state.analysis);
  const remedies = useMemo(() => remediesFor(document, analysis, problem), [document, analysis, problem]);
  return (
    <article className="bw-fault">
      <IconAlertTriangle size={16} aria-hidden className="bw-fault-icon" />
      <div>
        {place !== undefined && (
          <button type="button" className="bw-link bw-mono" onClick={onReveal}>
            {place}
          </button>
        )}
        <p className="bw-fault-message">{message}</p>
        <p className="bw-field-note">
          {t("problems.expected", { expected })} {t("problems.received", { received })}
        </p>
        {remedies.length > 0 && (
          <div className="bw-fault-fixes">
            {remedies.map((remedy) => (
              <Button
                key={remedy.label}
                size="compact-xs"
                variant="default"
                leftSection={<IconWand size={13} aria-hidden />}
                onClick={() => mend(remedy)}
              >
                {remedy.label}
              </Button>
            ))}
          </div>
        )}
      </div>
    </article>
  );
}

function mend({ frame, label, edit }: Remedy): void {
  const { reach } = sessionStore.getState();
  changeInside(frame, label, edit, { reach });
}
