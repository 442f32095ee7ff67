import { Button } from "@mantine/core";
import { IconFocusCentered } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { nodeAnalysisAt } from "../../../shared/analysis/find";
import type { DataSpec } from "../../../shared/contracts/run";
import { useProject } from "../../state/project";
import { changeSettings } from "../../state/settings";
import { useTrainSetup } from "../../state/train-setup";
import { reveal } from "../../ui/reveal";
import type { Readiness } from "./readiness";

const SHOWN_PROBLEMS = 3;

interface ObstaclesProps {
  readonly readiness: Exclude<Readiness, { kind: "ready" }>;
  onFit(size: number): void;
  onUseData(data: Pick<DataSpec, "size" | "classes">): void;
}

/** Why the training cannot start, and what one click would mend. */
export function Obstacles({ readiness, onFit, onUseData }: ObstaclesProps) {
  const { t } = useTranslation();
  switch (readiness.kind) {
    case "empty":
      return <p className="bw-train-note">{t("train.ready.empty")}</p>;
    case "problems":
      return <ProblemList problems={readiness.problems} />;
    case "ends":
      return (
        <div className="bw-train-warning">
          <p>
            {readiness.fault.message} {t("train.ready.ends")}
          </p>
        </div>
      );
    case "misfit":
      return <Misfit readiness={readiness} onFit={onFit} onUseData={onUseData} />;
  }
}

function ProblemList({
  problems,
}: {
  readonly problems: Extract<Readiness, { kind: "problems" }>["problems"];
}) {
  const { t } = useTranslation();
  const analysis = useProject((state) => state.analysis);
  const more = problems.length - SHOWN_PROBLEMS;
  const nameOf = (path: string): string => nodeAnalysisAt(analysis, path)?.node.name ?? path;
  return (
    <div className="bw-train-warning">
      <p>{t("train.ready.problems", { count: problems.length })}</p>
      <ul className="bw-ready-problems">
        {problems.slice(0, SHOWN_PROBLEMS).map((problem) => (
          <li key={`${problem.path} ${problem.message}`}>
            <button
              type="button"
              title={t("train.ready.reveal", { path: nameOf(problem.path) })}
              onClick={() => reveal(problem.path)}
            >
              <IconFocusCentered size={14} stroke={1.75} aria-hidden />
              <span>
                <strong>{nameOf(problem.path)}</strong> {problem.message}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {more > 0 && <p>{t("train.ready.moreProblems", { count: more })}</p>}
      <Button size="compact-sm" variant="default" onClick={() => changeSettings({ drawer: "problems" })}>
        {t("train.ready.mend")}
      </Button>
    </div>
  );
}

interface MisfitProps extends Omit<ObstaclesProps, "readiness"> {
  readonly readiness: Extract<Readiness, { kind: "misfit" }>;
}

function Misfit({ readiness: { faults, networkSize, data, perPixel }, onFit, onUseData }: MisfitProps) {
  const { t } = useTranslation();
  const { size, classes } = useTrainSetup((setup) => setup.data);
  return (
    <div className="bw-train-warning">
      {faults.map(({ message }) => (
        <p key={message}>{message}</p>
      ))}
      {networkSize !== null && networkSize !== size && (
        <p>{t("train.ready.tooSmall", { size, works: networkSize })}</p>
      )}
      {networkSize === null && (
        <p>{t(perPixel ? "train.ready.impossiblePixels" : "train.ready.impossible")}</p>
      )}
      {networkSize !== null && (
        <Button
          size="compact-sm"
          variant="light"
          title={t("train.ready.useSizeHelp")}
          onClick={() => onFit(networkSize)}
        >
          {t("train.ready.useSize", { size: networkSize, classes })}
        </Button>
      )}
      {data && (
        <Button size="compact-sm" variant="default" onClick={() => onUseData(data)}>
          {t("train.ready.useData", data)}
        </Button>
      )}
    </div>
  );
}
