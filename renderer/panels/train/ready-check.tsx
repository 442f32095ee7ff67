import { Button } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../state/engine";
import { imagesForRun, useOwnData } from "../../state/own-data";
import { useProject } from "../../state/project";
import { changeData, hasMasks, useTrainSetup } from "../../state/train-setup";
import { fitNetwork } from "./fit-network";
import { FrozenNote } from "./frozen-note";
import { Obstacles } from "./obstacles";
import { readinessOf } from "./readiness";
import { startIfReady } from "./start-run";

/** Start, or what stands in its way. */
export function ReadyCheck() {
  const { t } = useTranslation();
  const document = useProject((state) => state.history.present);
  const analysis = useProject((state) => state.analysis);
  const data = useTrainSetup((setup) => setup.data);
  const isDown = useEngine(({ status }) => status.kind === "failed");
  // Drawn again when they are decoded.
  useOwnData((own) => own.loaded);
  const isDecoding = imagesForRun(data) === null;
  const readiness = useMemo(() => readinessOf(document, analysis, data), [document, analysis, data]);
  return (
    <div className="bw-ready">
      <Button
        fullWidth
        size="sm"
        leftSection={<IconPlayerPlay size={16} aria-hidden />}
        disabled={readiness.kind !== "ready" || isDown || isDecoding}
        onClick={startIfReady}
      >
        {t("train.ready.start")}
      </Button>
      {readiness.kind === "ready" ? (
        <>
          <p className="bw-train-note">
            {t(hasMasks(data) ? "train.ready.fitsPixels" : "train.ready.fits", {
              name: document.name,
              input: `${data.size}×${data.size}×3`,
              classes: data.classes,
            })}
          </p>
          <FrozenNote />
        </>
      ) : (
        <Obstacles readiness={readiness} onFit={(size) => fitNetwork(t, size)} onUseData={changeData} />
      )}
    </div>
  );
}
