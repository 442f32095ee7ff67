import { Button, Tooltip } from "@mantine/core";
import { useDeferredValue, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { trainingMemory } from "../../../shared/analysis/training-memory";
import { formatBytes } from "../../../shared/base/format";
import { estimateTraining, fits, fittingBatch } from "../../../shared/engine/memory/estimate";
import { useEngine } from "../../state/engine";
import { useProject } from "../../state/project";
import { changeSetup, frozenIn, useTrainSetup } from "../../state/train-setup";
import { fitNetwork } from "./fit-network";
import { fittingSize } from "./fitting-size";

const PARTS = ["parameters", "gradients", "optimiser", "activations", "room"] as const;

/** What a run will hold, by what holds it; and where that is more than there is, what would fit. */
export function MemoryEstimate() {
  const { t } = useTranslation();
  const analysis = useDeferredValue(useProject((state) => state.analysis));
  const document = useDeferredValue(useProject((state) => state.history.present));
  const batch = useTrainSetup((setup) => setup.batch);
  const optimiser = useTrainSetup((setup) => setup.optimiser);
  const backend = useEngine(({ status }) => (status.kind === "ready" ? status.info.backend : "wasm"));
  const estimate = useMemo(
    () => estimateTraining(analysis, batch, optimiser, backend, frozenIn(document)),
    [analysis, batch, optimiser, backend, document],
  );
  const { totals } = analysis;
  if (totals.leaves === 0) return null;
  // Half a network has numbers, too: at least those.
  const memory = estimate ?? { ...trainingMemory(totals, batch, optimiser), room: 0 };
  const parts = PARTS.filter((part) => part !== "room" || memory.room > 0);
  const bytes = formatBytes(memory.total);
  return (
    <div className="bw-memory">
      <Tooltip label={t("train.memory.help")}>
        <div className="bw-train-heading">
          <h3>{t("train.memory.title")}</h3>
          <strong className="bw-numbers">
            {t(estimate ? "train.memory.about" : "train.memory.atLeast", { bytes })}
          </strong>
        </div>
      </Tooltip>
      <div className="bw-memory-bar" aria-hidden>
        {parts.map((part) => (
          <span key={part} data-part={part} style={{ flexGrow: memory[part] }} />
        ))}
      </div>
      <dl className="bw-run-facts bw-memory-parts bw-numbers">
        {parts.map((part) => (
          <div key={part}>
            <dt data-part={part}>{t(`train.memory.${part}`, { batch })}</dt>
            <dd>{formatBytes(memory[part])}</dd>
          </div>
        ))}
      </dl>
      {estimate && !fits(estimate) && <TooMuch limit={estimate.limit ?? 0} />}
    </div>
  );
}

/** What would fit, to click; Start stays free all the same, for an estimate may be wrong. */
function TooMuch({ limit }: { readonly limit: number }) {
  const { t } = useTranslation();
  const document = useProject((state) => state.history.present);
  const analysis = useProject((state) => state.analysis);
  const { batch, optimiser, data } = useTrainSetup((setup) => setup);
  const backend = useEngine(({ status }) => (status.kind === "ready" ? status.info.backend : "wasm"));
  const smallerBatch = useMemo(
    () => fittingBatch(analysis, batch, optimiser, backend, frozenIn(document)),
    [analysis, batch, optimiser, backend, document],
  );
  const smallerSize = useMemo(
    () => fittingSize({ document, analysis, data, batch, optimiser, backend }),
    [document, analysis, data, batch, optimiser, backend],
  );
  return (
    <div className="bw-train-warning" role="status">
      <p>{t("train.memory.tooMuch", { limit: formatBytes(limit) })}</p>
      {smallerBatch !== null && (
        <Button size="compact-sm" variant="light" onClick={() => changeSetup({ batch: smallerBatch })}>
          {t("train.memory.useBatch", { batch: smallerBatch })}
        </Button>
      )}
      {smallerSize !== null && (
        <Button size="compact-sm" variant="light" onClick={() => fitNetwork(t, smallerSize)}>
          {t("train.memory.useSize", { size: smallerSize })}
        </Button>
      )}
      <p>
        {t(smallerBatch === null && smallerSize === null ? "train.memory.nothingFits" : "train.memory.free")}
      </p>
    </div>
  );
}
