import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { trainingMemory } from "../../../shared/analysis/training-memory";
import { formatBytes } from "../../../shared/base/format";
import { useEngine } from "../../state/engine";
import { useProject } from "../../state/project";
import { useTrainSetup } from "../../state/train-setup";

/** A WASM memory ends at 4 GiB of addresses; kernels and copies want their share of it. */
const WASM_LIMIT = 3 * 2 ** 30;
const WASM_TIGHT = 1.5 * 2 ** 30;

const PARTS = ["parameters", "gradients", "optimiser", "activations"] as const;

export function MemoryEstimate() {
  const { t } = useTranslation();
  const totals = useProject((state) => state.analysis.totals);
  const batch = useTrainSetup((setup) => setup.batch);
  const optimiser = useTrainSetup((setup) => setup.optimiser);
  const isWasm = useEngine(({ status }) => status.kind === "ready" && status.info.backend === "wasm");
  if (totals.leaves === 0) return null;
  const memory = trainingMemory(totals, batch, optimiser);
  const bytes = formatBytes(memory.total);
  const warning =
    !isWasm || memory.total < WASM_TIGHT ? null : memory.total < WASM_LIMIT ? "tight" : "tooMuch";
  return (
    <div className="bw-memory">
      <Tooltip label={t("train.memory.help")}>
        <div className="bw-train-heading">
          <h3>{t("train.memory.title")}</h3>
          <strong className="bw-numbers">
            {t(memory.complete ? "train.memory.about" : "train.memory.atLeast", { bytes })}
          </strong>
        </div>
      </Tooltip>
      <div className="bw-memory-bar" aria-hidden>
        {PARTS.map((part) => (
          <span key={part} data-part={part} style={{ flexGrow: memory[part] }} />
        ))}
      </div>
      <dl className="bw-facts bw-memory-parts bw-numbers">
        {PARTS.map((part) => (
          <div key={part}>
            <dt data-part={part}>{t(`train.memory.${part}`, { batch })}</dt>
            <dd>{formatBytes(memory[part])}</dd>
          </div>
        ))}
      </dl>
      {warning && <p className="bw-train-warning">{t(`train.memory.${warning}`)}</p>}
    </div>
  );
}
