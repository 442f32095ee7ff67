import { Button, Progress } from "@mantine/core";
import { IconFolderOpen } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { formatBytes } from "../../../shared/base/format";
import type { TrainingImages } from "../../../shared/contracts/run";
import { DEFAULT_DATA } from "../../../shared/contracts/run-defaults";
import type { LoadedImages } from "../../../shared/data/load-images";
import {
  chooseDataset,
  chooseOwnData,
  deleteStoredImages,
  refuseOwnData,
  useOwnData,
} from "../../state/own-data";
import { OWN_DATA, useTrainSetup } from "../../state/train-setup";
import { DataBalance } from "./data-balance";
import { dataPorts } from "./data-ports";
import { pickFolder } from "./pick-folder";

/** Of bad files; a folder of another kind of thing would fill the panel. */
const MAX_LISTED = 50;

/** Where people's own pictures come in, and what became of them. */
export function OwnDataFields() {
  const { t } = useTranslation();
  const isOwn = useTrainSetup(({ data }) => data.dataset === OWN_DATA);
  const { loaded, progress, error } = useOwnData((own) => own);
  return (
    <div className="bw-train-wide bw-own-data">
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconFolderOpen size={14} stroke={1.75} aria-hidden />}
        onClick={() => void choose()}
      >
        {t("train.own.choose")}
      </Button>
      {error !== null && <p className="bw-train-error">{error}</p>}
      {isOwn && progress && (
        <div className="bw-own-progress">
          <Progress
            aria-label={t("train.own.reading")}
            value={(100 * progress.done) / Math.max(1, progress.total)}
            size="sm"
          />
          <Button size="compact-xs" variant="default" onClick={() => chooseDataset(DEFAULT_DATA.dataset)}>
            {t("train.own.stop")}
          </Button>
        </div>
      )}
      {isOwn && loaded && <Found loaded={loaded} />}
      {!isOwn && <p className="bw-train-note">{t("train.own.hint")}</p>}
    </div>
  );
}

async function choose(): Promise<void> {
  try {
    const picked = await pickFolder();
    if (picked) await chooseOwnData(picked.title, picked.files, dataPorts);
  } catch (thrown) {
    refuseOwnData(thrown);
  }
}

function Found({ loaded: { images, badFiles } }: { readonly loaded: LoadedImages }) {
  const { t } = useTranslation();
  return (
    <>
      <DataBalance images={images} />
      <StoredNote images={images} />
      {badFiles.length > 0 && (
        <details>
          <summary>{t("train.own.bad", { count: badFiles.length })}</summary>
          <ul>
            {badFiles.slice(0, MAX_LISTED).map(({ path, reason }) => (
              <li key={`${path} ${reason}`}>
                <strong>{path}</strong> {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Says what lies on disk, and takes it away. */
function StoredNote({ images: { train, validation, test } }: { readonly images: TrainingImages }) {
  const { t } = useTranslation();
  const bytes = [train, validation, test].reduce((sum, set) => sum + (set?.stored?.size ?? 0), 0);
  if (bytes === 0) return null;
  return (
    <p className="bw-train-note">
      {t("train.own.stored", { bytes: formatBytes(bytes) })}{" "}
      <Button size="compact-xs" variant="subtle" onClick={() => void deleteStoredImages()}>
        {t("train.own.deleteStored")}
      </Button>
    </p>
  );
}
