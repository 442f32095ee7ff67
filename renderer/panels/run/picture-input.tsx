import { Button, FileButton } from "@mantine/core";
import { IconDice5, IconPhotoPlus, IconX } from "@tabler/icons-react";
import { type DragEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { trainSetupStore } from "../../state/train-setup";
import { text } from "../../text/i18n";
import { IconButton } from "../../ui/icon-button";
import { classify, clearPicture, endsOf, modelInUse, refusePicture, useClassify } from "./classify";
import { decodePicture, type Picture } from "./decode-picture";
import { PixelCanvas } from "./pixel-canvas";
import { SeenView } from "./seen-view";
import { takeSample } from "./take-sample";

const ACCEPTED = "image/png,image/jpeg,image/webp";
/** Test images that a sample is drawn from. */
const SAMPLE_COUNT = 1000;

/** Where a picture comes in: dropped, chosen, pasted, or drawn from the dataset. */
export function PictureInput() {
  const { t } = useTranslation();
  const picture = useClassify((state) => state.picture);
  const { over, handlers } = useDrop();
  usePaste();
  return (
    <>
      <div className="bw-run-heading">
        <h3>{t("run.picture.title")}</h3>
        {picture && (
          <IconButton icon={IconX} size={14} label={t("run.picture.clear")} onClick={clearPicture} />
        )}
      </div>
      <div className="bw-pictures" {...handlers}>
        <div className="bw-drop-zone" data-over={over || undefined}>
          {picture ? <Preview picture={picture} /> : <EmptyZone />}
        </div>
        {picture && <SeenView />}
      </div>
      <div className="bw-run-buttons">
        <FileButton accept={ACCEPTED} onChange={(file) => file && void takeFile(file, file.name)}>
          {(props) => (
            <Button
              {...props}
              size="xs"
              variant="default"
              leftSection={<IconPhotoPlus size={14} aria-hidden />}
            >
              {t("run.picture.choose")}
            </Button>
          )}
        </FileButton>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDice5 size={14} aria-hidden />}
          onClick={() => void showSample()}
        >
          {t("run.picture.sample")}
        </Button>
      </div>
    </>
  );
}

function EmptyZone() {
  const { t } = useTranslation();
  return (
    <div className="bw-drop-empty">
      <strong>{t("run.picture.empty")}</strong>
      <span>{t("run.picture.hint")}</span>
    </div>
  );
}

function Preview({ picture }: { readonly picture: Picture }) {
  const { t } = useTranslation();
  const { name, label } = picture;
  const [width, height] = picture.original;
  const size = t("run.picture.size", { width, height });
  return (
    <figure className="bw-run-figure">
      <PixelCanvas image={picture} label={t("run.picture.original", { name })} />
      <figcaption title={name}>
        <span className="bw-picture-name">{label === null ? name : t("run.picture.shows", { label })}</span>
        <span className="bw-numbers">{size}</span>
      </figcaption>
    </figure>
  );
}

function useDrop() {
  const [over, setOver] = useState(false);
  const carriesFile = (event: DragEvent): boolean => event.dataTransfer.types.includes("Files");
  return {
    over,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!carriesFile(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop: (event: DragEvent) => {
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (!file) return;
        event.preventDefault();
        void takeFile(file, file.name);
      },
    },
  };
}

/** While the panel shows, a pasted picture is meant for it; pasted text and nodes are not. */
function usePaste(): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith("image/"));
      if (!file) return;
      event.preventDefault();
      void takeFile(file, text("run.picture.pastedName"));
    };
    window.addEventListener("paste", onPaste);
    return () => window.removeEventListener("paste", onPaste);
  }, []);
}

async function takeFile(file: Blob, name: string): Promise<void> {
  try {
    await classify(await decodePicture(file, name));
  } catch (thrown) {
    refusePicture(thrown);
  }
}

async function showSample(): Promise<void> {
  try {
    const { input } = endsOf(modelInUse().document);
    const index = Math.floor(Math.random() * SAMPLE_COUNT);
    await classify(await takeSample(trainSetupStore.getState(), index, Math.max(input[0], input[1])));
  } catch (thrown) {
    refusePicture(thrown);
  }
}
