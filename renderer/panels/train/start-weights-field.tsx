import { Button, FileButton, Tooltip } from "@mantine/core";
import { IconUpload, IconX } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { assertExists, errorMessage } from "../../../shared/base/assert";
import { isWhole, type MatchReport } from "../../../shared/contracts/weight-match";
import type { Document } from "../../../shared/graph/document";
import { chooseWeights } from "../../app/weights/choose-weights";
import { reportsFor } from "../../app/weights/match-reports";
import { type Model, useModel, weightsInHand } from "../../state/model";
import { packedWeights } from "../../state/model-weights";
import { currentDocument, useProject } from "../../state/project";
import { type StartWeights, startFrom, useStartWeights } from "../../state/start-weights";
import { text } from "../../text/i18n";

/** A training begins with fresh weights, or with what another one learned. */
export function StartWeightsField() {
  const { t } = useTranslation();
  const given = useStartWeights();
  const [failure, setFailure] = useState<string | null>(null);
  const attempt = async (choice: Promise<StartWeights | null>): Promise<void> => {
    setFailure(null);
    try {
      const chosen = await choice;
      if (chosen) startFrom(chosen);
    } catch (thrown) {
      setFailure(errorMessage(thrown));
    }
  };
  const choose = (file: File): Promise<void> => attempt(chooseWeights(file, currentDocument()));
  return (
    <div className="bw-train-wide bw-train-start">
      <span>{t("weights.start.label")}</span>
      {given ? <Given given={given} /> : <p className="bw-train-note">{t("weights.start.fresh")}</p>}
      {failure !== null && <p className="bw-train-error">{failure}</p>}
      <div className="bw-train-start-buttons">
        <InHand given={given} onChoose={(model) => void attempt(weightsOf(model, currentDocument()))} />
        <FileButton accept=".safetensors" onChange={(file) => file && void choose(file)}>
          {(props) => (
            <Tooltip label={t("weights.start.help")} multiline maw={320}>
              <Button
                {...props}
                size="compact-xs"
                variant="default"
                leftSection={<IconUpload size={14} aria-hidden />}
              >
                {t("weights.start.choose")}
              </Button>
            </Tooltip>
          )}
        </FileButton>
        {given && (
          <>
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => void choose(new File([given.weights], given.fileName))}
            >
              {t("weights.start.again")}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<IconX size={14} aria-hidden />}
              onClick={() => startFrom(null)}
            >
              {t("weights.start.drop")}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

interface InHandProps {
  readonly given: StartWeights | null;
  onChoose(model: Model): void;
}

/** The weights that the network came with, or was trained to. */
function InHand({ given, onChoose }: InHandProps) {
  const { t } = useTranslation();
  const document = useProject((state) => state.history.present);
  const held = useModel((state) => state);
  const model = useMemo(() => weightsInHand(document, held), [document, held]);
  if (!model || given?.fileName === nameOf(model)) return null;
  return (
    <Button size="compact-xs" variant="default" onClick={() => onChoose(model)}>
      {t("weights.start.from", { name: nameOf(model) })}
    </Button>
  );
}

function nameOf({ fileName, document: { name } }: Model): string {
  return fileName ?? text("weights.start.trained", { name });
}

/** All by name where that fits, else as the person says: a network is fitted to its data before it learns anew. */
async function weightsOf(model: Model, document: Document): Promise<StartWeights | null> {
  const packed = await packedWeights(assertExists(model.weights, "weights in hand"));
  const name = nameOf(model);
  if (isWhole(reportsFor(packed, document).strict))
    return { fileName: name, weights: packed, match: "strict" };
  return chooseWeights(new File([packed], name), document);
}

/** What the file gives to the network as it is now: a network is fitted to its data after its weights were chosen. */
function Given({ given }: { readonly given: StartWeights }) {
  const { t } = useTranslation();
  const document = useProject((state) => state.history.present);
  const report = useMemo(() => reportNow(given, document), [given, document]);
  const { fileName: name, match } = given;
  const fits = report && (match === "strict" ? isWhole(report) : report.matched.length > 0);
  if (!fits) return <p className="bw-train-warning">{t("weights.start.unfit", { name })}</p>;
  const { matched, missing, mismatched } = report;
  const count = matched.length + missing.length + mismatched.length;
  const way = t(`weights.start.way.${match}`);
  return (
    <p className="bw-train-note">{t("weights.start.file", { name, matched: matched.length, count, way })}</p>
  );
}

/** Null while the network has faults. */
function reportNow({ weights, match }: StartWeights, document: Document): MatchReport | null {
  try {
    return reportsFor(weights, document)[match];
  } catch {
    return null;
  }
}
