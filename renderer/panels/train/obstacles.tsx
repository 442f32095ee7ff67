import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { DataSpec } from "../../../shared/contracts/run";
import { changeSettings } from "../../state/settings";
import { useTrainSetup } from "../../state/train-setup";
import { ProblemLinks } from "../../ui/problem-links";
import type { Readiness } from "./readiness";

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
    case "unrunnable":
      return (
        <div className="bw-train-warning">
          <p>{t("train.ready.unrunnable", { count: readiness.problems.length })}</p>
          <ProblemLinks problems={readiness.problems} />
          <p>{t("problems.elsewhere")}</p>
        </div>
      );
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
  return (
    <div className="bw-train-warning">
      <p>{t("train.ready.problems", { count: problems.length })}</p>
      <ProblemLinks problems={problems} />
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
