import { Button, FileButton } from "@mantine/core";
import { IconArrowBackUp, IconUpload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { chooseWeights } from "../../app/weights/choose-weights";
import { forgetModel } from "../../state/model";
import { currentDocument } from "../../state/project";
import { changeSettings } from "../../state/settings";
import { classifyAgain } from "./classify";
import { modelFromFile } from "./file-model";
import type { Load } from "./use-loading";

interface ModelButtonsProps {
  readonly isRandom: boolean;
  readonly training: boolean;
  readonly loading: boolean;
  readonly load: Load;
}

/** Where other weights come from. */
export function ModelButtons({ isRandom, training, loading, load }: ModelButtonsProps) {
  const { t } = useTranslation();
  const busy = training || loading;
  return (
    <div className="bw-run-buttons">
      {isRandom && (
        <Button size="xs" variant="default" onClick={() => changeSettings({ drawer: "train" })}>
          {t("run.model.toTrain")}
        </Button>
      )}
      <FileButton
        accept=".safetensors"
        disabled={busy}
        onChange={(file) => file && load(() => chosenModel(file))}
      >
        {(props) => (
          <Button
            {...props}
            size="xs"
            variant="default"
            disabled={busy}
            leftSection={<IconUpload size={14} aria-hidden />}
          >
            {t("run.model.load")}
          </Button>
        )}
      </FileButton>
      {!isRandom && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowBackUp size={14} aria-hidden />}
          disabled={training}
          onClick={drop}
        >
          {t("run.model.drop")}
        </Button>
      )}
    </div>
  );
}

function drop(): void {
  forgetModel();
  void classifyAgain();
}

async function chosenModel(file: File) {
  const document = currentDocument();
  const chosen = await chooseWeights(file, document);
  return chosen && { model: modelFromFile(chosen, document), match: chosen.match };
}
