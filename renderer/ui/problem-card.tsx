import { Button } from "@mantine/core";
import { IconAlertTriangle, IconWand } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { applyFix } from "../../shared/analysis/apply-fix";
import type { Problem } from "../../shared/analysis/types";
import type { Fix } from "../../shared/base/fault";
import { lastOfPath, type NodePath, parentPath } from "../../shared/graph/document";
import { changeInside } from "../state/project";
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
  const { message, expected, received, fixes, path } = problem;
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
        {fixes.length > 0 && (
          <div className="bw-fault-fixes">
            {fixes.map((fix) => (
              <Button
                key={fix.label}
                size="compact-xs"
                variant="default"
                leftSection={<IconWand size={13} aria-hidden />}
                onClick={() => mend(path, fix)}
              >
                {fix.label}
              </Button>
            ))}
          </div>
        )}
      </div>
    </article>
  );
}

function mend(path: NodePath, fix: Fix): void {
  const { reach } = sessionStore.getState();
  changeInside(parentPath(path), fix.label, (graph) => applyFix(graph, lastOfPath(path), fix), { reach });
}
